#!/usr/bin/python3
"""docs/results.md against what a run leaves: every table, column and field is in it by name.

    TANSHI_PROGRAM=build/bin/tanshi tests/contract/results_page_test.py
"""

import json
import os
import re
import sqlite3
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class ResultsPage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        subprocess.run([os.environ["TANSHI_PROGRAM"], "run", "tightening-cap", "--quiet", "--out",
                        cls.folder.name], check=True, capture_output=True, timeout=60)
        cls.page = (ROOT / "docs/results.md").read_text()
        cls.sections = dict(section.split("\n", 1) for section in cls.page.split("\n## ")[1:])

    def test_every_file_is_told_of(self):
        for file in Path(self.folder.name).iterdir():
            self.assertIn(f"`{file.name}`", self.page)

    def test_every_table_and_column_is_told_of_and_no_other(self):
        rows = {name: columns for name, columns in
                re.findall(r"^\| `(\w+)` \| [^|]* \| (.*) \|$", self.sections["results.sqlite"],
                           re.MULTILINE)}
        database = sqlite3.connect(Path(self.folder.name) / "results.sqlite")
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
        self.assertEqual(set(rows), tables)
        for table in tables - {"runs"}:
            columns = {row[1] for row in database.execute(f"PRAGMA table_info({table})")}
            named = set(re.findall(r"`(\w+)`", rows[table])) - {"bid", "ask"}
            self.assertEqual(named, columns, table)
        database.close()

    def test_every_field_of_the_summary_is_told_of(self):
        summary = json.loads((Path(self.folder.name) / "summary.json").read_text())
        told = self.sections["summary.json"]
        for field in summary:
            self.assertRegex(told, rf"`{field}(\[\]|\.\w+)?`")
        years = re.search(r"^\| `years` .*$", self.page, re.MULTILINE).group()
        for field in summary["years"][0]:
            self.assertIn(f"`{field}`", years)


if __name__ == "__main__":
    unittest.main()
