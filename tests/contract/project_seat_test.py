"""A program that holds an emitter's seat sees its menu of projects and builds; one that never says
so leaves it to the robot."""

from __future__ import annotations

import pytest

import tanshi

# The steel works can be rebuilt twice, at a cost that always pays, or that never does.
CHEAP = "--set=firms.steel.projects=[{name: arc, capex: 100, abates_t: 4_000_000, units: 2}]"
DEAR = "--set=firms.steel.projects=[{name: arc, capex: 9_000_000_000, abates_t: 4_000_000}]"


def play(exchange, decide):
    """Units left and the baseline, in millions of tonnes, at the last wake of each year."""
    left, baselines = {}, {}
    with exchange.operator() as operator, exchange.join("steel") as seat:
        operator.start()
        for wake in seat:
            decide(seat.brief, wake)
            left[wake.year] = [project.units_left for project in wake.projects]
            baselines[wake.year] = wake.baseline / 1e6
    return left, baselines


def test_what_is_built_lowers_the_baseline_from_the_next_year(start_exchange):
    def decide(brief, wake):
        (arc,) = brief.firm.projects
        assert (arc.name, arc.abates, arc.build_years, arc.units) == ("arc", 4e6, 1, 2)
        if wake.trading:
            return
        if wake.year == brief.first_year:
            assert wake.projects[0].capex == 100
            with pytest.raises(tanshi.OrderError, match=r"units is 3; must be in \[1, 2\]"):
                wake.build(0, 3)
            with pytest.raises(tanshi.OrderError, match=r"project is 1; must be in \[0, 0\]"):
                wake.build(1)
            wake.build(0)
        else:
            wake.build_nothing()

    left, baselines = play(start_exchange(CHEAP), decide)
    assert left == {2025: [2], 2026: [1]}
    # Shocks are of 2 %, and a unit abates a fifth.
    assert 19 < baselines[2025] < 21.5
    assert 15 < baselines[2026] < 17.5


def test_who_does_not_say_leaves_it_to_the_robot(start_exchange):
    left, _ = play(start_exchange(CHEAP), lambda brief, wake: None)
    assert left == {2025: [2], 2026: [0]}

    left, _ = play(start_exchange(DEAR), lambda brief, wake: None)
    assert left == {2025: [1], 2026: [1]}


def test_who_builds_nothing_keeps_the_robot_from_building(start_exchange):
    left, _ = play(start_exchange(CHEAP), lambda brief, wake: wake.build_nothing())
    assert left == {2025: [2], 2026: [2]}
