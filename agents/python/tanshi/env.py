"""Environments to learn in: `FirmEnv` (Gymnasium), one firm against robots, and `MarketEnv`
(PettingZoo's ParallelEnv), several firms at once. The market is in this process.

    env = tanshi.env.FirmEnv("tightening-cap", "power-1")
    observation, info = env.reset(seed=1)
    observation, reward, terminated, truncated, info = env.step(env.action_space.sample())

A step is a turn of the market, in which every seat is woken once, in an order drawn anew; you
decide on what you saw when the turn began. After a year's last turn comes one more step: trading is
over, and the third number of the action says what the plant abates. Then the year is settled.

An observation is a row of numbers, named by `OBSERVATION`. Quantities are in first-year baselines
of the plant (its emissions without abatement), prices in first-year penalties (of a scenario
without one, in the market's highest price); 0 is no price; all are cut to -10 .. 10.

    horizon_passed, year_passed    shares of the years, and of this one's trading days
    trading                        1; 0: the year is over, only abatement counts
    cash                           earned so far less spent, in baselines at the unit of prices
    allowances, allowances_offered at hand, and in resting orders
    obligation                     owed for earlier years
    baseline                       best estimate of this year's emissions without abatement
    allocation_next                free allocation of the year to come
    short                          baseline and obligation less all allowances
    mac_of_short                   cost of the last tonne if all of that was abated
    bid, bid_quantity, ask, ask_quantity, last, close
    auctioned                      supply of the auction that takes bids, as a share of the cap
    circulation                    allowances when the year began, as a share of its cap

An action is three numbers:

    trade      -1 .. 1   buy (above 0) or sell this share of a tenth of the baseline
    price      -1 .. 1   at a limit up to a tenth below or above the middle of the best bid and ask
                         (else the latest trade, else the day's before, else half a penalty)
    abatement   0 .. 1   in the year's last step: this share of all that the plant can abate

An order stands until your next turn. While an auction takes bids, what you buy is bid for there,
once, instead.

Rewards add up to minus your cost of compliance, in currency per tonne of your first-year baseline:
what you paid for allowances, fees and penalties, less what you earned by selling, and the cost of
what you abated. Allowances that are left after the horizon are worth nothing, as in theory. An
episode is the horizon of the scenario; then `terminated` is true, and the
observation all 0.

reset(seed=n) plays the market that `tanshi.run(scenario, seed=n)` plays; the same seed and actions
give the same episode.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tanshi.core import core
from tanshi.extras import need
from tanshi.simulate import Scenario, read_scenario

for _module in ("numpy", "gymnasium", "pettingzoo"):
    need(_module, "env")

import gymnasium  # noqa: E402
import numpy as np  # noqa: E402
from gymnasium.spaces import Box  # noqa: E402
from numpy.typing import NDArray  # noqa: E402
from pettingzoo import ParallelEnv  # noqa: E402

Numbers = NDArray[np.float32]

OBSERVATION: tuple[str, ...] = tuple(core().observation_names())
SEEDS = 2**53


class Market:
    """Several firms' seats of one market, their numbers in arrays: a row a firm."""

    def __init__(
        self,
        scenario: Scenario,
        seats: Sequence[str] | None,
        overrides: Mapping[str, Any] | None,
        more: Mapping[str, Any],
        treatment: str | None,
    ) -> None:
        played = read_scenario(scenario, overrides, more, None, treatment)
        self.seats = list(core().emitters(played) if seats is None else seats)
        self.environment = core().Environment(played, self.seats)
        self.steps: int = self.environment.steps

    def reset(self, seed: int) -> Numbers:
        observations = np.empty((len(self.seats), len(OBSERVATION)), np.float32)
        self.environment.reset(seed % SEEDS, observations)
        return observations

    def step(self, actions: Numbers) -> tuple[Numbers, NDArray[np.float64], bool]:
        observations = np.empty((len(self.seats), len(OBSERVATION)), np.float32)
        rewards = np.empty(len(self.seats))
        over = self.environment.step(actions, observations, rewards)
        return observations, rewards, over


def observation_box() -> Box[np.float32]:
    far = core().FARTHEST
    return Box(-far, far, (len(OBSERVATION),), np.float32)


