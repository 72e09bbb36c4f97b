#!/usr/bin/python3
"""docs/results.md against what a run leaves, and `tanshi codebook` against its tables.

    TANSHI_PROGRAM=build/bin/tanshi tests/contract/results_page_test.py
"""

import json
import os
import sqlite3
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MARKER = "a test compares -->\n\n"


def tanshi(*arguments):
    return subprocess.run([os.environ["TANSHI_PROGRAM"], *map(str, arguments)], check=True,
                          capture_output=True, text=True, timeout=60).stdout


def columns_of(file):
    """Of every table of a SQLite file: the pairs of name and type of its columns."""
    database = sqlite3.connect(file)
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master")]
    columns = {table: [row[1:3] for row in database.execute(f"PRAGMA table_info({table})")]
               for table in tables}
    version = database.execute("PRAGMA user_version").fetchone()[0]
    database.close()
    return version, columns


class ResultsPage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.run_folder = Path(folder.name) / "run"
        cls.sweep_folder = Path(folder.name) / "sweep"
        tanshi("run", "tightening-cap", "--quiet", "--record", "all", "--out", cls.run_folder)
        tanshi("sweep", "tightening-cap", "--replications", "2", "--quiet", "--out",
               cls.sweep_folder)
        cls.codebook = json.loads(tanshi("codebook", "--json"))
        cls.page = (ROOT / "docs/results.md").read_text()
        cls.sections = dict(section.split("\n", 1) for section in cls.page.split("\n## ")[1:])

    def test_the_codebook_of_the_page_is_the_program_s(self):
        self.assertEqual(self.page.split(MARKER)[1], tanshi("codebook"),
                         "put the output of `tanshi codebook` below the marker")
        self.assertEqual(tanshi("codebook", "--markdown"), tanshi("codebook"))

    def test_the_python_package_knows_the_units(self):
        units = {}
        for kind in self.codebook.values():
            for table in kind["tables"]:
                of_table = {column["name"]: column["unit"] for column in table["columns"]
                            if column["unit"]}
                units.setdefault(table["name"], {}).update(of_table)
        file = ROOT / "agents/python/tanshi/units.json"
        units = {table: of_table for table, of_table in units.items() if of_table}
        self.assertEqual(json.loads(file.read_text()), units,
                         f"put this into it:\n{json.dumps(units, indent=2)}")

    def test_every_file_is_told_of(self):
        for file in self.run_folder.iterdir():
            self.assertIn(f"`{file.name}`", self.page)

    def test_the_codebook_names_every_table_and_column_and_no_other(self):
        for kind, folder in (("run", self.run_folder), ("sweep", self.sweep_folder)):
            version, tables = columns_of(folder / "results.sqlite")
            told = self.codebook[kind]
            self.assertEqual(told["format"], version)
            self.assertEqual(
                {table["name"]: [(c["name"], c["type"]) for c in table["columns"]]
                 for table in told["tables"]}, tables)

    def test_every_column_has_a_meaning_and_a_unit_that_fits_its_name(self):
        for kind in ("run", "sweep", "class"):
            for table in self.codebook[kind]["tables"]:
                self.assertTrue(table["row"])
                for column in table["columns"]:
                    where = f"{table['name']}.{column['name']}"
                    self.assertGreater(len(column["meaning"]), 3, where)
                    self.assertIn(column["type"], ("INTEGER", "REAL", "TEXT"), where)
                    if table["name"] == "metrics" or column["name"] == "p_t":
                        continue  # told with the meaning; a p-value of the t test
                    self.assertEqual(column["name"].endswith("_t"),
                                     column["unit"] == "t", where)
                    self.assertEqual(column["name"].endswith("_cents"),
                                     column["unit"] == "currency/100", where)

    def test_every_field_of_the_summary_is_told_of(self):
        summary = json.loads((self.run_folder / "summary.json").read_text())
        told = self.sections["summary.json"]
        columns = {table["name"]: {column["name"] for column in table["columns"]}
                   for table in self.codebook["run"]["tables"]}
        for field, value in summary.items():
            if isinstance(value, list):
                self.assertIn(f"`{field}[]`", told)
                for row in value:
                    self.assertEqual(set(row), columns[field])
            elif field not in columns["runs"]:
                self.assertRegex(told, rf"`{field}(\.\w+)?`")


if __name__ == "__main__":
    unittest.main()
