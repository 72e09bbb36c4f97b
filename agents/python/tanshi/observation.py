"""What the holder of a seat is told at each wake."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from tanshi.money import cents, price_or_none
from tanshi.supply import (
    PriceMeasure,
    Reserve,
    SupplyOffer,
    measure_from_wire,
    offers_from_wire,
)
from tanshi.v1 import agent_service_pb2 as wire
from tanshi.v1 import types_pb2
from tanshi.words import word


class OwnOrder(NamedTuple):
    """An order of the seat that waits in the book."""

    order_id: int
    side: str
    price: Decimal
    open_quantity: int


class OwnBid(NamedTuple):
    """A bid of the account in an auction that is open."""

    bid_id: int
    price: Decimal
    quantity: int


class AuctionNotice(NamedTuple):
    """An auction that takes sealed bids until the day ends; `Client.auctions()` has its rules in
    full."""

    auction_id: int
    supply: int
    """Tonnes offered, without what containment reserves add at their triggers."""
    lot: int
    """Bids are multiples of it, in tonnes."""
    reserve_price: Decimal
    """Lower bids are refused."""
    bid_limit: int | None
    """Most that one account may bid for. None: no limit."""
    purchase_limit: int | None
    """Most that one account may win. None: no limit."""


class AllocationTerms(NamedTuple):
    """A free allocation that is settled at the year's end: what output earns, but at least the
    floor and at most the ceiling times verified emissions, less the advance."""

    advance: int
    """Tonnes given when the year began."""
    by_output: int
    """Tonnes that output earns: the best estimate."""
    floor: float
    """Part of verified emissions."""
    ceiling: float | None
    """Part of verified emissions. None: no ceiling."""


class ProjectState(NamedTuple):
    """A project of the plant's menu, this year."""

    units_left: int
    """Units that can still be built."""
    capex: float
    """What one costs if it is decided this year."""


class TapeEntry(NamedTuple):
    """One public happening: a trade, or a quote that joined the market."""

    trade: bool
    side: str
    """Of the quote; of the taker for a trade; "unspecified" for a call's, where nobody takes."""
    price: Decimal
    quantity: int


class Book(NamedTuple):
    """A further book in which the seat may trade, as that of offsets or of a forward, and what it
    has there."""

    instrument_id: int
    """The book."""
    available: int
    """Units that may be sold or surrendered."""
    escrowed: int
    """Units that sell orders bind."""
    bid: Decimal | None
    """Highest price bid."""
    bid_quantity: int
    """Units wanted at it."""
    ask: Decimal | None
    """Lowest price asked."""
    ask_quantity: int
    """Units offered at it."""
    last: Decimal | None
    """Price of the latest trade."""
    close: Decimal | None
    """Last price of the day before."""
    position: int
    """Of a forward: tonnes bought less tonnes sold."""
    delivery: int | None
    """Of a forward: the year at whose end it is delivered."""
    message: wire.BookView
    """The same as it came over the wire, with the seat's orders and the tape."""


def _book_from_wire(view: wire.BookView) -> Book:
    quote = view.quote
    return Book(
        instrument_id=view.instrument_id,
        available=view.available,
        escrowed=view.escrowed,
        bid=price_or_none(quote.bid_price_cents_per_tonne),
        bid_quantity=quote.bid_quantity_t,
        ask=price_or_none(quote.ask_price_cents_per_tonne),
        ask_quantity=quote.ask_quantity_t,
        last=price_or_none(quote.last_price_cents_per_tonne),
        close=price_or_none(quote.close_price_cents_per_tonne),
        position=view.position_t,
        delivery=view.delivery_year or None,
        message=view,
    )


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

    @property
    def lowest_price(self) -> Decimal | None:
        """Lowest price of an order today. None: any, on the tick."""
        return price_or_none(self.observation.lowest_price_cents_per_tonne)

    @property
    def highest_price(self) -> Decimal | None:
        """Highest price of an order today. None: any that the book allows."""
        return price_or_none(self.observation.highest_price_cents_per_tonne)

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
    def activity(self) -> dict[int, float]:
        """What strikes all emitters alike: what their baselines are multiplied by, by year, as it
        came out or is expected now; 1 is the trend. Empty: nothing strikes them."""
        shares = self.observation.activity_ppm
        return {
            year: share / 1_000_000 for year, share in enumerate(shares, start=self._first_year)
        }

    @property
    def circulation(self) -> int:
        """Allowances in circulation when the year began, its allocation included, also what of that
        is only settled at its end."""
        return self.observation.circulation_t

    @property
    def books(self) -> list[Book]:
        """Further books in which the seat may trade: in the order of the brief's credits, then
        of its schemes, then forwards by delivery, which come and go."""
        return [_book_from_wire(view) for view in self.observation.books]

    @property
    def projects(self) -> list[ProjectState]:
        """The plant's menu of projects, in the order of `brief.firm.projects`."""
        return [
            ProjectState(project.units_left, float(project.capex))
            for project in self.observation.projects
        ]

    # ---- The regulator ----

    @property
    def auction(self) -> AuctionNotice | None:
        """The auction that takes bids now."""
        if not self.observation.HasField("auction"):
            return None
        notice = self.observation.auction
        return AuctionNotice(
            notice.auction_id,
            notice.supply_t,
            notice.lot_t,
            cents(notice.reserve_price_cents_per_tonne),
            notice.bid_limit_t or None,
            notice.purchase_limit_t or None,
        )

    @property
    def to_auction(self) -> list[SupplyOffer]:
        """What the year still auctions, the open auction included; the first is what is planned for
        the ordinary auctions."""
        return offers_from_wire(self.observation.to_auction)

    @property
    def reserve(self) -> Reserve:
        """What the regulator holds back, and what of it will still move."""
        reserve = self.observation.reserve
        return Reserve(
            reserve.holdings_t,
            reserve.intake_left_t,
            reserve.release_left_t,
            reserve.auctioned_t,
            reserve.brought_forward_t,
        )

    @property
    def measure(self) -> PriceMeasure | None:
        """Of the regulator's seat: what it may do now. It is woken for nothing else."""
        if not self.observation.HasField("measure"):
            return None
        return measure_from_wire(self.observation.measure)

    # ---- The account and its plant ----

    @property
    def cash(self) -> Decimal:
        """What can be spent."""
        return cents(self.observation.available_cents)

    @property
    def cash_escrowed(self) -> Decimal:
        """What your buy orders in the book and your bids bind."""
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
        """Tonnes owed already: what was missing in earlier years, or not yet due; below 0: a credit
        for what was reported too much."""
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
    def bids(self) -> list[OwnBid]:
        """Your bids in the open auction, by id."""
        return [
            OwnBid(bid.bid_id, cents(bid.price_cents_per_tonne), bid.quantity_t)
            for bid in self.observation.bids
        ]

    @property
    def allocation(self) -> AllocationTerms | None:
        """The plant's free allocation of the year, where it is settled at the year's end. None: all
        of it has been given."""
        if not self.observation.HasField("allocation"):
            return None
        terms = self.observation.allocation
        ceiling = terms.ceiling_bps / 10_000 if terms.HasField("ceiling_bps") else None
        return AllocationTerms(
            terms.advance_t, terms.by_output_t, terms.floor_bps / 10_000, ceiling
        )

    @property
    def baseline(self) -> int:
        """Best estimate of the plant's emissions of the year without abatement; 0 without one."""
        return self.observation.baseline_t
