"""A program takes a seat of a running session: it trades, is told what became of its orders, and
gives the seat back however it ends."""

from __future__ import annotations

import signal
from decimal import Decimal

import pytest
from served_exchange import wait_until

import tanshi


def held(operator):
    return [seat.seat for seat in operator.seats() if seat.held]


def trades_of(operator, account_id):
    return [
        event.traded
        for event in operator.events(start=1, until_now=True)
        if account_id in (event.traded.maker_account_id, event.traded.taker_account_id)
    ]


def test_the_example_joins_a_running_session_and_trades(start_exchange):
    exchange = start_exchange("--day-takes", "50")
    with exchange.operator() as operator:
        operator.start()
        wait_until(lambda: operator.status().day >= 1)
        example = exchange.start_example("power-3")
        out, err = example.communicate(timeout=120)
        account_id = next(s.account_id for s in operator.seats() if s.seat == "power-3")

        assert (example.returncode, err) == (0, "")
        assert out.rstrip().endswith("the session is finished")
        traded = sum(
            int(line.split(" t traded at")[0].split()[-1])
            for line in out.splitlines()
            if " t traded at" in line
        )
        assert traded > 0
        assert traded <= sum(trade.quantity_t for trade in trades_of(operator, account_id))


def test_each_command_of_a_turn_has_its_result_at_the_next_wake(start_exchange):
    exchange = start_exchange()
    with exchange.operator() as operator, exchange.join("maker") as seat:
        operator.start()
        wake = next(seat)
        lot = seat.brief.lot
        low = wake.buy("0.05", 2 * lot)
        lower = wake.buy(Decimal("0.10"), lot)
        wake.replace(low, 0.05, lot)
        wake.cancel(lower)
        wake.cancel(lower)
        wake.sell(seat.brief.max_price, 1_000_000 * lot)
        wake.cancel_all()
        wake.cancel_all()
        wake.buy("0.05", lot, type="market")

        wake = next(seat)

        assert [(r.command, r.order_id, r.refusal) for r in wake.results] == [
            ("submit", low, None),
            ("submit", lower, None),
            ("replace", low, None),
            ("cancel", lower, None),
            ("cancel", lower, "order_not_live"),
            ("submit", lower + 1, "allowances_insufficient"),
            ("cancel_all", low, None),
            ("cancel_all", 0, "order_not_live"),
            ("submit", lower + 2, None),
        ]
        assert [r.open_quantity for r in wake.results[:3]] == [2 * lot, lot, lot]
        assert wake.results[3].cancelled_orders == {lower: lot}
        assert wake.results[6].cancelled_orders == {low: lot}
        assert wake.results[8].cancelled_quantity == lot
        assert str(wake.results[5]).startswith(
            f"order {lower + 1}: submit refused: quantity_t must be at most "
        )
        assert wake.orders == []


def test_a_fill_is_told_by_its_result_and_moves_the_balances(start_exchange):
    exchange = start_exchange()
    with exchange.operator() as operator, exchange.join("power-1") as seat:
        operator.start()
        before = None
        for wake in seat:
            if wake.results:
                break
            if wake.ask is not None:
                before = (wake.cash, wake.allowances, wake.ask)
                wake.buy(wake.ask, seat.brief.lot, time_in_force="immediate_or_cancel")
        operator.pause()

        cash, allowances, ask = before
        (result,) = wake.results
        assert result.accepted
        assert result.fills[0].price == ask
        assert wake.allowances == allowances + result.traded_quantity
        assert wake.cash == cash - sum(fill.price * fill.quantity for fill in result.fills)
        assert any(
            entry.trade and entry.side == "buy" and entry.price == ask for entry in wake.tape
        )


def test_a_waiting_order_that_others_meet_is_told_by_events(start_exchange):
    exchange = start_exchange()
    with exchange.operator() as operator, exchange.join("power-1") as seat:
        operator.start()
        fills = []
        for wake in seat:
            fills += [event.traded for event in wake.events if event.HasField("traded")]
            if fills:
                break
            if wake.trading and wake.ask is not None:
                wake.cancel_all()
                wake.sell(wake.ask - seat.brief.tick, seat.brief.lot, post_only=True)
        operator.pause()

        assert fills[0].maker_account_id == seat.brief.account_id
        assert fills[0].maker_order_id > 0
        assert fills[0].taker_account_id == 0  # another's name is not told


