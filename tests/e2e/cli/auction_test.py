#!/usr/bin/python3
"""`tanshi auction` as a person or a script meets it: outcomes, notes, one-line errors.

    TANSHI_PROGRAM=build/bin/tanshi tests/e2e/cli/auction_test.py
"""

import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = os.environ["TANSHI_PROGRAM"]
BIDS = "tests/tables/auctions/bids.csv"
RGGI_54 = ("--rulebook", "rggi", "--date", "2021-12-01", "--offer", "23_121_518")


def run(*arguments, cwd=ROOT):
    return subprocess.run([PROGRAM, "auction", *map(str, arguments)], cwd=cwd, text=True,
                          capture_output=True, timeout=60, stdin=subprocess.DEVNULL)


class AuctionTest(unittest.TestCase):
    def cleared(self, *arguments):
        ran = run(*arguments)
        self.assertEqual((ran.returncode, ran.stderr), (0, ""))
        return ran.stdout

    def cleared_json(self, *arguments):
        return json.loads(self.cleared(*arguments, "--json"))

    def write(self, text):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        file = Path(folder.name) / "bids.csv"
        file.write_text(text)
        return file

    def refused(self, *arguments):
        ran = run(*arguments)
        self.assertEqual((ran.returncode, ran.stdout), (2, ""), ran.stderr)
        return ran.stderr.splitlines()


class Outcome(AuctionTest):
    def test_the_page_shows_what_it_prints(self):
        page = (ROOT / "docs/auctions.md").read_text()
        for block in page.split("```\n$ tanshi auction ")[1:]:
            command, shown = block.split("```", 1)[0].split("\n", 1)
            while command.endswith("\\"):
                more, shown = shown.split("\n", 1)
                command = command[:-1] + more
            with self.subTest(command):
                self.assertEqual(self.cleared(*command.split()), shown)

    def test_auction_54_of_rggi_sold_what_was_published(self):
        result = self.cleared_json(BIDS, *RGGI_54)
        self.assertEqual(
            {key: result[key] for key in ("status", "clearing_price", "sold_t", "ccr_sold_t",
                                          "ecr_withheld_t", "proceeds")},
            {"status": "held", "clearing_price": 13.0, "sold_t": 27_041_000,
             "ccr_sold_t": 3_919_482, "ecr_withheld_t": 0, "proceeds": 351_533_000.0})
        self.assertEqual(sum(step["sold_t"] for step in result["supply"]), result["sold_t"])
        self.assertEqual(sum(bid["won_t"] for bid in result["bids"]), result["sold_t"])
        self.assertEqual({bid["reason"] for bid in result["bids"]},
                         {"", "below_clearing", "below_reserve", "over_bid_limit"})

    def test_figures_of_the_rulebook_say_where_they_are_from(self):
        for figure in self.cleared_json(BIDS, *RGGI_54)["figures"]:
            self.assertEqual(figure["mark"], "V")
            self.assertTrue(figure["source"])

    def test_what_the_rulebook_does_not_know_is_noted(self):
        result = self.cleared_json(BIDS, "--rulebook", "rggi", "--date", "2023-12-06", "--offer",
                                   "22_090_709")
        self.assertEqual(result["ccr_sold_t"], 0)
        self.assertEqual(len(result["notes"]), 2)

    def test_each_pricing_rule(self):
        bids = self.write("bidder,price,quantity\na,9,60\nb,5,40\nc,4,50\n")
        prices = {rule: self.cleared_json(bids, "--offer", 100, "--pricing", rule)
                  for rule in ("lowest_accepted", "first_rejected", "discriminative")}
        self.assertEqual(prices["lowest_accepted"]["clearing_price"], 5)
        self.assertEqual(prices["first_rejected"]["clearing_price"], 4)
        self.assertEqual([bid["pays_price"] for bid in prices["discriminative"]["bids"]], [9, 5, 0])

    def test_asks_meet_bids(self):
        bids = self.write("bidder,price,quantity\na,9,25\nb,5,30\n")
        asks = self.write("seller,price,quantity\nlow,1,10\nhigh,3,10\n")
        result = self.cleared_json(bids, "--offer", 20, "--asks", asks, "--pricing",
                                   "low_ask_to_high_bid")
        self.assertEqual([(step.get("seller"), step["sold_t"], step["proceeds"])
                          for step in result["supply"]],
                         [(None, 20, 180), ("low", 10, 70), ("high", 10, 50)])

    def test_the_eu_cancels_and_new_zealand_declines(self):
        bids = self.write("bidder,price,quantity\na,70,1000\nb,60,500\n")
        eu = self.cleared_json(bids, "--rulebook", "eu-ets", "--offer", 2_000)
        nz = self.cleared_json(bids, "--rulebook", "nz-ets", "--date", "2024-03-20", "--offer",
                               2_000)
        self.assertEqual((eu["status"], eu["sold_t"]), ("cancelled", 0))
        self.assertEqual((nz["status"], nz["sold_t"]), ("declined", 0))

    def test_one_seed_one_outcome(self):
        bids = self.write("bidder,price,quantity\n" + "".join(f"b{n},5,10\n" for n in range(20)))
        outcomes = [self.cleared(bids, "--offer", 55, "--tie", "seeded", "--seed", seed)
                    for seed in (1, 1, 2, 3, 4)]
        self.assertEqual(outcomes[0], outcomes[1])
        self.assertGreater(len(set(outcomes)), 1)


