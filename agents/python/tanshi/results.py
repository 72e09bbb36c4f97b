"""Results as pandas frames: `tanshi.load` of the folder that a run or a sweep left."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tanshi.errors import ResultsError
from tanshi.extras import need
from tanshi.units import unit_of

if TYPE_CHECKING:
    import pandas as pd

OLDEST_FORMAT = {"runs": 8, "sweep": 1}  # PRAGMA user_version of the first that is read
PANDAS_TYPES = {"INTEGER": "Int64", "REAL": "float64", "TEXT": "string"}


class Results:
    """The tables of a folder, each a frame by its name: `results.years`. docs/results.md and
    docs/experiments.md tell the columns; `frame.attrs["units"]` has the unit of each that has one.

    `summary` is summary.json, `tables` the names, `folder` where they are. A table is read when it
    is first asked for; the frame is then the same one each time.
    """

    def __init__(self, folder: Path, tables: tuple[str, ...]) -> None:
        self.folder = folder
        self.tables = tables
        self.summary: dict[str, Any] = read_summary(folder / "summary.json")
        self._frames: dict[str, pd.DataFrame] = {}
        self._kept: Any = None

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or name not in self.tables:
            raise AttributeError(f"there is no table {name!r}; there are {', '.join(self.tables)}")
        if name not in self._frames:
            currency = str(self.summary.get("currency", "currency unit"))
            self._frames[name] = read_table(self.folder / "results.sqlite", name, currency)
        return self._frames[name]

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.tables]

    def keep(self, folder: Any) -> None:
        """Holds on to a folder that is deleted with the object it is given."""
        self._kept = folder


class Run(Results):
    """A run: `summary`, and the frames `years`, `days`, `firms`, `firm_years`, `auctions`, ..."""

    @property
    def events_hash(self) -> str:
        """Fingerprint of the log of events: runs with the same one went the same way."""
        return str(self.summary["events_hash"])

    @property
    def passed(self) -> bool:
        """Whether every expectation of the scenario holds."""
        return bool(self.summary["passed"])

    def __repr__(self) -> str:
        return f"<tanshi.Run {self.summary['scenario']}, seed {self.summary['seed']}>"


class Sweep(Results):
    """A sweep: `summary`, and the frames `runs`, `years`, `fan`, `differences`, ..."""

    def labelled(self, table: str) -> pd.DataFrame:
        """A table with the treatment and the values of the design in each row of a point or run."""
        frame: pd.DataFrame = getattr(self, table)
        if "point" not in frame and "run" in frame:
            frame = frame.merge(self.runs[["run", "point", "seed"]], on="run")
        if "point" not in frame:
            return frame
        labels = self.points.set_index("point")[["design_point", "treatment"]]
        if len(self.point_values):
            values = self.point_values.pivot(index="point", columns="key", values="value")
            pandas = need("pandas", "data")
            labels = labels.join(values.apply(lambda column: numbers(pandas, column)))
        missing = [name for name in labels if name not in frame]
        return frame.join(labels[missing], on="point")

    def __repr__(self) -> str:
        return f"<tanshi.Sweep {self.summary['scenario']}, {len(self.runs)} runs>"


def numbers(pandas: Any, column: Any) -> Any:
    """The column as numbers where all of it is."""
    try:
        return pandas.to_numeric(column)
    except ValueError:
        return column


def load(folder: str | os.PathLike[str]) -> Run | Sweep:
    """The results that `tanshi run`, `tanshi sweep` or `tanshi.run(out=...)` left in a folder.

    Raises ResultsError where the folder holds none, or what is there is damaged or of an older
    version.
    """
    folder = Path(folder)
    file = folder / "results.sqlite"
    if not folder.is_dir():
        raise ResultsError(f"{folder}: no such folder")
    if not file.is_file():
        raise ResultsError(f"{file}: no such file; `tanshi run` and `tanshi sweep` leave one")
    with open_database(file) as database:
        names = tuple(
            name
            for (name,) in database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid"
            )
        )
        (version,) = database.execute("PRAGMA user_version").fetchone()
    kind = "sweep" if "sweep" in names else "runs"
    if kind not in names or version < OLDEST_FORMAT[kind]:
        raise ResultsError(
            f"{file}: is of another program or an older version (its tables are of version "
            f"{version}, {OLDEST_FORMAT[kind]} or later can be read); run it again"
        )
    return Sweep(folder, names) if kind == "sweep" else Run(folder, names)


def read_summary(file: Path) -> dict[str, Any]:
    try:
        summary = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ResultsError(f"{file}: no such file; the folder is not whole") from None
    except ValueError as error:
        raise ResultsError(f"{file}: is damaged: {error}") from None
    if not isinstance(summary, dict):
        raise ResultsError(f"{file}: is damaged: it holds no object")
    return summary


@contextlib.contextmanager
def open_database(file: Path) -> Iterator[sqlite3.Connection]:
    """Only to read. SQLite's errors become ResultsError."""
    try:
        database = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
        with contextlib.closing(database):
            yield database
    except sqlite3.Error as error:
        raise ResultsError(f"{file}: is damaged, or no database: {error}") from error


def read_table(file: Path, table: str, currency: str) -> pd.DataFrame:
    pandas = need("pandas", "data")
    with open_database(file) as database:
        columns = database.execute(f'PRAGMA table_info("{table}")').fetchall()
        rows = database.execute(f'SELECT * FROM "{table}"').fetchall()
    frame = pandas.DataFrame.from_records(rows, columns=[name for _, name, *_ in columns])
    for _, name, declared, not_null, *_ in columns:
        whole = declared == "INTEGER" and (not_null or frame[name].notna().all())
        kind: str | None = "int64" if whole else PANDAS_TYPES.get(declared)
        if kind:
            frame[name] = frame[name].astype(kind)
    units = {name: unit_of(table, name, currency) for name in frame}
    frame.attrs["units"] = {name: unit for name, unit in units.items() if unit}
    return frame
