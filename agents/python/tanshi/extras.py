"""What is imported only where it is used: the packages of tanshi[data] and tanshi[env]."""

from __future__ import annotations

import importlib
from typing import Any


def need(module: str, extra: str) -> Any:
    """Imports a module of an extra. Raises ImportError with the remedy where it is not there."""
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module.partition(".")[0]:
            raise
        raise ImportError(
            f"this needs {error.name}: pip install {error.name}, or all of tanshi[{extra}]: "
            f"pip install './agents/python[{extra}]' in a clone of the repository",
            name=error.name,
        ) from None
