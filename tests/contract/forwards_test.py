"""Forwards over a real socket: listed by the operator, traded by two accounts, delivered."""

from __future__ import annotations

import pytest
from served_exchange import wait_until

import tanshi

FORWARD = 10


@pytest.fixture
def exchange(start_exchange):
    """A paused session with a forward beside its book; (exchange, operator)."""
    served = start_exchange()
    with served.operator() as operator:
        operator.step()
        wait_until(lambda: operator.status().phase == "paused")
        (book,) = operator.instruments()
        listed = operator.list_forward(
            FORWARD,
            underlying=book.instrument_id,
            vintage=book.last_vintage_year,
            delivery=book.last_vintage_year,
            margin_bps=1_000,
            lot=10,
        )
        assert listed.accepted, listed
        yield served, operator


def trader(exchange, seat):
    """Trades the forward for the account of the seat."""
    return tanshi.Client(exchange.address, exchange.tokens[seat], instrument_id=FORWARD, timeout=60)


def test_a_forward_is_traded_and_delivered(exchange):
    served, operator = exchange
    with (
        served.client("maker") as maker,
        served.client("power-1") as power,
        trader(served, "maker") as seller,
        trader(served, "power-1") as buyer,
    ):
        maker.cancel_all()
        power.cancel_all()
        before = maker.balances(), power.balances()
        assert [f.instrument_id for f in buyer.forwards()] == [FORWARD]
        assert buyer.buy(50, 100).open_quantity == 100
        assert power.balances().cash == before[1].cash - 500  # 10 % of 5000

        sold = seller.sell(45, 60)

        assert sold.fills == [(50, 60)]
        assert seller.positions() == [(FORWARD, -60, -3_000, 300)]
        assert buyer.positions() == [(FORWARD, 60, 3_000, 300)]
        assert buyer.depth().bids[0][:2] == (50, 40)
        with pytest.raises(tanshi.OrderError, match="multiple of the lot 10"):
            buyer.buy(50, 15)

        assert operator.deliver_forward(FORWARD).accepted

        assert buyer.positions() == [] and buyer.orders() == [] and buyer.forwards() == []
        assert operator.deliver_forward(FORWARD).refusal == "forward_delivered"
        after = maker.balances(), power.balances()
        assert after[0].allowances == before[0].allowances - 60
        assert after[1].allowances == before[1].allowances + 60
        assert after[0].cash == before[0].cash + 3_000
        assert after[1].cash == before[1].cash - 3_000
        kinds = [
            kind
            for event in buyer.events(start=1, until_now=True)
            if "forward" in (kind := event.WhichOneof("event")) or "position" in kind
        ]
        assert kinds == [
            "forward_listed",
            "position_changed",
            "position_settled",
            "forward_delivered",
        ]


def test_only_the_operator_lists_and_delivers(exchange):
    served, _ = exchange
    with served.client("maker") as maker:
        with pytest.raises(tanshi.TokenRefused, match="operator"):
            maker.deliver_forward(FORWARD)


def test_the_session_goes_on_beside_a_forward(exchange):
    served, operator = exchange
    turn = operator.status().turn

    operator.step()

    wait_until(lambda: operator.status().phase == "paused" and operator.status().turn != turn)
    with served.client("maker") as maker:  # finds the book of allowances as before
        assert maker.depth().trading
