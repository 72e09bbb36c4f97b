"""Makes a market: bids a little below the price and asks a little above it, and lives on what lies
between.

Its prices move against what it holds: with too many allowances both fall, so that it buys less and
sells more. That is Avellaneda & Stoikov's idea (agents/strategy/avellaneda_stoikov.h has the whole
of it) in one line.
"""

from __future__ import annotations

import sys
from random import Random

from tanshi.agent import Agent
from tanshi.agents import command
from tanshi.brief import SeatBrief
from tanshi.wake import Wake


class MarketMaker(Agent):
    def __init__(self, brief: SeatBrief, spread: float = 0.02, lots: int = 5) -> None:
        super().__init__(brief)
        self.spread = spread  # between bid and ask, as a part of the price
        self.quantity = lots * brief.lot
        self.target: int | None = None  # what it likes to hold: what it began with

    def decide(self, wake: Wake, random: Random) -> None:
        if not wake.trading:
            return
        middle = self.middle(wake)
        held = wake.allowances + wake.allowances_escrowed
        self.target = held if self.target is None else self.target
        surplus = (held - self.target) / (20 * self.quantity)
        lean = self.spread * max(-1.0, min(1.0, surplus))
        bid = middle * (1 - self.spread / 2 - lean)
        ask = middle * (1 + self.spread / 2 - lean)
        wake.quote(bid=bid, ask=ask, quantity=self.quantity)

    def middle(self, wake: Wake) -> float:
        """The latest trade's price, as nobody's quotes move it; until there is one, half of what
        missing a tonne costs."""
        return float(wake.last or wake.close or self.brief.penalty / 2 or self.brief.max_price / 2)


def main() -> int:
    parser = command.parser("Makes a market.")
    parser.add_argument("--spread", type=float, default=0.02, help="part of the price (0.02)")
    parser.add_argument("--lots", type=int, default=5, help="bid for and asked, in lots (5)")
    chosen = parser.parse_args()
    return command.run(lambda brief: MarketMaker(brief, chosen.spread, chosen.lots), chosen)


if __name__ == "__main__":
    sys.exit(main())
