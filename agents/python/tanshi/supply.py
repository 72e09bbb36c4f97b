"""What the regulator brings to the market: given free, auctioned, held in a reserve."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, Union

from tanshi.money import cents, price_or_none
from tanshi.v1 import agent_service_pb2
from tanshi.v1 import seat_brief_pb2 as wire
from tanshi.words import word


class SupplyOffer(NamedTuple):
    """Allowances that auctions sell at `price` and above: a reserve price, the trigger of a
    containment reserve, a ceiling."""

    price: Decimal
    quantity: int


class YearSupply(NamedTuple):
    """What the law says that a year brings, before any adjustment."""

    certain: int
    """Tonnes that come at any price, free of charge."""
    offers: list[SupplyOffer]
    """Sold in auctions; the first is what is planned for the ordinary ones. Empty: none is held."""


class Reserve(NamedTuple):
    """What the regulator's reserve has, after this year's adjustment; in tonnes."""

    holdings: int
    intake_left: int
    """What an earlier year's decision will still take in."""
    release_left: int
    """What it will still give back."""
    auctioned: int
    """Sold in auctions so far this year."""
    brought_forward: int
    """Of the next year's auctions, held in this year already."""


class PriceMeasure(NamedTuple):
    """What a rule lets the regulator do, the price having moved too far."""

    price: Decimal
    """A mean of the market's prices, which the rule compared"""
    trigger: Decimal
    """with this."""
    most: int
    """Tonnes that may be added to the auctions still to come, at most."""
    default: int
    """What is added unless you decide."""
    floor: Decimal | None
    """The lowest price at which auctions sell from now on, unless you decide. None: as before."""


@dataclass(frozen=True)
class EuMsrRule:
    """The market stability reserve of the EU, as if a version of its law had stayed in force."""

    law: str
    """"decision_2015", "directive_2018", "decision_2023" or "reform_2023"."""


@dataclass(frozen=True)
class QuantityCollarRule:
    """A reserve that keeps the bank in a band; in tonnes."""

    bank_least: int
    """Below it the reserve gives back `released_share` of what is missing."""
    bank_most: int
    """Above it `withheld_share` of the excess is withheld from the auctions."""
    withheld_share: float
    released_share: float
    most_withheld: int
    """In a year."""
    most_released: int
    """In a year."""


AdjustmentRule = Union[EuMsrRule, QuantityCollarRule]


def offers_from_wire(offers: Iterable[wire.SupplyOffer]) -> list[SupplyOffer]:
    return [SupplyOffer(cents(o.price_cents_per_tonne), o.quantity_t) for o in offers]


def measure_from_wire(measure: agent_service_pb2.PriceMeasure) -> PriceMeasure:
    return PriceMeasure(
        cents(measure.price_cents_per_tonne),
        cents(measure.trigger_cents_per_tonne),
        measure.most_t,
        measure.default_t,
        price_or_none(measure.floor_cents_per_tonne),
    )


def adjustment_from_wire(brief: wire.SeatBrief) -> AdjustmentRule | None:
    rule = brief.adjustment.WhichOneof("rule")
    if rule == "eu_msr":
        return EuMsrRule(word(wire.EuMsrLaw, brief.adjustment.eu_msr.law))
    if rule == "quantity_collar":
        collar = brief.adjustment.quantity_collar
        return QuantityCollarRule(
            bank_least=collar.bank_least_t,
            bank_most=collar.bank_most_t,
            withheld_share=collar.withheld_share_bps / 10_000,
            released_share=collar.released_share_bps / 10_000,
            most_withheld=collar.most_withheld_t,
            most_released=collar.most_released_t,
        )
    return None
