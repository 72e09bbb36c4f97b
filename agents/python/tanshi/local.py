"""Plays agents against the robots of a scenario in this process: `tanshi.play_local`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tanshi.agent import Agent, MakeAgent, stream
from tanshi.conversation import Conversation
from tanshi.core import core
from tanshi.simulate import Scenario, read_scenario
from tanshi.v1 import agent_service_pb2 as wire
from tanshi.v1 import seat_brief_pb2
from tanshi.wake import Wake


@dataclass(frozen=True)
class SeatOutcome:
    """What came of a seat. Money in the market's currency."""

    seat: str
    profit: float
    """Cash gained less what abatement cost; a firm's is mostly below 0, its cost of compliance.
    Allowances that are left after the horizon are worth nothing, as in theory."""
    abatement_cost: float
    penalties: float
    shortfall: int
    """Tonnes owed and not surrendered, of all years."""
    turns: int
    """Wakes that the agent answered."""


@dataclass(frozen=True)
class LocalPlay:
    """What came of `tanshi.play_local`."""

    outcomes: dict[str, SeatOutcome]
    """By seat."""
    events_hash: str
    """Fingerprint of all that happened in the market; equal logs have equal ones."""


def play_local(
    scenario: Scenario,
    agents: Mapping[str, MakeAgent],
    overrides: Mapping[str, Any] | None = None,
    *,
    seed: int | None = None,
    treatment: str | None = None,
    **more: Any,
) -> LocalPlay:
    """Plays a scenario in which agents hold seats and robots all others.

        tanshi.play_local("tightening-cap", {"power-1": FollowMac}, seed=7)

    `agents`: who makes the agent of a seat, by the seat's name. Scenario, overrides and seed are
    those of `tanshi.run`. The same seed gives the same events as a served session in which the same
    agents hold the seats.

    Raises ScenarioError, and what an agent raises.
    """
    played = read_scenario(scenario, overrides, more, seed, treatment)
    return play_market(played, played.seed, agents, Trust())


class Holder:
    """An agent in its seat."""

    def __init__(self, brief: bytes, make_agent: MakeAgent, seed: int) -> None:
        self._conversation = Conversation("this process")
        self._conversation.begin(seat_brief_pb2.SeatBrief.FromString(brief))
        self.seat = self._conversation.brief.seat
        self.turns = 0
        self._make_agent = make_agent
        self._agent: Agent | None = None
        self._random = stream(seed, self.seat)

    def hear(self, events: bytes, wake: bytes) -> Wake:
        self._conversation.hear(wire.AttachResponse(events=wire.SeatEvents.FromString(events)))
        heard = self._conversation.hear(wire.AttachResponse(wake=wire.Wake.FromString(wake)))
        if heard is None:
            raise RuntimeError(f"the market left a command of {self.seat} without a result")
        return heard

    def decide(self, wake: Wake) -> None:
        if self._agent is None:
            self._agent = self._make_agent(self._conversation.brief)
        self._agent.decide(wake, self._random)
        self.turns += 1

    def answer(self) -> bytes:
        answer = self._conversation.answer()
        return answer.turn.SerializeToString() if answer else b""

    def end(self) -> None:
        if self._agent is not None:
            self._agent.end()


class Trust:
    """Lets agents do as they like: what they raise ends the game."""

    def decide(self, holder: Holder, wake: Wake) -> bool:
        """False leaves it to the robot."""
        holder.decide(wake)
        return True

    def end(self, holder: Holder) -> None:
        holder.end()


def play_market(played: Any, seed: int, agents: Mapping[str, MakeAgent], trust: Trust) -> LocalPlay:
    """Plays the core's scenario."""
    market = core().SeatedMarket(played, seed, list(agents))
    holders = [
        Holder(brief, make_agent, seed)
        for brief, make_agent in zip(market.briefs(), agents.values())
    ]

    def answer(number: int, events: bytes, message: bytes) -> bytes | None:
        holder = holders[number]
        wake = holder.hear(events, message)
        return holder.answer() if trust.decide(holder, wake) else None

    market.play(answer)
    for holder in holders:
        trust.end(holder)
    outcomes = {
        holder.seat: SeatOutcome(
            seat=holder.seat,
            profit=outcome.cash - outcome.abatement_cost,
            abatement_cost=outcome.abatement_cost,
            penalties=outcome.penalties,
            shortfall=outcome.shortfall_t,
            turns=holder.turns,
        )
        for holder, outcome in zip(holders, market.outcomes())
    }
    return LocalPlay(outcomes, market.events_hash)
