"""A copy of the book that follows its stream."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from tanshi.answers import Level
from tanshi.money import cents, price_or_none
from tanshi.result import Fill
from tanshi.v1 import market_data_service_pb2, types_pb2


class BookUpdate(NamedTuple):
    """The whole book after a change, and the change's trades."""

    bids: list[Level]
    """Best price first; `order_count` is 0, as the stream does not tell it."""
    asks: list[Level]
    """Likewise."""
    last: Decimal | None
    """Price of the latest trade."""
    trades: list[Fill]
    """What was traded since the update before, oldest first."""
    update_number: int
    """Rising."""


class BookCopy:
    """Applies what the stream says."""

    def __init__(self) -> None:
        self._bids: dict[int, Level] = {}
        self._asks: dict[int, Level] = {}
        self._is_whole = False  # else parts of a snapshot are still to come

    def apply(self, response: market_data_service_pb2.StreamBookResponse) -> BookUpdate | None:
        """The book as it is then. None: not known before more has come."""
        if response.HasField("gap"):
            self._is_whole = False
            self._forget()
            return None
        if response.HasField("snapshot"):
            snapshot = response.snapshot
            if self._is_whole:
                self._forget()
            self._set(snapshot.bids, snapshot.asks)
            self._is_whole = not snapshot.more
            return self._told(snapshot.quote, [], snapshot.update_number)
        delta = response.delta
        self._set(delta.bids, delta.asks)
        trades = [Fill(cents(t.price_cents_per_tonne), t.quantity_t) for t in delta.trades]
        return self._told(delta.quote, trades, delta.update_number)

    def _forget(self) -> None:
        self._bids.clear()
        self._asks.clear()

    def _set(
        self, bids: Iterable[types_pb2.PriceLevel], asks: Iterable[types_pb2.PriceLevel]
    ) -> None:
        for side, levels in ((self._bids, bids), (self._asks, asks)):
            for level in levels:
                price = level.price_cents_per_tonne
                if level.quantity_t:
                    side[price] = Level(cents(price), level.quantity_t, level.order_count)
                else:
                    side.pop(price, None)

    def _told(self, quote: types_pb2.Quote, trades: list[Fill], number: int) -> BookUpdate | None:
        if not self._is_whole:
            return None
        return BookUpdate(
            bids=[self._bids[price] for price in sorted(self._bids, reverse=True)],
            asks=[self._asks[price] for price in sorted(self._asks)],
            last=price_or_none(quote.last_price_cents_per_tonne),
            trades=trades,
            update_number=number,
        )
