#!/usr/bin/python3
"""docs/rules.md against the table of calculators: what the program says is what is committed.

    TANSHI_PROGRAM=build/bin/tanshi tests/contract/rules_page_test.py
"""

import os
import re
import shlex
import subprocess
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/rules.md").read_text()
MARKER = "a test compares -->\n\n"


def tanshi(*arguments):
    return subprocess.run([os.environ["TANSHI_PROGRAM"], *arguments], check=True,
                          capture_output=True, text=True, timeout=60).stdout


class RulesPage(unittest.TestCase):
    def test_the_tables_are_the_program_s(self):
        self.assertIn(MARKER, PAGE)
        self.assertEqual(PAGE.split(MARKER)[1], tanshi("rule", "--markdown"),
                         "put the output of `tanshi rule --markdown` below the marker")

    def test_the_examples_print_what_the_page_shows(self):
        examples = re.findall(r"```\n\$ tanshi (.*)\n([^`]+)```", PAGE)
        self.assertGreaterEqual(len(examples), 1)
        for command, shown in examples:
            with self.subTest(command=command):
                self.assertEqual(shown, tanshi(*shlex.split(command)))

    def test_the_example_of_the_readme_is_what_is_printed(self):
        readme = (ROOT / "README.md").read_text()
        command, shown = re.search(r"```\n\$ tanshi (rule .*)\n([^`]+)\.\.\.\n```", readme).groups()
        self.assertTrue(tanshi(*shlex.split(command)).startswith(shown))


if __name__ == "__main__":
    unittest.main()
