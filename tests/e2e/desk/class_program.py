"""A program that takes part in a class in which much goes wrong.

    python class_program.py agent|free|rubbish HOST:PORT WEB_PORT CODE NAME

It enters with the code and says, a line of JSON each, which seat it has, every order that it was
told is accepted, and at last how it ended: with the session, or killed where it sends rubbish.
"""

from __future__ import annotations

import json
import random
import socket
import sys
import time
from contextlib import suppress
from decimal import Decimal
from functools import partial
from typing import Any, Callable, TypeVar

import grpc

import tanshi
from tanshi.agents.follow_mac import FollowMac

T = TypeVar("T")

PATIENCE = 60.0  # seconds that the exchange may be away


def tell(**what: Any) -> None:
    print(json.dumps(what), flush=True)


class Telling(FollowMac):
    """Says which of its orders were accepted."""

    def decide(self, wake: tanshi.Wake, chances: random.Random) -> None:
        for result in wake.results:
            if result.command == "submit" and result.accepted:
                tell(order=result.order_id)
        super().decide(wake, chances)


def play(address: str, entry: tanshi.Entry) -> None:
    played = tanshi.play(Telling, address, seat=entry.seat, token=entry.token, patience=PATIENCE)
    tell(over=played.session_over, reconnected=played.reconnected)


def trade_freely(address: str, entry: tanshi.Entry) -> None:
    """Bids and takes back, over and over, from the start to the end of the session."""
    order_id = 0
    with tanshi.Client(address, entry.token) as client:
        while True:
            status, _ = answered(client.status)
            if status.phase in ("finished", "stopped"):
                break
            if status.phase == "running":
                order_id += 1
                bid_and_take_back(client, order_id)
            time.sleep(0.05)
    tell(over=status.phase)


def bid_and_take_back(client: tanshi.Client, order_id: int) -> None:
    """What gets no answer is sent again under the same id."""
    bid = partial(client.buy, Decimal("1.00"), 100, order_id=order_id)
    result, tries = answered(bid)
    had_arrived = tries > 0 and result.refusal == "order_id_not_rising"
    if result.accepted or had_arrived:
        tell(order=order_id)
        answered(partial(client.cancel, order_id))


def answered(call: Callable[[], T]) -> tuple[T, int]:
    """What it answers, and how often it had to be asked again."""
    deadline, tries = time.monotonic() + PATIENCE, 0
    while True:
        try:
            return call(), tries
        except tanshi.ExchangeNotThere:
            if time.monotonic() > deadline:
                raise
            tries += 1
            time.sleep(0.2)


def send_rubbish(address: str, web_port: int, entry: tanshi.Entry) -> None:
    chances = random.Random(1)
    port = int(address.rsplit(":", 1)[1])
    head = b"POST /tanshi.v1.TradingService/SubmitOrder HTTP/1.1\r\nHost: x\r\n"
    body = b"Content-Type: application/grpc-web+proto\r\nContent-Length: 300\r\n\r\n"
    held: list[socket.socket] = []  # connections on which nothing more is said
    with grpc.insecure_channel(address) as channel:
        call = channel.unary_unary("/tanshi.v1.TradingService/SubmitOrder")
        metadata = [("authorization", f"Bearer {entry.token}")]
        while True:
            noise = chances.randbytes(300)
            with suppress(OSError):
                for to in (port, web_port):
                    for said in (noise, head, head + body + noise, head + noise):
                        one = socket.create_connection(("127.0.0.1", to), timeout=1)
                        one.sendall(said)
                        held.append(one)
            with suppress(grpc.RpcError):
                call(noise, metadata=metadata, timeout=5)
            for one in held[:-40]:
                one.close()
            del held[:-40]
            time.sleep(0.2)


def main() -> None:
    what, address, web_port, code, name = sys.argv[1:]
    entry = tanshi.enter(address, code=code, name=name, timeout=PATIENCE)
    tell(seat=entry.seat)
    if what == "agent":
        play(address, entry)
    elif what == "free":
        trade_freely(address, entry)
    else:
        send_rubbish(address, int(web_port), entry)


main()
