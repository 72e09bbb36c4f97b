"""The free-running client: orders answered at once, what the market shows, control of the session,
and errors that name their cause and remedy. Stock clients find their way by reflection."""

from __future__ import annotations

import socket
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import (
    ProtoReflectionDescriptorDatabase,
)
from served_exchange import wait_until

import tanshi
from tanshi.v1 import auction_service_pb2, registry_service_pb2

SERVICES = {
    "TradingService",
    "AuctionService",
    "MarketDataService",
    "RegistryService",
    "AgentService",
    "SessionService",
    "ClassroomService",
    "OperatorService",
}


@pytest.fixture
def paused(start_exchange):
    """A session that has played one turn and waits, so that nobody else trades."""
    exchange = start_exchange()
    with exchange.operator() as operator:
        operator.step()
        wait_until(lambda: operator.status().phase == "paused")
    return exchange


# ---- Trading -----------------------------------------------------------------------------------


def test_orders_meet_and_each_answer_says_what_happened(paused):
    with paused.client("maker") as seller, paused.client("power-1") as buyer:
        ask = max([level.price for level in buyer.depth(1000).bids], default=0) + 1
        for client in (seller, buyer):
            client.cancel_all()
        before = buyer.balances()

        offer = seller.sell(ask, 3_000)
        best = seller.depth().asks[0]
        taken = buyer.buy(ask + 1, 2_000, time_in_force="immediate_or_cancel")

        after = buyer.balances()
        if best.price == ask:  # nobody asked for less
            assert taken.fills == [(ask, 2_000)]
        assert taken.traded_quantity == 2_000
        paid = sum(fill.price * fill.quantity for fill in taken.fills)
        assert (after.cash, after.allowances) == (before.cash - paid, before.allowances + 2_000)
        assert seller.orders()[-1].order_id == offer.order_id


def test_an_account_tells_what_it_owes_under_each_scheme(paused):
    with paused.operator() as operator, paused.client("power-1") as power:
        assert power.balances().obligations == {}
        for scheme_id, owed in ((0, 300), (2, 40)):
            request = registry_service_pb2.ReportEmissionsRequest(
                account_id=power.balances().account_id,
                year=2025,
                emissions_t=owed,
                scheme_id=scheme_id,
            )
            operator.registry.ReportEmissions(request, timeout=60)

        assert power.balances().obligations == {0: 300, 2: 40}
        assert power.balances().obligation == 300


def test_an_auction_sells_to_the_highest_bids_and_keeps_bids_sealed(paused):
    with (
        paused.operator() as operator,
        paused.client("power-1") as high,
        paused.client("power-2") as low,
    ):
        book = operator.instruments()[0]
        seller = next(s.account_id for s in operator.seats() if s.seat == "maker")
        operator.auction.AnnounceAuction(
            auction_service_pb2.AnnounceAuctionRequest(
                auction_id=1,
                instrument_id=book.instrument_id,
                vintage_year=book.last_vintage_year,
                seller_account_id=seller,
                supply_t=3 * book.lot_t,
                lot_t=book.lot_t,
                reserve_price_cents_per_tonne=500,
            ),
            timeout=60,
        )
        (announced,) = high.auctions()
        before = high.balances()

        first = high.bid(1, 9, 2 * book.lot_t)
        withdrawn = high.withdraw_bid(1, high.bid(1, 8, book.lot_t).order_id)
        low.bid(1, 7, 2 * book.lot_t)
        below = low.bid(1, 4, book.lot_t)
        own = high.bids(1)
        operator.auction.CloseAuction(
            auction_service_pb2.CloseAuctionRequest(auction_id=1), timeout=60
        )

        after = high.balances()
        assert announced.announced.supply_t == 3 * book.lot_t
        assert own == [(first.order_id, Decimal("9.00"), 2 * book.lot_t)]
        assert withdrawn.accepted and below.refusal == "bid_below_reserve"
        assert before.cash - after.cash == 7 * 2 * book.lot_t
        assert after.allowances - before.allowances == 2 * book.lot_t
        assert high.auctions() == []
        seen = {event.WhichOneof("event") for event in low.events(start=1, until_now=True)}
        assert "auction_cleared" in seen
        assert {
            event.bid_submitted.account_id
            for event in low.events(start=1, until_now=True)
            if event.HasField("bid_submitted")
        } == {low.balances().account_id}


