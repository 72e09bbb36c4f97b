"""Commands about orders, checked for what the rules of a book can tell beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from operator import index
from typing import TypedDict

from tanshi.errors import OrderError
from tanshi.money import Money, on_tick
from tanshi.v1 import auction_service_pb2, trading_service_pb2, types_pb2
from tanshi.words import value

MAX_QUANTITY = 1_000_000_000
MAX_ID = 10**18


class OrderOptions(TypedDict, total=False):
    """What an order may say beside its side, price and quantity; the words are told at
    Wake.buy()."""

    type: str
    time_in_force: str
    self_trade_prevention: str
    post_only: bool


class ClientOptions(OrderOptions, total=False):
    """And one outside of turns."""

    order_id: int | None


@dataclass(frozen=True)
class OrderMaker:
    """Makes the commands of one account for one book."""

    account_id: int
    instrument: types_pb2.Instrument

    def submit(
        self,
        side: str,
        price: Money,
        quantity: int,
        order_id: int,
        *,
        type: str = "limit",
        time_in_force: str = "good_till_cancel",
        self_trade_prevention: str = "cancel_resting",
        post_only: bool = False,
    ) -> trading_service_pb2.SubmitOrderRequest:
        return trading_service_pb2.SubmitOrderRequest(
            account_id=self.account_id,
            order_id=chosen_id("order_id", order_id),
            instrument_id=self.instrument.instrument_id,
            side=value(types_pb2.Side, side, "side"),
            type=value(types_pb2.OrderType, type, "type"),
            limit_price_cents_per_tonne=self.price(price),
            quantity_t=self._quantity(quantity),
            time_in_force=value(types_pb2.TimeInForce, time_in_force, "time_in_force"),
            self_trade_prevention=value(
                types_pb2.SelfTradePrevention, self_trade_prevention, "self_trade_prevention"
            ),
            post_only=post_only,
        )

    def replace(
        self, order_id: int, price: Money, quantity: int, post_only: bool
    ) -> trading_service_pb2.ReplaceOrderRequest:
        return trading_service_pb2.ReplaceOrderRequest(
            account_id=self.account_id,
            order_id=chosen_id("order_id", order_id),
            limit_price_cents_per_tonne=self.price(price),
            quantity_t=self._quantity(quantity),
            post_only=post_only,
        )

    def cancel(self, order_id: int) -> trading_service_pb2.CancelOrderRequest:
        return trading_service_pb2.CancelOrderRequest(
            account_id=self.account_id, order_id=chosen_id("order_id", order_id)
        )

    def cancel_all(self) -> trading_service_pb2.CancelAllOrdersRequest:
        return trading_service_pb2.CancelAllOrdersRequest(
            account_id=self.account_id, instrument_id=self.instrument.instrument_id
        )

    def bid(
        self, auction_id: int, bid_id: int, price: Money, quantity: int, lot: int | None = None
    ) -> auction_service_pb2.SubmitBidRequest:
        return auction_service_pb2.SubmitBidRequest(
            account_id=self.account_id,
            bid_id=chosen_id("bid_id", bid_id),
            auction_id=chosen_id("auction_id", auction_id),
            price_cents_per_tonne=self.price(price),
            quantity_t=self._quantity(quantity, lot),
        )

    def withdraw_bid(self, auction_id: int, bid_id: int) -> auction_service_pb2.WithdrawBidRequest:
        return auction_service_pb2.WithdrawBidRequest(
            account_id=self.account_id,
            bid_id=chosen_id("bid_id", bid_id),
            auction_id=chosen_id("auction_id", auction_id),
        )

    def price(self, price: Money) -> int:
        rules = self.instrument
        return on_tick(price, rules.tick_cents_per_tonne, rules.max_price_cents_per_tonne)

    def _quantity(self, quantity: int, lot: int | None = None) -> int:
        tonnes, lot = whole("quantity", quantity), lot or self.instrument.lot_t
        if not 1 <= tonnes <= MAX_QUANTITY:
            raise OrderError(f"quantity is {tonnes}; must be in [1, {MAX_QUANTITY}]")
        if tonnes % lot:
            raise OrderError(
                f"quantity is {tonnes}; must be a multiple of the lot {lot}, "
                f"as in quantity // {lot} * {lot}"
            )
        return tonnes


def chosen_id(what: str, number: int) -> int:
    """Raises OrderError: no order, bid or auction can have it."""
    name = whole(what, number)
    if not 1 <= name <= MAX_ID:
        raise OrderError(f"{what} is {name}; must be in [1, {MAX_ID}]")
    return name


def whole(what: str, number: int) -> int:
    """Raises OrderError: not an int (nor one of numpy's)."""
    try:
        return index(number)
    except TypeError:
        raise OrderError(f"{what} is {number!r}; must be a whole number, as in int()") from None