def test_the_brief_tells_the_rules_and_the_plant(start_exchange):
    exchange = start_exchange()
    with exchange.join("power-2") as seat, exchange.join("maker") as maker:
        brief = seat.brief

        assert (brief.tick, brief.lot, brief.penalty) == (Decimal("0.05"), 1_000, 100)
        assert brief.cap == {2025: 60_000_000, 2026: 55_000_000}
        assert set(brief.firm.allocation) == {2025, 2026}
        assert brief.firm.curve.shape == "linear"
        assert brief.firm.curve.mac(1_000_000) == pytest.approx(9)  # a third of the sector
        assert len(brief.firm.believed_market_curves) > 0
        assert maker.brief.firm is None


def test_abatement_is_what_the_holder_last_said(start_exchange):
    exchange = start_exchange()
    abated, baselines = 1_234_567, {}
    with exchange.operator() as operator, exchange.join("power-1") as seat:
        operator.start()
        for wake in seat:
            wake.abate(0 if wake.trading else abated)
            if not wake.trading:
                baselines[wake.year] = wake.baseline
        reported = {
            event.emissions_reported.year: event.emissions_reported.emissions_t
            for event in operator.events(start=1, until_now=True)
            if event.emissions_reported.account_id == seat.brief.account_id
        }

    assert reported == {year: baseline - abated for year, baseline in baselines.items()}
    assert sorted(reported) == [2025, 2026]


def test_leaving_gives_the_seat_back_and_it_can_be_taken_again(start_exchange):
    exchange = start_exchange()
    with exchange.operator() as operator:
        with exchange.join("power-1"):
            assert held(operator) == ["power-1"]
        wait_until(lambda: held(operator) == [])
        with pytest.raises(ZeroDivisionError), exchange.join("power-1"):
            raise ZeroDivisionError
        wait_until(lambda: held(operator) == [])
        with exchange.join("power-1"):
            assert held(operator) == ["power-1"]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_program_that_ends_gives_the_seat_back_and_the_session_goes_on(start_exchange, how):
    exchange = start_exchange("--answer-within", "600000", "--day-takes", "20")
    with exchange.operator() as operator:
        example = exchange.start_example("power-3")
        wait_until(lambda: held(operator) == ["power-3"])
        operator.start()
        wait_until(lambda: operator.status().day >= 1)

        example.send_signal(how)
        example.communicate(timeout=60)

        wait_until(lambda: operator.status().phase == "finished")
        assert held(operator) == []


def test_a_turn_that_takes_too_long_is_played_by_the_robot(start_exchange, caplog):
    exchange = start_exchange("--answer-within", "200")
    with exchange.operator() as operator, exchange.join("power-1") as seat:
        operator.start()
        slow = next(seat)
        slow.buy("0.05", seat.brief.lot)
        wait_until(lambda: turns(operator) > 1)
        late = next(seat)

        assert late.turn_number > slow.turn_number
        assert seat.expired_count >= 1
        assert late.results == []
        assert "took too long; its robot played it" in caplog.text
        late.buy("0.10", seat.brief.lot)
        assert [result.accepted for result in next(seat).results] == [True]


def turns(operator):
    return next(seat.turn_count for seat in operator.seats() if seat.seat == "power-1")


def test_the_same_answers_give_the_same_log_however_long_they_take(start_exchange):
    def play(delay):
        exchange = start_exchange("--seed", "7")
        with exchange.operator() as operator, exchange.join("steel") as seat:
            operator.start()
            for wake in seat:
                if wake.trading and wake.bid is not None:
                    wake.sell(wake.bid, seat.brief.lot)
                if delay and wake.turn == 1:
                    wait_until(lambda: operator.status().phase == "running")
            return operator.status().events_hash

    assert play(delay=False) == play(delay=True)


def test_the_loop_ends_when_the_session_is_stopped(start_exchange):
    exchange = start_exchange()
    with exchange.operator() as operator, exchange.join("power-1") as seat:
        operator.start()
        count = 0
        for _ in seat:
            count += 1
            if count == 3:
                operator.stop()

        assert count == 3
        assert seat.session_over == "the session was stopped"
        with pytest.raises(tanshi.SessionOver, match="start a new one with `tanshi serve`"):
            exchange.join("power-1")


def test_a_turn_is_decided_in_its_own_pass_only(start_exchange):
    exchange = start_exchange()
    with exchange.operator() as operator, exchange.join("power-1") as seat:
        operator.start()
        first = next(seat)
        next(seat)

        with pytest.raises(tanshi.OrderError, match="turn 1 was answered already"):
            first.buy(1, 1_000)
