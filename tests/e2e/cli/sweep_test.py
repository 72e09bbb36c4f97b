#!/usr/bin/env python3
"""Sweeps: the same bytes however they are played, and what the program says of experiments."""

import contextlib
import csv
import json
import os
import signal
import sqlite3
import subprocess
import time
import unittest
import xml.etree.ElementTree

from cli_case import PROGRAM, CliCase

FILES = ("results.sqlite", "summary.json", "runs.csv", "years.csv", "scenario.yaml", "report.html")

SCENARIO = """\
name: shocks
title: A collar under shocks
source: made up
horizon: {first_year: 2025, years: 3, days_per_year: 8, turns_per_day: 2}
cap: {path_t: [80_000, 78_000, 76_000]}
allocation: {free_share: 0}
auction: {per_year: 2}
discount_rate: 0.05
compliance: {penalty: 100}
market: {tick: 0.01, lot_t: 1, max_price: 200}
firms:
  - {name: low, count: 2, baseline: {start_t: 40_000, growth: 0, volatility: 0.2},
     abatement: {curve: linear, slope_per_mt: 2000}, strategy: zip}
  - {name: high, count: 2, baseline: {start_t: 60_000, growth: 0, volatility: 0.2},
     abatement: {curve: linear, slope_per_mt: 1000}, strategy: zip}
treatments:
  collar: {supply_adjustment: {rule: price_collar, floor: 14, ceiling: 26}}
replications: 5
"""
EXPECT = """\
expect:
  - {metric: price_variation, treatment: collar, against: baseline, ratio_at_most: 1}
  - {metric: price_variation, order: [baseline, collar]}
"""
DESIGN = """\
design:
  kind: sobol
  points: 4
  parameters:
    - {key: discount_rate, from: 0.02, to: 0.1}
    - {key: compliance.penalty, values: [60, 100]}
"""


