"""Asks a language model what to do, through a function of yours: a text in, its answer out.

    def ask(prompt: str) -> str:
        ...  # call whatever model you have

    tanshi.play(lambda brief: AskModel(brief, ask), "127.0.0.1:50051", seat="power-1", token=...)

This module itself reaches no network. What the model says is only asked for, never trusted: an
answer that is no order, or none that the rules allow, does nothing. A model that takes longer than
the session's --answer-within loses the turn to the seat's robot.
"""

from __future__ import annotations

import json
import logging
import math
import sys
from random import Random
from typing import Any, Callable

from tanshi.agent import Agent
from tanshi.agents import command
from tanshi.brief import SeatBrief
from tanshi.names import attribute_named
from tanshi.wake import Wake

log = logging.getLogger("tanshi")

Ask = Callable[[str], str]

PROMPT = """You run a plant that emits CO2, in a market for emissions allowances.
Year {year} of {first_year}-{last_year}, day {day} of {days}.
The plant emits {baseline} t this year unless it abates. It holds {held} allowances of 1 t each
and owes {obligation} t from earlier years. Cash: {cash}. Missing a tonne is fined {penalty}.
Abating the next tonne costs {mac}. Best bid {bid}, best ask {ask}, latest price {last}.
{question}"""

TRADE = """Answer with one JSON object and nothing else:
{"action": "buy" or "sell" or "hold", "price": limit per tonne, "quantity": tonnes}"""

ABATE = """Trading is over for this year. Answer with one JSON object and nothing else:
{"abate": tonnes to abate this year}"""


class AskModel(Agent):
    def __init__(self, brief: SeatBrief, ask: Ask, every_days: int = 5) -> None:
        super().__init__(brief)
        self.ask = ask
        self.every_days = every_days  # asking costs time, and mostly money

    def decide(self, wake: Wake, random: Random) -> None:
        if wake.trading and (wake.day % self.every_days or wake.turn):
            return
        try:
            answer = self.ask(self.prompt(wake))
        except Exception as error:  # whatever a model's client may raise
            log.warning("%s: the model did not answer: %s", self.brief.seat, error)
            return
        if not self.carry_out(parse(answer), wake):
            log.warning("%s: no decision in the answer %.200r", self.brief.seat, answer)

    def prompt(self, wake: Wake) -> str:
        brief, firm = self.brief, self.brief.firm
        return PROMPT.format(
            year=wake.year,
            first_year=brief.first_year,
            last_year=brief.first_year + brief.year_count - 1,
            day=wake.day,
            days=brief.days_per_year,
            baseline=wake.baseline,
            held=wake.allowances + wake.allowances_escrowed,
            obligation=wake.obligation,
            cash=wake.cash,
            penalty=brief.penalty,
            mac=f"{firm.curve.mac(max(0, self.short(wake))):.2f}" if firm else "nothing",
            bid=wake.bid,
            ask=wake.ask,
            last=wake.last,
            question=TRADE if wake.trading else ABATE,
        )

    def carry_out(self, decision: dict[str, Any], wake: Wake) -> bool:
        """False: it is no decision."""
        if not wake.trading:
            tonnes = number(decision.get("abate"))
            if tonnes is not None and self.brief.firm is not None:
                wake.abate(int(min(tonnes, wake.baseline)))
            return tonnes is not None
        action = decision.get("action")
        price, quantity = number(decision.get("price")), number(decision.get("quantity"))
        if action == "hold":
            return True
        if action not in ("buy", "sell") or price is None or quantity is None:
            return False
        wake.cancel_all()
        trade = wake.buy_up_to if action == "buy" else wake.sell_down_to
        trade(price, quantity)
        return True


def parse(answer: object) -> dict[str, Any]:
    """The first JSON object in the answer, whatever is around it; {}: there is none."""
    text = answer if isinstance(answer, str) else ""
    decoder, start = json.JSONDecoder(), text.find("{")
    while start >= 0:
        try:
            found, _ = decoder.raw_decode(text, start)
            return found if isinstance(found, dict) else {}
        except (ValueError, RecursionError):
            start = text.find("{", start + 1)
    return {}


def number(value: object) -> float | None:
    """A finite number of at least 0, also as text: models write 1,000 too. None: it is none."""
    try:
        found = float(value.replace(",", "") if isinstance(value, str) else value)  # type: ignore
    except (TypeError, ValueError, OverflowError):
        return None
    is_one = not isinstance(value, bool) and math.isfinite(found) and 0 <= found < 1e15
    return found if is_one else None


def main() -> int:
    parser = command.parser("Asks a language model.")
    parser.add_argument("--ask", metavar="MODULE:FUNCTION", required=True, help="text in, text out")
    chosen = parser.parse_args()
    try:
        ask: Ask = attribute_named(chosen.ask, "a function, text in, text out")
    except ValueError as error:
        parser.error(f"--ask {error}")
    return command.run(lambda brief: AskModel(brief, ask), chosen)


if __name__ == "__main__":
    sys.exit(main())
