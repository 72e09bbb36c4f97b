"""An agent is written once and plays anywhere: in a served session, in lockstep and in real time,
through lost connections, and in this process, to the same events."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from proxy import Proxy
from served_exchange import CLASSROOM, wait_until

import tanshi
from tanshi.agents.follow_mac import FollowMac
from tanshi.agents.market_maker import MarketMaker


class Noise(tanshi.Agent):
    """Orders by chance, one a wake."""

    def __init__(self, brief):
        super().__init__(brief)
        self.asked = []
        self.ended = 0

    def decide(self, wake, random):
        if not wake.trading:
            wake.abate(max(0, self.short(wake)))
            return
        trade = random.choice([wake.buy_up_to, wake.sell_down_to])
        at_once = {"time_in_force": "immediate_or_cancel"}
        self.asked.append(trade(random.uniform(40, 60), 3 * self.brief.lot, **at_once))

    def end(self):
        self.ended += 1


def made(kind, *arguments):
    """A maker of agents, and the list of those that it made."""
    agents = []

    def make(brief):
        agents.append(kind(brief, *arguments))
        return agents[-1]

    return make, agents


def wakes_of(brief):
    return brief.year_count * (brief.days_per_year * brief.turns_per_day + 1)


@pytest.mark.parametrize("clock", [(), ("--day-takes", "30")], ids=["lockstep", "real time"])
def test_an_agent_plays_a_session_to_its_end(start_exchange, clock):
    exchange = start_exchange(*clock)
    make, agents = made(Noise)
    with exchange.operator() as operator:
        (played,) = play_served(exchange, {"power-1": make}, 3)
        orders = orders_of(operator, agents[0].brief.account_id)

    (agent,) = agents
    assert played.session_over == "the session is finished"
    assert (played.expired, played.reconnected, agent.ended) == (0, 0, 1)
    assert played.turns == wakes_of(agent.brief)
    assert [order.order_id for order in orders] == [order for order in agent.asked if order]


def orders_of(operator, account_id):
    """The account's orders that were accepted, in order."""
    return [
        event.order_accepted
        for event in operator.events(start=1, until_now=True)
        if event.order_accepted.account_id == account_id
    ]


def play_served(exchange, agents, seed):
    """Agents by seat, all of them there from the first wake; what came of each."""

    def play(seat):
        token = exchange.tokens[seat]
        return tanshi.play(agents[seat], exchange.address, seat=seat, token=token, seed=seed)

    with exchange.operator() as operator, ThreadPoolExecutor() as pool:
        playing = [pool.submit(play, seat) for seat in agents]
        wait_until(lambda: {s.seat for s in operator.seats() if s.held} == set(agents))
        operator.start()
        return [one.result(timeout=120) for one in playing]


AGENTS = {"power-1": FollowMac, "power-2": Noise, "steel": Noise, "maker": MarketMaker}


def test_in_this_process_it_comes_to_the_same_events_as_when_served(start_exchange):
    local = tanshi.play_local(CLASSROOM, AGENTS, seed=7)
    other = tanshi.play_local(CLASSROOM, AGENTS, seed=8)

    exchange = start_exchange("--seed", "7")
    play_served(exchange, AGENTS, 7)

    with exchange.operator() as operator:
        assert operator.status().events_hash == local.events_hash
    assert local == tanshi.play_local(CLASSROOM, AGENTS, seed=7)
    assert local.events_hash != other.events_hash


def test_in_this_process_what_became_of_each_command_is_told():
    told = []

    class Trader(tanshi.Agent):
        def decide(self, wake, random):
            told.append([(result.command, result.refusal) for result in wake.results])
            if len(told) == 1:
                wake.buy("0.05", 1_000)
                wake.cancel(999)
                wake.sell(100, 1_000_000_000)

    tanshi.play_local(CLASSROOM, {"maker": Trader}, seed=1)

    assert told[1] == [
        ("submit", None),
        ("cancel", "order_not_live"),
        ("submit", "allowances_insufficient"),
    ]


def test_without_agents_it_is_what_the_program_plays():
    assert (
        tanshi.play_local(CLASSROOM, {}, seed=4).events_hash
        == tanshi.run(CLASSROOM, seed=4).events_hash
    )


