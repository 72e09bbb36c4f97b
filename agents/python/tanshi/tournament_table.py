"""A tournament as a table for people, and as files for programs."""

from __future__ import annotations

import csv
import json
from dataclasses import fields
from pathlib import Path

from tanshi.tournament import Game, Standing, Tournament

_HEADER = (
    "agent",
    "games",
    "gain",
    "+-",
    "profit",
    "robot's",
    "wins",
    "short, t",
    "fined",
    "errors",
    "late",
)

_UNITS = ((1e6, "millions"), (1e3, "thousands"))


def show(played: Tournament) -> str:
    """Best first. Gains and profits in one unit, which the last line tells."""
    largest = max(abs(value) for s in played.standings for value in (s.profit, s.robot_profit))
    unit, name = next(((u, n) for u, n in _UNITS if largest >= u), (1.0, "units"))
    rows = [_HEADER, *(_row(standing, unit) for standing in played.standings)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(_HEADER))]
    lines = [
        "  ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(row[1:], widths[1:]))]
        ).rstrip()
        for row in rows
    ]
    seeds = len({game.seed for game in played.games})
    lines += [
        "",
        "gain: profit less that of the seat's own robot in the same seat and seed; +- its "
        f"standard error over {seeds} seeds.",
        f"In {name} of the scenario's currency; a firm's profit is minus its cost of compliance.",
    ]
    return "\n".join(lines)


def _row(standing: Standing, unit: float) -> tuple[str, ...]:
    error = "-" if standing.gain_error is None else f"{standing.gain_error / unit:.2f}"
    return (
        standing.agent,
        str(standing.games),
        f"{standing.gain / unit:+.2f}",
        error,
        f"{standing.profit / unit:.2f}",
        f"{standing.robot_profit / unit:.2f}",
        str(standing.wins),
        f"{standing.shortfall:,}",
        f"{standing.penalties / unit:.2f}",
        str(standing.errors),
        str(standing.timeouts),
    )


def failures(played: Tournament) -> list[str]:
    """What agents raised, once each, a line an error."""
    told: dict[tuple[str, str], str] = {}
    for game in played.games:
        if game.error is not None:
            line = f"{game.agent} failed in seat {game.seat}, seed {game.seed}: {game.error}"
            told.setdefault((game.agent, game.error), line)
    return list(told.values())


def write_json(played: Tournament, file: Path) -> None:
    file.write_text(json.dumps(played.as_dict(), indent=1) + "\n")


def write_csv(played: Tournament, file: Path) -> None:
    """A row a game of an agent."""
    names = [field.name for field in fields(Game)] + ["gain"]
    with file.open("w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(names)
        writer.writerows([getattr(game, name) for name in names] for game in played.games)
