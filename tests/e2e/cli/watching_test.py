#!/usr/bin/python3
"""What `tanshi serve` tells of itself: metrics at /metrics, and the log, in which no secret is.

    TANSHI_PROGRAM=build/bin/tanshi tests/e2e/cli/watching_test.py
"""

import http.client
import json
import re
import signal
import subprocess
import time
import unittest

from cli_case import PROGRAM, CliCase

GRPC_WEB = {"Content-Type": "application/grpc-web+proto"}
SAMPLE = re.compile(r'([a-z_]+)(?:\{((?:[a-z_]+="(?:[^"\\\n]|\\["\\n])*",?)*)\})? '
                    r'(-?[0-9]+(?:\.[0-9]+)?)$')
LABEL = re.compile(r'([a-z_]+)="((?:[^"\\]|\\.)*)"')


def field(number, value):
    """A field of Protobuf: text, or a whole number."""
    if isinstance(value, int):
        return bytes([number << 3]) + varint(value)
    return bytes([number << 3 | 2]) + varint(len(value)) + value.encode()


def varint(value):
    out = b""
    while value >= 0x80:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def parse(text):
    """{name: (type, {labels: value})} of Prometheus' text; raises where it is not strict."""
    families, samples, name = {}, {}, None
    assert text.endswith("\n")
    for line in text.splitlines():
        if line.startswith("# HELP "):
            _, _, name, told = line.split(" ", 3)
            assert name not in families and told, line
        elif line.startswith("# TYPE "):
            _, _, of, kind = line.split(" ")
            assert of == name and kind in ("counter", "gauge", "histogram"), line
            assert (kind == "counter") == name.endswith("_total"), line
            samples = {}
            families[name] = (kind, samples)
        else:
            match = SAMPLE.match(line)
            assert match, line
            kind = families[name][0]
            suffix = match[1].removeprefix(name)
            assert suffix in (("_bucket", "_sum", "_count") if kind == "histogram" else ("",)), line
            key = (suffix, *LABEL.findall(match[2] or ""))
            assert key not in samples, line
            samples[key] = float(match[3])
    for name, (kind, samples) in families.items():
        if kind != "histogram":
            continue
        buckets = [value for key, value in samples.items() if key[0] == "_bucket"]
        assert buckets == sorted(buckets), name
        assert buckets[-1] == samples[("_count",)], name
    return families


