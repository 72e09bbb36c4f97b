"""A program that holds a seat sees the forwards of a session and trades them."""

from __future__ import annotations

from served_exchange import wait_until

FORWARDS = "--set=forwards={margin: 0.2, years_ahead: 1, hedge_share: 0.25}"


def test_a_holder_sees_forwards_come_and_go_and_buys_one(start_exchange):
    exchange = start_exchange(FORWARDS)
    with exchange.operator() as operator, exchange.join("maker") as seat:
        operator.start()
        plan = seat.brief.forwards
        assert (plan.margin, plan.years_ahead, plan.hedge_share) == (0.2, 1, 0.25)
        first = seat.brief.first_year

        wake = next(seat)
        (forward,) = wake.books
        assert (forward.delivery, forward.position) == (first + 1, 0)
        wake.buy(seat.brief.max_price, seat.brief.lot, book=forward)
        bought = 0
        for wake in seat:
            if wake.year > first:
                break
            (forward,) = wake.books
            bought = forward.position
            if bought > 0:
                wake.cancel_all()
        assert bought == seat.brief.lot
        # It is traded until the end of its year; the session has none after it.
        (forward,) = wake.books
        assert (forward.delivery, forward.position) == (first + 1, bought)
    wait_until(lambda: operator.status().phase == "finished")
