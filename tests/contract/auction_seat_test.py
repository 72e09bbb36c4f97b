"""A program that holds a seat sees the auctions of a session, bids in them and wins; and it is told
what the regulator supplies, by which rule."""

from __future__ import annotations

from decimal import Decimal

import pytest
from served_exchange import AUCTION_EXAMPLE, wait_until

import tanshi

# The classroom with two auctions a year of 60 % of the cap: 18 Mt each in 2025, 16.5 Mt in 2026.
AUCTIONS = (
    "--set=allocation.free_share=0.4",
    "--set=auction={per_year: 2, rules: {lot_t: 2_000, bid_limit_share: 0.3},"
    " reserve_price: [{from: 2025, price: 20, rise: 0.05}],"
    " ccr: [{from: 2025, trigger: 45, size_t: 3_000_000}]}",
)
COLLAR = (
    "--set=supply_adjustment={rule: quantity_collar, bank_least_t: 1_000_000,"
    " bank_most_t: 2_000_000, withheld_share: 0.24, released_share: 0.5,"
    " most_withheld_t: 5_000_000, most_released_t: 4_000_000, holdings_t: 7_000_000}"
)


def events(operator, kind):
    return [
        getattr(event, kind)
        for event in operator.events(start=1, until_now=True)
        if event.HasField(kind)
    ]


def first_with_auction(seat):
    return next(wake for wake in seat if wake.auction is not None)


def test_the_example_wins_in_each_auction_what_its_plant_lacks(start_exchange):
    exchange = start_exchange(*AUCTIONS)
    with exchange.operator() as operator:
        example = exchange.start_example("power-1", AUCTION_EXAMPLE)
        wait_until(lambda: any(seat.held for seat in operator.seats()))
        operator.start()
        out, err = example.communicate(timeout=120)
        account_id = next(s.account_id for s in operator.seats() if s.seat == "power-1")

        def told(kind):
            return [event for event in events(operator, kind) if event.account_id == account_id]

        wait_until(lambda: len(told("compliance_settled")) == 2)
        settled, won = told("compliance_settled"), told("bid_awarded")

    assert (example.returncode, err) == (0, "")
    assert out.count(": bid ") == 4
    assert out.rstrip().endswith("the session is finished")
    assert [award.auction_id for award in won if award.quantity_t >= 1_000_000] == [1, 2, 3, 4]
    assert [year.surrendered_t - year.obligation_t for year in settled] == [0, 0]


def test_a_wake_shows_the_open_auction_and_the_seats_own_bids(start_exchange):
    exchange = start_exchange(*AUCTIONS)
    with exchange.operator() as operator, exchange.join("power-1") as seat:
        operator.start()
        before = next(seat)
        assert (before.auction, before.bids) == (None, [])
        assert before.to_auction == [(20, 36_000_000), (45, 3_000_000)]
        wake = first_with_auction(seat)

        assert wake.auction == (1, 18_000_000, 2_000, Decimal("20.00"), 5_400_000, None)
        high = wake.bid_for("90", 1_000_000)
        low = wake.bid_for(Decimal("20.05"), 4_000)
        wake.withdraw_bid(low)
        wake.withdraw_bid(low)
        wake.bid_for(19.95, 2_000)
        wake.bid_for(50, 4_402_000)
        held = wake.allowances

        wake = next(seat)
        assert [(r.command, r.order_id, r.refusal) for r in wake.results] == [
            ("submit_bid", high, None),
            ("submit_bid", low, None),
            ("withdraw_bid", low, None),
            ("withdraw_bid", low, "bid_not_live"),
            ("submit_bid", low + 1, "bid_below_reserve"),
            ("submit_bid", low + 2, "above_bid_limit"),
        ]
        assert wake.bids == [(high, Decimal("90.00"), 1_000_000)]
        assert wake.cash_escrowed == 90_000_000

        wake = next(wake for wake in seat if wake.auction is None)
        wait_until(lambda: events(operator, "auction_cleared"))  # they come once they are durable
        (cleared,) = events(operator, "auction_cleared")
        assert (wake.bids, wake.cash_escrowed, wake.allowances) == ([], 0, held + 1_000_000)
        assert wake.to_auction[0] == (20, 18_000_000)
        assert wake.reserve.auctioned == cleared.sold_t > 0


def test_a_bid_that_never_could_be_is_an_error_at_its_line(start_exchange):
    exchange = start_exchange(*AUCTIONS)
    with exchange.operator() as operator, exchange.join("power-1") as seat:
        operator.start()
        with pytest.raises(tanshi.OrderError, match=r"bid when wake\.auction is not None"):
            next(seat).bid_for(30, 2_000)
        wake = first_with_auction(seat)

        with pytest.raises(tanshi.OrderError, match="must be a multiple of the lot 2000"):
            wake.bid_for(30, 1_000)
        with pytest.raises(tanshi.OrderError, match=r"no multiple of the tick 0\.05"):
            wake.bid_for("30.01", 2_000)
        with pytest.raises(tanshi.OrderError, match="bid_id is 'first'; must be a whole number"):
            wake.withdraw_bid("first")
        wake.bid_for(30, 2_000)
        assert [result.accepted for result in next(seat).results] == [True]


@pytest.mark.parametrize(
    "options, rule",
    [
        ((), None),
        *(
            ((f"--set=supply_adjustment={{rule: eu_msr, law: {law}}}",), tanshi.EuMsrRule(law))
            for law in ("decision_2015", "directive_2018", "decision_2023", "reform_2023")
        ),
        (
            (COLLAR,),
            tanshi.QuantityCollarRule(
                1_000_000, 2_000_000, 0.24, 0.5, most_withheld=5_000_000, most_released=4_000_000
            ),
        ),
    ],
)
def test_the_brief_tells_each_years_supply_and_the_rule(start_exchange, options, rule):
    exchange = start_exchange(*AUCTIONS, *options)
    with exchange.join("maker") as seat:
        assert seat.brief.adjustment == rule
        assert seat.brief.supply == {
            2025: (24_000_000, [(20, 36_000_000), (45, 3_000_000)]),
            2026: (22_000_000, [(21, 33_000_000), (45, 3_000_000)]),
        }


def test_the_reserve_takes_from_the_auctions_what_its_rule_says(start_exchange):
    exchange = start_exchange(*AUCTIONS, COLLAR)
    with exchange.operator() as operator, exchange.join("maker") as seat:
        operator.start()
        wake = next(seat)

    withheld = 240_000  # 24 % of what the 3 Mt in circulation at the start are above 2 Mt
    assert wake.reserve == (7_000_000 + withheld, 0, 0, 0, 0)
    assert wake.to_auction[0].quantity == 36_000_000 - withheld


def test_a_session_without_auctions_shows_none(start_exchange):
    exchange = start_exchange()
    with exchange.operator() as operator, exchange.join("maker") as seat:
        operator.start()
        wake = next(seat)

        assert (wake.auction, wake.to_auction, wake.reserve) == (None, [], (0, 0, 0, 0, 0))
        assert seat.brief.supply == {2025: (60_000_000, []), 2026: (55_000_000, [])}
