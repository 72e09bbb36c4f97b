"""Charts, Parquet files and the example script: they are drawn and written of any run and sweep."""

from __future__ import annotations

import os
import subprocess
import sys

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from served_exchange import BIN, EXAMPLES, ROOT

import tanshi

LIBRARY = ("tightening-cap", "rggi-ccr", "california-floor", "china-benchmark")


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def sweep(tmp_path_factory):
    """Of a cap that falls faster than the baseline's."""
    folder = tmp_path_factory.mktemp("sweep")
    text = (ROOT / "scenarios" / "library" / "tightening-cap" / "scenario.yaml").read_text()
    text = text[: text.index("expect:")].replace("days_per_year: 50", "days_per_year: 8")
    (folder / "s.yaml").write_text(text + "treatments: {tight: {cap.linear_factor: 0.08}}\n")
    subprocess.run(
        [BIN / "tanshi", "sweep", folder / "s.yaml", "--replications", "4", "--out", folder],
        check=True,
        capture_output=True,
    )
    return tanshi.load(folder)


def labels(ax):
    return ax.get_legend_handles_labels()[1]


@pytest.mark.parametrize("name", LIBRARY)
def test_every_chart_of_a_run_is_drawn(name, tmp_path):
    run = tanshi.run(name, horizon__days_per_year=12)

    grid = tanshi.plot.overview(run)
    grid[0, 0].figure.savefig(tmp_path / "overview.png")

    assert (tmp_path / "overview.png").stat().st_size > 10_000
    assert labels(grid[0, 0]) == ["daily close", "mean of the year", "theory"]
    assert f"{run.summary['currency']}/t" in grid[0, 0].get_title(loc="left")


def test_a_chart_shows_the_figures():
    run = tanshi.run("tightening-cap", horizon__days_per_year=12)
    _, mine = plt.subplots()

    ax = tanshi.plot.bank(run, mine)

    assert ax is mine
    assert [bar.get_height() for bar in ax.patches] == (run.years.banked_t / 1e6).tolist()
    stacked = sum(bar.get_height() for bar in tanshi.plot.abatement(run).patches)
    assert stacked == pytest.approx(run.firm_years.abatement_t.sum() / 1e6)


def test_charts_of_a_sweep_show_its_treatments(sweep, tmp_path):
    fan = tanshi.plot.fan(sweep)
    differences = tanshi.plot.differences(sweep, ["price", "cost"])
    differences.figure.savefig(tmp_path / "differences.png")

    assert labels(fan) == ["baseline", "tight"]
    assert labels(differences) == ["tight"]
    paths = sweep.labelled("years").groupby(["treatment", "year"]).price_mean.median()
    assert fan.lines[1].get_ydata() == pytest.approx(paths["tight"].to_numpy())
    with pytest.raises(ValueError, match="no metric of a year is called 'cost'; there are "):
        tanshi.plot.fan(sweep, "cost")


def test_tables_are_exported_as_parquet(sweep, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "tanshi", "export", sweep.folder, "--parquet", tmp_path / "out"],
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0 and f"{len(sweep.tables)} tables" in done.stdout, done.stderr
    for table in sweep.tables:
        there = pd.read_parquet(tmp_path / "out" / f"{table}.parquet")
        pd.testing.assert_frame_equal(there, getattr(sweep, table))
    years = pd.read_parquet(tmp_path / "out" / "years.parquet")
    assert years.attrs["units"]["cap_t"] == "t"


def test_export_tells_what_cannot_be_read(tmp_path):
    command = [sys.executable, "-m", "tanshi", "export", tmp_path, "--parquet", tmp_path / "out"]
    done = subprocess.run(command, capture_output=True, text=True)

    assert done.returncode == 2 and "results.sqlite: no such file" in done.stderr


def test_the_example_runs_from_top_to_bottom(tmp_path):
    done = subprocess.run(
        [sys.executable, EXAMPLES / "experiment.py", tmp_path],
        capture_output=True,
        text=True,
        env={**os.environ, "MPLBACKEND": "Agg"},
    )

    assert done.returncode == 0, done.stderr
    assert "the tight cap adds" in done.stdout and "a random power-1 pays" in done.stdout
    assert (tmp_path / "overview.png").exists() and (tmp_path / "treatments.png").exists()