class WatchingTest(CliCase):
    def serve(self, *arguments):
        """A class that runs, with its gateway on `self.port` and its code in `self.code`."""
        out = self.folder / "out"
        with out.open("w") as stream:
            self.server = subprocess.Popen(
                [PROGRAM, "serve", "classroom", "--listen", "127.0.0.1:0", "--data", "d", "--start",
                 "now", "--day-takes", "20", *arguments],
                cwd=self.folder, stdout=stream, stderr=stream, stdin=subprocess.DEVNULL)
        self.addCleanup(self.end)
        deadline = time.monotonic() + 30
        while "code for participants" not in out.read_text():
            self.assertIsNone(self.server.poll(), out.read_text())
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.02)
        self.port = int(re.search(r"browsers: https?://\S+:(\d+)/", out.read_text()).group(1))
        self.code = re.search(r"participants: (\S+)", out.read_text()).group(1)
        self.tokens = json.loads((self.folder / "d/tokens.json").read_text())

    def end(self):
        if self.server.poll() is None:
            self.server.send_signal(signal.SIGTERM)
        self.server.wait(timeout=30)

    def ask(self, method, path, body=None, headers={}):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        answer = response.status, dict(response.getheaders()), response.read()
        connection.close()
        return answer

    def call(self, method, message=b"", token=None):
        body = bytes(1) + len(message).to_bytes(4, "big") + message
        headers = dict(GRPC_WEB)
        if token:
            headers["Authorization"] = f"Bearer {token}"
        return self.ask("POST", "/tanshi.v1." + method, body, headers)[2]

    def enter(self, name, request_id):
        answer = self.call("ClassroomService/EnterClass",
                           field(1, self.code) + field(2, name) + field(3, request_id))
        return re.search(rb"[0-9a-f]{32}", answer)[0].decode()

    def metrics(self, headers={}):
        status, of, body = self.ask("GET", "/metrics", headers=headers)
        self.assertEqual(status, 200)
        self.assertEqual(of["Content-Type"], "text/plain; version=0.0.4; charset=utf-8")
        return parse(body.decode())

    def test_metrics_count_what_happens(self):
        self.serve("--web", "127.0.0.1:0")
        token = self.enter("Ada Muster", "a" * 32)
        # An order of a book that is not there.
        order = field(2, 1) + field(3, 60) + field(4, 1) + field(6, 500) + field(7, 100)
        self.call("TradingService/SubmitOrder", order, token)
        deadline = time.monotonic() + 30
        while self.metrics()["tanshi_trades_total"][1][("", ("kind", "book"))] == 0:
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.1)

        first, second = self.metrics(), self.metrics()

        self.assertGreater(first["tanshi_commands_total"][1][("",)], 100)
        self.assertGreaterEqual(first["tanshi_refusals_total"][1][
            ("", ("reason", "instrument_unknown"))], 1)
        self.assertEqual(first["tanshi_seats"][1][("", ("player", "person"))], 1)
        self.assertEqual(first["tanshi_session_phase"][1][("", ("phase", "running"))], 1)
        self.assertGreater(first["tanshi_commit_seconds"][1][("_count",)], 0)
        self.assertEqual(first["tanshi_gateway_call_seconds"][1][("_count",)], 2)
        for name, (kind, samples) in first.items():
            if kind == "counter":
                for key, value in samples.items():
                    self.assertGreaterEqual(second[name][1][key], value, name)

    def test_beyond_this_machine_metrics_are_for_the_operator(self):
        self.serve("--web", "0.0.0.0:0", "--insecure")

        self.assertEqual(self.ask("GET", "/metrics")[0], 401)
        seat = next(iter(self.tokens["seats"].values()))
        self.assertEqual(self.ask("GET", "/metrics", headers={
            "Authorization": f"Bearer {seat}"})[0], 401)
        self.metrics({"Authorization": f"Bearer {self.tokens['operator']}"})

    def test_the_log_tells_of_a_class_and_holds_no_secret(self):
        self.serve("--web", "127.0.0.1:0", "--log", "log", "--log-level", "debug")
        secrets = [self.code, self.code.replace("-", ""), self.tokens["operator"],
                   *self.tokens["seats"].values(), "Ada Muster", "r" * 20, "Guten Morgen",
                   "f" * 32, "Ende gut"]
        secrets.append(self.enter("Ada Muster", "r" * 20))
        operator = self.tokens["operator"]
        self.call("OperatorService/Announce", field(1, "Guten Morgen"), operator)
        self.call("OperatorService/Announce", field(1, "Ende gut"), secrets[-1])
        self.call("OperatorService/ListParticipants", token="f" * 32)
        time.sleep(0.6)  # two looks at who is there
        self.call("OperatorService/RemoveParticipant", field(1, 1), operator)
        time.sleep(0.6)
        self.call("SessionService/StopSession", token=operator)
        self.end()

        text = (self.folder / "log").read_text()
        lines = [json.loads(line) for line in text.splitlines()]

        for secret in secrets:
            self.assertNotIn(secret, text)
        events = [line["event"] for line in lines]
        self.assertEqual((events[0], events[-1]), ("serve_started", "serve_stopped"))
        for event in ("session_phase", "year_began", "participant_entered", "participant_removed",
                      "authentication_refused", "call"):
            self.assertIn(event, events)
        calls = [(line["rpc"], line["result"]) for line in lines
                 if line["event"] == "operator_call"]
        self.assertEqual(calls, [("OperatorService/Announce", "OK"),
                                 ("OperatorService/Announce", "PERMISSION_DENIED"),
                                 ("OperatorService/ListParticipants", "UNAUTHENTICATED"),
                                 ("OperatorService/RemoveParticipant", "OK"),
                                 ("SessionService/StopSession", "OK")])
        refused = next(line for line in lines if line["event"] == "authentication_refused")
        self.assertEqual(refused["peer"], "127.0.0.1")
        self.assertEqual(refused["level"], "warning")

    def test_another_session_is_watched_like_the_first(self):
        self.serve("--web", "127.0.0.1:0", "--log", "log")
        operator = self.tokens["operator"]
        self.call("SessionService/StopSession", token=operator)
        loaded = self.call("OperatorService/LoadSession", field(1, "tightening-cap"), operator)
        self.assertIn(b"grpc-status: 0", loaded)  # though all calls end now
        deadline = time.monotonic() + 30
        seen = None
        while seen != "tightening-cap":
            self.assertLess(time.monotonic(), deadline)
            status, _, body = self.ask("GET", "/metrics")
            self.assertIn(status, (200, 503))
            if status == 200:
                ((_, _, (_, seen)),) = parse(body.decode())["tanshi_info"][1]
            time.sleep(0.02)
        self.call("SessionService/StepSession", field(1, 3), operator)
        self.end()

        out = (self.folder / "out").read_text()
        self.assertIn("session 2 of this class: tightening-cap, seed 1: the exchange listens", out)
        self.assertEqual(json.loads((self.folder / "d/tokens.json").read_text())["operator"],
                         operator)
        lines = [json.loads(line) for line in (self.folder / "log").read_text().splitlines()]
        self.assertEqual([(line["session"], line["scenario"]) for line in lines
                          if line["event"] == "serve_started"],
                         [(1, "classroom"), (2, "tightening-cap")])
        refused = self.refused("serve", "tightening-cap", "--listen", "127.0.0.1:0", "--data", "d")
        self.assertIn("d: is a class that began with classroom, seed 1, not with this "
                      "tightening-cap, seed 1; go on", refused)

    def test_a_log_that_cannot_be_written_is_refused(self):
        line = self.refused("serve", "classroom", "--log", "/proc/none/log", "--listen",
                            "127.0.0.1:0")
        self.assertIn("--log /proc/none/log", line)


if __name__ == "__main__":
    unittest.main()
