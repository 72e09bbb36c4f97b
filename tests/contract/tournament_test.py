"""A tournament tells who trades better than the robots and how sure that is; the same figures every
time, however many processes play it; and one agent's failure ends nothing."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import time

import pytest
from served_exchange import CLASSROOM

import tanshi
from tanshi.agents.bank_and_hold import BankAndHold
from tanshi.agents.follow_mac import FollowMac
from tanshi.tournament import standings_of


class Fails(tanshi.Agent):
    """At once; so the robot plays it all."""

    def decide(self, wake, random):
        raise ValueError("cannot decide")


class Sleeps(tanshi.Agent):
    def decide(self, wake, random):
        try:
            time.sleep(60)
        except Exception:  # as careless agents do
            pass


class Generous(tanshi.Agent):
    """Gives all that it has away, and then lacks it."""

    def decide(self, wake, random):
        if wake.trading:
            wake.sell_down_to(wake.bid or 1, 10**9)


def command(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "tanshi", "tournament", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=240,
    )


def test_agents_change_places_and_the_better_one_stands_first():
    played = tanshi.tournament(CLASSROOM, [Generous, FollowMac, BankAndHold], seeds=2)

    assert [game.seed for game in played.games] == [1] * 9 + [2] * 9
    taken = {(game.agent, game.seed, game.seat) for game in played.games}
    assert len(taken) == 3 * 2 * 3  # each agent in each seat of each seed
    best, *_, worst = played.standings
    assert best.agent != "Generous" and best.gain > worst.gain
    assert worst.agent == "Generous" and worst.shortfall > 0 and worst.penalties > 0
    assert sum(standing.wins for standing in played.standings) == 2 * 3
    assert all(standing.games == 6 for standing in played.standings)
    assert all(standing.gain_error > 0 for standing in played.standings)
    assert played == tanshi.tournament(CLASSROOM, [Generous, FollowMac, BankAndHold], seeds=2)


def test_the_figures_do_not_depend_on_the_processes():
    agents = ["tanshi.agents.follow_mac:FollowMac", "tanshi.agents.learning:Learning"]
    one = tanshi.tournament(CLASSROOM, agents, seeds=[5, 3, 9], jobs=1)
    three = tanshi.tournament(CLASSROOM, agents, seeds=[5, 3, 9], jobs=3)

    assert one == three
    assert [standing.agent for standing in one.standings] != []


def test_an_agent_that_fails_loses_its_seat_to_the_robot():
    played = tanshi.tournament(CLASSROOM, {"broken": Fails}, seeds=2)

    (standing,) = played.standings
    assert (standing.errors, standing.timeouts, standing.gain) == (2, 0, 0)
    assert {game.error for game in played.games} == {"ValueError: cannot decide"}


def test_an_agent_that_takes_too_long_loses_its_seat_too():
    began = time.monotonic()
    played = tanshi.tournament(
        CLASSROOM, {"slow": Sleeps, "mac": FollowMac}, seeds=1, rounds=1, seconds=0.2
    )

    slow = next(standing for standing in played.standings if standing.agent == "slow")
    assert (slow.errors, slow.timeouts) == (0, 1)
    assert time.monotonic() - began < 30


class Leaves(tanshi.Agent):
    def decide(self, wake, random):
        sys.exit("enough")


class FailsLate(FollowMac):
    def end(self):
        raise OSError("no room to write")


def test_neither_an_exit_nor_an_error_at_the_end_ends_it():
    played = tanshi.tournament(CLASSROOM, [Leaves, FailsLate], seeds=1, rounds=1)

    errors = {game.agent: game.error for game in played.games}
    assert errors == {"Leaves": "SystemExit: enough", "FailsLate": "OSError: no room to write"}


def test_a_trader_seat_can_be_played_for(tmp_path):
    maker = "tanshi.agents.market_maker:MarketMaker"
    (standing,) = tanshi.tournament(CLASSROOM, [maker], group="maker", seeds=3).standings

    assert (standing.errors, standing.shortfall) == (0, 0)
    assert standing.profit != standing.robot_profit


def test_an_agent_that_kills_its_process_is_told(tmp_path):
    (tmp_path / "killer.py").write_text(
        "import os\nimport tanshi\n\n\nclass Killer(tanshi.Agent):\n"
        "    def decide(self, wake, random):\n        os._exit(3)\n"
    )
    done = command(CLASSROOM, "--agents", f"{tmp_path}/killer.py:Killer", "--seeds", 2, "--jobs", 2)

    assert done.returncode == 2
    assert "an agent ended its process" in done.stderr and "Traceback" not in done.stderr


def test_one_seed_has_no_standard_error():
    played = tanshi.tournament(CLASSROOM, [FollowMac], seeds=1)
    assert played.standings[0].gain_error is None


def test_standings_are_worked_out_by_seeds():
    def game(agent, seed, number, profit):
        return tanshi.Game(agent, seed, number, "s", profit, 10, 0, 0, None, False, "")

    games = [game("a", 1, 0, 14), game("b", 1, 0, 11), game("a", 1, 1, 12), game("b", 1, 1, 12)]
    games += [game("a", 2, 0, 10), game("b", 2, 0, 14), game("a", 2, 1, 10), game("b", 2, 1, 10)]

    b, a = standings_of(games, ["a", "b"])

    # a: seeds' means 3 and 0; b: 1.5 and 2. Equal best scores win nothing.
    assert (a.agent, a.gain, a.gain_error, a.wins) == ("a", 1.5, pytest.approx(1.5), 1)
    assert (b.agent, b.gain, b.gain_error, b.wins) == ("b", 1.75, pytest.approx(0.25), 1)


def test_the_command_prints_a_table_and_writes_files(tmp_path):
    agent = tmp_path / "mine.py"
    agent.write_text(
        "import tanshi\n\n\nclass Mine(tanshi.Agent):\n"
        "    def decide(self, wake, random):\n        raise KeyError('oops')\n"
    )
    games, rows = tmp_path / "games.json", tmp_path / "games.csv"
    done = command(
        CLASSROOM, "--agents", f"{agent}:Mine", "tanshi.agents.follow_mac:FollowMac",
        "--seeds", 2, "--jobs", 2, "--json", games, "--csv", rows, "--set", "firms.power.count=4",
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert re.search(r"^agent +games +gain +\+- ", done.stdout, re.M)
    assert re.search(r"^Mine +4 +[+-]\d+\.\d\d .* 4 +0$", done.stdout, re.M)
    assert "Mine failed in seat power-1, seed 1: KeyError: 'oops'" in done.stderr
    told = json.loads(games.read_text())
    assert {game["agent"] for game in told["games"]} == {"Mine", "FollowMac"}
    with rows.open() as file:
        assert len(list(csv.DictReader(file))) == len(told["games"]) == 8


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["--agents", "nowhere:Nobody"], "nowhere:Nobody: No module named 'nowhere'"),
        (["--agents", "follow_mac"], "must be MODULE:NAME or FILE.py:NAME"),
        (["--agents", "missing.py:Agent"], "there is no file missing.py"),
        (["--agents", *["tanshi.agents.follow_mac:FollowMac"] * 4], "set firms.power.count=4"),
        (["--agents", "tanshi:Agent", "--group", "coal"], "there is no group 'coal'"),
        (["--agents", "tanshi:Agent", "--set", "cap=none"], "cap"),
        (["--agents", "tanshi:Agent", "--seeds", "0"], "must be a whole number of at least 1"),
    ],
)
def test_what_is_wrong_is_told(arguments, said):
    done = command(CLASSROOM, *arguments)

    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
