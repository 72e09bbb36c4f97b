"""A program enters a class with the code that the instructor reads out, and plays its seat."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys

import pytest
from served_exchange import wait_until

import tanshi
from tanshi import aio
from tanshi.agents.follow_mac import FollowMac


@pytest.fixture
def open_class(start_exchange):
    """The exchange, and the code."""
    exchange = start_exchange("--class", "--day-takes", "20")
    wait_until(lambda: "code for participants" in exchange.log.read_text())
    return exchange, re.search(r"participants: (\S+)", exchange.log.read_text()).group(1)


def test_those_who_enter_get_a_seat_each_and_play_it(open_class):
    exchange, code = open_class
    program = subprocess.Popen(
        [sys.executable, "-m", "tanshi.agents.bank_and_hold", "--connect", exchange.address,
         "--code", code, "--name", "Ada"],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    name = program.stdout.readline().split()[-1]

    async def main():
        entry = await aio.enter(exchange.address, code=code.lower().replace("-", ""), name="Bob")
        assert (entry.role, entry.seat != name) == ("trader", True)
        assert entry.token not in exchange.tokens.values()
        playing = asyncio.create_task(
            aio.play(FollowMac, exchange.address, seat=entry.seat, token=entry.token)
        )
        async with aio.Client(exchange.address, exchange.operator_token) as operator:
            await asyncio.sleep(0.5)
            await operator.start()
            return entry, await playing

    entry, played = asyncio.run(main())
    assert played.turns == 42
    assert program.communicate(timeout=60)[0].startswith(f"{name}: 42 turns answered")
    with tanshi.Client(exchange.address, entry.token) as client:
        assert client.balances().account_id == entry.account_id


def test_wrong_codes_and_names_are_told(open_class):
    exchange, code = open_class
    with pytest.raises(tanshi.CodeRefused, match=f"the class at {exchange.address} says"):
        tanshi.enter(exchange.address, code="AAA-AAA", name="Eve")
    with pytest.raises(tanshi.RequestRefused, match="name"):
        tanshi.enter(exchange.address, code=code, name="")
    with pytest.raises(tanshi.ExchangeNotThere):
        tanshi.enter("127.0.0.1:1", code=code, name="Eve", timeout=1)


def test_a_full_class_gives_no_seat(open_class):
    exchange, code = open_class
    seats = {tanshi.enter(exchange.address, code=code, name=f"n{i}").seat for i in range(5)}

    assert seats == set(exchange.tokens)
    with pytest.raises((tanshi.RequestRefused, tanshi.CodeRefused)):
        tanshi.enter(exchange.address, code=code, name="late")
