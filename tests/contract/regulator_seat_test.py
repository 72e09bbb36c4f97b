"""A program holds the regulator's seat: it is woken when the rule is met, decides, and what it
decided is auctioned; it may also act by hand, and nothing that is not the regulator's."""

from __future__ import annotations

import pytest
from served_exchange import REGULATOR_EXAMPLE, wait_until

import tanshi

# The classroom with two auctions a year, of 36 and 33 Mt, and prices that were a cent for years, so
# that the rule is met once six months, here five days, have been traded.
DEAR = (
    "--set=allocation.free_share=0.4",
    "--set=auction={per_year: 2}",
    "--set=supply_adjustment={rule: uk_ccm, most_share: 0.5, discretion: seat,"
    " months_before: [0.01]}",
)


def offered(operator):
    """Tonnes of each auction that was announced so far."""
    return [
        event.auction_announced.supply_t
        for event in operator.events(start=1, until_now=True)
        if event.HasField("auction_announced")
    ]


def play_out(exchange):
    """The auctions of a session without anyone in its seats."""
    with exchange.operator() as operator:
        operator.start()
        wait_until(lambda: operator.status().phase == "finished")
        return offered(operator)


def test_the_example_releases_half_of_what_it_may(start_exchange):
    exchange = start_exchange(*DEAR)
    with exchange.operator() as operator:
        example = exchange.start_program(REGULATOR_EXAMPLE, exchange.tokens["regulator"])
        wait_until(lambda: any(seat.held for seat in operator.seats()))
        operator.start()
        out, err = example.communicate(timeout=120)
        wait_until(lambda: len(offered(operator)) == 4)

        first = offered(operator)

    assert (example.returncode, err) == (0, "")
    assert out.startswith("woken by uk_ccm\n2025 day 5: ")
    assert out.rstrip().endswith("the session is finished")
    # Its prices are far above twice the trigger of 0.03: it releases all.
    assert "released 16,500,000 t of 16,500,000 t" in out
    assert first == [18_000_000, 18_000_000 + 16_500_000, 8_250_000, 8_250_000]


def test_nobody_in_the_seat_leaves_it_to_the_rule(start_exchange):
    automatic = start_exchange(*DEAR, "--set=supply_adjustment.discretion=automatic")
    assert "regulator" not in automatic.tokens
    with_seat = start_exchange(*DEAR)

    assert play_out(automatic) == play_out(with_seat) == [18_000_000, 34_500_000] + 2 * [8_250_000]


def test_a_wake_shows_the_measure_and_takes_the_decision(start_exchange):
    exchange = start_exchange(*DEAR)
    with exchange.operator() as operator, exchange.join("regulator") as seat:
        assert (seat.brief.price_rule, seat.brief.regulator) == ("uk_ccm", True)
        assert seat.brief.firm is None
        operator.start()
        wake = next(seat)

        assert (wake.year, wake.day, wake.trading) == (2025, 5, True)
        assert wake.measure.price > wake.measure.trigger == tanshi.cents(3)
        assert wake.measure[2:] == (16_500_000, 16_500_000, None)
        with pytest.raises(tanshi.OrderError, match=r"must be in \[0, 16500000\]"):
            wake.release(16_500_001)
        with pytest.raises(tanshi.OrderError, match="this measure sets no floor"):
            wake.set_floor(20)
        wake.release(500_000)
        wake = next(seat)

        assert wake.day == 6
        assert wake.measure.most == 16_000_000
        assert wake.reserve.brought_forward == 500_000
        assert wake.to_auction[0].quantity == 18_500_000
        wake.release(0)


def test_another_seat_has_nothing_to_release(start_exchange):
    exchange = start_exchange(*DEAR)
    with exchange.operator() as operator, exchange.join("power-1") as seat:
        assert seat.brief.regulator is False
        operator.start()
        with pytest.raises(tanshi.OrderError, match="no rule lets this seat act now"):
            next(seat).release(1)


def test_the_regulator_may_act_by_hand_but_is_no_operator(start_exchange):
    exchange = start_exchange(*DEAR)
    with exchange.operator() as operator, exchange.client("regulator") as regulator:
        operator.step(1)
        wait_until(lambda: operator.status().phase == "paused")

        assert regulator.halt().accepted
        assert regulator.trading_rules().halt == "by_operator"
        assert regulator.lift_halt().accepted
        operator.step(4)
        wait_until(lambda: regulator.auctions())
        (auction,) = regulator.auctions()
        assert regulator.cancel_auction(auction.announced.auction_id).accepted
        assert regulator.auctions() == []
        with pytest.raises(tanshi.TanshiError, match="only the operator may do this"):
            regulator.stop()
    with exchange.client("power-1") as firm:
        with pytest.raises(tanshi.TanshiError, match="only the operator"):
            firm.halt()


def test_two_runs_with_the_same_decisions_are_the_same_run(start_exchange):
    def play():
        exchange = start_exchange(*DEAR)
        with exchange.operator() as operator, exchange.join("regulator") as seat:
            operator.start()
            for wake in seat:
                wake.release(min(1_000_000, wake.measure.most))
            return operator.status().events_hash

    assert play() == play()
