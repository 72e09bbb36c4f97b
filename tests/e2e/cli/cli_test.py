#!/usr/bin/python3
"""The program as a person or a script meets it: exit codes, one-line errors, files, terminals.

    TANSHI_PROGRAM=build/bin/tanshi tests/e2e/cli/cli_test.py
"""

import json
import os
import pty
import signal
import subprocess
import threading
import time
import unittest
import xml.etree.ElementTree as xml

from cli_case import PROGRAM, ROOT, CliCase

LIBRARY = ROOT / "scenarios" / "library"
BASE = (ROOT / "tests/tables/scenarios/base.yaml").read_text()
IMPOSSIBLE = "expect=[{metric: efficiency, at_least: 2}]"


class CommandLine(CliCase):
    def test_help_names_every_command(self):
        out, _ = self.tanshi("--help")
        for command in ("list", "check", "run", "equilibrium", "rule", "auction", "serve",
                        "agent", "replay", "report", "export", "codebook",
                        "schema", "version"):
            self.assertIn(command, out)
            self.assertIn("Usage: tanshi " + command, self.tanshi(command, "--help")[0])

    def test_version(self):
        self.assertRegex(self.tanshi("version")[0], r"^tanshi \d+\.\d+\.\d+\n$")
        self.assertEqual(self.tanshi("--version"), self.tanshi("version"))

    def test_what_is_not_known_is_refused_in_one_line_naming_the_nearest(self):
        self.assertEqual(self.refused("rnu"), "tanshi: unknown command 'rnu'; did you mean 'run'?")
        self.assertEqual(self.refused("frobnicate"), "tanshi: unknown command 'frobnicate'")
        self.assertEqual(self.refused("run", "tightening-cap", "--qiuet"),
                         "tanshi: unknown argument '--qiuet'; did you mean '--quiet'?")
        self.assertEqual(self.refused("check", "a", "b"), "tanshi: unknown argument 'b'")
        self.assertEqual(self.refused("run", "tighening-cap"),
                         "tighening-cap: no scenario of this name; did you mean 'tightening-cap'? "
                         "`tanshi list` shows all")
        self.assertEqual(self.refused(), "tanshi: A subcommand is required")
        self.assertEqual(self.refused("run"), "tanshi: scenario is required")

    def test_seeds_out_of_range_are_refused(self):
        for seed in ("-1", "x", "1.5", "99999999999999999999"):
            self.assertTrue(self.refused("run", "tightening-cap", "--seed", seed).startswith(
                "tanshi: --seed: "), seed)

    def test_the_library_may_be_elsewhere(self):
        environment = dict(os.environ, TANSHI_SCENARIOS=str(self.folder))
        (self.folder / "mine").mkdir()
        (self.folder / "mine" / "scenario.yaml").write_text(BASE)
        out, _ = self.tanshi("list", env=environment)
        self.assertRegex(out, r"mine +Two groups under a falling cap\n$")

    def test_a_library_without_scenarios_is_refused(self):
        environment = dict(os.environ, TANSHI_SCENARIOS="nowhere")
        refusal = ("TANSHI_SCENARIOS is 'nowhere'; it must be a folder with scenarios, each "
                   "NAME/scenario.yaml")
        self.assertEqual(self.refused("list", env=environment), "tanshi: " + refusal)
        self.assertEqual(self.refused("check", "mine", env=environment), "mine: " + refusal)
        self.tanshi("check", "tightening-cap", env=dict(environment, TANSHI_SCENARIOS=""))


class List(CliCase):
    def test_names_each_folder_of_the_library_with_its_title(self):
        entries = json.loads(self.tanshi("list", "--json")[0])
        folders = sorted(file.parent.name for file in LIBRARY.glob("*/scenario.yaml"))
        self.assertEqual([entry["name"] for entry in entries], folders)
        table, _ = self.tanshi("list")
        for entry in entries:
            self.assertIn(entry["title"], table)


