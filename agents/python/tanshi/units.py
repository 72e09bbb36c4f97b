"""The units of results' columns, by their names (docs/results.md, "Units")."""

from __future__ import annotations

PRICES_OF_A_DAY = ("open", "high", "low", "close")
COSTS = ("cost", "cost_least", "cost_without_trade", "profit_dispersion")
NO_PRICES = ("price_distance", "price_variation")


def unit_of(table: str, column: str, currency: str) -> str:
    """ "t", "EUR/t", "EUR", "0.01 EUR"; "" for a number without a unit."""
    if column.endswith("_t"):
        return "t"
    if column.endswith("_cents"):
        return f"0.01 {currency}"
    if column in COSTS or "abatement_cost" in column or column == "misallocation_cost":
        return currency
    of_day = table == "days" and column in PRICES_OF_A_DAY
    if of_day or ("price" in column and column not in NO_PRICES):
        return f"{currency}/t"
    return ""
