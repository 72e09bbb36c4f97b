"""The units of results' columns, by the codebook (docs/results.md)."""

from __future__ import annotations

import functools
import importlib.resources
import json
from typing import cast


def unit_of(table: str, column: str, currency: str) -> str:
    """ "t", "EUR/t", "EUR", "0.01 EUR", ...; "" for what has no unit."""
    unit = codebook().get(table, {}).get(column, "")
    if unit == "currency/100":
        return f"0.01 {currency}"
    return unit.replace("currency", currency)


@functools.cache
def codebook() -> dict[str, dict[str, str]]:
    """The unit of each column that has one, by table: of `tanshi codebook --json`."""
    text = importlib.resources.files("tanshi").joinpath("units.json").read_text("utf-8")
    return cast("dict[str, dict[str, str]]", json.loads(text))
