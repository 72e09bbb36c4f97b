"""Plays agents against each other over seeds: `tanshi.tournament`, `python -m tanshi tournament`.

Design. A seat can be lucky: its plant may emit less than was expected, its beliefs may be right. So
agents sit in comparable seats, those of one group of the scenario, and change places: in game r of
a seed, agent i holds seat (i + r) of the group, and with as many games as agents each has sat once
in each seat of each seed (a Latin square). What a game is counted by is the agent's profit less the
profit of the seat's own robot in the same seat and seed, in a game of robots alone: what seat and
seed bring cancels out. The games of a seed share its chances, so the standard error of the mean is
that of the seeds' means.

An agent that fails (an exception, a decision that takes too long) loses its seat to the robot for
the rest of the game; that is told, and the tournament goes on.
"""

from __future__ import annotations

import pickle
import statistics
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass
from functools import partial
from multiprocessing import get_context
from typing import Any, Callable, Union

from tanshi.agent import Agent, MakeAgent
from tanshi.core import core
from tanshi.errors import ScenarioError
from tanshi.local import Holder, Trust, play_market
from tanshi.names import agent_named
from tanshi.simulate import Scenario, read_scenario
from tanshi.time_limit import TookTooLong, time_limit
from tanshi.wake import Wake

Contestant = Union[str, MakeAgent]


@dataclass(frozen=True)
class Game:
    """What came of one agent in one game. Money in the scenario's currency."""

    agent: str
    seed: int
    round: int
    seat: str
    profit: float
    robot_profit: float
    """Of the seat's robot, in the same seed."""
    shortfall: int
    """Tonnes owed and not surrendered."""
    penalties: float
    error: str | None
    """What the agent raised. None: nothing."""
    timed_out: bool
    events_hash: str

    @property
    def gain(self) -> float:
        """What the agent did better than the robot."""
        return self.profit - self.robot_profit


@dataclass(frozen=True)
class Standing:
    """How an agent did over all games; means are of these."""

    agent: str
    games: int
    gain: float
    gain_error: float | None
    """Standard error of `gain`. None: of one seed there is none."""
    profit: float
    robot_profit: float
    wins: int
    """Games in which no other agent gained as much."""
    shortfall: int
    penalties: float
    errors: int
    timeouts: int


@dataclass(frozen=True)
class Tournament:
    """What came of `tanshi.tournament`."""

    games: list[Game]
    standings: list[Standing]
    """Best first."""

    def as_dict(self) -> dict[str, Any]:
        """Plain values, as JSON has them."""
        games = [{**asdict(game), "gain": game.gain} for game in self.games]
        return {"standings": [asdict(standing) for standing in self.standings], "games": games}


def tournament(
    scenario: Scenario,
    agents: Mapping[str, Contestant] | Sequence[Contestant],
    overrides: Mapping[str, Any] | None = None,
    *,
    seeds: int | Sequence[int] = 20,
    rounds: int | None = None,
    group: str | None = None,
    treatment: str | None = None,
    seconds: float = 10.0,
    jobs: int = 1,
    **more: Any,
) -> Tournament:
    """Plays agents against each other and tells who does best, and how sure that is.

        tanshi.tournament("tightening-cap", ["tanshi.agents.follow_mac:FollowMac", MyAgent])

    `agents`: classes, or other makers of agents, or their names, MODULE:CLASS or FILE.py:CLASS; as
    a dict with the names under which they stand in the table. `seeds`: how many, from 1 on, or
    which. `rounds`: games a seed, in each of which agents sit elsewhere; as many as agents unless
    given. `group`: of the scenario's firms or traders, whose seats are taken; its largest group of
    firms unless given. `seconds`: the most that one decision takes. `jobs`: processes; the figures
    do not depend on them. Scenario and overrides are those of `tanshi.run`.

    Raises ScenarioError: the scenario is wrong, or has too few comparable seats; ValueError: an
    agent cannot be found.
    """
    named = named_agents(agents)
    played = read_scenario(scenario, overrides, more, None, treatment)
    seats = comparable_seats(core().seats(played), group, len(named))
    numbers = list(range(1, seeds + 1) if isinstance(seeds, int) else seeds)
    rounds = len(named) if rounds is None else rounds
    if not numbers or rounds < 1 or jobs < 1:
        raise ValueError("seeds, rounds and jobs must each be at least 1")
    if len(set(numbers)) < len(numbers):
        raise ValueError("a seed is given twice")
    read = partial(read_scenario, scenario, overrides, more, None, treatment)
    play = partial(play_seed, read, named, seats, rounds, seconds)
    games = [game for of_seed in _each(play, numbers, jobs) for game in of_seed]
    return Tournament(games, standings_of(games, list(named)))


def named_agents(agents: Mapping[str, Contestant] | Sequence[Contestant]) -> dict[str, Contestant]:
    """By the names under which they stand in the table, which differ."""
    if isinstance(agents, Mapping):
        named = dict(agents)
    else:
        named = {}
        for agent in agents:
            plain = agent.rpartition(":")[2] if isinstance(agent, str) else _name_of(agent)
            same = sum(1 for name in named if name.partition("#")[0] == plain)
            named[plain if same == 0 else f"{plain}#{same + 1}"] = agent
    if not named:
        raise ValueError("a tournament needs at least one agent")
    for agent in named.values():
        if isinstance(agent, str):
            agent_named(agent)
    return named


def _name_of(agent: MakeAgent) -> str:
    return str(getattr(agent, "__name__", type(agent).__name__))


