"""Money: exact decimals for people, whole cents on the wire, never a rounded float."""

from __future__ import annotations

import math
from decimal import Decimal, InvalidOperation
from operator import index
from typing import Callable, Union

from tanshi.errors import OrderError

# What may stand for an amount of money, in currency units.
Money = Union[Decimal, str, int, float]

_CENT = Decimal("0.01")


def cents(amount: int) -> Decimal:
    """So many cents in currency units: cents(7250) is Decimal("72.50")."""
    return Decimal(amount).scaleb(-2)


def price_or_none(price_cents: int) -> Decimal | None:
    """The wire says 0 where there is no price."""
    return cents(price_cents) if price_cents else None


def to_decimal(amount: Money, what: str) -> Decimal:
    """The number exactly as it was written; a float stands for the digits that it prints.

    Raises OrderError: it is no number.
    """
    text = float.__repr__(amount) if isinstance(amount, float) else amount
    try:
        value = Decimal(text) if isinstance(text, (str, Decimal)) else Decimal(index(text))
    except (InvalidOperation, TypeError):
        raise OrderError(f"{what} is {amount!r}; must be a Decimal, a text or a number") from None
    if not value.is_finite():
        raise OrderError(f"{what} is {amount}; must be a number")
    return value


def whole_cents(value: Decimal) -> int | None:
    """None: the value has fractions of a cent, or more digits than any amount of money."""
    try:
        rounded = value.quantize(_CENT)
    except InvalidOperation:
        return None
    return int(rounded.scaleb(2)) if rounded == value else None


def to_cents(amount: Money, what: str) -> int:
    """The amount in cents. Raises OrderError: it is no whole number of cents."""
    whole = whole_cents(to_decimal(amount, what))
    if whole is None:
        raise OrderError(
            f"{what} is {amount}, which is no whole number of cents; round it to 2 decimals"
        )
    return whole


def on_tick(price: Money, tick_cents: int, max_cents: int) -> int:
    """The price in cents. Raises OrderError: no order can have it."""
    value = to_decimal(price, "price")
    if not cents(tick_cents) <= value <= cents(max_cents):
        raise OrderError(f"price is {price}; must be in [{cents(tick_cents)}, {cents(max_cents)}]")
    whole = whole_cents(value)
    if whole is None or whole % tick_cents:
        below = floor_to_tick(value, tick_cents, max_cents)
        raise OrderError(
            f"price is {price}, which is no multiple of the tick {cents(tick_cents)}; the nearest "
            f"are {below} and {below + cents(tick_cents)}: seat.brief.to_price_floor(price) and "
            "to_price_ceil(price) give them"
        )
    return whole


def floor_to_tick(price: Money, tick_cents: int, max_cents: int) -> Decimal:
    return _round(price, tick_cents, max_cents, math.floor)


def ceil_to_tick(price: Money, tick_cents: int, max_cents: int) -> Decimal:
    return _round(price, tick_cents, max_cents, math.ceil)


def _round(
    price: Money, tick_cents: int, max_cents: int, direction: Callable[[Decimal], int]
) -> Decimal:
    """As agents/abatement/rounding.h: within a millionth of a tick counts as on it, and beyond the
    range counts as its end."""
    top = cents(max_cents)
    if isinstance(price, float) and math.isinf(price):
        return top if price > 0 else cents(0)
    value = min(max(to_decimal(price, "price"), cents(0)), top)
    ticks = value / cents(tick_cents)
    nearest = ticks.to_integral_value()
    is_on = abs(ticks - nearest) < Decimal("1e-6")
    return min(cents(direction(nearest if is_on else ticks) * tick_cents), top)
