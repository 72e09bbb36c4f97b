"""Enters a class with the code that its instructor read out: `tanshi.enter`."""

from __future__ import annotations

import secrets
from typing import NamedTuple

import grpc

from tanshi.connection import connect
from tanshi.errors import CodeRefused, ExchangeNotThere, TanshiError, translate
from tanshi.v1 import classroom_service_pb2, classroom_service_pb2_grpc
from tanshi.words import word

_TRIES = 3


class Entry(NamedTuple):
    """What a code gave."""

    seat: str
    """Empty: the role has none."""
    token: str
    """Of the seat; for join(), play() and Client. Keep it: a code gives another seat each time."""
    role: str
    """"trader", "observer" or "operator"."""
    account_id: int
    """0: none."""


def enter(
    address: str,
    *,
    code: str,
    name: str,
    consents: bool = False,
    credentials: grpc.ChannelCredentials | None = None,
    timeout: float = 10.0,
) -> Entry:
    """Takes a seat in the class at `address` (HOST:PORT) with its `code`, in which case and hyphens
    do not matter, under a `name` that the instructor sees. `consents`: you agree to what the class
    asks of those who take part, if it asks.

        seat, token, *_ = tanshi.enter("10.0.0.5:50051", code="K7M-4QX", name="Ada")
        tanshi.play(MyAgent, "10.0.0.5:50051", seat=seat, token=token)

    Raises ExchangeNotThere; CodeRefused; RequestRefused: no seat is left, too many wrong codes
    came, or the class asks for consent.
    """
    request = classroom_service_pb2.EnterClassRequest(
        code=code, name=name, request_id=secrets.token_hex(16), consents=consents
    )
    with connect(address, credentials) as channel:
        stub = classroom_service_pb2_grpc.ClassroomServiceStub(channel)
        for left in reversed(range(_TRIES)):  # the same request gets the same seat
            try:
                answer = stub.EnterClass(request, timeout=timeout)
                break
            except grpc.RpcError as error:
                told: TanshiError = translate(error, address)
                if error.code() == grpc.StatusCode.PERMISSION_DENIED:
                    told = CodeRefused(f"the class at {address} says: {error.details()}")
                if not left or not isinstance(told, ExchangeNotThere):
                    raise told from None
    role = word(classroom_service_pb2.Role, answer.role)
    return Entry(answer.seat, answer.token, role, answer.account_id)