def action_box() -> Box[np.float32]:
    low, high = np.array([-1, -1, 0], np.float32), np.ones(3, np.float32)
    return Box(low, high, dtype=np.float32)


class FirmEnv(gymnasium.Env[Numbers, Numbers]):
    """One firm's seat, by name; the first firm's unless given. Scenario and overrides are those of
    `tanshi.run`."""

    metadata = {"render_modes": []}  # noqa: RUF012 (Gymnasium's)

    def __init__(
        self,
        scenario: Scenario = "tightening-cap",
        seat: str | None = None,
        overrides: Mapping[str, Any] | None = None,
        *,
        treatment: str | None = None,
        **more: Any,
    ) -> None:
        if seat is None:
            seat = core().emitters(read_scenario(scenario, overrides, more, None, treatment))[0]
        self.market = Market(scenario, [seat], overrides, more, treatment)
        self.seat = seat
        self.observation_space = observation_box()
        self.action_space = action_box()

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Numbers, dict[str, Any]]:
        super().reset(seed=seed)
        if seed is None:
            seed = int(self.np_random.integers(SEEDS))
        return self.market.reset(seed)[0], {}

    def step(self, action: Numbers) -> tuple[Numbers, float, bool, bool, dict[str, Any]]:
        actions = np.asarray(action, np.float32).reshape(1, 3)
        observations, rewards, over = self.market.step(actions)
        return observations[0], float(rewards[0]), over, False, {}


class MarketEnv(ParallelEnv[str, Numbers, Numbers]):
    """Several firms' seats, by name; all firms' unless given. Scenario and overrides are those of
    `tanshi.run`. `step_all` takes and gives arrays, a row a seat, and is the quickest way."""

    metadata = {"name": "tanshi_market_v0", "render_modes": []}  # noqa: RUF012 (PettingZoo's)

    def __init__(
        self,
        scenario: Scenario = "tightening-cap",
        seats: Sequence[str] | None = None,
        overrides: Mapping[str, Any] | None = None,
        *,
        treatment: str | None = None,
        **more: Any,
    ) -> None:
        self.market = Market(scenario, seats, overrides, more, treatment)
        self.possible_agents = list(self.market.seats)
        self.agents: list[str] = []
        self.observation_spaces = {agent: observation_box() for agent in self.possible_agents}
        self.action_spaces = {agent: action_box() for agent in self.possible_agents}
        self._random = np.random.default_rng()
        self._actions = np.zeros((len(self.possible_agents), 3), np.float32)

    def observation_space(self, agent: str) -> Box[np.float32]:
        return self.observation_spaces[agent]

    def action_space(self, agent: str) -> Box[np.float32]:
        return self.action_spaces[agent]

    def reset(
        self, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[dict[str, Numbers], dict[str, dict[str, Any]]]:
        observations = self.reset_all(seed)
        return dict(zip(self.agents, observations)), {agent: {} for agent in self.agents}

    def step(
        self, actions: Mapping[str, Numbers]
    ) -> tuple[
        dict[str, Numbers],
        dict[str, float],
        dict[str, bool],
        dict[str, bool],
        dict[str, dict[str, Any]],
    ]:
        agents = self.agents
        for row, agent in enumerate(agents):
            self._actions[row] = actions[agent]
        observations, rewards, over = self.step_all(self._actions)
        return (
            dict(zip(agents, observations)),
            dict(zip(agents, rewards.tolist())),
            dict.fromkeys(agents, over),
            dict.fromkeys(agents, False),
            {agent: {} for agent in agents},
        )

    def reset_all(self, seed: int | None = None) -> Numbers:
        """Begins an episode; the observations, a row a seat."""
        if seed is not None:
            self._random = np.random.default_rng(seed)
        else:
            seed = int(self._random.integers(SEEDS))
        self.agents = list(self.possible_agents)
        return self.market.reset(seed)

    def step_all(self, actions: Numbers) -> tuple[Numbers, NDArray[np.float64], bool]:
        """A step of all seats: observations, rewards, and whether that was the last one."""
        observations, rewards, over = self.market.step(actions)
        if over:
            self.agents = []
        return observations, rewards, over
