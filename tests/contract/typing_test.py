"""The Python package is typed, strictly, and so are the programs that use it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from served_exchange import ROOT

import tanshi

CONFIG = ROOT / "agents" / "python" / "pyproject.toml"

RIGHT = """
import asyncio
from decimal import Decimal
from random import Random

import tanshi
from tanshi import aio


class Mine(tanshi.Agent):
    def decide(self, wake: tanshi.Wake, random: Random) -> None:
        wake.quote(bid=random.uniform(40, 50), ask=None, quantity=1e4)


with tanshi.Client("a:1", "token") as client:
    result: tanshi.Result = client.buy("70.05", 1_000, post_only=True)
    depth: tanshi.Depth = client.depth()
played: tanshi.Played = tanshi.play(Mine, "a:1", seat="power-1", token="")


async def main() -> None:
    async with aio.Client("a:1") as client:
        result: tanshi.Result = await client.surrender(2025, 1_000)
        async for trade in client.trades():
            price: Decimal = trade.price


asyncio.run(main())
"""

WRONG = {
    'tanshi.Client("a:1").buy("70.05")': "Too few arguments",
    'tanshi.Client("a:1").buy(70, 1_000, posted=True)': 'Unexpected keyword argument "posted"',
    'tanshi.Client("a:1").status().phases': 'has no attribute "phases"',
    'tanshi.play(str, "a:1", seat="s", token="")': 'Argument 1 to "play"',
    'tanshi.aio.Client("a:1").depth().bids': 'has no attribute "bids"',
}


def check(folder, *what):
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file", CONFIG, *what],
        cwd=folder, capture_output=True, text=True,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A copy outside of site-packages, about which mypy says nothing."""
    folder = tmp_path_factory.mktemp("typing")
    shutil.copytree(Path(tanshi.__file__).parent, folder / "tanshi")
    return folder


def test_the_package_is_typed_strictly(installed):
    code, said = check(installed, "-p", "tanshi")

    assert (code, said[:8]) == (0, "Success:"), said


def test_its_users_are_checked(installed):
    (installed / "right.py").write_text(RIGHT)
    (installed / "wrong.py").write_text(
        "import tanshi\nimport tanshi.aio\n" + "\n".join(WRONG) + "\n"
    )

    assert check(installed, "right.py")[0] == 0, check(installed, "right.py")[1]
    code, said = check(installed, "wrong.py")
    assert code == 1
    for number, expected in enumerate(WRONG.values(), start=3):
        line = [told for told in said.splitlines() if told.startswith(f"wrong.py:{number}:")]
        assert any(expected in told for told in line), said
