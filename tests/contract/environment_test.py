"""Environments in Python: the libraries' own checkers pass, an episode is a run of the market, and
its rewards are what the seat's firm paid."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env
from pettingzoo.test import parallel_api_test, parallel_seed_test

import tanshi
from tanshi.env import OBSERVATION, FirmEnv, MarketEnv

SMALL = {"horizon.years": 2, "horizon.days_per_year": 5}


def play(env, seed, actions):
    observation, _ = env.reset(seed=seed)
    told, rewards, over = [observation], [], False
    while not over:
        observation, reward, over, truncated, _ = env.step(actions[len(rewards)])
        assert not truncated
        told.append(observation)
        rewards.append(reward)
    return np.array(told), np.array(rewards)


@pytest.fixture
def actions():
    random = np.random.default_rng(7)
    return random.uniform([-1, -1, 0], 1, (1000, 3)).astype(np.float32)


@pytest.mark.parametrize("name", ["tightening-cap", "rggi-ccr", "china-benchmark"])
def test_gymnasium_finds_nothing_wrong(name):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        check_env(FirmEnv(name, overrides={"horizon.days_per_year": 5}), skip_render_check=True)


def test_pettingzoo_finds_nothing_wrong():
    parallel_api_test(MarketEnv("tightening-cap", overrides=SMALL), num_cycles=200)
    parallel_seed_test(lambda: MarketEnv("tightening-cap", ["power-1", "steel-2"], SMALL), 50)


def test_the_same_seed_and_actions_are_the_same_episode(actions):
    told, rewards = play(FirmEnv("tightening-cap", "steel-1", SMALL), 3, actions)
    again, rewards_again = play(FirmEnv("tightening-cap", "steel-1", SMALL), 3, actions)
    _, others = play(FirmEnv("tightening-cap", "steel-1", SMALL), 4, actions)

    assert len(rewards) == 2 * (5 * 2 + 1)
    assert np.array_equal(told, again) and np.array_equal(rewards, rewards_again)
    assert not np.array_equal(rewards, others)


def test_a_firm_in_both_environments_is_the_same_firm(actions):
    _, alone = play(FirmEnv("tightening-cap", "steel-1", SMALL), 3, actions)
    market = MarketEnv("tightening-cap", ["steel-1"], SMALL)
    market.reset(seed=3)

    together = []
    while market.agents:
        _, rewards, *_ = market.step({"steel-1": actions[len(together)]})
        together.append(rewards["steel-1"])

    assert together == alone.tolist()


def test_rewards_are_what_complying_costs():
    env = FirmEnv("tightening-cap", "power-1", SMALL, initial_bank_t=300_000)
    observation, _ = env.reset(seed=1)
    assert observation[OBSERVATION.index("trading")] == 1
    nothing = np.zeros(3, np.float32)
    steps = [env.step(nothing) for _ in range(5 * 2 + 1)]
    rewards = [reward for _, reward, *_ in steps]
    last = steps[-2][0]  # what was seen before the year was settled

    # Who does nothing in a year pays the penalty of 100 for what its allowances do not cover.
    short = last[OBSERVATION.index("short")]
    assert short > 0.05 and rewards[:-1] == [0] * 10
    assert rewards[-1] == pytest.approx(-100 * short, rel=1e-5)


def test_a_market_of_learners_is_played_in_arrays():
    env = MarketEnv("tightening-cap", overrides=SMALL)
    observations = env.reset_all(seed=1)
    assert observations.shape == (15, len(OBSERVATION)) and observations.dtype == np.float32
    actions = np.zeros((15, 3), np.float32)

    steps, over = 0, False
    while not over:
        observations, rewards, over = env.step_all(actions)
        steps += 1

    assert steps == env.market.steps == 2 * 11
    assert rewards.shape == (15,) and env.agents == []
    with pytest.raises(ValueError, match="the episode is over"):
        env.step_all(actions)


def test_what_does_not_fit_is_told():
    with pytest.raises(
        tanshi.ScenarioError, match="no firm has the seat 'power-9'; there are power-1"
    ):
        FirmEnv("tightening-cap", "power-9")
    with pytest.raises(tanshi.ScenarioError, match="given twice"):
        MarketEnv("tightening-cap", ["power-1", "power-1"])
    env = MarketEnv("tightening-cap", ["power-1", "power-2"], SMALL)
    env.reset(seed=1)
    with pytest.raises(ValueError, match="row for each learner"):
        env.step_all(np.zeros((3, 3), np.float32))
    with pytest.raises(TypeError):
        env.step_all(np.zeros((2, 4), np.float32))
