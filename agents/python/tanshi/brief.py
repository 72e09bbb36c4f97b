"""What the holder of a seat is told once, when it takes the seat."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from tanshi.curve import AbatementCurve, curve_from_wire
from tanshi.money import Money, ceil_to_tick, cents, floor_to_tick
from tanshi.supply import (
    AdjustmentRule,
    SupplyOffer,
    YearSupply,
    adjustment_from_wire,
    offers_from_wire,
)
from tanshi.v1 import seat_brief_pb2 as wire
from tanshi.words import word


@dataclass(frozen=True)
class Project:
    """A project that the plant can be rebuilt with: what one unit costs and does. It is paid for in
    the year of the decision, and always runs once it is there."""

    name: str
    """Its name; all who can build projects of one name learn from each other."""
    capex: float
    """What a unit costs before anybody has learned; `wake.projects` has what it costs now."""
    abates: float
    """Tonnes that a unit abates a year."""
    running_cost: float
    """Cost of a tonne abated; below 0: it earns."""
    build_years: int
    """Years from the decision to the first in which it runs."""
    lifetime_years: int
    """Years that it runs."""
    units: int
    """How often it can be built."""
    learning: float
    """Part by which each doubling of what all have built lowers what a unit costs."""


@dataclass(frozen=True)
class Scheme:
    """What firms owe beside emissions: certificates of green power under a quota, rights to use
    energy under a cap. It has a book of its own, with the tick and lot of the seat's; a unit is
    good for its year alone."""

    name: str
    """Its name."""
    unit: str
    """Of what it counts, such as MWh."""
    instrument_id: int
    """Its book."""
    penalty: Decimal
    """For each unit that is missing."""
    share: dict[int, float]
    """Of what a firm uses, that for which it owes a unit, by year; 1 is all."""
    used: dict[int, int]
    """What all firms use if nobody saves, by year."""
    allocated: dict[int, int]
    """Units given to them free of charge, by year."""
    offers: dict[int, list[SupplyOffer]]
    """What those who make units can sell at their cost, by year."""


@dataclass(frozen=True)
class SchemeUse:
    """A firm's part in a scheme. What its units leave uncovered its plant saves when the year ends,
    as far as that costs no more than the penalty."""

    saving: AbatementCurve
    """What saving costs, of what it uses in a year."""
    spares: float
    """Tonnes of emissions that a saved unit spares."""
    used: dict[int, int]
    """What it uses if it saves nothing, by year."""
    allocated: dict[int, int]
    """Units given to it free of charge, by year."""
    believed_price: dict[int, float]
    """What it believes a unit to cost, by year."""


@dataclass(frozen=True)
class FirmBrief:
    """What an emitter knows of its plant, and believes of all emitters together."""

    curve: AbatementCurve
    """Cost of abating in one year."""
    baseline: float
    """Tonnes emitted without abatement, expected in the first year."""
    growth: float
    """Expected growth of the baseline a year, 0.01 = 1 %."""
    volatility: float
    """Standard deviation of a year's shock to the baseline."""
    discount_rate: float
    """A year."""
    allocation: dict[int, int]
    """Free allocation announced: tonnes by year."""
    believed_market_baseline: float
    """Believed baseline of all emitters in the first year, in tonnes."""
    believed_market_growth: float
    """Believed growth of that a year."""
    believed_market_curves: list[AbatementCurve]
    """Believed curves of all emitters, whose abatement adds up at each price."""
    projects: list[Project] = field(default_factory=list)
    """What the plant can be rebuilt with."""
    schemes: list[SchemeUse] = field(default_factory=list)
    """Its part in each of the brief's schemes, in their order."""


@dataclass(frozen=True)
class Credits:
    """A kind of credits that emitters may surrender in place of allowances: offsets, or another
    system's allowances. It has a book of its own, with the tick and lot of the seat's."""

    name: str
    """Its name."""
    instrument_id: int
    """Its book."""
    worth: float
    """Tonnes owed that one unit meets."""
    quota: dict[int, float]
    """The most of what is owed for a year that they may meet, by year; 1 is all."""
    offers: dict[int, list[SupplyOffer]]
    """What those who make them can sell at their cost, by year."""


