#!/usr/bin/python3
"""`tanshi top`: one look for pipes, and the screen of a terminal that outlives its exchange.

    TANSHI_PROGRAM=build/bin/tanshi tests/e2e/cli/top_test.py
"""

import os
import pty
import re
import select
import signal
import socket
import subprocess
import termios
import time
import unittest

from cli_case import PROGRAM, CliCase


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class TopTest(CliCase):
    def serve(self, port, data="d"):
        server = subprocess.Popen(
            [PROGRAM, "serve", "classroom", "--listen", f"127.0.0.1:{port}", "--data", data,
             "--start", "now", "--day-takes", "100"],
            cwd=self.folder, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
        self.addCleanup(self.end, server)
        while "code for participants" not in server.stdout.readline():
            self.assertIsNone(server.poll())
        return server

    def end(self, server):
        if server.poll() is None:
            server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)
        server.stdout.close()

    def test_once_prints_one_look(self):
        port = free_port()
        self.serve(port)
        deadline = time.monotonic() + 30

        out = ""
        while not re.search(r"\d t  (bought|sold)", out):
            self.assertLess(time.monotonic(), deadline, out)
            out, _ = self.tanshi("top", "--connect", f"127.0.0.1:{port}", "--once")

        self.assertNotIn("\x1b", out)
        self.assertRegex(out, rf"classroom at 127.0.0.1:{port}: running; 2026, day \d+ of 50")
        self.assertRegex(out, r"\d+ commands, \d+ events")
        self.assertRegex(out, r"answers: p50 [0-9.]+ ms, p99 [0-9.]+ ms of 4")
        self.assertRegex(out, r" +\d+ +\d+\.\d\d \| \d+\.\d\d +\d+\n")
        self.assertIn("Seats: 31, of which 0 held", out)

    def test_with_the_operators_token_and_a_pipe(self):
        port = free_port()
        self.serve(port)

        out, _ = self.tanshi("top", "--connect", f"127.0.0.1:{port}", "--token-file",
                             "d/tokens.json")

        self.assertIn("Seats: 31", out)

    def test_nobody_listens(self):
        port = free_port()

        line = self.refused("top", "--connect", f"127.0.0.1:{port}", "--once")

        self.assertIn(f"127.0.0.1:{port} does not answer as an exchange", line)
        self.assertIn("Connection refused", line)

    def test_a_terminal_waits_for_an_exchange_that_goes_and_q_quits(self):
        port = free_port()
        server = self.serve(port)
        ours, theirs = pty.openpty()
        self.addCleanup(os.close, ours)
        before = termios.tcgetattr(theirs)
        top = subprocess.Popen([PROGRAM, "top", "--connect", f"127.0.0.1:{port}"], stdin=theirs,
                               stdout=theirs, stderr=theirs, env={**os.environ, "TERM": "xterm"})
        self.addCleanup(top.kill)
        self.seen = ""

        self.read_until(ours, r"a second [1-9][0-9.]* commands, [0-9.]+ events, [0-9.]+ trades")
        self.end(server)
        self.read_until(ours, r"NO ANSWER, trying again: ")
        self.serve(port, data="e")
        self.seen = ""
        self.read_until(ours, r"running; \d+, day \d+ of 50, turn \d of 2\r\n\d+ commands")
        os.write(ours, b"q")

        self.assertEqual(top.wait(timeout=10), 0)
        self.read_until(ours, r"\x1b\[\?1049l")
        self.assertEqual(termios.tcgetattr(theirs), before)
        os.close(theirs)

    def read_until(self, terminal, pattern):
        deadline = time.monotonic() + 40
        while not re.search(pattern, self.seen):
            self.assertLess(time.monotonic(), deadline, self.seen[-3000:])
            if select.select([terminal], [], [], 0.2)[0]:
                self.seen += os.read(terminal, 65536).decode()


if __name__ == "__main__":
    unittest.main()
