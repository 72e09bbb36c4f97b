"""Amounts of money are exact: what is no whole number of cents, or between two ticks, is an error
and never rounded in silence."""

from decimal import Decimal

import pytest

import tanshi
from tanshi.money import ceil_to_tick, floor_to_tick, on_tick, to_cents

MAX = 50_000


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("72.50", 7250),
        (Decimal("72.5"), 7250),
        (72, 7200),
        (72.5, 7250),
        (0.29, 29),  # 28.999999999999996 cents in binary
        ("1e2", 10000),
        (-1, -100),
        ("90071992547409.93", 9007199254740993),  # beyond the integers of a float
    ],
)
def test_an_amount_is_read_as_it_is_written(amount, expected):
    assert to_cents(amount, "amount") == expected


@pytest.mark.parametrize(
    "amount", [0.1 + 0.2, "72.505", Decimal("1e-9"), "1.0000000000000000000000000000001", "1e90"]
)
def test_fractions_of_a_cent_are_an_error(amount):
    with pytest.raises(tanshi.OrderError, match="no whole number of cents"):
        to_cents(amount, "amount")


@pytest.mark.parametrize("amount", ["cheap", "", None, float("nan"), "inf", [1], b"1"])
def test_what_is_no_number_is_an_error(amount):
    with pytest.raises(tanshi.OrderError, match="must be a"):
        to_cents(amount, "amount")


def test_cents_are_told_in_currency_units():
    assert str(tanshi.cents(7250)) == "72.50"
    assert tanshi.cents(10**18) == Decimal(10) ** 16


def test_a_price_must_be_on_the_tick_and_in_range():
    assert on_tick("72.50", 5, MAX) == 7250
    assert on_tick(500, 5, MAX) == MAX
    with pytest.raises(tanshi.OrderError, match=r"the nearest are 72\.50 and 72\.55"):
        on_tick(72.52, 5, MAX)
    for price in (0, -1, "0.04", "500.05", 10**30):
        with pytest.raises(tanshi.OrderError, match=r"must be in \[0\.05, 500\.00\]"):
            on_tick(price, 5, MAX)


@pytest.mark.parametrize(
    ("price", "below", "above"),
    [
        (72.52, "72.50", "72.55"),
        (72.55, "72.55", "72.55"),
        (28.999999999999996, "29.00", "29.00"),
        (-3.0, "0.00", "0.00"),
        (1e300, "500.00", "500.00"),
        (float("inf"), "500.00", "500.00"),
    ],
)
def test_rounding_to_the_tick_never_crosses_the_price(price, below, above):
    assert floor_to_tick(price, 5, MAX) == Decimal(below)
    assert ceil_to_tick(price, 5, MAX) == Decimal(above)