class Check(CliCase):
    def test_a_good_file(self):
        file = self.write("good.yaml", BASE)
        out, err = self.tanshi("check", file)
        self.assertEqual(out, "good.yaml: good: base, 3 years from 2025, 5 firms, 1 traders, "
                              "1 expectations\n")
        self.assertEqual(err, "")
        self.assertEqual(self.tanshi("check", file, "--quiet"), ("", ""))

    def test_every_problem_has_its_place(self):
        file = self.write("bad.yaml", BASE.replace("count: 4", "count: 0").replace("zip", "zap"))
        out, err = self.tanshi("check", file, code=2)
        self.assertEqual(out, "")
        self.assertEqual(err.splitlines(), [
            "bad.yaml:10:12: firms[0].count: is '0'; must be a whole number, 1 to 999_000",
            "bad.yaml:13:15: firms[0].strategy: is 'zap'; did you mean 'zip'? must be one of zi_u, "
            "zi_c, zip, market_maker, gd, gdx, aa, giveaway, sniper, roth_erev, "
            "avellaneda_stoikov, trend_follower, fundamentalist, noise, withholder, remote",
        ])

    def test_problems_of_flags_name_the_flag(self):
        file = self.write("good.yaml", BASE)
        self.assertEqual(self.refused("check", file, "--set", "firms.power.count=0"),
                         "--set firms.power.count=0: firms[0].count: is '0'; must be a whole "
                         "number, 1 to 999_000")

    def test_flags_may_repeat_and_stand_anywhere(self):
        file = self.write("good.yaml", BASE)
        out, _ = self.tanshi("check", "--set", "firms.power.count=2", file, "--set",
                             "firms.steel.count=2")
        self.assertIn("4 firms", out)

    def test_a_folder_does_not_hide_a_scenario_of_its_name(self):
        self.tanshi("run", "tightening-cap", "--out", "tightening-cap", "--quiet")
        self.tanshi("check", "tightening-cap")

    def test_what_cannot_be_read_is_refused(self):
        (self.folder / "folder.yaml").mkdir()
        self.assertEqual(self.refused("check", "none.yaml"), "none.yaml: no such file")
        self.assertEqual(self.refused("check", "folder.yaml"),
                         "folder.yaml: is a folder; give a file in it")
        self.assertEqual(self.refused("check", self.write("empty.yaml", "")),
                         "empty.yaml:1:1: empty; a scenario is an object with keys, see "
                         "docs/scenarios.md")
        self.assertEqual(self.refused("check", self.write("latin1.yaml", b"title: caf\xe9")),
                         "latin1.yaml:1:11: byte 0xe9 is not UTF-8; a scenario is UTF-8 text")
        self.assertEqual(self.refused("check", self.write("large.yaml", b"#" * (5 << 20))),
                         "large.yaml:1:1: too long; at most 1048576 bytes")
        self.assertEqual(self.refused("check", "/dev/zero"),
                         "/dev/zero:1:1: too long; at most 1048576 bytes")

    def test_pipes_are_read_and_not_waited_for_in_vain(self):
        os.mkfifo(self.folder / "pipe.yaml")
        self.assertIn("pipe.yaml:1:1: empty;", self.refused("check", "pipe.yaml"))
        self.write("good.yaml", BASE)
        for writes in ("sleep 0.2; cat good.yaml > pipe.yaml",
                       "(sleep 0.2; cat good.yaml) > pipe.yaml"):
            writer = subprocess.Popen(["/bin/sh", "-c", writes], cwd=self.folder)
            self.assertIn("good", self.tanshi("check", "pipe.yaml")[0])
            self.assertEqual(writer.wait(timeout=30), 0)

    def test_bombs_are_refused_fast(self):
        bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
            f"{name}: &{name} [*{last},*{last},*{last},*{last},*{last},*{last}]\n"
            for last, name in zip("abcdefgh", "bcdefghi"))
        self.assertEqual(self.refused("check", self.write("bomb.yaml", bomb)),
                         "bomb.yaml:1:4: a: an anchor (&name); anchors are not allowed")
        for part in ("[", "- ", "{a: "):
            self.assertIn("deep.yaml:1:", self.refused(
                "check", self.write("deep.yaml", part * 200_000)))

    def test_a_thousand_problems_are_not_all_printed(self):
        firms = "".join(f"  - {{name: f{i}}}\n" for i in range(500))
        _, err = self.tanshi("check", self.write("many.yaml", "firms:\n" + firms), code=2)
        lines = err.splitlines()
        self.assertEqual(len(lines), 51)
        self.assertRegex(lines[-1], r"^\.\.\. and \d+ more$")


