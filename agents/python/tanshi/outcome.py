"""Sums up the events of a seat's account as the results of its turn's commands.

A turn is answered without waiting; what became of its orders comes as events once it is durable.
The commands of a turn are carried out in order with nothing of others between, so each event is of
the command whose turn it is, or it is about what others did (a resting order that they met).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from tanshi.result import Result, result_from_wire
from tanshi.v1 import events_pb2, trading_events_pb2, trading_service_pb2, types_pb2

_WIRE_COMMANDS = {
    "submit": "submit_order",
    "cancel": "cancel_order",
    "replace": "replace_order",
    "cancel_all": "cancel_all_orders",
    "submit_bid": "submit_bid",
    "withdraw_bid": "withdraw_bid",
    "consign": "consign_allowances",
    "take": "take_listing",
    "offer": "offer_direct",
    "accept": "accept_offer",
    "decline": "decline_offer",
    "withdraw_offer": "withdraw_offer",
}


class Outcomes:
    """What became of the commands of one turn."""

    def __init__(self, commands: Sequence[trading_service_pb2.OrderCommand]):
        self._waiting = deque(_Outcome(command) for command in commands)
        self._done: list[_Outcome] = []

    @property
    def is_complete(self) -> bool:
        return not self._waiting

    def results(self) -> list[Result]:
        """Of those commands that are done."""
        return [result_from_wire(outcome.command, outcome.result) for outcome in self._done]

    def add(self, event: events_pb2.Event) -> None:
        """The next event of the account."""
        kind = event.WhichOneof("event")
        body = getattr(event, kind) if kind else None
        # A mass cancel does not say how many orders it found: it is over when another begins.
        if self._done and self._done[-1].takes_more(kind, body):
            self._done[-1].add(kind, body)
        elif self._waiting:
            outcome = self._waiting[0]
            outcome.add(kind, body)
            if outcome.is_done:
                self._done.append(self._waiting.popleft())


class _Outcome:
    """What became of one command; the summary is that of exchange/wire/results.cc."""

    def __init__(self, command: trading_service_pb2.OrderCommand):
        self.command = command.WhichOneof("command") or ""
        self.result = types_pb2.CommandResult()
        self.is_done = False
        body = getattr(command, self.command)
        self._order_id = getattr(body, "order_id", getattr(body, "bid_id", 0))
        # Of offers, others' ids may be the same.
        self._offerer_id = getattr(body, "from_account_id", body.account_id)
        self._is_coming_in = False  # admitted, and `_left` is yet to trade, rest or end
        self._left = 0

    def takes_more(self, kind, body) -> bool:  # type: ignore[no-untyped-def]
        return (
            self.command == "cancel_all"
            and not self.result.refusal
            and kind == "order_cancelled"
            and body.reason == types_pb2.CANCEL_REASON_BY_HOLDER
        )

    def add(self, kind, body) -> None:  # type: ignore[no-untyped-def]
        handler = getattr(self, f"_on_{kind}", None)
        if handler is not None:
            handler(body)

    def _on_refused(self, event: events_pb2.Refused) -> None:
        if event.command == _WIRE_COMMANDS[self.command] and event.order_id == self._order_id:
            self.result.order_id = event.order_id
            self.result.refusal = event.reason
            self.result.bound = event.bound
            self.result.detail = event.detail
            self.is_done = True

    def _on_order_accepted(self, event: events_pb2.OrderAccepted) -> None:
        if event.order_id == self._order_id and self.command in ("submit", "replace", "take"):
            self.result.order_id = event.order_id
            self._is_coming_in = True
            self._left = event.quantity_t

    def _on_bid_submitted(self, event: events_pb2.BidSubmitted) -> None:
        self._on_bid("submit_bid", event.bid_id)

    def _on_bid_withdrawn(self, event: events_pb2.BidWithdrawn) -> None:
        self._on_bid("withdraw_bid", event.bid_id)

    def _on_bid(self, command: str, bid_id: int) -> None:
        if self.command == command and bid_id == self._order_id:
            self.result.order_id = bid_id
            self.is_done = True

    def _on_allowances_consigned(self, event: events_pb2.AllowancesConsigned) -> None:
        self.is_done = self.command == "consign"

    def _on_direct_offered(self, event: trading_events_pb2.DirectOffered) -> None:
        if self._is_its_offer(event, "offer"):
            self.result.open_quantity_t = event.quantity_t

    def _on_direct_traded(self, event: trading_events_pb2.DirectTraded) -> None:
        if self._is_its_offer(event, "accept"):
            self.result.fills.add(
                price_cents_per_tonne=event.price_cents_per_tonne, quantity_t=event.quantity_t
            )

    def _on_offer_ended(self, event: trading_events_pb2.OfferEnded) -> None:
        if self._is_its_offer(event, "decline", "withdraw_offer"):
            self.result.cancelled_orders.add(order_id=event.order_id, quantity_t=event.quantity_t)

    def _is_its_offer(self, event, *commands: str) -> bool:  # type: ignore[no-untyped-def]
        offer = (event.account_id, event.order_id)
        if self.command in commands and offer == (self._offerer_id, self._order_id):
            self.result.order_id = event.order_id
            self.is_done = True
            return True
        return False

    def _on_traded(self, event: events_pb2.Traded) -> None:
        if not self._is_coming_in:
            return
        fills, price = self.result.fills, event.price_cents_per_tonne
        if not fills or fills[-1].price_cents_per_tonne != price:
            fills.add(price_cents_per_tonne=price)
        fills[-1].quantity_t += event.quantity_t
        self._take(event.quantity_t)

    def _on_order_rested(self, event: events_pb2.OrderRested) -> None:
        if self._is_coming_in:
            self.result.open_quantity_t = event.open_quantity_t
            self._take(event.open_quantity_t)

    def _on_order_reduced(self, event: events_pb2.OrderReduced) -> None:
        if self.command == "replace" and event.order_id == self._order_id:
            self.result.order_id = event.order_id
            self.result.open_quantity_t = event.open_quantity_t
            self.is_done = True

    def _on_order_cancelled(self, event: events_pb2.OrderCancelled) -> None:
        by_holder = event.reason == types_pb2.CANCEL_REASON_BY_HOLDER
        if self._is_coming_in and not event.resting:
            self.result.cancelled_quantity_t = event.quantity_t
            self._take(event.quantity_t)
        elif self._is_coming_in:
            self._add_cancelled(event)  # by self-trade prevention
        elif by_holder and self.command == "cancel_all":
            self._add_cancelled(event)
            several = len(self.result.cancelled_orders) > 1
            self.result.order_id = 0 if several else event.order_id
            self.is_done = True
        elif by_holder and self.command == "cancel" and event.order_id == self._order_id:
            self._add_cancelled(event)
            self.result.order_id = event.order_id
            self.is_done = True

    def _add_cancelled(self, event: events_pb2.OrderCancelled) -> None:
        self.result.cancelled_orders.add(order_id=event.order_id, quantity_t=event.quantity_t)

    def _take(self, quantity_t: int) -> None:
        self._left -= quantity_t
        self.is_done = self._left == 0