@dataclass(frozen=True)
class ForwardPlan:
    """Forwards on allowances. In each year there is a book for delivery at the end of each of the
    next years, and still the one for delivery at the end of the year itself."""

    margin: float
    """The part of the contract value that buyer and seller leave with the clearing house."""
    years_ahead: int
    """How many years ahead they are listed."""
    hedge_share: float
    """The part of what a firm expects to lack or to have to spare in the year of delivery that its
    robot buys or sells forward."""


@dataclass(frozen=True)
class SeatBrief:
    """The seat, the rules of its book, and the published facts of the session."""

    seat: str
    """The seat's name."""
    account_id: int
    """The seat's account."""
    tick: Decimal
    """Prices are multiples of it."""
    lot: int
    """Quantities are multiples of it, in tonnes."""
    max_price: Decimal
    """Highest price of an order."""
    fee: Decimal
    """Of what is paid, to the exchange by each side: the higher of a taker's and a maker's."""
    first_year: int
    """First civil year of the session."""
    year_count: int
    """Years of the session."""
    days_per_year: int
    """Trading days of a year."""
    turns_per_day: int
    """Wakes of each seat in a day."""
    cap: dict[int, int]
    """Published cap: tonnes by year."""
    supply: dict[int, YearSupply]
    """What the law says that each year brings, free and in auctions, before any adjustment."""
    adjustment: AdjustmentRule | None
    """How the regulator then changes what is auctioned. None: not at all."""
    price_rule: str | None
    """By which prices, and how, the regulator may act besides: "uk_ccm", "korea_stabilisation",
    "eu_article_29a_2023" or "eu_article_29a_2009". None: by none."""
    regulator: bool
    """Whether this is the regulator's seat, which is woken when it may act."""
    initial_bank: int
    """Allowances in circulation at the start."""
    penalty: Decimal
    """Fine for each tonne not surrendered in the first year."""
    penalty_rise: float
    """What it rises by in each year after, 0.02 = 2 %."""
    banking: bool
    """Whether allowances keep their worth beyond their year."""
    borrowing: float
    """The part of its next year's free allocation that a firm that is short may use."""
    credits: list[Credits]
    """What emitters may surrender besides; `books` of a wake come in this order."""
    schemes: list[Scheme]
    """What emitters owe beside emissions; their `books` of a wake follow."""
    forwards: ForwardPlan | None
    """Forwards on allowances; their `books` of a wake follow. None: none are listed."""
    firm: FirmBrief | None
    """The plant. None: the seat trades and emits nothing."""
    message: wire.SeatBrief = field(repr=False)
    """The same as it came over the wire."""

    def to_price_floor(self, price: Money) -> Decimal:
        """The highest price of an order that is not above `price`: what a buyer can bid."""
        return floor_to_tick(price, *self._ticks())

    def to_price_ceil(self, price: Money) -> Decimal:
        """The lowest price of an order that is not below `price`: what a seller can ask."""
        return ceil_to_tick(price, *self._ticks())

    def _ticks(self) -> tuple[int, int]:
        instrument = self.message.instrument
        return instrument.tick_cents_per_tonne, instrument.max_price_cents_per_tonne