class Rule(CliCase):
    def test_prints_the_result_its_formula_with_the_numbers_and_the_source(self):
        out, err = self.tanshi("rule", "eu-msr", "--year", "2023", "--set", "tnac_t=1_111_736_535")
        self.assertRegex(out, r"(?m)^intake_t +266,816,768 t$")
        self.assertIn("1,111,736,535 t × 24 % = 266,816,768.40", out)
        self.assertIn("source (V, verified): Decision (EU) 2015/1814", out)
        self.assertEqual(err, "")

    def test_json_is_the_same_for_programs(self):
        worked = json.loads(self.tanshi("rule", "rggi-reserve-price", "--set", "year=2025",
                                        "--json")[0])
        self.assertEqual(worked["result"], {"reserve_price": 2.62})
        self.assertEqual(worked["units"], {"reserve_price": "USD/t"})
        self.assertEqual(worked["inputs"], {"year": 2025})
        self.assertIn("2.56 in 2024", worked["formula"][0])
        self.assertEqual(worked["sources"][0]["mark"], "V")

    def test_lists_the_rules_and_the_inputs_of_each(self):
        rules = json.loads(self.tanshi("rule", "--list", "--json")[0])
        text, _ = self.tanshi("rule", "--list")
        self.assertGreaterEqual(len(rules), 20)
        for rule in rules:
            self.assertIn(rule["title"], text)
            inputs = json.loads(self.tanshi("rule", rule["rule"], "--inputs", "--json")[0])
            self.assertEqual(inputs["rule"], rule["rule"])
            self.assertGreaterEqual(len(inputs["inputs"]), 1)
        out, _ = self.tanshi("rule", "eu-msr", "--inputs", "--year", "2017")
        self.assertRegex(out, r"months\n .*\n .*default: 8\n")

    def test_a_slip_is_refused_in_one_line_naming_the_nearest(self):
        good = ("rule", "eu-msr", "--year", "2023", "--set", "tnac_t=1")
        self.assertEqual(self.refused("rule", "eu-mrs"),
                         "tanshi: no rule is called 'eu-mrs'; did you mean 'eu-msr'? "
                         "`tanshi rule --list` shows all")
        self.assertTrue(self.refused(*good, "--set", "month=8").startswith(
            "--set month=8: month: unknown key; did you mean 'months'? allowed: "))
        self.assertEqual(self.refused("rule", "eu-msr", "--year", "2023"),
                         "eu-msr: tnac_t: missing; must be a whole number (t), 0 to "
                         "1_000_000_000_000")
        self.assertEqual(self.refused(*good, "--set", "rate_percent=24%"),
                         "--set rate_percent=24%: rate_percent: is '24%'; must be a number of at "
                         "most 2 decimals (%), 0.00 to 100.00")
        self.assertEqual(self.refused(*good[:3], "1800"),
                         "--year 1800: year: is '1800'; must be a whole number, 2008 to 2100")
        self.assertEqual(self.refused("rule"),
                         "tanshi: name a rule; `tanshi rule --list` shows all")

    def test_settings_that_contradict_each_other_are_refused(self):
        self.assertEqual(self.refused("rule", "eu-msr", "--list"),
                         "tanshi: --list is of all rules; leave the name out")
        self.assertEqual(self.refused("rule", "eu-msr", "--inputs", "--set", "tnac_t=1"),
                         "tanshi: --inputs works nothing out; leave --set out")
        self.assertEqual(self.refused("rule", "eu-msr", "--year", "2023", "--set", "year=2024"),
                         "--set year=2024: year: given twice; leave one out")


