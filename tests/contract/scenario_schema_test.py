#!/usr/bin/python3
"""The JSON Schema of scenarios against the reader: what the program says of itself is what is
committed, every scenario that we ship validates, and what the reader refuses for its form the
schema refuses too.

    TANSHI_PROGRAM=build/bin/tanshi tests/contract/scenario_schema_test.py
"""

import json
import os
import re
import subprocess
import unittest
from pathlib import Path

import jsonschema
import yaml

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ["TANSHI_PROGRAM"]
TABLES = ROOT / "tests" / "tables" / "scenarios"

# What a schema cannot say: relations between keys, whole numbers of cents, how a number is written
# (to a schema 0x10 is 16, and "4" may be a number with _ in it), and YAML itself.
ONLY_THE_READER = re.compile(
    "path_t has|not on the tick|above ten times the penalty|grows beyond|is another group's|"
    "is named as a seat|only some groups state|hold more allowances_t|with traders there are|"
    "must be 2025 to 2027|of the whole run|the least is above the greatest|no bound|stands beside|"
    "given twice|not valid YAML|gives less than the cap|is below the reserve price|"
    "more than an auction ever|are auctioned in all|is less than lot_t|is above max_price|"
    "share_path: has|needs period_years|is given beside banking|"
    "no such date|above bank_most_t|bottom_up needs|bottom_up: is false|has no benchmark|"
    "is below floor|is price_collar beside|which is the regulator's|"
    "must not overlap|rises above market.max_price|is before enters|no group runs in|"
    "every allocation_weight of a group|with new_entrants_reserve.share|"
    "needs allocation.new_entrants_reserve|must be in order|by which the plan|of each unit in|"
    "has no plan for|after the first year|at most 4 decimals beside|is not after|"
    "gives no cap for|leaves no turn without|"
    "stands for more than|above discount_rate beside|rises above ceiling|"
    "does not rise|is given beside quota|is a cycle of links|which is no link|"
    "allowances_path_t: has|needs another carry_over|beside allocation.settlement|"
    "must be below horizon.years|needs a book for each year|"
    "is another project's|than the group emits|less than a tonne for each|"
    "must be alike in all groups|is no scheme|is another scheme's|is no group of firms|"
    "allocation_path: has|pays for more than 0.95|is above market_rate|is above market.max_price|"
    "is '72.505'|is '0x10'|is '1e999'|is the text '4'")


def tanshi(*arguments):
    return subprocess.run([PROGRAM, *arguments], check=True, capture_output=True, text=True).stdout


class DecimalLoader(yaml.SafeLoader):
    """YAML as the reader sees it: yes and no are text, not booleans."""


DecimalLoader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(("bool", "merge"))]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
DecimalLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def edits_of_table():
    """Yields (line of the table, edited text of base.yaml, problems)."""
    base = (TABLES / "base.yaml").read_text().split("\n")
    cases, editing = [], False
    for number, line in enumerate((TABLES / "refusals.table").read_text().split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        if not line.startswith("@"):
            cases[-1][2].append(line)
            editing = False
            continue
        if not editing:
            cases.append((number, list(base), []))
        editing = True
        at, text = line[1:].split("|", 1)
        cases[-1][1][int(at) - 1] = text
    return [(number, "\n".join(lines), problems) for number, lines, problems in cases]


class ScenarioSchema(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.schema = json.loads(tanshi("schema"))
        jsonschema.Draft202012Validator.check_schema(cls.schema)
        cls.validator = jsonschema.Draft202012Validator(cls.schema)

    def test_the_committed_schema_is_the_program_s(self):
        committed = (ROOT / "scenarios/schema/scenario.schema.json").read_text()
        self.assertEqual(committed, tanshi("schema"), "run: tanshi schema > that file")

    def test_the_references_are_the_program_s(self):
        marker = "a test compares -->\n\n"
        for name, of in (("scenarios", "scenario"), ("laboratory", "laboratory")):
            page = (ROOT / f"docs/{name}.md").read_text()
            self.assertIn(marker, page)
            command = ("schema", "--of", of, "--markdown")
            self.assertEqual(page.split(marker)[1], tanshi(*command),
                             f"put the output of `tanshi {' '.join(command)}` below the marker")

    def test_laboratories_have_a_schema(self):
        schema = json.loads(tanshi("schema", "--of", "laboratory"))
        jsonschema.Draft202012Validator.check_schema(schema)
        page = (ROOT / "docs/laboratory.md").read_text()
        example = page.split("```yaml\n")[1].split("```")[0]
        validator = jsonschema.Draft202012Validator(schema)
        validator.validate(yaml.load(example, DecimalLoader))
        self.assertFalse(validator.is_valid(yaml.load(example + "perods: 2\n", DecimalLoader)))

    def test_every_scenario_that_we_ship_validates(self):
        files = sorted((ROOT / "scenarios/library").glob("*/scenario.yaml"))
        self.assertGreaterEqual(len(files), 3)
        for file in [*files, TABLES / "base.yaml"]:
            with self.subTest(file=file.parent.name):
                self.validator.validate(yaml.load(file.read_text(), DecimalLoader))

    def test_the_example_of_the_reference_is_good(self):
        page = (ROOT / "docs/scenarios.md").read_text()
        example = page.split("```yaml\n")[1].split("```")[0]
        self.validator.validate(yaml.load(example, DecimalLoader))
        subprocess.run([PROGRAM, "check", "/dev/stdin"], input=example, check=True, text=True,
                       capture_output=True)

    def test_what_the_reader_refuses_for_its_form_the_schema_refuses(self):
        refused = 0
        for number, text, problems in edits_of_table():
            if all(ONLY_THE_READER.search(problem) for problem in problems):
                continue
            refused += 1
            with self.subTest(line=number, problems=problems):
                self.assertFalse(self.validator.is_valid(yaml.load(text, DecimalLoader)))
        self.assertGreater(refused, 50)


if __name__ == "__main__":
    unittest.main()
