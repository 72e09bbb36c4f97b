"""An agent: it holds a seat, is woken with what it may know, and decides."""

from __future__ import annotations

from random import Random
from typing import Callable

from tanshi.brief import SeatBrief
from tanshi.wake import Wake


class Agent:
    """Derive from it and write `decide`; `tanshi.play` then plays it in a session that an exchange
    serves, `tanshi.play_local` in this process, and `tanshi.tournament` against others.

        class Buyer(tanshi.Agent):
            def decide(self, wake, random):
                if wake.ask is not None and wake.ask < 70:
                    wake.buy(wake.ask, self.brief.lot)

    The same form as in C++ (agents/seat/agent.h): what an agent decides follows from its brief,
    the wakes so far and the random stream that it is given; never from a clock, an address or
    another agent. Then the same seed comes to the same events, wherever it plays.
    """

    brief: SeatBrief
    """What is told once."""

    def __init__(self, brief: SeatBrief) -> None:
        self.brief = brief

    def decide(self, wake: Wake, random: Random) -> None:
        """Answers a wake: `wake` tells what is known, and takes the decision (`wake.buy`, `sell`,
        `quote`, `bid_for`, `abate`, `build`, ...). What is not said is not done."""
        raise NotImplementedError(f"{type(self).__name__} must say how it decides")

    def end(self) -> None:
        """The session is over. Called once, for those who keep what they have learned."""

    # ---- What most agents ask for ----

    def short(self, wake: Wake) -> int:
        """Tonnes that the plant lacks this year if it abates nothing more; below 0: it has them to
        spare."""
        held = wake.allowances + wake.allowances_escrowed
        return wake.baseline + wake.obligation - held

    def lots(self, tonnes: float) -> int:
        """The most tonnes that an order may be of without being of more than these."""
        return max(0, int(tonnes) // self.brief.lot * self.brief.lot)


MakeAgent = Callable[[SeatBrief], Agent]
"""Makes the agent of a seat: a class of agents, or anything else that is called with a brief, such
as `functools.partial(MarketMaker, spread=0.02)`."""


def stream(seed: int, seat: str) -> Random:
    """The random stream of an agent: one a (seed, seat), the same on every machine."""
    return Random(f"{seed}/{seat}")
