"""What the holder of a seat is told at each wake."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from tanshi.money import cents, price_or_none
from tanshi.v1 import agent_service_pb2 as wire
from tanshi.v1 import types_pb2
from tanshi.words import word


class OwnOrder(NamedTuple):
    """An order of the seat that waits in the book."""

    order_id: int
    side: str
    price: Decimal
    open_quantity: int


class TapeEntry(NamedTuple):
    """One public happening: a trade, or a quote that joined the market."""

    trade: bool
    side: str
    """Of the quote; of the taker for a trade; "unspecified" for a call's, where nobody takes."""
    price: Decimal
    quantity: int


class Observed:
    """Reads an observation as people do. None stands for no price."""

    observation: wire.Observation
    """The same as it came over the wire, in cents and tonnes."""

    def __init__(self, observation: wire.Observation, first_year: int):
        self.observation = observation
        self._first_year = first_year

    # ---- When ----

    @property
    def year(self) -> int:
        """Civil year."""
        return self.observation.year

    @property
    def day(self) -> int:
        """Trading day of the year, from 0."""
        return self.observation.day

    @property
    def turn(self) -> int:
        """Turn of the day, from 0."""
        return self.observation.turn

    @property
    def trading(self) -> bool:
        """Whether orders are taken. False once a year, at the wake after its last trading day, when
        the plant's abatement is due."""
        return self.observation.trading

    # ---- The market ----

    @property
    def bid(self) -> Decimal | None:
        """Highest price bid in the book, your own bids included."""
        return price_or_none(self.observation.quote.bid_price_cents_per_tonne)

    @property
    def bid_quantity(self) -> int:
        """Tonnes wanted at that price."""
        return self.observation.quote.bid_quantity_t

    @property
    def ask(self) -> Decimal | None:
        """Lowest price asked in the book, your own asks included."""
        return price_or_none(self.observation.quote.ask_price_cents_per_tonne)

    @property
    def ask_quantity(self) -> int:
        """Tonnes offered at that price."""
        return self.observation.quote.ask_quantity_t

    @property
    def last(self) -> Decimal | None:
        """Price of the latest trade."""
        return price_or_none(self.observation.quote.last_price_cents_per_tonne)

    @property
    def close(self) -> Decimal | None:
        """Last price of the day before."""
        return price_or_none(self.observation.quote.close_price_cents_per_tonne)

    @cached_property
    def tape(self) -> list[TapeEntry]:
        """What the market did since your last wake, oldest first; at most the latest 256."""
        return [
            TapeEntry(
                entry.trade,
                word(types_pb2.Side, entry.side),
                cents(entry.price_cents_per_tonne),
                entry.quantity_t,
            )
            for entry in self.observation.tape
        ]

    @property
    def emissions(self) -> dict[int, int]:
        """Verified emissions of all emitters: tonnes by year that has ended."""
        return dict(enumerate(self.observation.emissions_t, start=self._first_year))

    @property
    def year_prices(self) -> dict[int, Decimal | None]:
        """Means of the daily closes, by year that has ended."""
        prices = self.observation.year_prices_cents_per_tonne
        return {
            year: price_or_none(price) for year, price in enumerate(prices, start=self._first_year)
        }

    @property
    def circulation(self) -> int:
        """Allowances in circulation when the year began, its allocation included."""
        return self.observation.circulation_t

    # ---- The account and its plant ----

    @property
    def cash(self) -> Decimal:
        """What can be spent."""
        return cents(self.observation.available_cents)

    @property
    def cash_escrowed(self) -> Decimal:
        """What your buy orders in the book bind."""
        return cents(self.observation.escrowed_cents)

    @property
    def allowances(self) -> int:
        """Allowances that can be sold, or surrendered at the year's end."""
        return self.observation.available_t

    @property
    def allowances_escrowed(self) -> int:
        """What your sell orders in the book bind."""
        return self.observation.escrowed_t

    @property
    def obligation(self) -> int:
        """Tonnes owed already: what was missing in earlier years."""
        return self.observation.obligation_t

    @cached_property
    def orders(self) -> list[OwnOrder]:
        """Your orders that wait in the book, by id."""
        return [
            OwnOrder(
                order.order_id,
                word(types_pb2.Side, order.side),
                cents(order.limit_price_cents_per_tonne),
                order.open_quantity_t,
            )
            for order in self.observation.orders
        ]

    @property
    def baseline(self) -> int:
        """Best estimate of the plant's emissions of the year without abatement; 0 without one."""
        return self.observation.baseline_t
