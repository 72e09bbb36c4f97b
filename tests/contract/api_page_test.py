#!/usr/bin/python3
"""docs/api.md against the protos and the server: every call is told of, and limits are as built."""

import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/api.md").read_text()
SERVICES = sorted((ROOT / "proto/tanshi/v1").glob("*_service.proto"))


def number_in(file, pattern):
    """The figure in our C++ that `pattern` finds, without its digit separators."""
    return int(re.search(pattern, (ROOT / file).read_text()).group(1).replace("'", ""))


class ApiPage(unittest.TestCase):
    def test_every_call_of_every_service_is_in_the_table_and_no_other(self):
        calls = {}
        for file in SERVICES:
            text = file.read_text()
            calls[re.search(r"^service (\w+)", text, re.MULTILINE).group(1)] = re.findall(
                r"^  rpc (\w+)\(", text, re.MULTILINE)
        told, service = {}, None
        for name, row in re.findall(r"^\| (?:`(\w+)`)? ?\| ((?:`\w+` ?)+) \|", PAGE, re.MULTILINE):
            service = name or service
            told.setdefault(service, []).extend(re.findall(r"`(\w+)`", row))

        self.assertEqual(len(calls), 8)
        self.assertIn("gRPC: eight services of", PAGE)
        self.assertEqual({name: set(list_) for name, list_ in told.items()},
                         {name: set(list_) for name, list_ in calls.items()})

    def test_limits_are_those_of_the_server(self):
        service = "exchange/service/"
        limits = [
            (number_in("exchange/wire/seats.h", r"kMaxCommands = ([\d']+)"), "1,024"),
            (number_in(service + "trade_stream.cc", r"kMaxDue = ([\d']+)"), "16,384"),
            (number_in(service + "server.h", r"streams_max = ([\d']+)"), "4,096"),
            (number_in(service + "server.cc", r"kStreamsOfConnectionMax = ([\d']+)"), "1,024"),
            (number_in(service + "market_feed.h", r"snapshot_levels = ([\d']+)"), "10,000"),
            (number_in(service + "market_feed.h", r"updates_kept = ([\d']+)"), "1,024"),
            (number_in(service + "market_feed.h", r"events_kept = ([\d']+)"), "262,144"),
            (number_in(service + "market_data_service.cc", r"kEventsPerMessage = ([\d']+)"), "512"),
        ]
        for built, told in limits:
            self.assertEqual(f"{built:,}", told)
            self.assertIn(told, PAGE)
        self.assertIn("message_bytes_max = 1 << 20;", (ROOT / service / "server.h").read_text())


if __name__ == "__main__":
    unittest.main()
