"""A class as it is served, with people in it, for who means it harm."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Callable

import grpc
import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "contract"))

from every_call import Answer, call, request_of
from served_exchange import Exchange, wait_until

import tanshi


class Room:
    """`tanshi serve classroom --web`, with Ada and Bob in seats, and Oda who watches."""

    def __init__(self, folder: Path, *options: str):
        self.folder = folder
        self.desk = folder / "desk"
        (self.desk / "assets").mkdir(parents=True)
        (self.desk / "index.html").write_text("<!doctype html>the desk")
        (self.desk / "console.html").write_text("<!doctype html>the console")
        (self.desk / "assets" / "main-1a2b.js").write_text("// " + "x" * 5000)
        self.exchange = Exchange(
            folder, "classroom", "--web", "127.0.0.1:0", "--assets", str(self.desk),
            "--day-takes", "1000", *options,
        )  # fmt: skip
        wait_until(lambda: "waits for the operator" in self.log)
        self.web = int(re.search(r"browsers: \w+://127\.0\.0\.1:(\d+)", self.log).group(1))
        self.code = re.search(r"participants: (\S+)", self.log).group(1)
        self.channel = grpc.insecure_channel(self.exchange.address)
        self.told: list[str] = []  # all that was ever said of a failed call

    @property
    def log(self) -> str:
        return self.exchange.log.read_text()

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def let_in(self) -> Room:
        self.watching_code = self.operate("OperatorService.CreateCode", role=2).code.code
        self.ada = tanshi.enter(self.exchange.address, code=self.code, name="Ada")
        self.bob = tanshi.enter(self.exchange.address, code=self.code, name="Bob")
        self.oda = tanshi.enter(self.exchange.address, code=self.watching_code, name="Oda")
        return self

    def open_market(self) -> Room:
        """Trades, then rests: what changes from now on, a call has changed."""
        self.operate("SessionService.StartSession")
        wait_until(lambda: self.ask("SessionService.GetSession").message.day > 0)
        self.operate("SessionService.PauseSession")
        wait_until(lambda: self.ask("SessionService.GetSession").message.phase == 3)
        return self

    def call(self, name: str, request: Any, token: str | None = None, **more: Any) -> Answer:
        answer = call(self.channel, name, request, token, **more)
        self.told.append(answer.details)
        return answer

    def ask(self, name: str, token: str | None = None, /, **fields: Any) -> Answer:
        return self.call(name, request_of(name, **fields), token)

    def operate(self, name: str, /, **fields: Any) -> Any:
        answer = self.ask(name, self.exchange.operator_token, **fields)
        assert answer.code is grpc.StatusCode.OK, answer
        return answer.message

    def accounts(self) -> list[Any]:
        """All of them, as the operator sees them."""
        seats = self.operate("SessionService.ListSeats", page_size=100).seats
        return [
            self.operate("RegistryService.GetAccount", account_id=seat.account_id) for seat in seats
        ]

    def is_well(self) -> None:
        """It lives and answers."""
        assert self.exchange.process.poll() is None, self.log
        begin = time.monotonic()
        assert self.ask("SessionService.GetSession").code is grpc.StatusCode.OK
        assert time.monotonic() - begin < 5

    def close(self) -> None:
        self.channel.close()
        if self.exchange.process.poll() is None:
            self.exchange.kill()


@pytest.fixture(scope="module")
def open_room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Room]]:
    rooms: list[Room] = []

    def start(*options: str) -> Room:
        rooms.append(Room(tmp_path_factory.mktemp("room"), *options))
        return rooms[-1]

    yield start
    for room in rooms:
        room.close()
