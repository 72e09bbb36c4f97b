"""Finds agents by name: MODULE:CLASS, or FILE.py:CLASS."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from tanshi.agent import MakeAgent


def agent_named(name: str) -> MakeAgent:
    """What makes the agents. Raises ValueError: nothing of that name does."""
    found: MakeAgent = attribute_named(
        name, "a class of agents, as tanshi.agents.learning:Learning"
    )
    return found


def attribute_named(name: str, what: str) -> Any:
    """What can be called under MODULE:NAME. Raises ValueError: nothing of that name can."""
    place, _, attribute = name.rpartition(":")
    if not place or not attribute:
        raise ValueError(f"{name}: must be MODULE:NAME or FILE.py:NAME, {what}")
    try:
        module = _load(Path(place)) if place.endswith(".py") else importlib.import_module(place)
        found = getattr(module, attribute)
    except (ImportError, OSError, AttributeError, SyntaxError) as error:
        raise ValueError(f"{name}: {error}; must be {what}") from None
    if not callable(found):
        raise ValueError(f"{name}: cannot be called; must be {what}")
    return found


def _load(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(file.stem, file)
    if spec is None or spec.loader is None or not file.is_file():
        raise ImportError(f"there is no file {file}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[file.stem] = module
    spec.loader.exec_module(module)
    return module