class Sweep(CliCase):
    def same(self, a, b, files=FILES):
        for name in files:
            self.assertEqual((self.folder / a / name).read_bytes(),
                             (self.folder / b / name).read_bytes(), name)

    def test_any_number_of_threads_gives_the_same_bytes(self):
        file = self.write("shocks.yaml", SCENARIO + DESIGN)
        self.tanshi("sweep", file, "--jobs", 1, "--out", "one", "--quiet")
        self.tanshi("sweep", file, "--jobs", 3, "--out", "three", "--quiet")
        self.same("one", "three")
        summary = json.loads((self.folder / "one/summary.json").read_text())
        self.assertEqual(summary["runs"], 4 * 2 * 5)
        self.assertEqual(summary["treatments"], ["baseline", "collar"])
        self.assertEqual(len(summary["points"]), 8)

    def test_a_range_is_written_with_the_decimals_that_its_key_takes(self):
        ranges = DESIGN.replace("values: [60, 100]", "from: 60, to: 100")
        whole = "    - {key: firms.low.count, from: 1, to: 6}\n"
        file = self.write("shocks.yaml", SCENARIO + ranges + whole)
        self.tanshi("sweep", file, "--out", "ranges", "--quiet")
        points = json.loads((self.folder / "ranges/summary.json").read_text())["points"]
        for point in points:
            values = point["values"]
            self.assertRegex(str(values["compliance.penalty"]), r"^\d+(\.\d\d?)?$")
            self.assertRegex(str(values["firms.low.count"]), r"^[1-6]$")
        self.assertEqual(len({str(point["values"]) for point in points}), 4)

    def test_a_run_of_it_is_the_run_of_the_scenario(self):
        file = self.write("shocks.yaml", SCENARIO)
        self.tanshi("sweep", file, "--out", "all", "--quiet")
        with open(self.folder / "all/runs.csv", newline="", encoding="utf-8") as table:
            runs = list(csv.DictReader(table))
        self.assertEqual(len(runs), 10)
        for treatment, seed in (("baseline", "2"), ("collar", "4")):
            out, _ = self.tanshi("run", file, "--treatment", treatment, "--seed", seed, "--json")
            run = next(row for row in runs
                       if row["treatment"] == treatment and row["seed"] == seed)
            self.assertEqual(json.loads(out)["events_hash"], run["events_hash"])

    def test_a_kill_at_any_moment_loses_and_repeats_nothing(self):
        file = self.write("shocks.yaml", SCENARIO)
        sweep = ("sweep", file, "--replications", 300, "--quiet")
        self.tanshi(*sweep, "--out", "whole")
        store = self.folder / "killed/runs.work"
        kept = []
        for delay in (0.05, 0.15, 0.1):
            process = subprocess.Popen([PROGRAM, *map(str, sweep), "--out", "killed"],
                                       cwd=self.folder, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
            time.sleep(delay)
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            if store.exists():
                kept.append(self.runs_in(store))
        self.assertEqual(kept, sorted(kept))  # what was kept stays
        self.tanshi(*sweep, "--out", "killed")
        self.same("whole", "killed")
        self.assertFalse(store.exists())

    def runs_in(self, store):
        with contextlib.closing(sqlite3.connect(store)) as database:
            tables = [name for name, in database.execute("SELECT name FROM sqlite_master")]
            if "runs" not in tables:  # killed before it was made
                return 0
            return database.execute("SELECT count(*) FROM runs").fetchone()[0]

    def test_expectations_between_treatments_decide_the_exit_code(self):
        file = self.write("shocks.yaml", SCENARIO + EXPECT)
        self.tanshi("sweep", file, "--out", "good", "--junit", "good.xml", "--quiet")
        wrong = self.write("wrong.yaml", SCENARIO + EXPECT.replace("[baseline, collar]",
                                                                   "[collar, baseline]"))
        out, _ = self.tanshi("sweep", wrong, "--out", "bad", "--junit", "bad.xml", code=1)
        self.assertIn("FAILS  price_variation of collar > baseline", out)
        for name, failures in (("good.xml", "0"), ("bad.xml", "1")):
            suite = xml.etree.ElementTree.parse(self.folder / name).getroot().find("testsuite")
            self.assertEqual(suite.get("failures"), failures)
            self.assertEqual(int(suite.get("tests")), len(suite.findall("testcase")))
        self.tanshi("run", file, "--quiet")  # what compares treatments is not judged of a run

    def test_a_golden_hash_is_an_expectation(self):
        file = self.write("shocks.yaml", SCENARIO)
        out, _ = self.tanshi("run", file, "--json")
        right = json.loads(out)["events_hash"]
        wrong = f"{int(right, 16) ^ 1:016x}"
        for hash_, code in ((right, 0), (wrong, 1)):
            entry = self.write("golden.yaml",
                               SCENARIO + "expect:\n  - {metric: events_hash, seed: 1, "
                               f'equals: "{hash_}"}}\n')
            self.tanshi("sweep", entry, "--out", f"golden-{code}", "--quiet", code=code)
            self.tanshi("run", entry, "--quiet", code=code)

    def test_what_cannot_be_set_up_is_told_and_the_others_go_on(self):
        file = self.write("half.yaml", SCENARIO + DESIGN.replace("[60, 100]", "[60, none]")
                          .replace("kind: sobol\n  points: 4", "kind: grid")
                          .replace("from: 0.02, to: 0.1", "values: [0.05]"))
        _, err = self.tanshi("sweep", file, "--out", "half", "--quiet", code=2)
        self.assertIn("compliance.penalty: is 'none'", err)
        self.assertIn("tanshi: 10 of 20 runs could not be set up", err)
        summary = json.loads((self.folder / "half/summary.json").read_text())
        self.assertEqual((summary["runs"], summary["failed"]), (20, 10))

    def test_a_folder_of_another_sweep_is_kept(self):
        file = self.write("shocks.yaml", SCENARIO)
        self.tanshi("sweep", file, "--out", "mine", "--quiet")
        before = (self.folder / "mine/results.sqlite").read_bytes()
        other = ("sweep", file, "--set", "discount_rate=0.1", "--out", "mine", "--quiet")
        self.assertIn("holds a sweep of a scenario that differs", self.refused(*other))
        self.assertEqual((self.folder / "mine/results.sqlite").read_bytes(), before)
        self.tanshi(*other, "--fresh")
        self.assertNotEqual((self.folder / "mine/results.sqlite").read_bytes(), before)
        self.tanshi("run", file, "--out", "run", "--quiet")
        self.assertIn("run: holds", self.refused("sweep", file, "--out", "run"))

    def test_the_summary_is_printed_as_json(self):
        file = self.write("shocks.yaml", SCENARIO)
        out, _ = self.tanshi("sweep", file, "--out", "a", "--json")
        self.assertEqual(out, (self.folder / "a/summary.json").read_text())

    def test_what_is_missing_beside_the_results_is_written_again(self):
        file = self.write("shocks.yaml", SCENARIO)
        self.tanshi("sweep", file, "--out", "a", "--quiet")
        self.tanshi("sweep", file, "--out", "b", "--quiet")
        for name in ("summary.json", "report.html", "runs.csv", "years.csv"):
            (self.folder / "b" / name).unlink()
        out, _ = self.tanshi("sweep", file, "--out", "b", "--json")
        self.assertEqual(out, (self.folder / "a/summary.json").read_text())
        self.same("a", "b")

    def test_damaged_files_are_named_with_a_remedy(self):
        file = self.write("shocks.yaml", SCENARIO)
        self.tanshi("run", file, "--out", "run", "--quiet")
        self.tanshi("sweep", file, "--out", "sweep", "--quiet")
        summary = self.folder / "sweep/summary.json"
        summary.write_text(summary.read_text()[:100])
        self.assertIn("sweep/summary.json: ", self.refused("report", "sweep"))
        results = self.folder / "sweep/results.sqlite"
        results.write_bytes(results.read_bytes()[:5000])
        for command in (("compare", "run", "sweep"), ("compare", "sweep", "run"),
                        ("report", "sweep")):
            self.assertIn("sweep/results.sqlite: database disk image is malformed",
                          self.refused(*command))
        (self.folder / "new").mkdir()
        (self.folder / "new/runs.work").write_bytes(b"no store of runs" * 500)
        for _ in range(2):
            refusal = self.refused("sweep", file, "--out", "new", "--quiet")
            self.assertIn("new/runs.work: ", refusal)
            self.assertIn("--fresh", refusal)
        self.tanshi("sweep", file, "--out", "new", "--quiet", "--fresh")

    def test_bad_experiments_have_their_place(self):
        for old, new, problem in (
                ("ceiling: 26", "cieling: 26", "bad.yaml:17:63: supply_adjustment.cieling"),
                ("from: 0.02, to: 0.1", "from: 0.2, to: 0.1",
                 "bad.yaml:23:7: design.parameters[0]: from must be below to"),
                ("points: 4", "points: 0", "bad.yaml:21:11: design.points"),
                ("key: discount_rate", "key: discount_rat", "discount_rat"),
                ("{supply_adjustment: {rule", "{firms: null, supply_adjustment: {rule",
                 "(under treatment 'collar')"),
                ("replications: 5",
                 "expect:\n  - {metric: events_hash, equals: '0123456789abcdef'}",
                 "bad.yaml:19:5: expect[0]: metric 'events_hash' stands beside a design")):
            file = self.write("bad.yaml", (SCENARIO + DESIGN).replace(old, new))
            out, err = self.tanshi("sweep", file, "--out", "bad", "--quiet", code=2)
            self.assertIn(problem, err)

    def test_two_sweeps_are_compared_on_the_same_seeds(self):
        file = self.write("shocks.yaml", SCENARIO)
        self.tanshi("sweep", file, "--out", "a", "--quiet")
        self.tanshi("sweep", file, "--set", "compliance.penalty=60", "--out", "b", "--quiet")
        out, _ = self.tanshi("compare", "a", "b", "--json")
        rows = json.loads(out)["metrics"]
        prices = [row for row in rows if row["metric"] == "price" and row["year"] == 2025]
        self.assertEqual([row["pairs"] for row in prices], [5, 5])
        self.assertIn("a is", self.refused("compare", "a", "nowhere").replace("nowhere:", "a is"))

    def test_two_runs_are_compared_and_drawn(self):
        file = self.write("shocks.yaml", SCENARIO)
        self.tanshi("run", file, "--out", "a", "--quiet")
        self.tanshi("run", file, "--treatment", "collar", "--out", "b", "--quiet")
        out, _ = self.tanshi("compare", "a", "b", "--report", "both.html")
        self.assertIn("price_variation", out)
        self.assertIn("</html>", (self.folder / "both.html").read_text()[-200:])


if __name__ == "__main__":
    unittest.main()