class Run(CliCase):
    def test_leaves_its_folder_and_exits_0(self):
        out, err = self.tanshi("run", "tightening-cap")
        folder = self.folder / "out" / "tightening-cap-1"
        self.assertEqual(sorted(file.name for file in folder.iterdir()),
                         ["report.html", "results.sqlite", "scenario.yaml", "summary.json"])
        self.assertIn("results in out/tightening-cap-1", out)
        self.assertEqual(out.count("holds  "), 3)
        self.assertNotIn("\x1b", out + err)
        self.assertEqual(err, "")

    def test_sigterm_ends_it_with_a_word_and_a_journal_that_can_be_read(self):
        for venue, made in (("local", "o"), ("grpc", "o/journal")):
            run = ("run", "tightening-cap", "--venue", venue, "--out", "o", "--quiet")
            running = subprocess.Popen(
                [PROGRAM, *run, "--set", "horizon.turns_per_day=1000"], cwd=self.folder, text=True,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            while not (self.folder / made).exists():
                self.assertIsNone(running.poll())
                time.sleep(0.01)
            running.send_signal(signal.SIGTERM)
            out, err = running.communicate(timeout=30)

            self.assertEqual((out, err), ("", "tanshi: the run was ended early\n"))
            self.assertEqual(running.returncode, 2)
            if venue == "grpc":
                self.tanshi("replay", "o", "--verify")
            self.tanshi(*run)  # the folder may be used again

    def test_a_failed_expectation_exits_1_and_is_a_failed_test_case(self):
        out, _ = self.tanshi("run", "tightening-cap", "--set", IMPOSSIBLE, "--junit", "j.xml",
                             code=1)
        self.assertRegex(out, r"FAILS  efficiency is 0\.\d+; expected at least 2\n")
        suite = xml.parse(self.folder / "j.xml").getroot().find("testsuite")
        self.assertEqual((suite.get("tests"), suite.get("failures")), ("2", "1"))
        failures = [case.get("name") for case in suite if case.find("failure") is not None]
        self.assertEqual(failures, ["efficiency at least 2"])

    def test_same_seed_same_bytes_other_seed_other_events(self):
        def summary(seed, out):
            self.tanshi("run", "tightening-cap", "--seed", seed, "--out", out, "--quiet")
            return (self.folder / out / "summary.json").read_bytes()

        first = summary(3, "a")
        self.assertEqual(first, summary(3, "b"))
        self.assertEqual((self.folder / "a/report.html").read_bytes(),
                         (self.folder / "b/report.html").read_bytes())
        self.assertNotEqual(json.loads(first)["events_hash"],
                            json.loads(summary(4, "c"))["events_hash"])

    def test_json_is_the_summary_and_nothing_else(self):
        out, err = self.tanshi("run", "tightening-cap", "--json", "--out", "o")
        self.assertEqual(out, (self.folder / "o/summary.json").read_text())
        self.assertEqual(err, "")
        summary = json.loads(out)
        self.assertEqual(len(summary["years"]), 6)
        self.assertEqual(summary["conservation"]["violations"], 0)

    def test_quiet_is_one_line(self):
        out, _ = self.tanshi("run", "tightening-cap", "--quiet")
        self.assertRegex(out, r"^holds tightening-cap seed 1 local: .* hash [0-9a-f]{16}\n$")

    def test_the_scenario_as_played_plays_the_same_again(self):
        self.tanshi("run", "tightening-cap", "--seed", 5, "--set", "firms.power.count=3", "--out",
                    "a", "--quiet", "--set", "beliefs.curve_noise=1e-1")
        self.tanshi("run", "a/scenario.yaml", "--out", "b", "--quiet")
        self.assertEqual((self.folder / "a/summary.json").read_bytes(),
                         (self.folder / "b/summary.json").read_bytes())

    def test_over_grpc_only_the_venue_differs(self):
        self.tanshi("run", "tightening-cap", "--seed", 2, "--out", "local", "--quiet")
        self.tanshi("run", "tightening-cap", "--seed", 2, "--out", "grpc", "--quiet", "--venue",
                    "grpc")
        local = json.loads((self.folder / "local/summary.json").read_text())
        grpc = json.loads((self.folder / "grpc/summary.json").read_text())
        self.assertEqual((local.pop("venue"), grpc.pop("venue")), ("local", "grpc"))
        self.assertEqual(local, grpc)
        replayed, _ = self.tanshi("replay", "grpc", "--verify")
        self.assertIn(f"events_hash {grpc['events_hash']}\n", replayed)

    def test_products_are_the_same_over_grpc(self):
        local, grpc = (json.loads(self.tanshi("run", "pass-through", "--venue", venue, "--json")[0])
                       for venue in ("local", "grpc"))
        self.assertEqual(local["events_hash"], grpc["events_hash"])
        self.assertEqual(local["products"], grpc["products"])
        rates = {"power": 0.9, "cement": 0.75, "steel": 0.5, "chemicals": 0.2}
        for row in local["products"]:
            passed = (row["price"] - row["price_before"]) / row["carbon_cost"]
            self.assertAlmostEqual(passed, rates[row["firm_group"]], delta=0.03)

    def test_a_folder_that_cannot_be_made_is_told(self):
        self.write("file", "")
        self.assertIn("tanshi: file/sub: ", self.refused("run", "tightening-cap", "--out",
                                                         "file/sub"))

    def test_a_terminal_sees_a_bar_and_colours_unless_it_wants_none(self):
        shown = self.on_a_terminal({"TERM": "xterm"})
        self.assertIn("█", shown)
        self.assertIn("\x1b[32mholds\x1b[0m", shown)
        plain = self.on_a_terminal({"TERM": "xterm", "NO_COLOR": "1"})
        self.assertIn("holds  efficiency", plain)

    def on_a_terminal(self, environment):
        """What a terminal gets of stdout and stderr."""
        master, slave = pty.openpty()
        shown = []

        def read():
            while True:
                try:
                    chunk = os.read(master, 4096)
                except OSError:  # Linux: the last writer has gone
                    return
                if not chunk:
                    return
                shown.append(chunk)

        reader = threading.Thread(target=read)
        reader.start()
        subprocess.run([PROGRAM, "run", "tightening-cap"], cwd=self.folder, stdin=slave,
                       stdout=slave, stderr=slave, check=True, timeout=60,
                       env=dict(environment, PATH=os.environ["PATH"]))
        os.close(slave)
        reader.join()
        os.close(master)
        return b"".join(shown).decode()


class Report(CliCase):
    def test_draws_the_same_page_again(self):
        self.tanshi("run", "tightening-cap", "--out", "o", "--quiet")
        page = self.folder / "o/report.html"
        drawn = page.read_bytes()
        page.unlink()
        self.assertEqual(self.tanshi("report", "o")[0], "o/report.html\n")
        self.assertEqual(page.read_bytes(), drawn)

    def test_a_folder_without_a_run_is_refused(self):
        none = "holds no results.sqlite of a run, summary.json of a sweep or gallery.json"
        self.assertEqual(self.refused("report", "."), "tanshi: .: " + none)
        self.assertEqual(self.refused("report", "absent"), "tanshi: absent: " + none)

    def test_draws_the_page_of_a_sweep_or_the_gallery(self):
        sweep = {"kind": "sweep", "parameters": [], "treatments": ["a </script>"], "points": [],
                 "metrics": [], "fan": [], "figures": [], "differences": [], "expectations": []}
        for file, data in (("gallery.json", {"kind": "gallery", "entries": []}),
                           ("summary.json", sweep)):  # the second goes first where both are
            (self.folder / file).write_text(json.dumps(data))
            self.assertEqual(self.tanshi("report", ".")[0], "./report.html\n")
            page = (self.folder / "report.html").read_text()
            self.assertEqual(json.loads(page.split('id="data">')[1].split("<")[0]), data)

    def test_draws_the_figures_of_a_run_without_a_browser(self):
        self.tanshi("run", "tightening-cap", "--out", "o", "--quiet")
        names = self.tanshi("report", "o", "--figures", "svg", "--out", "f/g")[0].split()
        self.assertEqual(sorted(file.name for file in (self.folder / "f/g").iterdir()),
                         sorted(names))
        self.assertIn("tightening-cap-seed-1-price.svg", names)
        self.assertEqual(len(names), 8)  # all but the auctions, of which there are none
        for name in names:
            root = xml.parse(self.folder / "f/g" / name).getroot()
            self.assertEqual(root.tag, "{http://www.w3.org/2000/svg}svg")
            self.assertEqual(root.get("width"), "640")

    def test_figures_need_node_and_a_folder(self):
        (self.folder / "gallery.json").write_text('{"kind": "gallery", "entries": []}')
        figures = ("report", ".", "--figures", "svg")
        self.assertEqual(self.refused(*figures), "tanshi: --figures requires --out")
        without = subprocess.run([PROGRAM, *figures, "--out", "f"], cwd=self.folder, text=True,
                                 capture_output=True, env={"PATH": "/nonexistent"}, check=False)
        self.assertEqual(without.returncode, 2)
        self.assertRegex(without.stderr,
                         r"^tanshi: figures are drawn by Node\.js, 18 or later, and there is no "
                         r"`node` on the PATH; .*\n$")
        self.assertEqual(list((self.folder / "f").iterdir()), [])

    def test_what_cannot_be_drawn_is_refused_with_the_file_and_the_reason(self):
        for text, reason in (("{", "is not JSON, or not whole"),
                             ('{"kind": "sweep"}', "a sweep needs a list 'parameters'"),
                             ('{"scenario": "x"}',
                              "says no kind: sweep or gallery would have a page")):
            (self.folder / "summary.json").write_text(text)
            self.assertEqual(self.refused("report", "."), "tanshi: ./summary.json: " + reason)


class Equilibrium(CliCase):
    def test_kyoto_clears_at_127(self):
        theory = json.loads(self.tanshi("equilibrium", "ellerman-decaux-kyoto", "--json")[0])
        self.assertAlmostEqual(theory["years"][0]["price_benchmark"], 126.84, places=2)
        table, _ = self.tanshi("equilibrium", "ellerman-decaux-kyoto")
        self.assertIn("126.84", table)

    def test_shows_what_is_built_of_the_menus_as_a_run_does(self):
        theory = json.loads(self.tanshi("equilibrium", "project-menu", "--json")[0])
        run = json.loads(self.tanshi("run", "project-menu", "--json")[0])
        for year in theory["years"]:
            for group in ("power", "steel", "cement"):
                told = sum(build["built"] for build in year["builds"] if build["group"] == group)
                rows = [row["built_benchmark"] for row in run["projects"]
                        if row["year"] == year["year"] and row["firm_group"] == group]
                self.assertAlmostEqual(told, max(rows, default=0), places=6)
        table, _ = self.tanshi("equilibrium", "project-menu")
        self.assertRegex(table, r"20\d\d  wind-farms    power +\d\.\d{3} ")
        table, _ = self.tanshi("equilibrium", "project-menu", "--set", "cap.start_t=300_000_000",
                               "--set", "compliance.penalty=1")
        self.assertIn("no project is built", table)

    def test_agrees_with_the_benchmark_of_a_run(self):
        run = json.loads(self.tanshi("run", "tightening-cap", "--seed", 9, "--json")[0])
        theory = json.loads(
            self.tanshi("equilibrium", "tightening-cap", "--seed", 9, "--json")[0])
        self.assertEqual([year["price_benchmark"] for year in run["years"]],
                         [year["price_benchmark"] for year in theory["years"]])

    def test_of_who_does_not_know_what_is_to_come(self):
        calm = ("tightening-cap", "--json", "--set", "beliefs={}")
        struck = (*calm, "--set", "shocks={common_volatility: 0.1, persistence: 0.9}")
        known = ("--uncertainty", "certainty-equivalent")
        certain = json.loads(self.tanshi("equilibrium", *struck, *known)[0])
        self.assertEqual(certain, json.loads(self.tanshi("equilibrium", *calm, *known)[0]))

        many = ("--uncertainty", "sampled", "--samples", 50)
        sampled = json.loads(self.tanshi("equilibrium", *struck, *many)[0])
        first = certain["years"][0]["price_benchmark"]
        self.assertEqual(sampled["price_certainty_equivalent"], first)
        self.assertNotAlmostEqual(sampled["price"], first, places=2)
        self.assertLessEqual(sampled["cost_with_foresight"], sampled["expected_cost"])
        self.assertLessEqual(sampled["expected_cost"], sampled["cost_as_if_certain"])
        self.assertLess(sampled["years"][-1]["price_q05"], sampled["years"][-1]["price_q95"])
        self.assertEqual(sampled, json.loads(self.tanshi("equilibrium", *struck, *many)[0]))
        self.assertIn("firms[].projects, which it leaves out",
                      self.refused("equilibrium", "project-menu", *many))
        table, _ = self.tanshi("equilibrium", *struck[0:1], *struck[2:], *many)
        self.assertIn("to know from the start what will come is worth", table)

    def test_shows_the_tonnes_that_pay_the_highest_price_where_there_are_any(self):
        low = ("--set", "compliance.penalty=1", "--set", "market.max_price=1")
        theory = json.loads(self.tanshi("equilibrium", "tightening-cap", *low, "--json")[0])
        circulating = 10e6  # the initial bank
        for year in theory["years"]:
            circulating += year["cap_t"] + year["uncovered_t"] - year["emissions_benchmark_t"]
            self.assertAlmostEqual(circulating, year["banked_benchmark_t"], delta=1)
            if year["uncovered_t"] > 1:
                self.assertAlmostEqual(year["price_benchmark"], 1)
        self.assertGreater(theory["years"][-1]["uncovered_t"], 1e6)
        self.assertIn("uncovered", self.tanshi("equilibrium", "tightening-cap", *low)[0])

        self.assertNotIn("uncovered", self.tanshi("equilibrium", "tightening-cap")[0])
        whole = json.loads(self.tanshi("equilibrium", "tightening-cap", "--json")[0])
        self.assertEqual({year["uncovered_t"] for year in whole["years"]}, {0})


if __name__ == "__main__":
    unittest.main()
