"""An exchange to test against: the built program as a process of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Callable

import tanshi

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(os.environ.get("TANSHI_BIN", ROOT / "build" / "bin"))
CLASSROOM = Path(__file__).with_name("classroom.yaml")
EXAMPLES = ROOT / "agents" / "python" / "examples"
EXAMPLE = EXAMPLES / "threshold_agent.py"
AUCTION_EXAMPLE = EXAMPLES / "auction_agent.py"
REGULATOR_EXAMPLE = EXAMPLES / "regulator.py"


class Exchange:
    """`tanshi serve`, and the tokens that it wrote."""

    def __init__(self, folder: Path, scenario: str, *options: str):
        command = [BIN / "tanshi", "serve", scenario, "--listen", "127.0.0.1:0"]
        self.log = folder / "serve.txt"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [*command, "--data", folder / "data", *options],
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            self.address = f"127.0.0.1:{self._wait_for_port()}"
            tokens = json.loads((folder / "data" / "tokens.json").read_text())
        except BaseException:
            self.kill()
            raise
        self.operator_token: str = tokens["operator"]
        self.tokens: dict[str, str] = tokens["seats"]

    def _wait_for_port(self) -> str:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            found = re.search(r"listens on port (\d+)", self.log.read_text())
            if found:
                return found.group(1)
            time.sleep(0.05)
        raise RuntimeError(f"the exchange did not start:\n{self.log.read_text()}")

    def client(self, seat: str) -> tanshi.Client:
        """Trades for the account of the seat, outside of its turns."""
        return tanshi.Client(self.address, self.tokens[seat], timeout=60)

    def operator(self, **options: object) -> tanshi.Client:
        return tanshi.Client(self.address, self.operator_token, timeout=60, **options)

    def join(self, seat: str) -> tanshi.Seat:
        return tanshi.join(self.address, seat, self.tokens[seat])

    def start_example(self, seat: str, example: Path = EXAMPLE) -> subprocess.Popen[str]:
        return self.start_program(example, seat, self.tokens[seat])

    def start_program(self, program: Path, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, program, self.address, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """As a person would; does nothing after kill()."""
        if self.process.returncode is None:
            self.process.terminate()
            assert self.process.wait(timeout=60) == 0, self.log.read_text()


def wait_until(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Fails unless the condition comes true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not so after {seconds} s"
        time.sleep(0.05)
