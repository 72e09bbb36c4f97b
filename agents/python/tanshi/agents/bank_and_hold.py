"""Banks and holds: buys what it will lack as soon as the year begins, evenly over its first days,
never sells, and abates only what it could not buy.

A firm that would rather own allowances than watch their price. It shows what not trading costs: in
a tournament, whoever trades well should beat it.
"""

from __future__ import annotations

import sys
from random import Random

from tanshi.agent import Agent
from tanshi.agents import command
from tanshi.brief import SeatBrief
from tanshi.wake import Wake


class BankAndHold(Agent):
    def __init__(self, brief: SeatBrief, reserve: float = 0.02, in_days: int = 5) -> None:
        super().__init__(brief)
        self.reserve = reserve  # more than it expects to emit, in case it emits more
        self.in_days = in_days  # of a year, in which it buys

    def decide(self, wake: Wake, random: Random) -> None:
        firm = self.brief.firm
        if firm is None:
            return  # no plant, nothing to bank for
        lack = self.short(wake) + self.reserve * wake.baseline
        if not wake.trading:
            wake.abate(max(0, self.short(wake)))
            return
        wake.cancel_all()
        days_left = max(1, self.in_days - wake.day)
        part = self.lots(lack / days_left / self.brief.turns_per_day)
        limit = min(firm.curve.mac(lack), float(self.brief.max_price))  # abating is cheaper beyond
        if wake.auction is not None and not wake.bids:
            wake.bid_up_to(limit, self.lots(lack))
        elif part > 0 and wake.ask is not None and float(wake.ask) <= limit:
            wake.buy_up_to(limit, part)


def main() -> int:
    parser = command.parser("Banks what it will need and holds it.")
    parser.add_argument("--reserve", type=float, default=0.02, help="part of emissions (0.02)")
    chosen = parser.parse_args()
    return command.run(lambda brief: BankAndHold(brief, chosen.reserve), chosen)


if __name__ == "__main__":
    sys.exit(main())
