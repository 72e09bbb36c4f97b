"""The simulator, compiled: `tanshi._core`. Loaded when it is first needed."""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from typing import Any

from tanshi.errors import CoreMissing

REMEDY = (
    "this installation of tanshi has no simulator; in a clone of the repository, "
    "`pip install ./agents/python --config-settings=cmake.define.TANSHI_CORE=ON` builds it, or "
    "says what is missing"
)


def core() -> Any:
    """The module. Raises CoreMissing with the remedy where the package was installed without it."""
    library = Path(__file__).parent / "library"
    # Where the scenarios and rulebooks are that came with the package, unless the user has others.
    os.environ.setdefault("TANSHI_SCENARIOS", str(library / "scenarios"))
    os.environ.setdefault("TANSHI_RULEBOOKS", str(library / "rulebooks"))
    try:
        return importlib.import_module("tanshi._core")
    except ModuleNotFoundError as error:
        if error.name != "tanshi._core":
            raise
        raise CoreMissing(REMEDY) from None
    except ImportError as error:  # a library of the system is gone since it was built
        raise CoreMissing(f"{error}: {REMEDY}") from error
