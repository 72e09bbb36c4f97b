#!/usr/bin/python3
"""`tanshi export`: a data set that holds all of a run or a sweep, and reads back as it was.

    TANSHI_PROGRAM=build/bin/tanshi tests/e2e/cli/export_test.py
"""

import csv
import hashlib
import json
import os
import shutil
import sqlite3
import unittest

from cli_case import CliCase

TYPES = {"integer": int, "number": float, "string": str}


def sqlite_rows(folder, table):
    with sqlite3.connect(folder / "results.sqlite") as database:
        rows = database.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall()
    database.close()
    return rows


def bytes_of(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}


class Export(CliCase):
    def played(self, name="run", *arguments):
        self.tanshi("run", "tightening-cap", "--quiet", "--out", name, *arguments)
        return self.folder / name

    def exported(self, name="run", out="set", *arguments):
        self.assertEqual(self.tanshi("export", name, "--csv", out, *arguments), (f"{out}\n", ""))
        return self.folder / out

    def assert_reads_back(self, source, data_set):
        """Every cell of every table is what SQLite holds, by the types that the package tells."""
        package = json.loads((data_set / "datapackage.json").read_text())
        tables = {resource["name"]: resource for resource in package["resources"]
                  if "schema" in resource}
        with sqlite3.connect(source / "results.sqlite") as database:
            names = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
        database.close()
        self.assertEqual(set(tables), names)
        for name, table in tables.items():
            text = (data_set / table["path"]).read_bytes().decode()
            heading, *rows = csv.reader(text.splitlines(keepends=True))
            self.assertEqual(text.count("\n"), text.count("\r\n"))
            fields = table["schema"]["fields"]
            self.assertEqual(heading, [field["name"] for field in fields])
            read = [tuple(None if cell == "" else TYPES[field["type"]](cell)
                          for field, cell in zip(fields, row, strict=True)) for row in rows]
            self.assertEqual(read, [tuple(None if cell == "" else cell for cell in row)
                                    for row in sqlite_rows(source, name)], name)
            self.assertEqual(len(rows), table["rows"])

    def assert_sums_hold(self, data_set):
        package = json.loads((data_set / "datapackage.json").read_text())
        files = {resource["path"]: resource for resource in package["resources"]}
        self.assertEqual(set(files) | {"datapackage.json"},
                         {file.name for file in data_set.iterdir()})
        for path, resource in files.items():
            self.assertRegex(resource["name"], "^[-a-z0-9._/]+$")  # as the standard has it
            content = (data_set / path).read_bytes()
            self.assertEqual(resource["bytes"], len(content))
            self.assertEqual(resource["hash"], "sha256:" + hashlib.sha256(content).hexdigest())

    def test_a_run_with_all_that_happened_reads_back(self):
        run = self.played("run", "--record", "all")
        data_set = self.exported()
        self.assert_reads_back(run, data_set)
        self.assert_sums_hold(data_set)
        self.assertEqual((data_set / "scenario.yaml").read_bytes(),
                         (run / "scenario.yaml").read_bytes())

    def test_a_sweep_reads_back(self):
        self.tanshi("sweep", "tightening-cap", "--replications", "3", "--quiet", "--out", "sweep")
        data_set = self.exported("sweep")
        self.assert_reads_back(self.folder / "sweep", data_set)
        self.assert_sums_hold(data_set)
        package = json.loads((data_set / "datapackage.json").read_text())
        self.assertEqual(package["kind"], "sweep")
        self.assertEqual(package["command"], "tanshi sweep scenario.yaml --replications 3")

    def test_the_codebook_tells_the_tables_of_the_set(self):
        self.played()
        data_set = self.exported()
        with (data_set / "codebook.csv").open(newline="") as file:
            told = list(csv.DictReader(file))
        for table in {row["table"] for row in told}:
            with (data_set / f"{table}.csv").open(newline="") as file:
                self.assertEqual(next(csv.reader(file)),
                                 [row["column"] for row in told if row["table"] == table])
        self.assertNotIn("trades", {row["table"] for row in told})
        self.assertTrue(all(row["meaning"] for row in told))

    def test_the_set_alone_gives_the_run_again(self):
        for record in ("none", "trades", "all"):
            name = f"run-{record}"
            run = self.played(name, "--record", record, "--seed", "7", "--set",
                              "horizon.years=3", "--set", "expect=[]")
            data_set = self.exported(name, f"set-{record}")
            package = json.loads((data_set / "datapackage.json").read_text())
            program, *command = package["command"].split()
            self.assertEqual(program, "tanshi")
            self.tanshi(*command, cwd=data_set)
            self.assertEqual((data_set / "again/results.sqlite").read_bytes(),
                             (run / "results.sqlite").read_bytes())
            summary = json.loads((run / "summary.json").read_text())
            self.assertEqual((package["seed"], package["events_hash"], package["program_version"]),
                             (7, summary["events_hash"], summary["version"]))
            self.assertIn(summary["events_hash"], (data_set / "README.txt").read_text())

    def test_the_same_run_gives_the_same_bytes_wherever_it_lies(self):
        self.played("a", "--record", "trades")
        self.played("deep/er/b", "--record", "trades")
        self.assertEqual(bytes_of(self.exported("a", "one")),
                         bytes_of(self.exported("deep/er/b", "de/ep/two/")))

    def test_of_a_treatment_too(self):
        self.write("treated.yaml", (self.played("plain") / "scenario.yaml").read_text() +
                   "\ntreatments: {tight: {cap.linear_factor: 0.06}}\n")
        self.tanshi("run", "treated.yaml", "--set", "expect=[]", "--treatment", "tight", "--quiet",
                    "--out", "run")
        data_set = self.exported()
        self.tanshi("run", "scenario.yaml", "--quiet", "--out", "again", cwd=data_set)
        self.assertEqual((data_set / "again/summary.json").read_bytes(),
                         (self.folder / "run/summary.json").read_bytes())

    def test_what_is_there_already_is_kept_unless_it_is_a_data_set_and_may_go(self):
        self.played()
        data_set = self.exported()
        before = bytes_of(data_set)
        self.assertIn("--force", self.refused("export", "run", "--csv", "set"))
        self.played("run", "--seed", "2")
        self.exported("run", "set", "--force")
        self.assertNotEqual(bytes_of(data_set), before)

        (self.folder / "mine").mkdir()
        self.exported("run", "mine", "--force")  # empty: free
        (self.folder / "other").mkdir()
        self.write("other/thesis.txt", "years of work")
        for flags in ((), ("--force",)):
            self.assertIn("something else",
                          self.refused("export", "run", "--csv", "other", *flags))
            self.assertIn("something else", self.refused("export", "run", "--csv", "run", *flags))
        self.assertEqual((self.folder / "other/thesis.txt").read_text(), "years of work")
        self.write("file", "")
        self.assertIn("no folder", self.refused("export", "run", "--csv", "file"))

    def test_what_holds_no_results_is_told(self):
        (self.folder / "empty").mkdir()
        self.write("file", "text")
        self.assertIn("none: no such folder", self.refused("export", "none", "--csv", "set"))
        self.assertIn("file: no such folder", self.refused("export", "file", "--csv", "set"))
        self.assertIn("holds no results.sqlite", self.refused("export", "empty", "--csv", "set"))
        self.assert_nothing_is_left()

    def test_damaged_and_foreign_results_are_told_and_leave_nothing(self):
        run = self.played("run", "--record", "trades")
        whole = (run / "results.sqlite").read_bytes()
        for damaged in (b"", b"text" * 1000, whole[:4096], whole[:len(whole) // 2],
                        whole[:-4096], whole[:5000] + bytes(8000) + whole[13000:]):
            (run / "results.sqlite").write_bytes(damaged)
            self.assertIn("run/results.sqlite: ", self.refused("export", "run", "--csv", "set"))
        for change in ("PRAGMA user_version=7", "ALTER TABLE years ADD COLUMN more",
                       "DROP TABLE runs", "DELETE FROM runs"):
            (run / "results.sqlite").write_bytes(whole)
            with sqlite3.connect(run / "results.sqlite") as database:
                database.execute(change)
            database.close()
            self.assertIn("run/results.sqlite: ", self.refused("export", "run", "--csv", "set"),
                          change)
        (run / "results.sqlite").write_bytes(whole)
        (run / "scenario.yaml").unlink()
        self.assertIn("scenario.yaml", self.refused("export", "run", "--csv", "set"))
        self.assert_nothing_is_left()

    def assert_nothing_is_left(self):
        self.assertEqual([file.name for file in self.folder.iterdir() if "set" in file.name], [])

    @unittest.skipIf(os.geteuid() == 0, "root may write anywhere")
    def test_where_nothing_may_be_written_is_told(self):
        self.played()
        (self.folder / "closed").mkdir(mode=0o500)
        self.assertIn("closed", self.refused("export", "run", "--csv", "closed/set"))

    def test_below_a_file_nothing_can_be_written(self):
        self.played()
        self.write("file", "")
        self.assertIn("file/set", self.refused("export", "run", "--csv", "file/set"))

    def test_parquet_is_the_python_package_s(self):
        self.assertEqual(self.refused("export", "run", "--parquet", "out"),
                         "tanshi: --parquet: the Python package writes it: "
                         "python -m tanshi export run --parquet out")
        self.assertIn("--csv", self.refused("export", "run"))

    def test_a_folder_that_was_moved_is_still_whole(self):
        run = self.played()
        shutil.move(run, self.folder / "moved")
        self.assert_reads_back(self.folder / "moved", self.exported("moved"))


if __name__ == "__main__":
    unittest.main()