def test_refusals_are_answers_in_words(paused):
    with paused.client("power-1") as client:
        client.cancel_all()
        too_much = client.sell(1, 100_000_000)
        never = client.cancel(999_999)
        stale = client.buy("0.05", 1_000, order_id=1)

        assert (too_much.refusal, never.refusal) == ("allowances_insufficient", "order_not_live")
        assert str(too_much).startswith(
            f"order {too_much.order_id}: submit refused: quantity_t must be at most "
        )
        assert "never placed, filled, or cancelled (order_not_live)" in str(never)
        assert stale.refusal == "order_id_not_rising"
        assert client.buy("0.05", 1_000).accepted  # goes on with an id that may be used


def test_what_could_never_be_an_order_is_not_sent(paused):
    with paused.client("power-1") as client:
        before = client.status().command_count
        for price, quantity, message in (
            (
                70.03,
                1_000,
                "70.03, which is no multiple of the tick 0.05; the nearest are 70.00 and 70.05",
            ),
            (0.1 + 0.2, 1_000, "0.30000000000000004, which is no multiple"),
            (0, 1_000, r"must be in \[0.05, "),
            ("cheap", 1_000, "price is 'cheap'; must be a Decimal, a text or a number"),
            (70, 1_500, "must be a multiple of the lot 1000"),
            (70, 1_000.0, "quantity is 1000.0; must be a whole number"),
            (70, 0, r"quantity is 0; must be in \[1, 1000000000\]"),
        ):
            with pytest.raises(tanshi.OrderError, match=message):
                client.buy(price, quantity)
        with pytest.raises(tanshi.OrderError, match="type is 'stop'; must be one of limit, market"):
            client.buy(70, 1_000, type="stop")

        assert client.status().command_count == before


def test_trades_are_streamed_as_they_happen(paused):
    with (
        paused.client("maker") as seller,
        paused.client("power-1") as buyer,
        tanshi.Client(paused.address) as public,
    ):
        known = list(public.trades(start=1, until_now=True))
        seller.cancel_all()
        buyer.cancel_all()
        price = max([level.price for level in buyer.depth(1000).bids], default=Decimal(0)) + 1
        stream = public.trades(start=public.status().event_count + 1)

        seller.sell(price, 1_000)
        bought = buyer.buy(price, 1_000)
        trade = next(stream)
        stream.close()

        assert bought.traded_quantity == 1_000
        assert (trade.price, trade.quantity, trade.taker_side) == (
            bought.fills[0].price,
            bought.fills[0].quantity,
            "buy",
        )
        assert len(list(public.trades(start=1, until_now=True))) > len(known)


# ---- The session -------------------------------------------------------------------------------


def test_the_operator_steps_pauses_resumes_and_stops(start_exchange):
    with start_exchange("--day-takes", "200").operator() as operator:
        assert operator.status().phase == "waiting"
        operator.step(3)
        wait_until(lambda: operator.status().phase == "paused")
        status = operator.status()
        assert (status.scenario, status.day, status.turn) == ("small-market", 1, 1)
        operator.resume()
        wait_until(lambda: operator.status().day >= 2)
        operator.pause()
        wait_until(lambda: operator.status().phase == "paused")
        operator.stop()
        assert operator.status().phase == "stopped"
        with pytest.raises(tanshi.RequestRefused, match="the session is stopped: it cannot resume"):
            operator.resume()


