"""Agent steps a second of the environments, in one thread: python steps.py [SECONDS]

Actions are drawn beforehand; what is timed is reset() and step(), whole episodes after each other.
Of several firms a step counts once for each. The second figure is of the processor's time alone: it
is what the first would be on a machine with nothing else to do.
"""

from __future__ import annotations

import sys
import time
from typing import Any, Callable

import numpy as np

from tanshi.env import FirmEnv, MarketEnv

SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0


def actions(learners: int) -> Any:
    random = np.random.default_rng(1)
    return random.uniform([-1, -1, 0], 1, (1000, learners, 3)).astype(np.float32)


def one_firm() -> int:
    env.reset(seed=1)
    steps, over = 0, False
    while not over:
        _, _, over, _, _ = env.step(one_drawn[steps % 1000])
        steps += 1
    return steps


def dictionaries() -> int:
    market.reset(seed=1)
    steps = 0
    while market.agents:
        market.step(dicts_drawn[steps % 1000])
        steps += 1
    return steps * len(market.possible_agents)


def arrays() -> int:
    market.reset_all(seed=1)
    steps, over = 0, False
    while not over:
        _, _, over = market.step_all(all_drawn[steps % 1000])
        steps += 1
    return steps * len(market.possible_agents)


def measure(what: str, episode: Callable[[], int]) -> None:
    episode()
    steps, begin, used = 0, time.perf_counter(), time.process_time()
    while (passed := time.perf_counter() - begin) < SECONDS:
        steps += episode()
    rate, alone = steps / passed, steps / (time.process_time() - used)
    print(f"{what:<52} {rate:>11,.0f} agent steps/s {alone:>11,.0f}")


env = FirmEnv("tightening-cap", "power-1")
market = MarketEnv("tightening-cap")
one_drawn = actions(1)[:, 0]
all_drawn = actions(len(market.possible_agents))
dicts_drawn = [dict(zip(market.possible_agents, rows)) for rows in all_drawn]
measure("FirmEnv, one firm among 14 robots and a maker", one_firm)
measure("MarketEnv, 15 firms and a maker, step() of dicts", dictionaries)
measure("MarketEnv, 15 firms and a maker, step_all() of arrays", arrays)