class Refusal(AuctionTest):
    def test_bad_bids_have_their_place(self):
        bids = self.write("bidder,price,quantity\na,-5,1000\nb,14,1500\n,3,1000\n")
        self.assertEqual(
            [line.removeprefix(str(bids)) for line in self.refused(bids, *RGGI_54)],
            [":2:3: price: is '-5'; must be a number of at most 2 decimals (money/t), 0.01 to "
             "100_000.00",
             ":3:6: quantity: is 1500; must be a multiple of the lot, 1000 t",
             ":4:1: bidder: is text of 0 bytes; must be 1 to 64"])

    def test_unknown_columns_are_named(self):
        bids = self.write("bidder,price,quantty\na,5,1000\n")
        self.assertIn("unknown column 'quantty'; did you mean 'quantity'?",
                      self.refused(bids, *RGGI_54)[0])

    def test_flags_say_what_is_wrong_with_them(self):
        self.assertEqual(
            self.refused(BIDS, "--offer", "1e6", "--ccr", "5@", "--date", "2021", "--tie", "x"),
            ["--tie: is 'x'; must be one of by_arrival, pro_rata, seeded",
             "--offer: is '1e6'; must be a whole number (t), 0 to 100_000_000_000",
             "--ccr: is '5@'; has no price after @",
             "--date: is '2021'; must be a day, such as 2021-12-01"])
        self.assertEqual(self.refused(BIDS), ["tanshi: nothing is offered; give --offer TONNES"])

    def test_rulebooks_that_are_not_there(self):
        self.assertEqual(self.refused(BIDS, "--rulebook", "rgg", "--offer", 1),
                         ["rgg: no rulebook of this name; did you mean 'rggi'? there are "
                          "china-ets, eu-ets, k-ets, nz-ets, rggi, uk-ets, wci"])
        self.assertEqual(self.refused(BIDS, "--rulebook", "china-ets", "--offer", 1),
                         ["tanshi: china-ets holds no auctions"])
        self.assertEqual(self.refused("none.csv", "--offer", 1), ["none.csv: no such file"])
        self.assertEqual(self.refused(BIDS, "--rulebook", "rggi", "--offer", 1),
                         ["tanshi: the reserve price of rggi depends on the day; give --date "
                          "YYYY-MM-DD or --reserve PRICE"])


if __name__ == "__main__":
    unittest.main()
