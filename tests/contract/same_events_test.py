"""One script of commands gives the same events, number by number, and so the same hash, whoever
carries it: the market in process (core_events), single calls of gRPC, the Trade stream, and the
Python client."""

from __future__ import annotations

import json
import os
import random
import subprocess
from pathlib import Path

import pytest
from google.protobuf import json_format
from served_exchange import BIN

import tanshi
from tanshi.outcome import Outcomes
from tanshi.v1 import (
    auction_service_pb2,
    registry_service_pb2,
    session_service_pb2,
    types_pb2,
)
from tanshi.v1 import trading_service_pb2 as trading
from tanshi.v1.events_pb2 import Event
from tanshi.words import word


def read_script(name):
    lines = Path(__file__).with_name(name).read_text().splitlines()
    return [line.split(" ", 1) for line in lines if line and not line.startswith("#")]


SCRIPT = read_script("script.txt")
# Lines of the script that open accounts and the book.
OPENING = next(i for i, (method, _) in enumerate(SCRIPT) if method == "SubmitOrder")
# What a book refuses whatever its state; the Python client raises an error instead of asking.
NEVER_AN_ORDER = SCRIPT[:OPENING] + read_script("never_an_order.txt")
SEEDS = range(1, 1 + int(os.environ.get("TANSHI_SEEDS", "3")))


def core(script):
    run = subprocess.run(
        [BIN / "core_events"],
        input="".join(f"{method} {body}\n" for method, body in script),
        capture_output=True,
        text=True,
        check=True,
    )
    *events, events_hash = run.stdout.splitlines()
    return [json.loads(event) for event in events], events_hash


def exchange_says(operator):
    events = [
        json_format.MessageToDict(event) for event in operator.events(start=1, until_now=True)
    ]
    return events, operator.status().events_hash


def carry_by_calls(operator, script):
    services = (operator.trading, operator.auction, operator.registry, operator.session)
    for method, body in script:
        call = next(getattr(service, method) for service in services if hasattr(service, method))
        call(json_format.Parse(body, request_of(method)), timeout=60)


def request_of(method):
    for module in (trading, auction_service_pb2, registry_service_pb2, session_service_pb2):
        if hasattr(module, f"{method}Request"):
            return getattr(module, f"{method}Request")()
    raise KeyError(method)


COMMANDS = {
    "SubmitOrder": "submit",
    "CancelOrder": "cancel",
    "ReplaceOrder": "replace",
    "CancelAllOrders": "cancel_all",
    "SubmitBid": "submit_bid",
    "WithdrawBid": "withdraw_bid",
    "ConsignAllowances": "consign",
    "TakeListing": "take",
    "OfferDirect": "offer",
    "AcceptOffer": "accept",
    "DeclineOffer": "decline",
    "WithdrawOffer": "withdraw_offer",
}


def carry_by_stream(operator, script):
    """Runs of orders go in messages of up to three; the rest by calls."""
    while script:
        count = next(
            (i for i, (method, _) in enumerate(script) if method not in COMMANDS), len(script)
        )
        if count == 0:
            carry_by_calls(operator, script[:1])
            script = script[1:]
            continue
        commands = []
        for method, body in script[:count]:
            commands.append(trading.OrderCommand())
            json_format.Parse(body, getattr(commands[-1], COMMANDS[method]))
            getattr(commands[-1], COMMANDS[method]).SetInParent()
        messages = [trading.TradeRequest(commands=commands[i : i + 3]) for i in range(0, count, 3)]
        results = [
            result
            for response in operator.trading.Trade(iter(messages), timeout=60)
            for result in response.results
        ]
        assert len(results) == count
        script = script[count:]


