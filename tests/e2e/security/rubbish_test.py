"""Every rpc with requests that are no requests, and with hundreds that are but hold extremes, by
one who may trade: the exchange lives, answers, and no tonne and no cent comes or goes.

    TANSHI_SEED=7 pytest rubbish_test.py      the same requests again"""

from __future__ import annotations

import os
import random
import subprocess
from collections import Counter

import grpc
import pytest
from every_call import METHODS, request_of
from filled import nested, scramble
from served_exchange import BIN

SEED = int(os.environ.get("TANSHI_SEED", "1"))
TIMES = 300
STREAM_TIMES = 6

# What went wrong inside, or with the exchange.
BROKEN = {grpc.StatusCode.INTERNAL, grpc.StatusCode.UNKNOWN, grpc.StatusCode.UNAVAILABLE,
          grpc.StatusCode.DATA_LOSS}  # fmt: skip


@pytest.fixture(scope="module")
def room(open_room):
    return open_room().let_in().open_market()


@pytest.fixture(scope="module")
def trader(room):
    """A token that no limit of commands a second holds back."""
    return room.exchange.tokens["power-3"]


def totals(room):
    """Cash and allowances of all together, and those that were taken out of circulation."""
    accounts = room.accounts()
    cash = sum(account.available_cents + account.escrowed_cents for account in accounts)
    units = sum(h.available_t + h.escrowed_t for account in accounts for h in account.holdings)
    events = METHODS["MarketDataService.StreamEvents"]
    stream = room.channel.unary_stream(
        f"/{events.containing_service.full_name}/{events.name}",
        request_serializer=lambda request: request.SerializeToString(),
        response_deserializer=events.output_type._concrete_class.FromString,
    )
    request = request_of("MarketDataService.StreamEvents", start_event_number=1, end_at_latest=True)
    metadata = [("authorization", f"Bearer {room.exchange.operator_token}")]
    gone = 0
    for response in stream(request, timeout=30, metadata=metadata):
        for event in response.events:
            gone += event.allowances_cancelled.quantity_t + event.allowances_surrendered.quantity_t
    return cash, units + gone


def names_of(room):
    """Values that make a request nearly right, so that it comes further than the first check."""
    me = room.operate("SessionService.ListSeats", page_size=3).seats[2].account_id
    return {
        "account_id": [0, 0, me, me + 1], "from_account_id": [0, me, me + 1],
        "to_account_id": [me + 1, me + 2], "maker_account_id": [me, me + 1],
        "maker_order_id": [1, 2, 3], "instrument_id": [1], "side": [1, 2], "type": [1],
        "limit_price_cents_per_tonne": [5, 3000, 100, 10**7], "quantity_t": [100, 1000],
        "price_cents_per_tonne": [5, 3000, 10**7], "time_in_force": [0, 1, 2], "year": [2026],
        "self_trade_prevention": [0], "page_size": [1, 100], "page_token": ["", "1"],
        "seat": ["power-3", "power-1"], "code": [room.code[:-1] + "?"],
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(METHODS))
def test_requests_of_extremes_change_nothing_that_they_may_not(room, trader, name):
    rng = random.Random(f"{SEED} {name}")
    before = totals(room)
    codes = Counter()
    number = 1000 * (1 + sorted(METHODS).index(name))
    named = names_of(room)
    for _ in range(STREAM_TIMES if METHODS[name].server_streaming else TIMES):
        number += 1
        named |= {"order_id": [number, number, number - 1, 1], "bid_id": [number, number]}
        request = scramble(request_of(name), rng, named)
        answer = room.call(name, request, trader)
        codes[answer.code] += 1
        assert answer.code not in BROKEN, (answer, request)

    room.is_well()
    assert totals(room) == before, codes


@pytest.mark.parametrize("name", sorted(METHODS))
def test_bytes_that_are_no_request_are_refused(room, trader, name):
    rng = random.Random(f"{SEED} {name}")
    not_text = b"\x0a\x04\xff\xfe\xc0\x80"
    huge = b"\x08" + b"\xff" * 9 + b"\x01"
    bad = [not_text, huge * 1000, b"\x0a\xff\xff\xff\xff\x7f", b"\xff" * 100, b"\x0b" * 50_000,
           nested(10_000), *(rng.randbytes(200) for _ in range(20))]  # fmt: skip
    for request in bad:
        answer = room.call(name, request, trader)
        assert answer.code not in BROKEN, (answer, request[:50])
    room.is_well()


def memory_mib(room):
    with open(f"/proc/{room.exchange.process.pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line[:5] == "VmHWM") >> 10


@pytest.mark.parametrize("compression", list(grpc.Compression))
def test_messages_that_are_too_large_are_refused_and_not_unpacked(room, compression):
    call = room.channel.unary_unary(
        "/tanshi.v1.ClassroomService/EnterClass",
        request_serializer=lambda request: request.SerializeToString(),
    )
    large = request_of("ClassroomService.EnterClass", code="x" * (100 << 20))
    before = memory_mib(room)

    with pytest.raises(grpc.RpcError) as refused:
        call(large, timeout=30, compression=compression)

    assert refused.value.code() in (
        grpc.StatusCode.RESOURCE_EXHAUSTED,
        grpc.StatusCode.UNIMPLEMENTED,
    )
    # As it is, it takes what its sender sends, within the exchange's quota; packed, no more than
    # the tenth of a mebibyte that travels.
    most = 120 if compression == grpc.Compression.NoCompression else 16
    assert memory_mib(room) - before < most
    room.is_well()


def test_after_all_of_it_the_journal_plays_to_the_same_events(room):
    told = room.ask("SessionService.GetSession").message
    room.exchange.stop()
    verified = subprocess.run(
        [BIN / "tanshi", "replay", "--verify", room.data], capture_output=True, text=True
    )

    assert verified.returncode == 0, verified.stderr
    assert f"events_hash {told.events_hash}" in verified.stdout
    assert "agrees with the replay" in verified.stdout
