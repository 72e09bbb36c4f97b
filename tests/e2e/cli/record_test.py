#!/usr/bin/python3
"""`tanshi run --record`: what happened adds up to what the run says, and is the same each time.

    TANSHI_PROGRAM=build/bin/tanshi tests/e2e/cli/record_test.py
"""

import json
import sqlite3
import unittest

from cli_case import ROOT, CliCase

RECORDED = ("trades", "orders", "quotes", "events")
EVERY_RULE = ROOT / "tests/golden/every_rule.yaml"


def rows_of(folder, sql):
    with sqlite3.connect(folder / "results.sqlite") as database:
        rows = database.execute(sql).fetchall()
    database.close()
    return rows


class Recording(CliCase):
    def run_of(self, scenario, name, *arguments):
        """Plays into the folder `name`; returns its path."""
        self.tanshi("run", scenario, "--quiet", "--out", name, *arguments)
        return self.folder / name

    def tables_of(self, folder):
        return {name for (name,) in rows_of(folder, "SELECT name FROM sqlite_master")}

    def dump_of(self, folder):
        """Every recorded row of the folder."""
        return {table: rows_of(folder, f"SELECT * FROM {table}") for table in RECORDED}

    def assert_adds_up(self, run):
        volumes = dict(rows_of(run, "SELECT year, sum(quantity_t) FROM trades "
                                    "WHERE book = 'allowances' GROUP BY year"))
        for year, volume in rows_of(run, "SELECT year, volume_t FROM years"):
            self.assertEqual(volumes.get(year, 0), volume)
        for kind, column in (("credits", "kind"), ("forwards", "'forward-' || delivery")):
            volume = "volume" if kind == "credits" else "volume_t"
            self.assertEqual(rows_of(run, f"""
                WITH traded AS (SELECT year, book, sum(quantity_t) AS t FROM trades GROUP BY 1, 2)
                SELECT * FROM {kind} k LEFT JOIN traded t ON t.year = k.year AND book = {column}
                WHERE k.{volume} <> coalesce(t.t, 0)"""), [])
        self.assertEqual(rows_of(run, "SELECT count(*), min(seq), max(seq) FROM events"),
                         rows_of(run, "SELECT events, 1, events FROM runs"))
        # Of each order what it says was filled is what its trades say.
        self.assertEqual(rows_of(run, """
            WITH sides AS (SELECT buyer AS seat, buy_order AS order_id, quantity_t FROM trades
                           UNION ALL SELECT seller, sell_order, quantity_t FROM trades),
                 traded AS (SELECT seat, order_id, sum(quantity_t) AS t FROM sides GROUP BY 1, 2),
                 told AS (SELECT seat, order_id, sum(filled_t) AS t FROM orders GROUP BY 1, 2)
            SELECT * FROM told LEFT JOIN traded USING (seat, order_id)
            WHERE told.t <> coalesce(traded.t, 0)"""), [])
        self.assertEqual(rows_of(run, "SELECT 2 * sum(quantity_t) FROM trades"),
                         rows_of(run, "SELECT sum(filled_t) FROM orders"))
        self.assertEqual(rows_of(run, """
            SELECT * FROM orders WHERE quantity_t <> CASE status
              WHEN 'refused' THEN quantity_t + filled_t + cancelled_t
              WHEN 'open' THEN -1 ELSE filled_t + cancelled_t END"""), [])
        self.assertEqual(rows_of(run, "SELECT * FROM quotes WHERE mode = 'continuous' "
                                      "AND bid_price >= ask_price"), [])
        self.assertEqual(rows_of(run, """
            SELECT seat FROM (SELECT seat FROM orders UNION SELECT seat FROM events
                              UNION SELECT buyer FROM trades UNION SELECT seller FROM trades)
            WHERE seat IS NOT NULL AND seat NOT IN (SELECT seat FROM seats)"""), [])
        # A row has the number of its event, and the event says the same.
        for table, kinds in (("trades", "'traded', 'call_traded'"),
                             ("orders", "'order_accepted', 'refused'")):
            self.assertEqual(rows_of(run, f"SELECT count(*) FROM {table}"),
                             rows_of(run, f"SELECT count(*) FROM {table} JOIN events e USING (seq) "
                                          f"WHERE e.kind IN ({kinds})"))

    def assert_last_quotes_of_days(self, run):
        """The last quote before a day closes is the one that the table of days has."""
        days = rows_of(run, "SELECT year, day, bid_price, bid_t, ask_price, ask_t FROM days")
        closed = {(year, day): seq for seq, year, day in rows_of(
            run, "SELECT seq, year, day FROM events WHERE kind = 'day_closed'")}
        quotes = rows_of(run, "SELECT seq, bid_price, bid_t, ask_price, ask_t FROM quotes "
                              "WHERE book = 'allowances'")
        at = 0
        for year, day, *best in days:
            while at + 1 < len(quotes) and quotes[at + 1][0] < closed[year, day]:
                at += 1
            self.assertEqual(list(quotes[at][1:]), best, (year, day))

    def test_what_happened_adds_up_to_the_figures(self):
        run = self.run_of("tightening-cap", "run", "--record", "all")
        self.assert_adds_up(run)
        self.assert_last_quotes_of_days(run)
        self.assertGreater(rows_of(run, "SELECT count(*) FROM trades")[0][0], 1000)
        for (fields,) in rows_of(run, "SELECT fields FROM events"):
            self.assertIsInstance(json.loads(fields), dict)

    def test_forwards_have_books_of_their_own(self):
        run = self.run_of("tightening-cap", "run", "--record", "all", "--set", "expect=[]", "--set",
                          "forwards={years_ahead: 2, margin: 0.1, hedge_share: 0.5}")
        self.assert_adds_up(run)
        self.assertGreater(rows_of(run, "SELECT sum(volume_t) FROM forwards")[0][0], 0)

    def test_of_calls_fees_credits_and_auctions_too(self):
        run = self.run_of(EVERY_RULE, "run", "--record", "all")
        self.assert_adds_up(run)
        books = {book for (book,) in rows_of(run, "SELECT DISTINCT book FROM orders")}
        self.assertEqual(books, {"allowances", "offsets", "neighbour"} |
                         {f"forward-{year}" for year in range(2026, 2035)})
        self.assertEqual(rows_of(run, "SELECT DISTINCT kind FROM trades ORDER BY 1"),
                         [("call",), ("continuous",)])
        for kind, in (("fee_charged",), ("bid_awarded",), ("forward_delivered",), ("uncrossed",)):
            self.assertGreater(
                rows_of(run, f"SELECT count(*) FROM events WHERE kind = '{kind}'")[0][0], 0, kind)
        for kind in ("emitter", "trader", "maker", "regulator"):
            self.assertGreater(
                rows_of(run, f"SELECT count(*) FROM seats WHERE kind = '{kind}'")[0][0], 0, kind)

    def test_recording_changes_nothing_and_repeats_itself(self):
        runs = [self.run_of("tightening-cap", "plain"),
                self.run_of("tightening-cap", "again", "--record", "none"),
                self.run_of("tightening-cap", "trades", "--record", "trades"),
                self.run_of("tightening-cap", "all", "--record", "all"),
                self.run_of("tightening-cap", "all-again", "--record", "all")]
        for run in runs:
            self.assertEqual((run / "summary.json").read_bytes(),
                             (runs[0] / "summary.json").read_bytes())
        for a, b in ((0, 1), (3, 4)):
            self.assertEqual((runs[a] / "results.sqlite").read_bytes(),
                             (runs[b] / "results.sqlite").read_bytes())
        self.assertEqual(self.tables_of(runs[2]) - self.tables_of(runs[0]), {"trades"})
        self.assertEqual(self.tables_of(runs[3]) - self.tables_of(runs[0]), set(RECORDED))
        self.assertEqual(rows_of(runs[2], "SELECT * FROM trades"),
                         rows_of(runs[3], "SELECT * FROM trades"))

    def test_over_grpc_the_same_rows(self):
        arguments = ("--record", "all", "--set", "horizon.years=2", "--set",
                     "horizon.days_per_year=5", "--set", "expect=[]")
        local = self.run_of("tightening-cap", "local", *arguments)
        remote = self.run_of("tightening-cap", "grpc", "--venue", "grpc", *arguments)
        self.assertGreater(rows_of(local, "SELECT count(*) FROM trades")[0][0], 100)
        self.assertEqual(self.dump_of(local), self.dump_of(remote))

    def test_the_report_and_the_comparison_do_not_mind(self):
        self.run_of("tightening-cap", "run", "--record", "all")
        self.tanshi("report", "run")
        self.tanshi("compare", "run", "run")

    def test_a_file_of_another_format_is_told_and_what_to_do(self):
        run = self.run_of("tightening-cap", "run")
        with sqlite3.connect(run / "results.sqlite") as database:
            database.execute("PRAGMA user_version=7")
        database.close()
        told = self.refused("report", "run")
        self.assertIn("version 7", told)
        self.assertIn("play the scenario", told)

    def test_what_is_not_a_level_is_refused(self):
        self.assertIn("--record", self.refused("run", "tightening-cap", "--record", "some"))


if __name__ == "__main__":
    unittest.main()
