"""The port for browsers under attack by bytes: what it tells pages, paths that lead elsewhere,
requests that two readers could take for different ones, and what is too large, slow or no HTTP."""

from __future__ import annotations

import gzip
import http.client
import random
import socket
import time

import pytest

CALL = "/tanshi.v1.SessionService/GetSession"
GRPC_WEB = {"Content-Type": "application/grpc-web+proto"}
EMPTY = bytes(5)


@pytest.fixture(scope="module")
def room(open_room):
    return open_room()


@pytest.fixture(autouse=True)
def is_well_after_each(room):
    yield
    room.is_well()
    assert ask(room, "GET", "/healthz")[0] == 200


def ask(room, method, path, body=None, headers=None):
    connection = http.client.HTTPConnection("127.0.0.1", room.web, timeout=10)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def send(room, data, seconds=2.0):
    """All that comes back to these bytes, until the server closes or says no more."""
    with socket.create_connection(("127.0.0.1", room.web), timeout=seconds) as raw:
        received = b""
        try:
            raw.sendall(data)
            while chunk := raw.recv(65536):
                received += chunk
        except OSError:
            pass
        return received


def statuses(received):
    return [int(line.split()[1]) for line in received.split(b"\r\n") if line[:7] == b"HTTP/1."]


@pytest.mark.parametrize("path", ["/", "/console", "/assets/main-1a2b.js"])
def test_pages_may_do_nothing_but_their_own(room, path):
    _, headers, _ = ask(room, "GET", path, headers={"Origin": "http://evil"})

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] in ("no-referrer", "same-origin")
    policy = headers["Content-Security-Policy"]
    for rule in ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'",
                 "base-uri 'none'", "form-action 'none'"):  # fmt: skip
        assert rule in policy
    assert "unsafe" not in policy and "*" not in policy
    assert not [name for name in headers if name.lower().startswith("access-control-")]


def test_texts_are_taken_for_nothing_else(room):
    for path in ("/healthz", "/none"):
        _, headers, _ = ask(room, "GET", path, headers={"Origin": "http://evil"})
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Type"] == "text/plain; charset=utf-8"
        assert not [name for name in headers if name.lower().startswith("access-control-")]


def test_no_page_of_another_origin_may_call(room):
    status, headers, body = ask(room, "POST", CALL, EMPTY, {**GRPC_WEB, "Origin": "http://evil"})
    assert b"grpc-status: 7" in body and b"grpc-status: 0" not in body
    assert not [name for name in headers if name.lower().startswith("access-control-")]

    preflight = {"Origin": "http://evil", "Access-Control-Request-Method": "POST"}
    status, headers, _ = ask(room, "OPTIONS", CALL, headers=preflight)
    assert status == 403
    assert not [name for name in headers if name.lower().startswith("access-control-")]


def test_no_form_of_another_page_may_call(room):
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""):
        assert ask(room, "POST", CALL, EMPTY, {"Content-Type": kind})[0] == 415, kind


@pytest.mark.parametrize("path", [
    "/../data/tokens.json", "/..%2fdata%2ftokens.json", "/%2e%2e/data/tokens.json",
    "/assets/..%2f..%2fdata/tokens.json", "/assets/../../data/tokens.json", "//etc/passwd",
    "/..\\data\\tokens.json", "/%00", "/index.html%00.js", "/data/tokens.json", "/%252e%252e/x",
    "/etc/passwd", "/assets/", "/assets", "/.", "/..", "/console/", "/index", "/%",
])  # fmt: skip
def test_no_path_leads_out_of_the_desk(room, path):
    received = send(room, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())

    assert statuses(received)[0] in (400, 404), received
    assert b"operator" not in received and b"root:" not in received


@pytest.mark.parametrize("line", [
    "TRACE / HTTP/1.1", "CONNECT 127.0.0.1:22 HTTP/1.1", "GET http://evil/ HTTP/1.1",
    "POST http://127.0.0.1:1/x HTTP/1.1", "PUT / HTTP/1.1", "DELETE / HTTP/1.1", "get / HTTP/1.1",
    "PRI * HTTP/2.0", "GET / HTTP/0.9", "GET /", "GET  / HTTP/1.1", "GET / HTTP/1.1 x",
    "\0 / HTTP/1.1", "GET /\x01 HTTP/1.1",
])  # fmt: skip
def test_no_other_method_or_form_of_a_request_is_served(room, line):
    secret = "X-Secret: do-not-echo"
    received = send(room, f"{line}\r\nHost: x\r\n{secret}\r\n\r\n".encode("latin-1"), seconds=1)

    assert [status for status in statuses(received) if status < 400] == []
    assert b"do-not-echo" not in received