def brief_from_wire(brief: wire.SeatBrief) -> SeatBrief:
    instrument = brief.instrument
    return SeatBrief(
        seat=brief.seat,
        account_id=brief.account_id,
        tick=cents(instrument.tick_cents_per_tonne),
        lot=instrument.lot_t,
        max_price=cents(instrument.max_price_cents_per_tonne),
        fee=Decimal(brief.fee_bps) / 10_000,
        first_year=brief.first_year,
        year_count=brief.year_count,
        days_per_year=brief.days_per_year,
        turns_per_day=brief.turns_per_day,
        cap=dict(enumerate(brief.cap_t, start=brief.first_year)),
        supply={
            year: YearSupply(supply.certain_t, offers_from_wire(supply.offers))
            for year, supply in enumerate(brief.supply, start=brief.first_year)
        },
        adjustment=adjustment_from_wire(brief),
        price_rule=word(wire.PriceRule, brief.price_rule) if brief.price_rule else None,
        regulator=brief.regulator,
        initial_bank=brief.initial_bank_t,
        penalty=cents(brief.penalty_cents_per_tonne),
        penalty_rise=brief.penalty_rise_ppm / 1_000_000,
        banking=brief.banking,
        borrowing=brief.borrowing_bps / 10_000,
        credits=[_credits_from_wire(credits, brief.first_year) for credits in brief.credits],
        schemes=[_scheme_from_wire(scheme, brief.first_year) for scheme in brief.schemes],
        forwards=_forwards_from_wire(brief.forwards) if brief.HasField("forwards") else None,
        firm=_firm_from_wire(brief) if brief.HasField("firm") else None,
        message=brief,
    )


def _credits_from_wire(credits: wire.CreditBook, first_year: int) -> Credits:
    return Credits(
        name=credits.name,
        instrument_id=credits.instrument_id,
        worth=credits.worth_bps / 10_000,
        quota={
            year: quota / 10_000 for year, quota in enumerate(credits.quota_bps, start=first_year)
        },
        offers={
            year: offers_from_wire(offers.offers)
            for year, offers in enumerate(credits.offers, start=first_year)
        },
    )


def _scheme_from_wire(scheme: wire.SchemeBook, first_year: int) -> Scheme:
    return Scheme(
        name=scheme.name,
        unit=scheme.unit,
        instrument_id=scheme.instrument_id,
        penalty=cents(scheme.penalty_cents),
        share={
            year: share / 10_000 for year, share in enumerate(scheme.share_bps, start=first_year)
        },
        used=dict(enumerate(scheme.used, start=first_year)),
        allocated=dict(enumerate(scheme.allocated, start=first_year)),
        offers={
            year: offers_from_wire(offers.offers)
            for year, offers in enumerate(scheme.offers, start=first_year)
        },
    )


def _use_from_wire(use: wire.SchemeUse, first_year: int) -> SchemeUse:
    return SchemeUse(
        saving=curve_from_wire(use.saving),
        spares=float(use.spares_t),
        used=dict(enumerate(use.used, start=first_year)),
        allocated=dict(enumerate(use.allocated, start=first_year)),
        believed_price={
            year: float(price) for year, price in enumerate(use.believed_price, start=first_year)
        },
    )


def _forwards_from_wire(forwards: wire.ForwardPlan) -> ForwardPlan:
    return ForwardPlan(
        margin=forwards.margin_bps / 10_000,
        years_ahead=forwards.years_ahead,
        hedge_share=forwards.hedge_share_bps / 10_000,
    )


def _firm_from_wire(brief: wire.SeatBrief) -> FirmBrief:
    firm = brief.firm
    return FirmBrief(
        curve=curve_from_wire(firm.curve),
        baseline=float(firm.baseline_t),
        growth=float(firm.growth),
        volatility=float(firm.volatility),
        discount_rate=float(firm.discount_rate),
        allocation=dict(enumerate(firm.allocation_t, start=brief.first_year)),
        believed_market_baseline=float(firm.believed_market_baseline_t),
        believed_market_growth=float(firm.believed_market_growth),
        believed_market_curves=[curve_from_wire(curve) for curve in firm.believed_market_curves],
        projects=[_project_from_wire(project) for project in firm.projects],
        schemes=[_use_from_wire(use, brief.first_year) for use in firm.schemes],
    )


def _project_from_wire(project: wire.Technology) -> Project:
    return Project(
        name=project.name,
        capex=float(project.capex),
        abates=float(project.abates_t),
        running_cost=float(project.running_cost),
        build_years=project.build_years,
        lifetime_years=project.lifetime_years,
        units=project.unit_count,
        learning=float(project.learning),
    )
