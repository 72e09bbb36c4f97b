"""python -m tanshi export DIR --parquet OUT: the tables of a run or a sweep as Parquet files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tanshi.errors import ResultsError
from tanshi.extras import need
from tanshi.results import load


def export(folder: Path, out: Path) -> list[Path]:
    """Writes OUT/TABLE.parquet for each table of the results in the folder."""
    results = load(folder)
    need("pyarrow", "data")
    out.mkdir(parents=True, exist_ok=True)
    files = [out / f"{table}.parquet" for table in results.tables]
    for table, file in zip(results.tables, files):
        getattr(results, table).to_parquet(file, index=False)
    return files


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tanshi")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser("export", help="write the tables of a run or a sweep as Parquet")
    command.add_argument("folder", type=Path, metavar="DIR", help="that tanshi run or sweep left")
    command.add_argument("--parquet", type=Path, required=True, metavar="OUT", help="folder")
    arguments = parser.parse_args()
    try:
        files = export(arguments.folder, arguments.parquet)
    except (ResultsError, ImportError, OSError) as error:
        print(f"tanshi: {error}", file=sys.stderr)
        return 2
    print(f"{len(files)} tables in {arguments.parquet}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
