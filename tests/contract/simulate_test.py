"""`tanshi.run` in Python plays what the program plays, event by event, and tells a bad scenario
with its place; `tanshi.load` reads what either left."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import threading
import time

import pandas as pd
import pytest
from served_exchange import BIN, ROOT

import tanshi

SMALL_HORIZON = "years: 2, days_per_year: 8"
SMALL = {"horizon.years": 2, "horizon.days_per_year": 10}


def program_runs(folder, *options):
    done = subprocess.run(
        [BIN / "tanshi", "run", *options, "--quiet", "--out", folder], capture_output=True
    )
    assert done.returncode in (0, 1), done.stderr
    return json.loads((folder / "summary.json").read_text())


@pytest.fixture(scope="module")
def small_run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("run")
    return tanshi.run("tightening-cap", SMALL, out=folder)


@pytest.fixture
def treatments(tmp_path):
    """A small experiment of two treatments."""
    text = (ROOT / "scenarios" / "library" / "tightening-cap" / "scenario.yaml").read_text()
    text = text[: text.index("expect:")].replace("years: 6, days_per_year: 50", SMALL_HORIZON)
    file = tmp_path / "experiment.yaml"
    file.write_text(text + "treatments: {tight: {cap.linear_factor: 0.08}}\n")
    return file


def add(file, line):
    file.write_text(file.read_text() + line + "\n")


@pytest.mark.parametrize(
    "name", ["tightening-cap", "eu-ets-msr", "rggi-ccr", "california-floor", "china-benchmark"]
)
def test_a_run_is_that_of_the_program(name, tmp_path):
    theirs = program_runs(tmp_path, name, "--set", "horizon.days_per_year=12", "--seed", "7")

    ours = tanshi.run(name, seed=7, horizon__days_per_year=12)

    assert ours.summary == theirs
    assert ours.events_hash == theirs["events_hash"]


def test_a_treatment_is_that_of_the_program(treatments, tmp_path):
    claim = '{metric: events_hash, treatment: tight, seed: 1, equals: "0123456789abcdef"}'
    add(treatments, f"expect: [{claim}]")
    theirs = program_runs(tmp_path / "out", treatments, "--treatment", "tight")

    ours = tanshi.run(treatments, treatment="tight")

    assert ours.summary == theirs
    assert ours.expectations.metric.tolist() == ["events_hash=0123456789abcdef"]
    assert ours.events_hash != tanshi.run(treatments).events_hash


def test_overrides_are_keywords_or_a_mapping(small_run):
    run = tanshi.run("tightening-cap", horizon__years=2, horizon__days_per_year=10)

    assert run.events_hash == small_run.events_hash
    assert tanshi.run("tightening-cap", SMALL, seed=2).events_hash != small_run.events_hash


def test_a_scenario_may_be_a_file_or_a_dict(small_run, tmp_path):
    scenario = {
        "name": "two-firms",
        "title": "Two firms",
        "source": "Made for a test",
        "horizon": {"first_year": 2025, "years": 2, "days_per_year": 5},
        "cap": {"start_t": 1_000_000, "linear_factor": 0.05},
        "allocation": {"method": "grandfathering"},
        "compliance": {"penalty": 100},
        "firms": [
            {
                "name": "plant",
                "count": 2,
                "baseline": {"start_t": 1_100_000},
                "abatement": {"curve": "linear", "slope_per_mt": 100},
                "strategy": "zip",
            }
        ],
    }
    file = tmp_path / "two-firms.yaml"
    file.write_text(json.dumps(scenario))

    assert tanshi.run(scenario).events_hash == tanshi.run(file).events_hash
    assert list(tanshi.run(scenario).firms.name) == ["plant-1", "plant-2"]


def test_what_is_wrong_is_told_with_its_place(tmp_path):
    file = tmp_path / "bad.yaml"
    file.write_text("name: bad\nhorizn: {years: 2}\n")

    with pytest.raises(tanshi.ScenarioError, match=r"bad\.yaml:2:1: horizn: .*horizon"):
        tanshi.run(file)
    with pytest.raises(tanshi.ScenarioError, match=r"cap\.linear_faktor: unknown key"):
        tanshi.run("tightening-cap", cap__linear_faktor=0.05)
    with pytest.raises(tanshi.ScenarioError, match="did you mean 'tightening-cap'"):
        tanshi.run("tightening-cup")
    with pytest.raises(tanshi.ScenarioError, match=r"treatment: .*'msr'; there are baseline"):
        tanshi.run("eu-ets-msr", treatment="msr")
    with pytest.raises(tanshi.ScenarioError, match=r"scenario:\d+:\d+: "):
        tanshi.run({"name": "empty"})


def test_a_folder_that_is_of_something_else_is_left_alone(tmp_path):
    (tmp_path / "scenario.yaml").write_text("mine")
    with pytest.raises(OSError, match="is not of a run"):
        tanshi.run("tightening-cap", SMALL, out=tmp_path)
    assert (tmp_path / "scenario.yaml").read_text() == "mine"

    (tmp_path / "scenario.yaml").unlink()
    (tmp_path / "tokens.json").write_text("{}")
    with pytest.raises(OSError, match="is of a session"):
        tanshi.run("tightening-cap", SMALL, out=tmp_path)


def test_other_threads_go_on_meanwhile():
    ticks = []
    done = threading.Event()

    def tick():
        while not done.wait(0.001):
            ticks.append(time.perf_counter())

    ticking = threading.Thread(target=tick)
    ticking.start()
    begin = time.perf_counter()
    tanshi.run("tightening-cap")
    end = time.perf_counter()
    done.set()
    ticking.join()

    # They get a turn all the time, and not only before and after.
    assert len([each for each in ticks if begin < each < end]) > 10 * (end - begin)


def test_ctrl_c_ends_a_run():
    code = (
        "import tanshi; print('begun', flush=True); "
        "tanshi.run('tightening-cap', horizon__years=30, horizon__days_per_year=365,"
        " horizon__turns_per_day=50)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout.readline() == "begun\n"
        time.sleep(0.5)
        program.send_signal(signal.SIGINT)
        _, errors = program.communicate(timeout=10)

    assert "KeyboardInterrupt" in errors.splitlines()[-1]


def test_frames_are_the_tables(small_run):
    database = sqlite3.connect(small_run.folder / "results.sqlite")
    for table in small_run.tables:
        (rows,) = database.execute(f"SELECT count(*) FROM {table}").fetchone()
        assert len(getattr(small_run, table)) == rows
    assert {"years", "days", "firms", "firm_years", "auctions"} <= set(small_run.tables)
    assert small_run.years.attrs["units"]["cap_t"] == "t"
    assert small_run.years.attrs["units"]["price_mean"] == "EUR/t"
    assert small_run.years.attrs["units"]["penalties_cents"] == "0.01 EUR"
    assert small_run.years.year.tolist() == [2025, 2026]
    assert pd.api.types.is_integer_dtype(small_run.years.cap_t)
    assert pd.api.types.is_float_dtype(small_run.auctions.clearing_price)
    assert small_run.years is small_run.years
    with pytest.raises(AttributeError, match="there is no table 'yaers'; there are runs, years"):
        small_run.yaers  # noqa: B018


def test_load_reads_what_the_program_left(tmp_path):
    summary = program_runs(tmp_path, "tightening-cap", "--set", "horizon.years=2")

    run = tanshi.load(tmp_path)

    assert isinstance(run, tanshi.Run)
    assert run.summary == summary
    assert run.years.price_mean.tolist() == [year["price_mean"] for year in summary["years"]]


def test_load_reads_a_sweep(treatments, tmp_path):
    add(treatments, "design: {parameters: [{key: compliance.penalty, values: [80, 120]}]}")
    subprocess.run(
        [BIN / "tanshi", "sweep", treatments, "--replications", "3", "--out", tmp_path / "out"],
        check=True,
        capture_output=True,
    )

    sweep = tanshi.load(tmp_path / "out")

    assert isinstance(sweep, tanshi.Sweep)
    runs = sweep.labelled("runs")
    assert len(runs) == 2 * 2 * 3
    assert set(runs.treatment) == {"baseline", "tight"}
    assert set(runs["compliance.penalty"]) == {80, 120}
    years = sweep.labelled("years")
    assert len(years) == 2 * len(runs) and set(years.seed) == {1, 2, 3}


def test_what_cannot_be_loaded_is_told(small_run, tmp_path):
    with pytest.raises(tanshi.ResultsError, match="no such folder"):
        tanshi.load(tmp_path / "nowhere")
    with pytest.raises(tanshi.ResultsError, match=r"results\.sqlite: no such file"):
        tanshi.load(tmp_path)

    whole = (small_run.folder / "results.sqlite").read_bytes()
    file = tmp_path / "results.sqlite"
    file.write_bytes(whole)
    with pytest.raises(tanshi.ResultsError, match=r"summary\.json: no such file"):
        tanshi.load(tmp_path)
    (tmp_path / "summary.json").write_text("{")
    with pytest.raises(tanshi.ResultsError, match=r"summary\.json: is damaged"):
        tanshi.load(tmp_path)
    (tmp_path / "summary.json").write_text("{}")
    file.write_bytes(whole[:4096] + bytes(len(whole) - 4096))
    with pytest.raises(tanshi.ResultsError, match="damaged"):
        tanshi.load(tmp_path).days  # noqa: B018
    file.write_bytes(b"no database at all, but long enough to look at" * 100)
    with pytest.raises(tanshi.ResultsError, match="no database"):
        tanshi.load(tmp_path)
    file.unlink()
    database = sqlite3.connect(file)
    database.execute("CREATE TABLE runs (run INTEGER)")
    database.execute("PRAGMA user_version = 3")
    database.close()
    with pytest.raises(tanshi.ResultsError, match="of version 3, 8 or later"):
        tanshi.load(tmp_path)


def test_import_is_light():
    code = (
        "import sys, tanshi; "
        "print([name for name in ('numpy', 'pandas', 'matplotlib', 'gymnasium', 'tanshi._core')"
        " if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_without_the_core_run_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "tanshi._core", None)

    with pytest.raises(tanshi.CoreMissing, match="TANSHI_CORE=ON"):
        tanshi.run("tightening-cap")
