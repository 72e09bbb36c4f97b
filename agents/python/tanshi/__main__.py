"""python -m tanshi export DIR --parquet OUT: the tables of a run or a sweep as Parquet files.
python -m tanshi tournament SCENARIO --agents A B: plays agents against each other."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from tanshi.errors import CoreMissing, ResultsError, ScenarioError
from tanshi.extras import need
from tanshi.results import load
from tanshi.tournament import tournament
from tanshi.tournament_table import failures, show, write_csv, write_json


def export(folder: Path, out: Path) -> list[Path]:
    """Writes OUT/TABLE.parquet for each table of the results in the folder."""
    results = load(folder)
    need("pyarrow", "data")
    out.mkdir(parents=True, exist_ok=True)
    files = [out / f"{table}.parquet" for table in results.tables]
    for table, file in zip(results.tables, files):
        getattr(results, table).to_parquet(file, index=False)
    return files


def run_export(arguments: argparse.Namespace) -> None:
    files = export(arguments.folder, arguments.parquet)
    print(f"{len(files)} tables in {arguments.parquet}")


def run_tournament(arguments: argparse.Namespace) -> None:
    played = tournament(
        arguments.scenario,
        arguments.agents,
        dict(arguments.set),
        seeds=arguments.seeds,
        rounds=arguments.rounds,
        group=arguments.group,
        treatment=arguments.treatment,
        seconds=arguments.seconds,
        jobs=arguments.jobs,
    )
    if arguments.json:
        write_json(played, arguments.json)
    if arguments.csv:
        write_csv(played, arguments.csv)
    print(show(played))
    for line in failures(played):
        print(line, file=sys.stderr)


def override(text: str) -> tuple[str, Any]:
    key, equals, value = text.partition("=")
    if not key or not equals:
        raise argparse.ArgumentTypeError(f"{text!r} must be key=value")
    try:
        return key, json.loads(value)
    except ValueError:
        return key, value


def number(least: int) -> Any:
    def read(text: str) -> int:
        if not text.isdigit() or int(text) < least:
            raise argparse.ArgumentTypeError(f"{text!r} must be a whole number of at least {least}")
        return int(text)

    return read


def add_tournament(commands: Any) -> None:
    command = commands.add_parser(
        "tournament", help="play agents against each other over seeds and print a table"
    )
    command.set_defaults(run=run_tournament)
    command.add_argument("scenario", metavar="SCENARIO", help="a name or a file")
    command.add_argument(
        "--agents", nargs="+", required=True, metavar="AGENT", help="MODULE:CLASS or FILE.py:CLASS"
    )
    command.add_argument("--seeds", type=number(1), default=20, metavar="N", help="how many (20)")
    command.add_argument(
        "--rounds", type=number(1), metavar="N", help="games a seed; as many as agents"
    )
    command.add_argument("--group", metavar="NAME", help="whose seats; the largest of firms")
    command.add_argument(
        "--set", type=override, action="append", default=[], metavar="KEY=VALUE", help="override"
    )
    command.add_argument("--treatment", metavar="NAME", help="of the scenario")
    command.add_argument(
        "--seconds", type=float, default=10.0, metavar="S", help="most that a decision takes (10)"
    )
    command.add_argument(
        "--jobs", type=number(1), default=os.cpu_count() or 1, metavar="N", help="processes (all)"
    )
    command.add_argument("--json", type=Path, metavar="FILE", help="write all games")
    command.add_argument("--csv", type=Path, metavar="FILE", help="write all games")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tanshi")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser("export", help="write the tables of a run or a sweep as Parquet")
    command.set_defaults(run=run_export)
    command.add_argument("folder", type=Path, metavar="DIR", help="that tanshi run or sweep left")
    command.add_argument("--parquet", type=Path, required=True, metavar="OUT", help="folder")
    add_tournament(commands)
    arguments = parser.parse_args()
    try:
        arguments.run(arguments)
    except (ResultsError, ScenarioError, CoreMissing, ValueError, ImportError, OSError) as error:
        print(f"tanshi: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
