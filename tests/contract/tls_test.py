"""By TLS the Python client trusts the certificate that it was given, and no other."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys

import pytest
from served_exchange import CLASSROOM, Exchange

import tanshi
from tanshi import aio
from tanshi.agents.follow_mac import FollowMac


def certificate(folder, name):
    """Files of a key and of its certificate for this machine, vouched for by itself."""
    key, file = folder / f"{name}.key", folder / f"{name}.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
         "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost",
         "-keyout", key, "-out", file],
        check=True, capture_output=True,
    )  # fmt: skip
    return key, file


@pytest.fixture
def exchange(tmp_path):
    key, file = certificate(tmp_path, "exchange")
    served = Exchange(
        tmp_path, str(CLASSROOM), "--start", "operator", "--tls-cert", file, "--tls-key", key
    )
    yield served
    served.stop()


def test_it_trades_by_tls(exchange, tmp_path):
    credentials = tanshi.root_certificate(tmp_path / "exchange.pem")
    program = subprocess.Popen(
        [sys.executable, "-m", "tanshi.agents.market_maker", "--connect", exchange.address,
         "--seat", "maker", "--root-certificate", tmp_path / "exchange.pem"],
        env={**os.environ, "TANSHI_TOKEN": exchange.tokens["maker"]},
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip

    async def main():
        token, address = exchange.tokens["power-1"], exchange.address
        playing = asyncio.create_task(
            aio.play(FollowMac, address, seat="power-1", token=token, credentials=credentials)
        )
        operator = aio.Client(address, exchange.operator_token, credentials=credentials)
        async with operator:
            while sum(seat.held for seat in await operator.seats()) < 2:
                await asyncio.sleep(0.01)
            await operator.start()
            return await playing

    assert asyncio.run(main()).turns == 42
    assert (
        program.communicate(timeout=60)[0] == "maker: 40 turns answered; the session is finished\n"
    )


def test_another_certificate_is_not_trusted(exchange, tmp_path):
    _, other = certificate(tmp_path, "other")
    for credentials in (tanshi.root_certificate(other), None):
        with (
            tanshi.Client(exchange.address, credentials=credentials) as client,
            pytest.raises(tanshi.ExchangeNotThere),
        ):
            client.status()
    with pytest.raises(OSError, match="No such file"):
        tanshi.root_certificate(tmp_path / "none.pem")
    assert exchange.process.poll() is None
