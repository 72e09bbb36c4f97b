"""The other ways to trade, as a student meets them: rules that refuse with their bound, an offer to
one account, posted listing, and a call at one price."""

from __future__ import annotations

import pytest
from served_exchange import wait_until

import tanshi
from tanshi.v1 import session_service_pb2, types_pb2


@pytest.fixture
def book(start_exchange):
    """A paused session whose book is empty; (exchange, operator)."""
    exchange = start_exchange()
    with exchange.operator() as operator:
        operator.step()
        wait_until(lambda: operator.status().phase == "paused")
        for seat in operator.seats():
            with exchange.client(seat.seat) as client:
                client.cancel_all()
        yield exchange, operator


def set_rules(operator, **rules):
    rules = types_pb2.TradingRules(instrument_id=1, **rules)
    request = session_service_pb2.SetTradingRulesRequest(rules=rules)
    result = operator.session.SetTradingRules(request, timeout=60).result
    assert not result.refusal, result.detail


def test_an_order_outside_the_band_is_refused_with_its_bound(book):
    exchange, operator = book
    set_rules(operator, reference_price_cents_per_tonne=5_000, band_bps=1_000, order_limit_t=9_000)
    with exchange.client("maker") as maker:
        rules = maker.trading_rules()
        assert rules.halt == "not_halted"
        assert rules.lowest_price < rules.highest_price

        dear = maker.buy(rules.highest_price + 1, 1_000)
        large = maker.buy(rules.lowest_price, 10_000)

        assert (dear.refusal, large.refusal) == ("price_above_band", "above_order_limit")
        assert dear.message.bound == int(rules.highest_price * 100)
        assert maker.buy(rules.lowest_price, 1_000).open_quantity == 1_000


def test_an_offer_goes_to_one_account_and_makes_no_price(book):
    exchange, _ = book
    with exchange.client("maker") as seller, exchange.client("power-1") as buyer:
        before = buyer.balances()
        first = seller.offer(before.account_id, "sell", 40, 2_000)
        seller.offer(before.account_id, "sell", 41, 1_000)
        last = buyer.depth().last

        offers = buyer.offers()
        accepted = buyer.accept(offers[0])
        declined = buyer.decline(offers[1])

        assert [(o.order_id, o.side, o.price, o.quantity, o.block) for o in offers] == [
            (first.order_id, "sell", 40, 2_000, False),
            (first.order_id + 1, "sell", 41, 1_000, False),
        ]
        assert accepted.fills == [(40, 2_000)] and declined.accepted
        assert buyer.balances().allowances == before.allowances + 2_000
        assert buyer.depth().last == last
        assert buyer.accept(offers[0]).refusal == "order_not_live"
        third = seller.offer(before.account_id, "sell", 42, 1_000)
        assert seller.withdraw_offer(third.order_id).cancelled_orders == {third.order_id: 1_000}
        assert buyer.offers() == []


def test_a_taker_chooses_among_the_listings(book):
    exchange, operator = book
    set_rules(operator, mode=types_pb2.TRADING_MODE_POSTED_LISTING)
    with exchange.client("maker") as seller, exchange.client("power-1") as buyer:
        seller.sell(40, 1_000)
        dearer = seller.sell(41, 3_000)
        waits = buyer.buy(42, 1_000)
        assert waits.open_quantity == 1_000  # nothing matches by itself

        listed = {
            listing.order_id: listing for listing in buyer.listings() if listing.side == "sell"
        }
        taken = buyer.take(listed[dearer.order_id], 1_000)

        assert taken.fills == [(41, 1_000)], taken
        assert [order.open_quantity for order in seller.orders()] == [1_000, 2_000]


def test_a_call_trades_at_one_price(book):
    exchange, operator = book
    set_rules(operator, mode=types_pb2.TRADING_MODE_CALL)
    with exchange.client("maker") as seller, exchange.client("power-1") as buyer:
        seller.sell(40, 1_000)
        buyer.buy(44, 3_000)
        request = session_service_pb2.UncrossRequest(
            instrument_id=1, mode=types_pb2.TRADING_MODE_CONTINUOUS
        )

        assert not operator.session.Uncross(request, timeout=60).result.refusal

        (event,) = (e for e in operator.events(start=1, until_now=True) if e.HasField("uncrossed"))
        assert event.uncrossed.volume_t == 1_000
        assert seller.depth().last == tanshi.cents(event.uncrossed.price_cents_per_tonne)
        assert buyer.orders()[0].open_quantity == 2_000


def test_a_scenarios_own_rules_let_seats_trade_blocks_and_take_listings(start_exchange):
    exchange = start_exchange(
        "--set=market={tick: 0.05, lot_t: 1_000, mode: posted_listing, reference_price: 40,"
        " order_limit_t: 99_000, block_minimum_t: 100_000, block_band: 0.3}"
    )
    with (
        exchange.operator() as operator,
        exchange.client("maker") as seller,
        exchange.client("power-1") as buyer,
    ):
        operator.step()
        wait_until(lambda: operator.status().phase == "paused")
        to = buyer.balances().account_id
        assert buyer.trading_rules().mode == "posted_listing"
        assert seller.offer(to, "sell", 40, 99_000, block=True).refusal == "below_block_minimum"
        assert seller.offer(to, "sell", 53, 100_000, block=True).refusal == "price_above_band"

        seller.cancel_all()
        seller.offer(to, "sell", 52, 100_000, block=True)
        (offer,) = buyer.offers()
        accepted = buyer.accept(offer)

        assert offer.block
        assert accepted.fills == [(52, 100_000)]

        listed = seller.sell(45, 1_000)
        buyer.cancel_all()
        (mine,) = [one for one in buyer.listings() if one.order_id == listed.order_id]
        assert buyer.take(mine, 1_000).fills == [(45, 1_000)]


def test_a_seat_is_told_how_its_allocation_is_settled(start_exchange):
    exchange = start_exchange(
        "--set=allocation={settlement: [{from: 2026, advance_share: 0.7, most_gap: 0.2}]}"
    )
    with exchange.operator() as operator, exchange.join("power-1") as seat:
        operator.start()
        told = {}
        for wake in seat:
            told[wake.year] = wake.allocation

    allocation = seat.brief.firm.allocation[2026]
    assert told == {2025: None, 2026: (allocation * 7 // 10, allocation, 0.8, None)}
