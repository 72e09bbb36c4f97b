"""An id that no order can have is an error, told before anything is sent."""

import pytest

import tanshi
from tanshi.order import OrderMaker
from tanshi.v1 import types_pb2

BOOK = types_pb2.Instrument(
    instrument_id=1, tick_cents_per_tonne=1, lot_t=1, max_price_cents_per_tonne=10_000
)
HIGHEST = 10**18
ORDERS = OrderMaker(account_id=1, instrument=BOOK)

COMMANDS = {
    "submit": lambda order_id: ORDERS.submit("buy", 1, 1, order_id),
    "replace": lambda order_id: ORDERS.replace(order_id, 1, 1, post_only=False),
    "cancel": ORDERS.cancel,
    "bid": lambda bid_id: ORDERS.bid(1, bid_id, 1, 1),
    "bid in": lambda auction_id: ORDERS.bid(auction_id, 1, 1, 1),
    "withdraw": lambda bid_id: ORDERS.withdraw_bid(1, bid_id),
    "withdraw from": lambda auction_id: ORDERS.withdraw_bid(auction_id, 1),
}


@pytest.mark.parametrize("make", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize("number", [0, -1, HIGHEST + 1, 2**63 - 1, 2**63, 10**30])
def test_an_id_out_of_range_is_an_error(make, number):
    with pytest.raises(tanshi.OrderError, match=rf"_id is {number}; must be in \[1, {HIGHEST}\]"):
        make(number)


@pytest.mark.parametrize("make", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize("number", [1, HIGHEST])
def test_an_id_in_range_is_sent_as_it_is(make, number):
    assert number in [value for _, value in make(number).ListFields()]


@pytest.mark.parametrize("number", ["1", 1.0, None])
def test_what_is_no_whole_number_is_an_error(number):
    with pytest.raises(tanshi.OrderError, match=r"order_id is .*; must be a whole number"):
        ORDERS.cancel(number)