def test_the_outcome_of_a_seat_is_its_cash_less_its_abatement():
    class Sleeper(tanshi.Agent):
        def decide(self, wake, random):
            if not wake.trading:
                wake.abate(0)

    outcome = tanshi.play_local(CLASSROOM, {"power-1": Sleeper}, seed=1).outcomes["power-1"]

    assert outcome.abatement_cost == 0
    assert outcome.shortfall > 0
    assert outcome.profit == pytest.approx(-outcome.penalties)
    assert outcome.penalties == pytest.approx(100 * outcome.shortfall)
    assert outcome.turns == 2 * (10 * 2 + 1)


def test_what_an_agent_raises_comes_out_and_the_seat_is_the_robots(start_exchange):
    class Broken(tanshi.Agent):
        def decide(self, wake, random):
            raise ZeroDivisionError("a mistake")

    with pytest.raises(ZeroDivisionError, match="a mistake"):
        tanshi.play_local(CLASSROOM, {"power-1": Broken})
    exchange = start_exchange()
    with pytest.raises(ZeroDivisionError, match="a mistake"):
        play_served(exchange, {"power-1": Broken}, 0)
    with exchange.operator() as operator:
        wait_until(lambda: operator.status().phase == "finished")


def test_wrong_seats_are_told():
    with pytest.raises(tanshi.ScenarioError, match="no seat 'power-9'; there are power-1, power-2"):
        tanshi.play_local(CLASSROOM, {"power-9": Noise})
    with pytest.raises(NotImplementedError, match="Agent must say how it decides"):
        tanshi.play_local(CLASSROOM, {"power-1": tanshi.Agent})


def test_a_lost_connection_is_taken_up_again_and_nothing_is_doubled(start_exchange):
    exchange = start_exchange("--day-takes", "200", "--answer-within", "5000")
    line = Proxy(exchange.address)
    make, agents = made(Noise)
    with exchange.operator() as operator:
        thread_played = []
        thread = threading.Thread(
            target=lambda: thread_played.append(
                tanshi.play(
                    make, line.address, seat="power-1", token=exchange.tokens["power-1"], seed=5
                )
            )
        )
        thread.start()
        wait_until(lambda: len(agents) == 1)
        operator.start()
        for count in (5, 12):
            wait_until(lambda: len(agents[0].asked) >= count)  # noqa: B023 (called at once)
            line.cut()
        thread.join(timeout=120)
        placed = orders_of(operator, agents[0].brief.account_id)
    line.close()

    (played,) = thread_played
    (agent,) = agents  # it goes on with what it remembers
    assert played.session_over == "the session is finished"
    assert (played.reconnected, agent.ended) == (2, 1)
    assert played.turns >= 20
    # While it was away its robot placed orders of its own; no order came in twice.
    orders = [(o.order_id, o.limit_price_cents_per_tonne, o.quantity_t) for o in placed]
    assert len(set(orders)) == len(orders)
    came_in = {order.order_id for order in placed}
    asked = [order for order in agent.asked if order]
    assert len(set(asked)) >= len(asked) - 2  # an answer may be lost, and its id is free again
    assert sum(order in came_in for order in asked) >= len(asked) - 2


def test_an_exchange_that_never_comes_back_is_given_up(start_exchange):
    exchange = start_exchange("--day-takes", "100")
    make, agents = made(Noise)
    with exchange.operator() as operator:
        operator.start()
    errors = []

    def play():
        try:
            token = exchange.tokens["power-1"]
            tanshi.play(make, exchange.address, seat="power-1", token=token, patience=1)
        except tanshi.TanshiError as error:
            errors.append(error)

    thread = threading.Thread(target=play)
    thread.start()
    wait_until(lambda: len(agents) == 1 and len(agents[0].asked) > 1)
    exchange.kill()
    thread.join(timeout=60)

    assert [type(error) for error in errors] == [tanshi.ExchangeNotThere]
    with pytest.raises(tanshi.ExchangeNotThere, match="no exchange answers"):
        tanshi.play(make, exchange.address, seat="power-1", token="x")
