"""Plays an agent in a session that an exchange serves: `tanshi.play`."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass

import grpc

from tanshi.agent import Agent, MakeAgent, stream
from tanshi.errors import ExchangeNotThere, SeatTaken, SessionOver, TanshiError
from tanshi.seat import join

log = logging.getLogger("tanshi")

_SOONEST, _LATEST = 0.2, 2.0  # seconds between two tries


@dataclass
class Played:
    """What came of `tanshi.play`."""

    seat: str
    turns: int = 0
    """Wakes that the agent answered."""
    expired: int = 0
    """Wakes at which it took too long; the seat's robot played them."""
    reconnected: int = 0
    """How often the connection was lost and found again."""
    session_over: str | None = None
    """Why the session ended."""


def play(
    make_agent: MakeAgent,
    address: str,
    *,
    seat: str,
    token: str,
    seed: int = 0,
    credentials: grpc.ChannelCredentials | None = None,
    patience: float = 60.0,
) -> Played:
    """Takes the seat and lets an agent decide until the session is over.

    Lockstep or real time makes no difference to the agent. A decision that takes longer than the
    session allows is the robot's.

    A lost connection is taken up again, for `patience` seconds. Nothing is doubled: an answer is to
    one wake, and a wake that was answered, or that the robot played meanwhile, is not asked again.
    The agent then goes on with what it remembers; what its account has is in the wake.

    Raises what tanshi.join() raises, and what the agent raises: the seat is its robot's then.
    """
    played, random = Played(seat), stream(seed, seat)
    agent: Agent | None = None
    rejoining = Rejoining(address, played, patience)
    while played.session_over is None:
        try:
            with join(address, seat, token, credentials=credentials) as place:
                rejoining.succeeded()
                agent = agent or make_agent(place.brief)
                try:
                    for wake in place:
                        agent.decide(wake, random)
                        played.turns += 1
                finally:
                    played.expired += place.expired_count
                played.session_over = place.session_over
            rejoining.ended()
        except TanshiError as error:
            time.sleep(rejoining.failed(error))
    if agent is not None:
        agent.end()
    return played


class Rejoining:
    """Whether, and how soon, a seat whose connection was lost is to be joined again."""

    def __init__(self, address: str, played: Played, patience: float) -> None:
        self._address = address
        self._played = played
        self._patience = patience
        self._joined = False
        self._deadline: float | None = None  # None: the connection holds
        self._pause = _SOONEST

    def succeeded(self) -> None:
        self._played.reconnected += self._joined
        self._joined, self._deadline, self._pause = True, None, _SOONEST

    def ended(self) -> None:
        """The exchange ended the call in good order. Raises ExchangeNotThere: though the session is
        not over."""
        if self._played.session_over is None:
            raise ExchangeNotThere(f"the exchange at {self._address} ended the call")

    def failed(self, error: TanshiError) -> float:
        """Seconds until the next try, if there is one. Raises the error: there is none."""
        if self._joined and isinstance(error, SessionOver):
            self._played.session_over = str(error)
            return 0
        # SeatTaken: the exchange has not noticed yet that the connection is gone.
        if not self._joined or not isinstance(error, (ExchangeNotThere, SeatTaken)):
            raise error
        now = time.monotonic()
        if self._deadline is None:
            log.warning("%s; seat %s waits for it", error, self._played.seat)
            self._deadline = now + self._patience
        pause, self._pause = self._pause, min(2 * self._pause, _LATEST)
        if now + pause > self._deadline:
            raise error
        return pause