def carry_by_client(exchange, operator, script):
    """Orders by the client, as the operator for the account that they name."""
    clients = {}
    for method, body in script:
        if method not in COMMANDS:
            carry_by_calls(operator, [(method, body)])
            continue
        request = json_format.Parse(body, request_of(method))
        account_id = request.account_id
        book = (account_id, getattr(request, "instrument_id", 0) or 1)
        if book not in clients:
            clients[book] = exchange.operator(account_id=account_id, instrument_id=book[1])
        client = clients[book]
        price = tanshi.cents(getattr(request, "limit_price_cents_per_tonne", 0))
        if method == "SubmitOrder":
            client.submit(
                word(types_pb2.Side, request.side),
                price,
                request.quantity_t,
                order_id=request.order_id,
                type=word(types_pb2.OrderType, request.type or 1),
                time_in_force=word(types_pb2.TimeInForce, request.time_in_force or 1),
                self_trade_prevention=word(
                    types_pb2.SelfTradePrevention, request.self_trade_prevention or 1
                ),
                post_only=request.post_only,
            )
        elif method == "SubmitBid":
            price = tanshi.cents(request.price_cents_per_tonne)
            client.bid(request.auction_id, price, request.quantity_t, bid_id=request.bid_id)
        elif method == "WithdrawBid":
            client.withdraw_bid(request.auction_id, request.bid_id)
        elif method == "ConsignAllowances":
            carry_by_calls(operator, [(method, body)])
        elif method == "TakeListing":
            listing = tanshi.Listing(request.maker_account_id, request.maker_order_id, "", price, 0)
            client.take(listing, request.quantity_t, order_id=request.order_id)
        elif method == "OfferDirect":
            client.offer(
                request.to_account_id,
                word(types_pb2.Side, request.side),
                tanshi.cents(request.price_cents_per_tonne),
                request.quantity_t,
                block=request.is_block,
                order_id=request.order_id,
            )
        elif method in ("AcceptOffer", "DeclineOffer"):
            offer = tanshi.Offer(
                request.from_account_id, request.order_id, "", price, 0, account_id, False
            )
            (client.accept if method == "AcceptOffer" else client.decline)(offer)
        elif method == "WithdrawOffer":
            client.withdraw_offer(request.order_id)
        elif method == "CancelOrder":
            client.cancel(request.order_id)
        elif method == "ReplaceOrder":
            client.replace(request.order_id, price, request.quantity_t, post_only=request.post_only)
        else:
            client.cancel_all()
    for client in clients.values():
        client.close()


OFFERS = ("OfferDirect", "AcceptOffer", "DeclineOffer", "WithdrawOffer")


def random_script(seed):
    """Opens the market, then orders of three accounts at few prices, so that they meet; some break
    the rules of the book, some are cancelled, replaced, or filled already. And offers from one to
    another, and their answers."""
    draw = random.Random(seed)
    offers = [(1, 1, 2)]  # from, order id, to
    script = list(SCRIPT[:OPENING])
    last_ids = dict.fromkeys((1, 2, 3), 0)
    for _ in range(300):
        account_id = draw.choice((1, 2, 3))
        body = {"accountId": account_id}
        method = draw.choices([*list(COMMANDS)[:4], *OFFERS], (80, 10, 15, 2, 12, 8, 3, 3))[0]
        if method in ("SubmitOrder", "OfferDirect"):
            last_ids[account_id] += draw.choice((1, 1, 1, 1, 5, 0))
        if method == "SubmitOrder":
            body.update(
                orderId=max(last_ids[account_id], 1),
                instrumentId=1,
                side=draw.choice((1, 2)),
                type=draw.choice((0, 1, 1, 2)),
                timeInForce=draw.choice((0, 1, 2, 3, 4)),
                selfTradePrevention=draw.choice((0, 1, 2, 3)),
                postOnly=draw.random() < 0.1,
            )
        elif method == "CancelAllOrders":
            body.update(instrumentId=1)
        elif method == "OfferDirect":
            offers.append((account_id, max(last_ids[account_id], 1), account_id % 3 + 1))
            body.update(
                orderId=offers[-1][1],
                instrumentId=1,
                side=draw.choice((1, 2)),
                priceCentsPerTonne=5 * draw.randint(1, 2000),
                quantityT=10 * draw.randint(1, 50),
                toAccountId=offers[-1][2],
            )
        elif method == "WithdrawOffer":
            maker, order_id, _ = draw.choice(offers)
            body.update(accountId=maker, orderId=order_id)
        elif method in OFFERS:
            maker, order_id, taker = draw.choice(offers[-3:])
            body.update(accountId=taker, fromAccountId=maker, orderId=order_id)
        else:
            body.update(orderId=draw.randint(1, max(last_ids[account_id], 1)))
        if method in ("SubmitOrder", "ReplaceOrder"):
            body.update(
                limitPriceCentsPerTonne=5 * draw.randint(1397, 1403),
                quantityT=10 * draw.randint(1, 50),
            )
        script.append((method, json.dumps(body)))
        if draw.random() < 0.02:
            script.append(("CloseDay", "{}"))
    return script