def comparable_seats(
    seats: Sequence[tuple[str, str, bool]], group: str | None, count: int
) -> list[str]:
    """The first `count` seats of the group. `seats` are (name, group, whether it emits)."""
    groups: dict[str, list[str]] = {}
    for name, of_group, emits in seats:
        if emits or group is not None:
            groups.setdefault(of_group, []).append(name)
    chosen = group or max(groups, key=lambda name: len(groups[name]), default="")
    if chosen not in groups:
        raise ScenarioError(f"there is no group '{chosen}'; there are {', '.join(groups)}")
    if len(groups[chosen]) < count:
        raise ScenarioError(
            f"{count} agents need {count} comparable seats, and the group '{chosen}' has "
            f"{len(groups[chosen])}; set firms.{chosen}.count={count}, or choose another group of "
            + ", ".join(f"{name} ({len(names)})" for name, names in groups.items())
        )
    return groups[chosen][:count]


def _each(play: partial[list[Game]], seeds: list[int], jobs: int) -> Iterator[list[Game]]:
    """In the order of the seeds, however many processes there are."""
    if jobs == 1 or len(seeds) == 1:
        yield from map(play, seeds)
        return
    try:
        pickle.dumps(play)
    except Exception as error:  # pickle raises what it likes
        raise ValueError(
            f"an agent cannot be sent to other processes ({error}): name it MODULE:CLASS, or leave "
            "jobs at 1"
        ) from None
    try:
        # Not forked: gRPC's threads would not be there in the child.
        with ProcessPoolExecutor(min(jobs, len(seeds)), get_context("spawn")) as pool:
            yield from pool.map(play, seeds)
    except BrokenProcessPool:
        raise ValueError("an agent ended its process, which no agent may") from None


def play_seed(
    read: partial[Any],
    agents: Mapping[str, Contestant],
    seats: Sequence[str],
    rounds: int,
    seconds: float,
    seed: int,
) -> list[Game]:
    """All games of a seed."""
    played = read()
    makers = {
        name: agent_named(agent) if isinstance(agent, str) else agent
        for name, agent in agents.items()
    }
    robots = play_market(played, seed, dict.fromkeys(seats, Agent), Robots())
    games: list[Game] = []
    for number in range(rounds):
        taken = {name: seats[(i + number) % len(seats)] for i, name in enumerate(makers)}
        referee = Referee(seconds)
        in_seats = {seat: makers[name] for name, seat in taken.items()}
        came = play_market(played, seed, in_seats, referee)
        for name, seat in taken.items():
            outcome = came.outcomes[seat]
            games.append(
                Game(
                    agent=name,
                    seed=seed,
                    round=number,
                    seat=seat,
                    profit=outcome.profit,
                    robot_profit=robots.outcomes[seat].profit,
                    shortfall=outcome.shortfall,
                    penalties=outcome.penalties,
                    error=referee.errors.get(seat),
                    timed_out=seat in referee.late,
                    events_hash=came.events_hash,
                )
            )
    return games


class Robots(Trust):
    """Leaves it all to them."""

    def decide(self, holder: Holder, wake: Wake) -> bool:
        return False


class Referee(Trust):
    """Lets agents decide, and takes the seats of those that fail."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self.errors: dict[str, str] = {}  # by seat
        self.late: set[str] = set()

    def decide(self, holder: Holder, wake: Wake) -> bool:
        return self._try(holder.seat, lambda: holder.decide(wake))

    def end(self, holder: Holder) -> None:
        self._try(holder.seat, holder.end)

    def _try(self, seat: str, action: Callable[[], None]) -> bool:
        if seat in self.errors or seat in self.late:
            return False
        try:
            with time_limit(self._seconds):
                action()
            return True
        except TookTooLong:
            self.late.add(seat)
        except (Exception, SystemExit) as error:  # whatever an agent may raise
            self.errors[seat] = f"{type(error).__name__}: {error}"
        return False


def standings_of(games: Sequence[Game], agents: Sequence[str]) -> list[Standing]:
    """Best first; of equals, in the order in which they were given."""
    best: dict[tuple[int, int], list[Game]] = {}
    for game in games:
        leaders = best.setdefault((game.seed, game.round), [])
        if leaders and game.gain > leaders[0].gain:
            leaders.clear()
        if not leaders or game.gain == leaders[0].gain:
            leaders.append(game)
    wins = [leaders[0].agent for leaders in best.values() if len(leaders) == 1]
    standings = [_standing(name, games, wins.count(name)) for name in agents]
    return sorted(standings, key=lambda standing: -standing.gain)


def _standing(name: str, games: Sequence[Game], wins: int) -> Standing:
    own = [game for game in games if game.agent == name]
    of_seeds = [
        statistics.fmean(game.gain for game in own if game.seed == seed)
        for seed in dict.fromkeys(game.seed for game in own)
    ]
    spread = statistics.stdev(of_seeds) / len(of_seeds) ** 0.5 if len(of_seeds) > 1 else None
    return Standing(
        agent=name,
        games=len(own),
        gain=statistics.fmean(of_seeds),
        gain_error=spread,
        profit=statistics.fmean(game.profit for game in own),
        robot_profit=statistics.fmean(game.robot_profit for game in own),
        wins=wins,
        shortfall=sum(game.shortfall for game in own),
        penalties=sum(game.penalties for game in own),
        errors=sum(1 for game in own if game.error is not None),
        timeouts=sum(1 for game in own if game.timed_out),
    )
