"""The wire's enums as the words that people write: SIDE_BUY is "buy"."""

from __future__ import annotations

from typing import Any

from tanshi.errors import OrderError


def word(enum: Any, value: int) -> str:
    """The name without the enum's prefix, in lower case; the number of a value that is newer than
    this client."""
    descriptor = enum.DESCRIPTOR.values_by_number.get(value)
    return descriptor.name[len(_prefix(enum)) :].lower() if descriptor else str(value)


def value(enum: Any, text: str, what: str) -> Any:
    """The number of a word, an int to which each enum's class gives a type of its own.

    Raises OrderError: no such word.
    """
    descriptor = enum.DESCRIPTOR.values_by_name.get(_prefix(enum) + text.upper())
    if descriptor is None or descriptor.number == 0:
        raise OrderError(f"{what} is {text!r}; must be one of {', '.join(words(enum))}")
    return int(descriptor.number)


def words(enum: Any) -> list[str]:
    return [word(enum, number) for number in enum.values() if number]


def _prefix(enum: Any) -> str:
    zero: str = enum.Name(0)
    return zero[: -len("UNSPECIFIED")]
