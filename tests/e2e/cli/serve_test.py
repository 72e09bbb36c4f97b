#!/usr/bin/python3
"""A served session, its journal, and what becomes of both when the server is killed.

    TANSHI_PROGRAM=build/bin/tanshi tests/e2e/cli/serve_test.py
"""

import json
import re
import shutil
import signal
import socket
import subprocess
import time

import unittest

from cli_case import PROGRAM, CliCase


class ServeCase(CliCase):
    def serve(self, *arguments, data="d"):
        """A server that listens; its log is in `log`."""
        log = self.folder / "log"
        with log.open("w") as out:
            server = subprocess.Popen(
                [PROGRAM, "serve", *arguments, "--listen", "127.0.0.1:0", "--data", data],
                cwd=self.folder, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
        self.addCleanup(self.end, server)
        self.wait_for(lambda: server.poll() is not None or "listens on port" in self.log())
        self.assertIsNone(server.poll(), self.log())
        return server

    def log(self):
        log = self.folder / "log"
        return log.read_text() if log.exists() else ""

    def wait_for(self, condition):
        deadline = time.monotonic() + 30
        while not condition():
            self.assertLess(time.monotonic(), deadline, self.log())
            time.sleep(0.02)

    def end(self, server, how=signal.SIGKILL):
        if server.poll() is None:
            server.send_signal(how)
        return server.wait(timeout=30)

    def tokens(self):
        return json.loads((self.folder / "d/tokens.json").read_text())

    def files(self, folder):
        return {file.name: (file.read_bytes(), file.stat().st_mtime_ns)
                for file in (self.folder / folder).iterdir()}

    def killed_in_the_middle(self):
        """Leaves in `d` the journal of a session that was killed."""
        server = self.serve("tightening-cap", "--day-takes", "20")
        wal = self.folder / "d/journal/commands.sqlite-wal"
        self.wait_for(lambda: wal.exists() and wal.stat().st_size > 50_000)
        self.end(server)


class Restart(ServeCase):
    def test_goes_on_where_it_was_under_the_same_tokens(self):
        self.killed_in_the_middle()
        tokens = self.tokens()
        before, _ = self.tanshi("replay", "d", "--verify")
        commands = re.search(r"(\d+) commands", before).group(1)

        server = self.serve("tightening-cap", "--day-takes", "20")

        self.assertRegex(self.log(), r"the session goes on in 2025, day \d+, after "
                         f"{commands} commands\n")
        self.assertEqual(self.tokens(), tokens)
        self.assertEqual(self.end(server, signal.SIGTERM), 0)

    def test_ends_as_if_it_had_not_been_killed(self):
        for _ in range(3):
            self.killed_in_the_middle()

        self.tanshi("serve", "tightening-cap", "--listen", "127.0.0.1:0", "--data", "d",
                    "--until-finished")

        self.tanshi("run", "tightening-cap", "--out", "r", "--quiet")
        ended, run = (json.loads((self.folder / name / "summary.json").read_text())
                      for name in ("d", "r"))
        self.assertEqual(ended["events_hash"], run["events_hash"])
        self.assertEqual(ended["years"], run["years"])
        self.assertIn(run["events_hash"], self.tanshi("replay", "d", "--verify")[0])

    def test_another_scenario_or_seed_is_refused(self):
        self.killed_in_the_middle()
        before = self.tanshi("replay", "d")[0]
        serve = ("--listen", "127.0.0.1:0", "--data", "d")
        remedy = "; go on with what it comes from, or in another folder"

        self.assertEqual(
            self.refused("serve", "tightening-cap", "--seed", "5", *serve),
            "tanshi: d/journal: comes from tightening-cap, seed 1, not from tightening-cap, seed "
            "5" + remedy)
        self.assertEqual(
            self.refused("serve", "ellerman-decaux-kyoto", *serve),
            "tanshi: d/journal: comes from tightening-cap, seed 1, not from "
            "ellerman-decaux-kyoto, seed 1" + remedy)
        self.assertRegex(
            self.refused("serve", "tightening-cap", "--set", "firms.power.count=2", *serve),
            "^tanshi: d/journal: comes from another tightening-cap, seed 1: line [0-9]+ was "
            f"'    count: 6', is '    count: 2'{remedy}$")
        self.assertEqual(self.tanshi("replay", "d")[0], before)
        self.end(self.serve("tightening-cap", "--seed", "1"), signal.SIGTERM)

    def test_a_class_has_a_desk_and_says_what_to_read_out(self):
        server = self.serve("classroom")
        self.wait_for(lambda: "waits for the operator" in self.log())
        said = self.log()
        self.end(server, signal.SIGTERM)
        code = re.search(r"participants: (\S+) \(31 seats, good for 120 minutes\)", said)[1]
        url = re.search(r"browsers: (http://127\.0\.0\.1:\d+/) \(from this machine", said)[1]
        self.assertIn(f"with the code in the link: {url}#code={code}\n", said)
        self.assertIn(f"the instructor's console: {url}console\n", said)

        self.serve("classroom", "--web", "0.0.0.0:0", "--insecure")
        self.wait_for(lambda: "waits for the operator" in self.log())

        self.assertIn(f"code for participants: {code} ", self.log())  # it is still good
        self.assertNotIn("//0.0.0.0", self.log())

    def test_a_folder_whose_session_has_not_begun_may_serve_another(self):
        self.end(self.serve("tightening-cap", "--start", "operator"))

        self.serve("tightening-cap", "--seed", "5", "--start", "operator")

        self.assertIn("the session waits for the operator to start it", self.log())

    def test_what_is_finished_tells_its_results_again(self):
        serve = ("serve", "tightening-cap", "--listen", "127.0.0.1:0", "--data", "d",
                 "--until-finished")
        first, _ = self.tanshi(*serve)
        self.assertIn("results in d\n", first)

        again, _ = self.tanshi(*serve)

        self.assertIn("the session is finished: all of its", again)
        self.assertEqual(again.split("\n", 2)[2], first.split("\n", 1)[1])

    def test_tokens_that_were_tampered_with_are_refused(self):
        self.killed_in_the_middle()
        good = (self.folder / "d/tokens.json").read_text()
        twice = json.loads(good)
        twice["seats"]["power-1"] = twice["operator"]
        for bad in ("", "[]", "{}", good[:50], good.replace("power", "\\"), json.dumps(twice),
                    '{"operator": "x", "seats": {}}', '{"operator": 1, "seats": 2}', "\xff"):
            (self.folder / "d/tokens.json").write_text(bad)
            self.assertEqual(
                self.refused("serve", "tightening-cap", "--listen", "127.0.0.1:0", "--data", "d"),
                "tanshi: d/tokens.json: not as `tanshi serve` left it; mend it, or remove it for "
                "new tokens")


class Replay(ServeCase):
    def test_changes_nothing(self):
        self.killed_in_the_middle()
        before = self.files("d/journal")

        verified, _ = self.tanshi("replay", "d", "--verify")
        self.tanshi("replay", "d", "--until", "10")

        self.assertEqual(self.files("d/journal"), before)
        self.assertRegex(
            verified,
            r"^tightening-cap, seed 1\n\d+ commands, \d+ events, events_hash [0-9a-f]{16}\n"
            r"every group and every snapshot agrees with the replay\n$")

    def test_says_where_it_is_damaged(self):
        self.tanshi("run", "tightening-cap", "--venue", "grpc", "--out", "o", "--quiet")
        log = self.folder / "o/journal/commands.sqlite"
        whole = log.read_bytes()
        hurt = whole[:len(whole) // 2] + b"\xff" * 64 + whole[len(whole) // 2 + 64:]
        for bytes_left in (hurt, whole[:len(whole) // 2], whole[:50], b"text" * 100):
            log.write_bytes(bytes_left)
            self.assertRegex(self.refused("replay", "o", "--verify"),
                             "^tanshi: .*o/journal/commands.sqlite: .*(damaged|missing|malformed|"
                             "not a database)")
        log.write_bytes(whole)
        (self.folder / "o/journal/snapshots.sqlite").write_bytes(b"text" * 100)
        out, err = self.tanshi("replay", "o", "--verify", code=2)
        self.assertRegex(err, r"^tanshi: [^\n]*snapshots.sqlite: [^\n]*; the commands agree "
                         r"with the replay, and the next start makes new snapshots\n$")
        self.assertEqual((self.folder / "o/journal/snapshots.sqlite").read_bytes(), b"text" * 100)

    def test_what_is_no_journal_is_refused(self):
        self.assertEqual(self.refused("replay", "nowhere"),
                         "tanshi: nowhere: there is no journal here")
        (self.folder / "empty").mkdir()
        (self.folder / "empty/commands.sqlite").touch()
        self.assertEqual(self.refused("replay", "empty"),
                         "tanshi: empty/commands.sqlite: is empty")

    def test_a_journal_in_use_is_left_alone(self):
        self.serve("tightening-cap", "--start", "operator")

        self.assertIn("another process is using it", self.refused("replay", "d", "--verify"))
        self.assertIn("another process is using it",
                      self.refused("serve", "tightening-cap", "--listen", "127.0.0.1:0", "--data",
                                   "d"))
        self.assertIn("holds a session of tanshi serve",
                      self.refused("run", "tightening-cap", "--out", "d"))


class Ending(ServeCase):
    def test_by_a_failed_expectation_exits_1(self):
        out, _ = self.tanshi("serve", "tightening-cap", "--listen", "127.0.0.1:0", "--data", "d",
                             "--until-finished", "--set",
                             "expect=[{metric: efficiency, at_least: 2}]", code=1)
        self.assertIn("FAILS  efficiency", out)

    def test_by_a_signal_exits_0_and_leaves_the_journal_whole(self):
        for how in (signal.SIGINT, signal.SIGTERM):
            shutil.rmtree(self.folder / "d", ignore_errors=True)
            server = self.serve("tightening-cap", "--day-takes", "20")
            self.assertEqual(self.end(server, how), 0)
            self.assertEqual(self.log().count("\n"), 1)
            self.assertIn("agrees with the replay", self.tanshi("replay", "d", "--verify")[0])
            self.assertEqual(sorted(self.files("d/journal")), ["commands.sqlite",
                                                               "snapshots.sqlite"])

    def test_the_server_outlives_who_reads_its_output(self):
        server = subprocess.Popen(
            [PROGRAM, "serve", "tightening-cap", "--listen", "127.0.0.1:0", "--data", "d",
             "--day-takes", "2"], cwd=self.folder, stdout=subprocess.PIPE, text=True)
        self.addCleanup(self.end, server)
        self.assertIn("listens on port", server.stdout.readline())
        server.stdout.close()
        self.wait_for(lambda: (self.folder / "d/report.html").exists())
        self.assertIsNone(server.poll())


class Addresses(ServeCase):
    def test_must_be_host_and_port(self):
        for address in ("", ":", ":0", "127.0.0.1", "127.0.0.1:", "127.0.0.1:-1", "50051",
                        "127.0.0.1:65536", "127.0.0.1:99999999999", "127.0.0.1:http",
                        "127.0.0.1:1x", "unix:/tmp/socket", "::1:0", "[::1]", "a b:1"):
            for command in (("serve", "tightening-cap", "--listen"),
                            ("agent", "--seat", "a", "--connect")):
                self.assertRegex(self.refused(*command, address),
                                 rf"^tanshi: {command[-1]}: must be HOST:PORT, such as "
                                 r"127.0.0.1:50051 or \[::1\]:50051")
        self.assertIn("must be HOST:PORT", self.refused("agent", "--seat", "a", "--connect",
                                                        "127.0.0.1:0"))

    def test_that_cannot_be_listened_on_are_told_in_one_line(self):
        taken = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(taken.close)
        for address in (f"127.0.0.1:{taken.getsockname()[1]}", "192.0.2.1:0", "nowhere.invalid:1"):
            _, err = self.tanshi("serve", "tightening-cap", "--listen", address, "--data", "d",
                                 "--insecure", code=2)
            self.assertEqual(err, f"tanshi: cannot listen on {address}: the address is in use or "
                             "not of this machine\n")
            err = self.refused("serve", "tightening-cap", "--listen", "127.0.0.1:0", "--data", "d",
                               "--web", address, "--insecure")
            self.assertIn(f"tanshi: cannot listen on {address}: ", err)

    def test_that_are_open_to_the_network_need_tls(self):
        for option in "--listen", "--web":
            for address in "0.0.0.0:0", "[::]:0", "192.0.2.1:0", "127.example.org:0":
                self.assertIn(f"tanshi: {option} {address} is open to the network",
                              self.refused("serve", "tightening-cap", option, address))
            self.assertIn("go together", self.refused("serve", "tightening-cap",
                                                      "--tls-key", "key.pem"))
            self.assertIn("no such file",
                          self.refused("serve", "tightening-cap", option, "0.0.0.0:0",
                                       "--tls-cert", "none.pem", "--tls-key", "none.pem"))


class Agent(ServeCase):
    def agent(self, *arguments, token=None):
        """stderr of an agent that must fail with one line."""
        if token is not None:
            (self.folder / "token").write_text(token + "\n")
            arguments += ("--token-file", "token")
        out, err = self.tanshi("agent", *arguments, code=2)
        self.assertEqual((out, err.count("\n")), ("", 1), err)
        return err

    def test_says_that_nobody_is_there(self):
        with socket.create_server(("127.0.0.1", 0)) as free:
            address = f"127.0.0.1:{free.getsockname()[1]}"
        self.assertRegex(self.agent("--connect", address, "--seat", "power-1", token="x"),
                         f"^tanshi: no exchange answers at {address}: ")

    def test_says_what_is_wrong_with_seat_or_token(self):
        self.serve("tightening-cap", "--start", "operator")
        port = re.search(r"port (\d+)", self.log()).group(1)
        token = self.tokens()["seats"]["power-1"]

        def play(seat, token):
            return self.agent("--connect", f"127.0.0.1:{port}", "--seat", seat, token=token)

        self.assertEqual(play("power-1", "x"),
                         "tanshi: the token is not known here (token_unknown)\n")
        self.assertEqual(play("power-9", token),
                         "tanshi: seat is \"power-9\"; the session has no such seat\n")
        self.assertEqual(play("power-2", token),
                         "tanshi: the token is not of the holder of seat \"power-2\"\n")
        for bad in ("a\nb", "é", "\x7f"):
            self.assertEqual(play("power-1", bad), play("power-1", "x"))
        self.assertEqual(play("", token), "tanshi: seat is \"\"; the session has no such seat\n")

    def test_without_a_token_it_says_how_to_give_one(self):
        self.assertEqual(
            self.agent("--connect", "127.0.0.1:1", "--seat", "a"),
            "tanshi: the seat's token is missing: give --token-file tokens.json of tanshi serve, "
            "or set TANSHI_TOKEN\n")
        self.serve("tightening-cap", "--start", "operator")
        self.assertEqual(
            self.agent("--connect", "127.0.0.1:1", "--seat", "a", "--token-file", "d/tokens.json"),
            "tanshi: --token-file d/tokens.json: has no token of a seat \"a\"\n")

    def test_flags_that_cannot_be_are_refused(self):
        agent = ("agent", "--connect", "127.0.0.1:1")
        for seed in ("-1", "x", "18446744073709551616"):
            self.assertIn("--seed: ", self.refused(*agent, "--seat", "a", "--seed", seed))
        for seat in ("\udcff", "a\nb"):
            self.assertEqual(self.refused(*agent, "--seat", seat),
                             "tanshi: --seat: must be UTF-8 without control characters")

    def test_ends_with_the_exchange(self):
        server = self.serve("tightening-cap", "--start", "operator")
        port = re.search(r"port (\d+)", self.log()).group(1)
        agent = subprocess.Popen(
            [PROGRAM, "agent", "--connect", f"127.0.0.1:{port}", "--seat", "power-1",
             "--token-file", self.folder / "d/tokens.json"], stderr=subprocess.PIPE, text=True)
        time.sleep(0.5)

        self.end(server)

        self.assertEqual(agent.wait(timeout=30), 2)
        self.assertRegex(agent.stderr.read(), f"^tanshi: no exchange answers at 127.0.0.1:{port}: "
                                              r"[^\n]*\n$")
        agent.stderr.close()


if __name__ == "__main__":
    unittest.main()
