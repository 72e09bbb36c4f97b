"""Curves as they come over the wire: their MAC, its inverse and its integral agree, shape by
shape, with each other and with figures worked out by hand."""

import math

import pytest

from tanshi.curve import curve_from_wire
from tanshi.v1 import seat_brief_pb2 as wire


def curve(max_abatement_t="inf", **shape):
    return curve_from_wire(wire.AbatementCurve(max_abatement_t=max_abatement_t, **shape))


CURVES = {
    "linear": curve(linear=wire.LinearCurve(intercept="5", slope="3e-06"), max_abatement_t="2e7"),
    "quadratic": curve(quadratic=wire.QuadraticCurve(a="1e-12", b="2e-06"), max_abatement_t="2e7"),
    "quadratic_free": curve(
        quadratic=wire.QuadraticCurve(a="1e-12", b="-2e-06"), max_abatement_t="2e7"
    ),
    "power": curve(power=wire.PowerCurve(scale="400", exponent="1.6", baseline_t="3e7")),
    "exponential": curve(
        exponential=wire.ExponentialCurve(p0="10", k="2e-07"), max_abatement_t="2e7"
    ),
    "steps": curve(
        "3e6",
        steps=wire.StepCurve(
            projects=[
                wire.StepProject(price="-4", quantity_t="1e6"),
                wire.StepProject(price="20", quantity_t="2e6"),
            ]
        ),
    ),
}
CURVES["sum"] = curve(
    "4e6",
    sum=wire.SumCurve(
        parts=[
            wire.AbatementCurve(
                max_abatement_t="3e6",
                steps=wire.StepCurve(
                    projects=[
                        wire.StepProject(price="-4", quantity_t="1e6"),
                        wire.StepProject(price="20", quantity_t="2e6"),
                    ]
                ),
            ),
            wire.AbatementCurve(
                max_abatement_t="4e6", linear=wire.LinearCurve(intercept="0", slope="4e-05")
            ),
        ]
    ),
)
LAST = {name: min(curve.max_abatement_t, 3e7) for name, curve in CURVES.items()}


@pytest.mark.parametrize("name", CURVES)
def test_the_cost_is_the_integral_of_the_mac(name):
    curve, last, steps = CURVES[name], LAST[name], 30_000
    width = last / steps
    integral = sum(curve.mac((i + 0.5) * width) for i in range(steps)) * width
    assert curve.total_cost(last) == pytest.approx(integral, rel=1e-6)


@pytest.mark.parametrize("name", sorted(set(CURVES) - {"steps", "sum"}))
def test_abatement_at_the_mac_of_an_amount_is_that_amount(name):
    curve, last = CURVES[name], LAST[name]
    for share in (0.3, 0.5, 0.9, 1.0):
        amount = share * last
        assert curve.abatement_at(curve.mac(amount)) == pytest.approx(amount, rel=1e-9)


def test_figures_by_hand():
    assert CURVES["linear"].mac(1_000_000) == pytest.approx(8)
    assert CURVES["linear"].total_cost(1_000_000) == pytest.approx(6.5e6)
    assert CURVES["linear"].abatement_at(1) == 0
    assert CURVES["quadratic_free"].mac(1_000_000) == 0
    assert CURVES["quadratic_free"].total_cost(2_000_000) == 0
    assert CURVES["quadratic_free"].abatement_at(0) == pytest.approx(2_000_000)
    assert CURVES["power"].max_abatement_t == math.inf  # the exchange sends the baseline
    assert CURVES["exponential"].mac(0) == 0
    steps = CURVES["steps"]
    assert [steps.mac(q) for q in (0, 999_999, 1_000_000, 5e6)] == [-4, -4, 20, 20]
    assert [steps.abatement_at(p) for p in (-5, 0, 19.99, 20)] == [0, 1e6, 1e6, 3e6]
    assert steps.total_cost(1_500_000) == pytest.approx(6e6)


def test_a_sum_shares_out_at_the_least_cost():
    both = CURVES["sum"]
    assert [both.mac(q) for q in (0, 0.9e6, 1.2e6, 2e6)] == pytest.approx([-4, -4, 8, 20])
    assert both.shared_out(2e6) == pytest.approx([1.5e6, 0.5e6])
    assert both.abatement_at(40) == pytest.approx(4e6)
    assert both.abatement_at(8) == pytest.approx(1.2e6)
    assert both.total_cost(2e6) == pytest.approx(-4e6 + 20 * 0.5e6 + 20 * 0.5e6 / 2)
    assert both.mac(4e6) == pytest.approx(40)


def test_a_flat_line_is_all_or_nothing():
    flat = curve("1000", linear=wire.LinearCurve(intercept="7", slope="0"))
    assert (flat.abatement_at(6.99), flat.abatement_at(7)) == (0, 1000)


def test_without_a_shape_nothing_can_be_abated():
    none = curve_from_wire(wire.AbatementCurve())
    assert (none.shape, none.mac(1), none.abatement_at(100), none.total_cost(1)) == (
        "none",
        0,
        0,
        0,
    )
