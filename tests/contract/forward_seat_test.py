"""A program that holds a seat sees the forwards of a session, trades them and delivers."""

from __future__ import annotations

from served_exchange import wait_until

FORWARDS = "--set=forwards={margin: 0.2, years_ahead: 1, hedge_share: 0.25}"


def told(operator, kind):
    return [
        getattr(event, kind)
        for event in operator.events(start=1, until_now=True)
        if event.HasField(kind)
    ]


def test_a_holder_sells_a_forward_to_a_firm_that_hedges_and_delivers(start_exchange):
    exchange = start_exchange(FORWARDS)
    with exchange.operator() as operator, exchange.join("maker") as seat:
        operator.start()
        brief = seat.brief
        plan = brief.forwards
        assert (plan.margin, plan.years_ahead, plan.hedge_share) == (0.2, 1, 0.25)

        wake = next(seat)
        (forward,) = wake.books
        assert (forward.delivery, forward.position) == (brief.first_year + 1, 0)
        wake.sell(brief.tick, brief.lot, book=forward)  # to the highest bid
        years = {}
        for wake in seat:
            (forward,) = wake.books
            years[wake.year] = (forward.delivery, forward.position)
        delivery = brief.first_year + 1
        assert years == {year: (delivery, -brief.lot) for year in (delivery - 1, delivery)}

        wait_until(lambda: told(operator, "forward_delivered"))  # they come once they are durable
        settled = {one.account_id: one for one in told(operator, "position_settled")}
        assert settled[brief.account_id].delivered_t == -brief.lot
        assert sum(one.delivered_t for one in settled.values()) == 0
