"""What a Client is told of the market, an account and the session."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from tanshi.v1 import session_service_pb2, types_pb2


class Level(NamedTuple):
    """One price of one side of the book."""

    price: Decimal
    quantity: int
    order_count: int


class Depth(NamedTuple):
    """The book as it is now; best prices first."""

    bids: list[Level]
    asks: list[Level]
    last: Decimal | None
    """Price of the latest trade."""
    trading: bool
    """Whether orders are taken."""


class Trade(NamedTuple):
    """A trade as the public sees it."""

    event_number: int
    price: Decimal
    quantity: int
    taker_side: str


class Listing(NamedTuple):
    """An order that may be taken, where the book trades by posted listing."""

    account_id: int
    order_id: int
    side: str
    price: Decimal
    quantity: int


class Offer(NamedTuple):
    """A trade offered over the counter, by the account or to it."""

    account_id: int
    """Who offers; `side` is this account's."""
    order_id: int
    side: str
    price: Decimal
    quantity: int
    to_account_id: int
    block: bool


class TradingRules(NamedTuple):
    """How the book trades today."""

    mode: str
    """"continuous", "posted_listing" or "call"."""
    halt: str
    """"not_halted", "by_operator" or "by_breaker"."""
    lowest_price: Decimal
    highest_price: Decimal
    """Of an order today."""
    message: types_pb2.TradingRules
    """All rules, as on the wire."""


class Position(NamedTuple):
    """What an account has bought of a forward less what it has sold, until its delivery."""

    instrument_id: int
    quantity: int
    """Tonnes to get; below 0: to deliver."""
    value: Decimal
    """To pay, at the prices of its trades; below 0: to receive."""
    margin: Decimal
    """Cash that the position binds."""


@dataclass(frozen=True)
class Account:
    """What an account holds and owes."""

    account_id: int
    cash: Decimal
    """What can be spent; `cash_escrowed` is bound by orders, bids and positions in forwards."""
    cash_escrowed: Decimal
    allowances: int
    """What can be sold; `allowances_escrowed` are bound by sell orders in the book."""
    allowances_escrowed: int
    vintages: dict[int, int]
    """Both together: tonnes by vintage."""
    obligation: int
    """Tonnes of emissions that it owes now."""
    obligations: dict[int, int]
    """What it owes now under each scheme, by its number; 0 is emissions."""


@dataclass(frozen=True)
class SessionStatus:
    """How a session stands."""

    scenario: str
    phase: str
    """"waiting", "running", "paused", "finished" or "stopped"; "unspecified": no session."""
    year: int
    day: int
    turn: int
    trading: bool
    """Whether orders are taken."""
    command_count: int
    event_count: int
    events_hash: str
    """Fingerprint of all events so far; equal logs have equal ones."""
    message: session_service_pb2.GetSessionResponse = field(repr=False)
    """The same as it came over the wire, and more."""


class SeatStatus(NamedTuple):
    """A place in the session."""

    seat: str
    account_id: int
    emitter: bool
    held: bool
    """By a program or a person; else its robot plays."""
    turn_count: int
