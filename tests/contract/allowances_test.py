"""Allowances given up against what is owed, given to another, and taken out of circulation, from
Python."""

from __future__ import annotations

import asyncio

import pytest
from served_exchange import wait_until

import tanshi
from tanshi import aio
from tanshi.v1 import registry_service_pb2


@pytest.fixture
def paused(start_exchange):
    """A session that has played one turn and waits."""
    exchange = start_exchange()
    with exchange.operator() as operator:
        operator.step(1)
        wait_until(lambda: operator.status().phase == "paused")
        yield exchange, operator


def test_what_is_owed_is_surrendered(paused):
    exchange, operator = paused
    with exchange.client("power-1") as client:
        before = client.balances()
        operator.registry.ReportEmissions(
            registry_service_pb2.ReportEmissionsRequest(
                account_id=before.account_id, year=2025, emissions_t=5_000
            )
        )
        owed = client.balances().obligation
        first, more = client.surrender(2025, 3_000), client.surrender(2025, 1_000_000)
        after = client.balances()

    assert owed == before.obligation + 5_000
    assert (first.command, first.accepted) == ("surrender", True)
    assert after.allowances == before.allowances - 3_000
    assert after.obligation == owed - 3_000
    assert more.refusal is not None and "quantity_t" in more.detail


def test_allowances_are_given_away_and_retired(paused):
    exchange, _ = paused

    async def main():
        async with (
            aio.Client(exchange.address, exchange.tokens["power-1"]) as one,
            aio.Client(exchange.address, exchange.tokens["power-2"]) as other,
        ):
            before, of_other = await one.balances(), await other.balances()
            given = await one.transfer(of_other.account_id, 2_000)
            retired = await one.retire(1_000)
            assert (given.command, given.accepted) == ("transfer", True)
            assert (retired.command, retired.accepted) == ("retire", True)
            assert (await one.balances()).allowances == before.allowances - 3_000
            assert (await other.balances()).allowances == of_other.allowances + 2_000
            assert (await one.retire(10**9)).refusal == "allowances_insufficient"

    asyncio.run(main())


def test_what_can_never_be_is_told(paused):
    exchange, _ = paused
    with exchange.client("power-1") as client:
        with pytest.raises(tanshi.OrderError, match="must be a whole number"):
            client.surrender(2025, 1.5)
        with pytest.raises(tanshi.RequestRefused, match="year"):
            client.surrender(0, 1_000)
        assert client.consign(77, 1_000).refusal == "auction_unknown"
