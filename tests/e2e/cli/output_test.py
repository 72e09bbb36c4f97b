#!/usr/bin/python3
"""Output that cannot be written is told in one line and exits 2; what was written is whole.

    TANSHI_PROGRAM=build/bin/tanshi tests/e2e/cli/output_test.py
"""

import os
import resource
import signal
import subprocess
import unittest

from cli_case import PROGRAM, CliCase

FULL = "tanshi: standard output: No space left on device\n"


class StandardOutput(CliCase):
    def to_a_full_disk(self, *arguments):
        """stderr of a call that must exit 2."""
        with open("/dev/full", "w") as full:
            return self.tanshi(*arguments, code=2, capture_output=False, stdout=full,
                               stderr=subprocess.PIPE)[1]

    def test_of_every_subcommand(self):
        self.tanshi("run", "tightening-cap", "--venue", "grpc", "--out", "o", "--quiet")
        for command in ("list", "list --json", "check tightening-cap", "run tightening-cap",
                        "run tightening-cap --json", "run tightening-cap --quiet",
                        "equilibrium tightening-cap", "equilibrium tightening-cap --json",
                        "codebook", "report o", "replay o", "replay o --verify", "schema",
                        "schema --markdown",
                        "version", "--version", "--help", "run --help",
                        "serve tightening-cap --listen 127.0.0.1:0 --data s"):
            self.assertEqual(self.to_a_full_disk(*command.split()), FULL, command)

    def test_that_nothing_was_written_to_is_none_of_our_business(self):
        with open("/dev/full", "w") as full:
            self.tanshi("check", "tightening-cap", "--quiet", capture_output=False, stdout=full)

    def test_results_are_there_whoever_stops_reading(self):
        reader = subprocess.Popen(["true"], stdin=subprocess.PIPE)
        reader.wait()
        subprocess.run([PROGRAM, "run", "tightening-cap", "--out", "o"], cwd=self.folder,
                       stdout=reader.stdin, timeout=60)
        reader.stdin.close()
        self.assertTrue((self.folder / "o/report.html").exists())

    def test_closed_streams_are_not_mistaken_for_files(self):
        for closed, code in ((">&-", 2), ("2>&-", 0), (">&- 2>&-", 2), ("<&- >&- 2>&-", 2)):
            ran = subprocess.run(
                ["/bin/sh", "-c", f'"{PROGRAM}" run tightening-cap --json --out o {closed}'],
                cwd=self.folder, capture_output=True, timeout=60)
            self.assertEqual(ran.returncode, code, closed)
            for file in (self.folder / "o").iterdir():
                self.assertGreater(file.stat().st_size, 1000, f"{closed}: {file}")
                self.assertFalse(file.name.endswith(".unfinished"))
            self.assertTrue((self.folder / "o/results.sqlite").read_bytes().startswith(b"SQLite"))

    def test_an_error_is_one_even_where_nobody_hears_it(self):
        ran = subprocess.run(["/bin/sh", "-c", f'"{PROGRAM}" check nothing 2>&-'], timeout=60)
        self.assertEqual(ran.returncode, 2)


class Files(CliCase):
    def with_files_of_at_most(self, size):
        """Stands in for a full disk: nothing that the program writes gets larger."""
        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        return {"preexec_fn": limit}

    def test_a_full_disk_is_told_once_and_leaves_no_litter(self):
        for size, file in ((100, "summary.json"), (20_000, "results.sqlite"),
                           (200_000, "report.html")):
            _, err = self.tanshi("run", "tightening-cap", "--out", "o", "--quiet", code=2,
                                 **self.with_files_of_at_most(size))
            self.assertRegex(err, rf"^tanshi: o/{file}[^\n]*: [^\n]+\n$")
            left = [entry.name for entry in (self.folder / "o").iterdir()]
            self.assertFalse([name for name in left if name.endswith(".unfinished")], left)

    def test_a_full_disk_under_the_journal_is_told_once(self):
        _, err = self.tanshi("run", "tightening-cap", "--venue", "grpc", "--out", "o", code=2,
                             **self.with_files_of_at_most(100_000))
        self.assertRegex(err, r"^tanshi: the journal cannot be written[^\n]+\n$")
        self.tanshi("run", "tightening-cap", "--venue", "grpc", "--out", "o", "--quiet")

    def test_what_is_not_of_a_run_is_not_replaced(self):
        scenario = (self.folder / "scenario.yaml")
        scenario.write_text("# mine\n")
        self.assertEqual(
            self.refused("run", "tightening-cap", "--out", "."),
            "tanshi: ./scenario.yaml: is not of a run, and would be replaced; give another folder")
        self.assertEqual(scenario.read_text(), "# mine\n")
        (self.folder / "o/journal").mkdir(parents=True)
        (self.folder / "o/journal/diary.txt").write_text("dear diary")
        self.assertEqual(self.refused("run", "tightening-cap", "--out", "o"),
                         "tanshi: o/journal: not only a journal (diary.txt is there)")
        self.assertTrue((self.folder / "o/journal/diary.txt").exists())
        self.write("p", "")
        (self.folder / "q").mkdir()
        (self.folder / "q/journal").write_text("dear diary")
        self.assertEqual(self.refused("run", "tightening-cap", "--out", "q"),
                         "tanshi: q/journal: Not a directory")

    def test_the_run_of_another_seed_takes_the_place_of_an_earlier_one(self):
        for seed in (1, 2):
            self.tanshi("run", "tightening-cap", "--seed", seed, "--out", "o", "--venue", "grpc",
                        "--quiet")
        self.assertIn("seed: 2\n", (self.folder / "o/scenario.yaml").read_text())
        self.assertIn("tightening-cap, seed 2\n", self.tanshi("replay", "o")[0])

    @unittest.skipIf(os.geteuid() == 0, "root may write everywhere")
    def test_a_folder_that_may_not_be_written_is_told(self):
        (self.folder / "o").mkdir(mode=0o555)
        self.assertEqual(self.refused("run", "tightening-cap", "--out", "o/p"),
                         "tanshi: o/p: Permission denied")


if __name__ == "__main__":
    unittest.main()