SCRIPTS = {"by_hand": SCRIPT, **{f"seed_{seed}": random_script(seed) for seed in SEEDS}}


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS.keys())
@pytest.mark.parametrize("carrier", ["calls", "stream", "client"])
def test_the_same_script_gives_the_same_events(start_exchange, carrier, script):
    expected, expected_hash = core(script)
    exchange = start_exchange()
    with exchange.operator() as operator:
        if carrier == "client":
            carry_by_client(exchange, operator, script)
        else:
            carry = carry_by_calls if carrier == "calls" else carry_by_stream
            carry(operator, script)

        events, events_hash = exchange_says(operator)

    assert events == expected
    assert events_hash == expected_hash


def test_the_scripts_reach_every_kind_of_event_and_every_refusal_that_can_be_asked_for():
    events = core(SCRIPT)[0] + core(NEVER_AN_ORDER)[0]

    kinds = {key for event in events for key in event if key != "eventNumber"}
    reasons = {event["refused"]["reason"] for event in events if "refused" in event}
    assert kinds == {field.json_name for field in Event.DESCRIPTOR.oneofs[0].fields}
    # The wire cannot say a time, and turns enums without a meaning away.
    assert reasons == set(types_pb2.RejectReason.keys()) - {
        "REJECT_REASON_UNSPECIFIED",
        "REJECT_REASON_TIME_BACKWARDS",
        "REJECT_REASON_ENUM_OUT_OF_RANGE",
    }


def test_what_is_never_an_order_is_refused_alike_by_core_and_calls(start_exchange):
    expected, expected_hash = core(NEVER_AN_ORDER)
    with start_exchange().operator() as operator:
        carry_by_calls(operator, NEVER_AN_ORDER)
        events, events_hash = exchange_says(operator)

    assert (events, events_hash) == (expected, expected_hash)
    assert all("refused" in event for event in events[OPENING + 1 :])


@pytest.mark.parametrize("seed", SEEDS)
def test_a_seat_sums_its_events_up_as_the_exchange_does(start_exchange, seed):
    """What a wake tells as results, from events alone, is what a call would have been answered."""
    exchange = start_exchange()
    script = random_script(seed)
    with exchange.operator() as operator:
        carry_by_calls(operator, script[:OPENING])
        answers = {account_id: [] for account_id in (1, 2, 3)}
        commands = {account_id: [] for account_id in answers}
        for method, body in script[OPENING:]:
            request = json_format.Parse(body, request_of(method))
            if method not in COMMANDS:
                carry_by_calls(operator, [(method, body)])
                continue
            answer = getattr(operator.trading, method)(request, timeout=60).result
            answer.ClearField("command_number")
            answer.ClearField("known_order")
            answers[request.account_id].append(answer)
            commands[request.account_id].append(trading.OrderCommand(**{COMMANDS[method]: request}))
        seats = {seat.account_id: seat.seat for seat in operator.seats()}

    for account_id, expected in answers.items():
        outcomes = Outcomes(commands[account_id])
        with exchange.client(seats[account_id]) as holder:
            for event in holder.events(start=1, until_now=True):
                outcomes.add(event)
        assert outcomes.is_complete
        assert [result.message for result in outcomes.results()] == expected
