"""What travels over a network is encrypted, and well: both ports."""

from __future__ import annotations

import re
import socket
import ssl
import subprocess

import pytest
from served_exchange import BIN, CLASSROOM, Exchange

PEOPLE = ["0.0.0.0:0", "[::]:0"]


def serve(folder, *options):
    """The exit code and what it said of a server that does not start, or was let go on for 2 s."""
    command = [BIN / "tanshi", "serve", CLASSROOM, "--data", folder / "d", *options]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=2)
        return ended.returncode, ended.stderr
    except subprocess.TimeoutExpired:
        return None, ""


@pytest.mark.parametrize("address", PEOPLE)
def test_a_network_is_not_served_in_the_clear(tmp_path, address):
    for options in (["--listen", address], ["--listen", "127.0.0.1:0", "--web", address]):
        code, said = serve(tmp_path, "--start", "operator", *options)
        assert code == 2
        assert "--tls-cert" in said and "--insecure" in said


def test_it_is_where_one_insists(tmp_path):
    options = ["--listen", "0.0.0.0:0", "--insecure", "--start", "operator"]

    assert serve(tmp_path, *options)[0] is None


@pytest.fixture(scope="module")
def ports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj",
         "/CN=tanshi", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", folder / "key",
         "-out", folder / "certificate"],
        check=True, capture_output=True,
    )  # fmt: skip
    exchange = Exchange(
        folder, str(CLASSROOM), "--start", "operator", "--web", "127.0.0.1:0",
        "--tls-cert", folder / "certificate", "--tls-key", folder / "key",
    )  # fmt: skip
    web = re.search(r"browsers: https://127\.0\.0\.1:(\d+)", exchange.log.read_text())
    yield [int(exchange.address.split(":")[1]), int(web.group(1))]
    exchange.stop()


def shake_hands(port, change=lambda context: None):
    """The version and cipher that a client like that comes to."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_alpn_protocols(["h2", "http/1.1"])
    change(context)
    with (
        socket.create_connection(("127.0.0.1", port), timeout=10) as raw,
        context.wrap_socket(raw) as spoken,
    ):
        return spoken.version(), spoken.cipher()[0]


def test_modern_clients_get_tls_1_2_or_1_3(ports):
    def only_1_2(context):
        context.maximum_version = ssl.TLSVersion.TLSv1_2

    for port in ports:
        assert shake_hands(port)[0] == "TLSv1.3"
        version, cipher = shake_hands(port, only_1_2)
        assert version == "TLSv1.2" and cipher.startswith("ECDHE-")


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
@pytest.mark.parametrize("version", ["TLSv1", "TLSv1_1"])
def test_old_versions_are_refused(ports, version):
    def old(context):
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = getattr(ssl.TLSVersion, version)
        context.set_ciphers("ALL:@SECLEVEL=0")

    for port in ports:
        with pytest.raises((ssl.SSLError, ConnectionError)):
            shake_hands(port, old)
        assert shake_hands(port)


@pytest.mark.parametrize("ciphers", [
    "AES128-SHA", "AES128-GCM-SHA256", "AES256-SHA256", "ECDHE-RSA-AES128-SHA",
    "ECDHE-RSA-AES128-SHA256", "DHE-RSA-AES128-SHA", "NULL-SHA256", "AECDH-AES128-SHA",
    "CAMELLIA128-SHA", "PSK-AES128-CBC-SHA", "ADH-AES128-GCM-SHA256",
])  # fmt: skip
def test_weak_ciphers_are_refused(ports, ciphers):
    def weak(context):
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.set_ciphers(f"{ciphers}:@SECLEVEL=0")

    for port in ports:
        with pytest.raises((ssl.SSLError, ConnectionError)):
            shake_hands(port, weak)
        assert shake_hands(port)


def test_nothing_is_answered_in_the_clear(ports):
    for port in ports:
        with socket.create_connection(("127.0.0.1", port), timeout=10) as raw:
            raw.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            try:
                assert b"HTTP/1.1 200" not in raw.recv(1000)
            except ConnectionError:
                pass
