"""Marginal abatement cost (MAC) curves: what abating the next tonne in one year costs.

The formulas are those of agents/abatement/abatement_curve.h, where their sources are named.
Abatement in tonnes a year, prices and MAC in currency units per tonne, all float.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from typing import Any

from tanshi.v1 import seat_brief_pb2 as wire


@dataclass(frozen=True)
class AbatementCurve:
    """A plant's curve.

    `shape` is "linear", "quadratic", "power", "exponential", "steps", "sum" or "none", `parameters`
    are what the wire calls them: `intercept` and `slope` of a linear one, and so on; `projects` of
    steps are pairs (price, quantity_t), cheapest first; `parts` of a sum are curves.
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
        if self.shape == "sum":
            return self._mac_of_sum(q)
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
        if self.shape == "sum":
            shares = zip(p["parts"], self.shared_out(q), strict=True)
            return float(sum(part.total_cost(abated_t) for part, abated_t in shares))
        cost = 0.0
        for price, quantity_t in p.get("projects", ()):
            part_t = min(q, quantity_t)
            cost += price * part_t
            q -= part_t
        return cost

    def shared_out(self, abated_t: float) -> list[float]:
        """Of a sum, what each part abates where all abate so much at the least cost."""
        parts: list[AbatementCurve] = self.parameters["parts"]
        if abated_t <= parts[0].abatement_at(-sys.float_info.min):  # what pays for itself
            return [abated_t] + [0.0] * (len(parts) - 1)
        below, above = _margin(parts, abated_t)
        low_t = [part.abatement_at(below) for part in parts]
        high_t = [part.abatement_at(above) for part in parts]
        jump = sum(high_t) - sum(low_t)
        share = (abated_t - sum(low_t)) / jump if jump > 0 else 1.0
        return [
            low + min(max(share, 0.0), 1.0) * (high - low)
            for low, high in zip(low_t, high_t, strict=True)
        ]

    def _mac_of_sum(self, q: float) -> float:
        shares = zip(self.parameters["parts"], self.shared_out(q), strict=True)
        next_of = [part.mac(done_t) for part, done_t in shares if done_t < part.max_abatement_t]
        if next_of:
            return float(min(next_of))
        return max(float(part.mac(part.max_abatement_t)) for part in self.parameters["parts"])

    def _inverse(self, price: float) -> float:
        p = self.parameters
        if self.shape == "sum":
            return float(sum(part.abatement_at(price) for part in p["parts"]))
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
    if shape == "sum":
        parts = [curve_from_wire(part) for part in curve.sum.parts]
        return AbatementCurve(shape, {"parts": parts}, max_abatement_t)
    numbers = getattr(curve, shape)
    names = [field.name for field in numbers.DESCRIPTOR.fields]
    parameters = {name: float(getattr(numbers, name)) for name in names}
    return AbatementCurve(shape, parameters, max_abatement_t)


def _margin(parts: list[AbatementCurve], abated_t: float) -> tuple[float, float]:
    """Prices, as close as numbers are, between which the parts come to abate so much."""
    below, above = -sys.float_info.min, 1.0
    while sum(part.abatement_at(above) for part in parts) < abated_t and above < 1e150:
        below, above = above, above * 16
    while below < (middle := (below + above) / 2) < above:
        if sum(part.abatement_at(middle) for part in parts) < abated_t:
            below = middle
        else:
            above = middle
    return below, above


def _expm1_less_x(x: float) -> float:
    """e^x - 1 - x; below 1 by its series, where the closed form would cancel."""
    if x >= 1:
        return math.expm1(x) - x
    term, total = x * x / 2, 0.0
    for n in range(3, 22):
        total += term
        term *= x / n
    return total
