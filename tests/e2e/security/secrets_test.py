"""Tokens and codes: what is no token is none, all wrong ones are answered alike, guesses are few,
and nothing that is secret is told or written where it should not be."""

from __future__ import annotations

import os
import stat
import statistics
import subprocess
import time
import urllib.request

import grpc
import pytest
from every_call import request_of

UNAUTHENTICATED = grpc.StatusCode.UNAUTHENTICATED
NAME = "RegistryService.GetAccount"
# Of answers on this machine; a lookup that depends on the secret takes some 100 ns.
SAME_TIME_S = 0.002


@pytest.fixture(scope="module")
def room(open_room):
    return open_room().let_in().open_market()


def test_a_token_is_good_in_the_header_authorization_alone(room):
    token = room.ada.token
    request = request_of(NAME)
    assert room.call(NAME, request, token).code is grpc.StatusCode.OK

    for key, value in (
        ("authorization", token), ("authorization", f"Basic {token}"),
        ("authorization", f"Bearer {token} "[:-2]), ("authorization", f"Bearer {token}0"),
        ("authorization", f"Bearer {token.upper()}"), ("authorization", "Bearer "),
        ("authorization", "Bearer"), ("authorization", f"Bearer {token},{token}"),
        ("cookie", f"token={token}"), ("token", token), ("x-authorization", f"Bearer {token}"),
        ("proxy-authorization", f"Bearer {token}"),
    ):  # fmt: skip
        answer = room.call(NAME, request, metadata=[(key, value)])
        assert answer.code is UNAUTHENTICATED, (key, value)


