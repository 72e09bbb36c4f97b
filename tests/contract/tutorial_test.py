"""docs/tutorial-python.md from top to bottom, as a student goes through it: files are written,
commands are run, and what they print is what the page says."""

from __future__ import annotations

import os
import re
import shlex
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from served_exchange import BIN, ROOT

PAGE = (ROOT / "docs" / "tutorial-python.md").read_text()
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.M | re.S)
INSTALL = "pip install"  # contract.install_python_client has done it


class Student:
    """Sits in a folder with the repository's program in reach."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self._port = port
        self._servers: list[subprocess.Popen[str]] = []
        (folder / "build").symlink_to(BIN.parent, target_is_directory=True)
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        self._environment = {**os.environ, "PATH": path}

    def types(self, text: str) -> str:
        """What the commands print."""
        text = text.replace("50051", str(self._port))
        if text.rstrip().endswith("&"):
            self._serves(text.rstrip()[:-1])
            return ""
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", text],
            cwd=self.folder, env=self._environment, capture_output=True, text=True, timeout=280,
        )  # fmt: skip
        assert done.returncode == 0, f"{text}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def saves(self, text: str) -> None:
        name = re.match(r"# (\w+\.py)\n", text)
        assert name, f"a block of Python begins with the name of its file:\n{text}"
        (self.folder / name.group(1)).write_text(text.replace("50051", str(self._port)))

    def leaves(self) -> None:
        for server in self._servers:
            server.terminate()
            server.wait(timeout=60)

    def _serves(self, command: str) -> None:
        self.leaves()
        with (self.folder / "serve.txt").open("w") as log:
            server = subprocess.Popen(
                shlex.split(command),
                cwd=self.folder, env=self._environment, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        self._servers.append(server)
        deadline = time.monotonic() + 60
        while "tokens in" not in (self.folder / "serve.txt").read_text():
            assert server.poll() is None and time.monotonic() < deadline
            time.sleep(0.05)


@pytest.fixture
def student(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    one = Student(tmp_path, port)
    yield one
    one.leaves()


def test_every_step_of_the_tutorial_comes_out_as_it_says(student):
    printed = ""
    for kind, text in BLOCKS:
        if kind == "python":
            student.saves(text)
        elif kind == "sh":
            printed = "" if INSTALL in text else student.types(text)
        else:
            assert kind == "text"
            assert printed == text, f"printed:\n{printed}\nthe page says:\n{text}"


def test_the_tutorial_has_steps():
    assert sum(kind == "python" for kind, _ in BLOCKS) >= 3
    assert sum(kind == "sh" for kind, _ in BLOCKS) >= 5
    assert sum(kind == "text" for kind, _ in BLOCKS) >= 3
