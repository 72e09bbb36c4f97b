"""Learns how much to ask for: follows its MAC like follow_mac.py, and tries several margins.

Roth & Erev's rule ("Learning in extensive-form games", Games and Economic Behavior 8, 1995): what
paid is done again more often. Each margin has a propensity q; one is drawn with probability
q / sum(q) and kept for some days. It then gained R, as a part of what the best has gained so far:

    q <- (1 - forgetting) q              for all
    q <- q + max(R, 0) (1 - trying)      for the one that was tried
    q <- q + max(R, 0) trying / (K - 1)  for the others

The gain is what cash and allowances together are worth more than before, a tonne at the MAC. With
a file, what was learned in one session is there in the next.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from random import Random

from tanshi.agents import command
from tanshi.agents.follow_mac import FollowMac
from tanshi.brief import FirmBrief, SeatBrief
from tanshi.wake import Wake

MARGINS = (0.0, 0.01, 0.02, 0.05, 0.1)
FORGETTING, TRYING = 0.1, 0.2
LEAST = 0.001  # no margin is ever quite given up
TRIAL_DAYS = 5


class Learning(FollowMac):
    def __init__(self, brief: SeatBrief, state: Path | None = None) -> None:
        super().__init__(brief)
        self.state = state
        self.propensities = load(state) if state else [1.0] * len(MARGINS)
        self.trial: int | None = None  # the margin under trial, by its place
        self.best = 0.0
        self.value = 0.0  # of a tonne, when the trial began
        self.wealth = 0.0

    def decide(self, wake: Wake, random: Random) -> None:
        firm = self.brief.firm
        if firm is None:
            return
        # The year's end moves allowances for other reasons than trading: no trial goes across it.
        if not wake.trading or (wake.day % TRIAL_DAYS == 0 and wake.turn == 0):
            self.end_trial(wake)
        if wake.trading and self.trial is None:
            self.begin_trial(wake, firm, random)
        super().decide(wake, random)

    def begin_trial(self, wake: Wake, firm: FirmBrief, random: Random) -> None:
        self.trial = random.choices(range(len(MARGINS)), self.propensities)[0]
        self.margin = MARGINS[self.trial]
        self.value = firm.curve.mac(max(0, self.lack_a_year(wake, firm)))
        self.wealth = self.worth(wake)

    def end_trial(self, wake: Wake) -> None:
        if self.trial is None:
            return
        gain = self.worth(wake) - self.wealth
        self.best = max(self.best, gain)
        reward = max(gain, 0) / self.best if self.best > 0 else 0.0
        others = reward * TRYING / (len(MARGINS) - 1)
        gained = [others] * len(MARGINS)
        gained[self.trial] = reward * (1 - TRYING)
        self.propensities = [
            max(LEAST, (1 - FORGETTING) * q + r) for q, r in zip(self.propensities, gained)
        ]
        self.trial = None

    def worth(self, wake: Wake) -> float:
        tonnes = wake.allowances + wake.allowances_escrowed
        return float(wake.cash + wake.cash_escrowed) + self.value * tonnes

    def end(self) -> None:
        if self.state:
            known = dict(zip(map(str, MARGINS), self.propensities))
            self.state.write_text(json.dumps(known, indent=1) + "\n")


def load(state: Path) -> list[float]:
    """What an earlier session learned. Raises ValueError: the file is of something else."""
    if not state.exists():
        return [1.0] * len(MARGINS)
    try:
        known = json.loads(state.read_text())
        propensities = [float(known[str(margin)]) for margin in MARGINS]
    except (ValueError, KeyError, TypeError):
        propensities = []
    if not propensities or not all(0 < q < 1e9 for q in propensities):
        raise ValueError(f"{state}: not what this agent has learned; remove it to begin anew")
    return propensities


def main() -> int:
    parser = command.parser("Learns which margin pays.")
    parser.add_argument("--state", type=Path, metavar="FILE", help="keeps what was learned")
    chosen = parser.parse_args()
    return command.run(lambda brief: Learning(brief, chosen.state), chosen)


if __name__ == "__main__":
    sys.exit(main())