def test_what_is_the_operators_is_nobody_elses(start_exchange):
    exchange = start_exchange()
    with exchange.client("power-1") as client, tanshi.Client(exchange.address) as public:
        with pytest.raises(tanshi.TokenRefused, match="operator_only"):
            client.start()
        with pytest.raises(tanshi.TokenRefused, match=r"token_absent.*tokens\.json"):
            public.start()
        assert public.status().phase == "waiting"
        assert {seat.seat for seat in public.seats()} == set(exchange.tokens)


# ---- Errors ------------------------------------------------------------------------------------


def test_a_wrong_token_says_where_the_right_one_is(start_exchange):
    exchange = start_exchange()
    for guess in ("guess", "two words", "a line\n", "clé"):
        with pytest.raises(tanshi.TokenRefused, match=r"token is not known here.*tokens\.json"):
            tanshi.join(exchange.address, "power-1", guess)
    with pytest.raises(tanshi.TokenRefused, match=r'not of the holder of seat "power-1".*token'):
        tanshi.join(exchange.address, "power-1", exchange.tokens["power-2"])
    with pytest.raises(tanshi.TokenRefused, match="token_absent"):
        tanshi.join(exchange.address, "power-1", "")


def test_an_unknown_seat_is_answered_with_those_that_exist(start_exchange):
    exchange = start_exchange()
    with (
        exchange.join("power-2"),
        pytest.raises(
            tanshi.SeatUnknown, match=r'"power-9".*power-1, power-2 \(held\), power-3, steel'
        ),
    ):
        tanshi.join(exchange.address, "power-9", exchange.tokens["power-1"])


def test_a_seat_has_one_holder(start_exchange):
    exchange = start_exchange()
    with exchange.join("power-1"), pytest.raises(tanshi.SeatTaken, match="take another"):
        exchange.join("power-1")


def test_no_exchange_at_the_address():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    match = f"no exchange answers at 127.0.0.1:{port} .*Is `tanshi serve` running"
    with pytest.raises(tanshi.ExchangeNotThere, match=match):
        tanshi.join(f"127.0.0.1:{port}", "power-1", "token")
    with pytest.raises(tanshi.ExchangeNotThere, match=match):
        tanshi.Client(f"127.0.0.1:{port}").status()


def test_another_grpc_server_at_the_address():
    server = grpc.server(ThreadPoolExecutor(1))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    with pytest.raises(tanshi.RequestRefused, match="is no Tanshi exchange, or of another version"):
        tanshi.join(f"127.0.0.1:{port}", "power-1", "token")
    server.stop(0)


def test_an_exchange_that_goes_away_ends_the_loop_with_an_error(start_exchange):
    exchange = start_exchange()
    with (
        exchange.operator() as operator,
        pytest.raises(tanshi.ExchangeNotThere),
        exchange.join("power-1") as seat,
    ):
        operator.start()
        for _ in seat:
            exchange.kill()


# ---- Stock clients -----------------------------------------------------------------------------


def test_reflection_tells_every_service_and_its_methods(start_exchange):
    with grpc.insecure_channel(start_exchange().address) as channel:
        reflection = ProtoReflectionDescriptorDatabase(channel)
        names = reflection.get_services()
        file = reflection.FindFileContainingSymbol("tanshi.v1.TradingService")
        for name in names:  # a stock client calls what is told: the health service too
            assert reflection.FindFileContainingSymbol(name).service

    assert {
        name.removeprefix("tanshi.v1.") for name in names if name.startswith("tanshi.v1.")
    } == SERVICES
    assert [m.name for m in file.service[0].method][:2] == ["SubmitOrder", "CancelOrder"]


def test_health_is_serving(start_exchange):
    with grpc.insecure_channel(start_exchange().address) as channel:
        health = health_pb2_grpc.HealthStub(channel)
        answer = health.Check(health_pb2.HealthCheckRequest(), timeout=10)

    assert answer.status == health_pb2.HealthCheckResponse.SERVING
