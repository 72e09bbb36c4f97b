"""Marginal abatement cost (MAC) curves: what abating the next tonne in one year costs.

The formulas are those of agents/abatement/abatement_curve.h, where their sources are named.
Abatement in tonnes a year, prices and MAC in currency units per tonne, all float.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from tanshi.v1 import seat_brief_pb2 as wire


@dataclass(frozen=True)
class AbatementCurve:
    """A plant's curve.

    `shape` is "linear", "quadratic", "power", "exponential", "steps" or "none", `parameters` are
    what the wire calls them: `intercept` and `slope` of a linear one, and so on; `projects` of
    steps are pairs (price, quantity_t), cheapest first.
    """

    shape: str
    parameters: dict[str, Any]
    max_abatement_t: float

    def mac(self, abated_t: float) -> float:
        """Cost of the next tonne when so many are abated; of the last one at the maximum."""
        p, q = self.parameters, min(max(abated_t, 0.0), self.max_abatement_t)
        if self.shape == "linear":
            return float(p["intercept"] + p["slope"] * q)
        if self.shape == "quadratic":
            return float(max(0.0, (p["a"] * q + p["b"]) * q))
        if self.shape == "power":
            return float(p["scale"] * (q / p["baseline_t"]) ** p["exponent"])
        if self.shape == "exponential":
            return float(p["p0"] * math.expm1(p["k"] * q))
        projects = p.get("projects", ())
        for price, quantity_t in projects:
            if q < quantity_t:
                return float(price)
            q -= quantity_t
        return float(projects[-1][0]) if projects else 0.0

    def abatement_at(self, price: float) -> float:
        """All that is worth abating at this price: the most with a MAC of at most `price`."""
        price = float(price)
        if self.shape == "linear" and self.parameters["slope"] == 0:
            return self.max_abatement_t if price >= self.parameters["intercept"] else 0.0
        return min(max(self._inverse(price), 0.0), self.max_abatement_t)

    def total_cost(self, abated_t: float) -> float:
        """Integral of the MAC from 0, in currency units."""
        p, q = self.parameters, min(max(abated_t, 0.0), self.max_abatement_t)
        if self.shape == "linear":
            return float((p["intercept"] + p["slope"] * q / 2) * q)
        if self.shape == "quadratic":
            z = min(max(0.0, -p["b"] / p["a"]), q)  # the abatement that costs nothing
            squares = q * q + q * z + z * z
            return float((q - z) * (p["a"] * squares / 3 + p["b"] * (q + z) / 2))
        if self.shape == "power":
            return self.mac(q) * q / float(p["exponent"] + 1)
        if self.shape == "exponential":
            return float(p["p0"] * _expm1_less_x(p["k"] * q) / p["k"])
        cost = 0.0
        for price, quantity_t in p.get("projects", ()):
            part_t = min(q, quantity_t)
            cost += price * part_t
            q -= part_t
        return cost

    def _inverse(self, price: float) -> float:
        p = self.parameters
        if self.shape == "linear":
            return float((price - p["intercept"]) / p["slope"])
        if self.shape == "quadratic":
            if price < 0:
                return 0.0
            root = math.sqrt(p["b"] ** 2 + 4 * p["a"] * price)
            # Two forms of one formula: each adds where the other would cancel.
            return float(
                2 * price / (root + p["b"]) if p["b"] > 0 else (root - p["b"]) / 2 / p["a"]
            )
        if self.shape == "power":
            return float(p["baseline_t"] * (max(price, 0.0) / p["scale"]) ** (1 / p["exponent"]))
        if self.shape == "exponential":
            return float(math.log1p(max(price, 0.0) / p["p0"]) / p["k"])
        return float(sum(q for project_price, q in p.get("projects", ()) if project_price <= price))


def curve_from_wire(curve: wire.AbatementCurve) -> AbatementCurve:
    shape = curve.WhichOneof("shape")
    if shape is None:
        return AbatementCurve("none", {}, 0.0)
    max_abatement_t = float(curve.max_abatement_t)
    if shape == "steps":
        projects = [(float(step.price), float(step.quantity_t)) for step in curve.steps.projects]
        return AbatementCurve(shape, {"projects": projects}, max_abatement_t)
    numbers = getattr(curve, shape)
    names = [field.name for field in numbers.DESCRIPTOR.fields]
    parameters = {name: float(getattr(numbers, name)) for name in names}
    return AbatementCurve(shape, parameters, max_abatement_t)


def _expm1_less_x(x: float) -> float:
    """e^x - 1 - x; below 1 by its series, where the closed form would cancel."""
    if x >= 1:
        return math.expm1(x) - x
    term, total = x * x / 2, 0.0
    for n in range(3, 22):
        total += term
        term *= x / n
    return total