# What follows the request that two readers could end at different places.
SMUGGLED = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.mark.parametrize("head", [
    "Content-Length: 5\r\nTransfer-Encoding: chunked",
    "Transfer-Encoding: chunked\r\nContent-Length: 5",
    "Content-Length: 5\r\nContent-Length: 6",
    "Content-Length: 5, 6",
    "Content-Length: +5",
    "Content-Length: -5",
    "Content-Length: 0x5",
    "Content-Length: 5 5",
    "Content-Length: 99999999999999999999999999",
    "Content-Length : 5",
    "Content-Length\t: 5",
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
    "Transfer-Encoding: chunked, identity",
    "Transfer-Encoding: xchunked",
    "Transfer-Encoding : chunked",
    "Transfer-Encoding:\x0bchunked",
    "Content-Length: 5\nTransfer-Encoding: chunked",
    "X: a\rTransfer-Encoding: chunked",
    "X\0Y: z\r\nContent-Length: 5",
])  # fmt: skip
def test_no_request_can_be_smuggled_behind_another(room, head):
    """Whatever has two readings is refused, and nothing after it is read."""
    start = f"POST {CALL} HTTP/1.1\r\nHost: x\r\nContent-Type: application/grpc-web+proto\r\n"
    received = send(room, start.encode() + head.encode("latin-1") + b"\r\n\r\n" + EMPTY + SMUGGLED)

    answered = statuses(received)
    assert len(answered) == 1, received
    assert answered[0] in (400, 411, 413, 501), received


@pytest.mark.parametrize("head", [" Content-Length: 5", "X: y\r\n Content-Length: 5"])
def test_a_folded_line_is_no_header_of_its_own(room, head):
    """It belongs to the value before it: the request has no body, and what follows is no HTTP."""
    start = f"POST {CALL} HTTP/1.1\r\nHost: x\r\nContent-Type: application/grpc-web+proto\r\n"
    received = send(room, start.encode() + head.encode() + b"\r\n\r\n" + EMPTY + SMUGGLED)

    assert statuses(received)[-1] >= 400 and b"this is not HTTP/1.1" in received


def test_heads_and_bodies_that_are_too_large_are_refused_and_closed(room):
    long = b"x" * 20_000
    assert statuses(send(room, b"GET /" + long + b" HTTP/1.1\r\n\r\n"))[:1] in ([431], [414])
    many = b"".join(b"a%d: b\r\n" % i for i in range(20_000))
    for lines in (b"A: " + long + b"\r\n", many):
        assert statuses(send(room, b"GET / HTTP/1.1\r\n" + lines + b"\r\n"))[:1] == [431]
    start = f"POST {CALL} HTTP/1.1\r\nHost: x\r\nContent-Type: application/grpc-web+proto\r\n"
    received = send(room, start.encode() + b"Content-Length: 1000000000\r\n\r\n")
    assert b"grpc-status: 8" in received or statuses(received) == [413]


def memory_mib(room):
    with open(f"/proc/{room.exchange.process.pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) >> 10


def test_what_is_compressed_is_not_blown_up(room):
    bomb = gzip.compress(bytes(50 << 20), 6)
    before = memory_mib(room)
    frame = b"\x01" + len(bomb).to_bytes(4, "big") + bomb
    for headers in ({"grpc-encoding": "gzip"}, {"Content-Encoding": "gzip"}, {}):
        for body in (frame, bomb):
            status, _, body = ask(room, "POST", CALL, body, {**GRPC_WEB, **headers})
            assert b"grpc-status: 0" not in body or status != 200

    assert memory_mib(room) - before < 32


@pytest.mark.parametrize("body", [
    b"", b"\0", bytes(4), b"\0\0\0\0\xff", b"\0\xff\xff\xff\xff", b"\x80\0\0\0\0", EMPTY * 2,
    b"\0\0\0\0\x02\xff\xff", b"\xff" * 100,
])  # fmt: skip
def test_frames_that_are_none_are_refused(room, body):
    for kind in ("application/grpc-web+proto", "application/grpc-web-text"):
        status, _, answer = ask(room, "POST", CALL, body, {"Content-Type": kind})
        if kind.endswith("proto"):
            assert b"grpc-status: 0" not in answer, answer
        assert status < 500


def test_who_sends_a_head_a_byte_at_a_time_is_closed(room):
    with socket.create_connection(("127.0.0.1", room.web), timeout=1) as slow:
        begin = time.monotonic()
        with pytest.raises(OSError):
            for byte in b"GET / HTTP/1.1\r\n" + b"X: " + b"y" * 1000:
                slow.sendall(bytes([byte]))
                time.sleep(0.2)
        assert time.monotonic() - begin < 15


def test_rubbish_on_both_ports_ends_the_connection_that_sent_it(room):
    rng = random.Random(1)
    preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
    frames = [
        b"\xff\xff\xff\x00\x00\x00\x00\x00\x01",  # a frame larger than may be
        b"\x00\x00\x04\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00",  # a window of nothing
        b"\x00\x00\x00\x01\x05\x00\x00\x00\x00",  # headers of stream 0
        b"\x00\x00\x05\x09\x04\x00\x00\x00\x01\xff\xff\xff\xff\xff",  # continues nothing
        b"\x00\x00\x06\x04\x00\x00\x00\x00\x00\x00\x04\xff\xff\xff\xff" * 1000,  # settings
    ]
    junk = [rng.randbytes(rng.choice((1, 100, 20_000))) for _ in range(40)]
    grpc_port = int(room.exchange.address.split(":")[1])
    for port in (room.web, grpc_port):
        for data in [*junk, *(preface + frame for frame in frames), b"\x16\x03\x01\x02\x00" * 99]:
            with socket.create_connection(("127.0.0.1", port), timeout=5) as raw:
                try:
                    raw.sendall(data)
                except OSError:
                    pass
        room.is_well()