def web(room, path, token=None):
    """The end of the answer of the gateway to a call."""
    headers = {"Content-Type": "application/grpc-web+proto"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    request = urllib.request.Request(f"http://127.0.0.1:{room.web}{path}", bytes(5), headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.read()


def test_a_token_in_a_query_string_is_none(room):
    path, token = "/tanshi.v1.RegistryService/GetAccount", room.ada.token
    assert b"grpc-status: 0" in web(room, path, token)

    for query in (f"?token={token}", f"?access_token={token}", f"?authorization=Bearer%20{token}"):
        answer = web(room, path + query)
        assert b"grpc-status: 0" not in answer and token.encode() not in answer


def test_the_digest_of_a_token_is_none(room):
    """Who reads the journal cannot come in with what it holds."""
    found = set()
    for file in (room.data / "journal").iterdir():
        text = subprocess.run(["strings", "-n", "16", file], capture_output=True, text=True).stdout
        found |= {word for line in text.splitlines() for word in line.split() if word.isascii()}
    for word in list(found)[:2000]:
        assert room.call(NAME, request_of(NAME), word).code is not grpc.StatusCode.OK, word


@pytest.fixture(scope="module")
def wrong_codes(room):
    """One that never was, and those that are no longer good."""
    make = {"role": 1, "use_count": 1}
    revoked = room.operate("OperatorService.CreateCode", **make).code.code
    room.operate("OperatorService.RevokeCode", code=revoked)
    expired = room.operate("OperatorService.CreateCode", expires_in_ms=1000, **make).code.code
    used = room.operate("OperatorService.CreateCode", **make).code.code
    assert enter(room, used).code is grpc.StatusCode.OK
    time.sleep(1.2)
    return {"never was": "AAA-AAA", "revoked": revoked, "expired": expired, "used up": used}


def enter(room, code):
    enter.count = getattr(enter, "count", 0) + 1
    return room.ask(
        "ClassroomService.EnterClass", code=code, name="Eve", request_id=f"{enter.count:020}"
    )


def test_wrong_codes_are_answered_alike_whatever_is_wrong(room, wrong_codes):
    answers = {(enter(room, code).code, enter(room, code).details) for code in wrong_codes.values()}

    assert len(answers) == 1
    assert answers.pop()[0] is grpc.StatusCode.PERMISSION_DENIED


def median_seconds(ask, rounds):
    """Of each thing to ask, asked in turn."""
    times = {}
    for _ in range(rounds):
        for name, one in ask.items():
            begin = time.perf_counter()
            one()
            times.setdefault(name, []).append(time.perf_counter() - begin)
    return {name: statistics.median(each) for name, each in times.items()}


def test_wrong_codes_are_answered_in_the_same_time(room, wrong_codes):
    time.sleep(5)  # so that no guess of before counts
    asks = {kind: lambda code=code: enter(room, code) for kind, code in wrong_codes.items()}
    medians = median_seconds(asks, 8)

    assert max(medians.values()) - min(medians.values()) < SAME_TIME_S, medians


def test_wrong_tokens_are_answered_alike_and_in_the_same_time(room):
    people = room.operate("OperatorService.ListParticipants").participants
    gone = room.oda.token
    room.operate("OperatorService.RemoveParticipant", participant_id=people[2].participant_id)
    good = room.exchange.operator_token
    tokens = {
        "removed": gone,
        "one letter off": good[:-1] + ("0" if good[-1] != "0" else "1"),
        "nothing like one": "x",
        "long": "0" * 2000,
    }
    answers = {room.call(NAME, request_of(NAME), token)[:2] for token in tokens.values()}
    medians = median_seconds(
        {kind: lambda t=token: room.call(NAME, request_of(NAME), t) for kind, token in
         tokens.items()}, 100,
    )  # fmt: skip

    assert len(answers) == 1 and answers.pop()[0] is UNAUTHENTICATED
    assert max(medians.values()) - min(medians.values()) < SAME_TIME_S, medians


def test_who_guesses_codes_is_not_heard_and_those_within_are(open_room):
    room = open_room().let_in().open_market()
    begin = time.monotonic()
    codes = [enter(room, f"AAA-{i % 10}{i // 10 % 10}B").code for i in range(300)]
    took = time.monotonic() - begin

    heard = codes.count(grpc.StatusCode.PERMISSION_DENIED)
    assert heard <= 45 + 2 * took
    assert set(codes[200:]) <= {
        grpc.StatusCode.RESOURCE_EXHAUSTED, grpc.StatusCode.PERMISSION_DENIED,
    }  # fmt: skip
    assert enter(room, room.code).code is grpc.StatusCode.RESOURCE_EXHAUSTED, "a right one neither"
    assert room.call(NAME, request_of(NAME), room.ada.token).code is grpc.StatusCode.OK
    time.sleep(2)
    assert enter(room, room.code).code is grpc.StatusCode.OK, "and later it is"


def test_the_tokens_file_is_its_owners_alone(room):
    mode = stat.S_IMODE((room.data / "tokens.json").stat().st_mode)

    assert mode == 0o600


def test_the_journal_is_its_owners_alone(room):
    assert stat.S_IMODE((room.data / "journal").stat().st_mode) == 0o700


def files_below(folder):
    for here, _, names in os.walk(folder):
        for name in names:
            yield os.path.join(here, name)


def test_no_code_makes_an_operator(room):
    answer = room.ask("OperatorService.CreateCode", room.exchange.operator_token, role=3)

    assert answer.code is grpc.StatusCode.INVALID_ARGUMENT


def test_no_secret_is_in_files_the_output_or_an_error_message(room, wrong_codes):
    """Of all the tests above; run with them. The journal has codes, as they outlive a restart."""
    secrets = {
        "Ada's token": room.ada.token, "Bob's token": room.bob.token,
        "Oda's token": room.oda.token, "the operator's": room.exchange.operator_token,
        **{f"token of {seat}": token for seat, token in room.exchange.tokens.items()},
    }  # fmt: skip
    codes = {"code": room.code, "code to watch": room.watching_code, **wrong_codes}
    codes |= {f"{kind}, bare": code.replace("-", "") for kind, code in codes.items()}
    # What the instructor is to read out; of a link's fragment no server hears.
    read_out = [f"code for participants: {room.code} ", f"/#code={room.code}\n"]
    room.exchange.stop()

    for file in files_below(room.data):
        with open(file, "rb") as opened:
            held = opened.read().lower()
        hidden = {} if file.endswith("tokens.json") else secrets
        hidden = hidden | ({} if "/journal/commands.sqlite" in file else codes)
        for what, secret in hidden.items():
            assert secret.lower().encode() not in held, (file, what)
    output = room.log
    for part in read_out:
        assert output.count(part) == 1
        output = output.replace(part, "")
    output = output.lower()
    told = "\n".join(room.told).lower()
    for what, secret in {**secrets, **codes}.items():
        assert secret.lower() not in output, what
        assert secret.lower() not in told, what
