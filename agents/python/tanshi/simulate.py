"""Plays scenarios in this process: `tanshi.run`."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Union

from tanshi.core import core
from tanshi.results import Run, load

Scenario = Union[str, "os.PathLike[str]", Mapping[str, Any]]


def run(
    scenario: Scenario,
    overrides: Mapping[str, Any] | None = None,
    *,
    seed: int | None = None,
    treatment: str | None = None,
    out: str | os.PathLike[str] | None = None,
    **more: Any,
) -> Run:
    """Plays a scenario, as the program's `tanshi run` does: the same events, the same figures.

        tanshi.run("tightening-cap", cap__linear_factor=0.05, firms__power__count=3)
        tanshi.run("tightening-cap", {"cap.linear_factor": 0.05}, seed=7)

    `scenario` is the name of one that comes with the package, the path of a file, or the scenario
    itself as nested dicts and lists. Overrides are keys of docs/scenarios.md, a path of keys each;
    as a keyword, two underscores stand for the dot. `treatment`: play that one of the scenario.
    `out`: the folder in which summary.json, results.sqlite and scenario.yaml are left, as
    `tanshi.load` reads them; without it nothing is left behind.

    Raises ScenarioError with file:line:column of everything that is wrong. Ctrl-C ends it.
    """
    played = read_scenario(scenario, overrides, more, seed, treatment)
    if out is not None:
        refuse_journal(Path(out))
        core().play(played, Path(out))
        return load_run(Path(out))
    folder = tempfile.TemporaryDirectory(prefix="tanshi-")
    core().play(played, Path(folder.name))
    result = load_run(Path(folder.name))
    result.keep(folder)
    return result


def read_scenario(
    scenario: Scenario,
    overrides: Mapping[str, Any] | None,
    more: Mapping[str, Any],
    seed: int | None,
    treatment: str | None,
) -> Any:
    """The core's scenario, read and changed as `run` says."""
    changes = dict(overrides or {})
    changes.update((key.replace("__", "."), value) for key, value in more.items())
    if seed is not None:
        changes["seed"] = seed
    flags = [f"{key}={written(value)}" for key, value in changes.items()]
    if isinstance(scenario, Mapping):
        return core().parse(written(scenario, indent=1), flags, treatment or "")
    return core().load(os.fspath(scenario), flags, treatment or "")


def written(value: Any, indent: int | None = None) -> str:
    """As YAML. JSON is YAML; what is a number to NumPy or `decimal` is one here."""
    return json.dumps(value, ensure_ascii=False, indent=indent, default=plain)


def plain(value: Any) -> Any:
    if hasattr(value, "item"):
        return value.item()
    if hasattr(value, "__float__"):
        return float(value)
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    raise TypeError(f"a scenario cannot hold a {type(value).__name__}: {value!r}")


def refuse_journal(folder: Path) -> None:
    for name in ("journal", "tokens.json"):
        if (folder / name).exists():
            raise FileExistsError(f"{folder / name}: is of a session; give another folder")


def load_run(folder: Path) -> Run:
    result = load(folder)
    if not isinstance(result, Run):
        raise RuntimeError(f"{folder}: the run left no results")
    return result
