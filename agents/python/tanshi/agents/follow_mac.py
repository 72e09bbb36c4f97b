"""Follows its marginal abatement cost (MAC): buys where an allowance costs less than abating the
next tonne, sells where it brings more, and abates the rest.

The next tonne is that of an ordinary year to come: what the plant lacks until the end is abated
evenly over the years that are left, as allowances can be banked.
"""

from __future__ import annotations

import math
import sys
from random import Random

from tanshi.agent import Agent
from tanshi.agents import command
from tanshi.brief import FirmBrief, SeatBrief
from tanshi.wake import Wake


class FollowMac(Agent):
    def __init__(self, brief: SeatBrief, margin: float = 0.01, pace: float = 0.02) -> None:
        super().__init__(brief)
        self.margin = margin  # that a trade must gain, as a part of the MAC
        self.pace = pace  # the most that it trades in a turn, as a part of the baseline

    def decide(self, wake: Wake, random: Random) -> None:
        firm = self.brief.firm
        if firm is None:
            return  # no plant, no MAC
        lack = self.lack_a_year(wake, firm)
        if not wake.trading:
            wake.abate(math.ceil(max(0, self.short(wake), lack)))
            return
        value = firm.curve.mac(max(0, lack))
        low, high = value * (1 - self.margin), value * (1 + self.margin)
        most = self.pace * wake.baseline
        wake.cancel_all()
        if wake.auction is not None and not wake.bids:
            wake.bid_up_to(low, most)
        if wake.ask is not None and float(wake.ask) < low:
            wake.buy_up_to(low, most)
        elif wake.bid is not None and float(wake.bid) > high:
            wake.sell_down_to(high, most)

    def lack_a_year(self, wake: Wake, firm: FirmBrief) -> float:
        """What is to be abated in each of the years left, if nothing more is bought or sold."""
        lack = float(self.short(wake))
        end = self.brief.first_year + self.brief.year_count
        years = range(wake.year + 1, end) if self.brief.banking else range(0)
        for year in years:
            growth = (1 + firm.growth) ** (year - wake.year)
            lack += wake.baseline * growth - firm.allocation[year]
        return lack / (1 + len(years))


def main() -> int:
    parser = command.parser("Buys below its marginal abatement cost, sells above it.")
    parser.add_argument("--margin", type=float, default=0.01, help="least gain (0.01)")
    chosen = parser.parse_args()
    return command.run(lambda brief: FollowMac(brief, chosen.margin), chosen)


if __name__ == "__main__":
    sys.exit(main())
