"""Who may call what: every rpc of every service, by people who may not. A new rpc has no rule, and
fails here until it is given one."""

from __future__ import annotations

import grpc
import pytest
from every_call import METHODS, request_of
from filled import fill
from google.protobuf.descriptor_pb2 import FileDescriptorProto
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc

UNAUTHENTICATED = grpc.StatusCode.UNAUTHENTICATED
PERMISSION_DENIED = grpc.StatusCode.PERMISSION_DENIED

PUBLIC = {
    "AuctionService": "ListAuctions",
    "MarketDataService": "ListInstruments ListForwards GetDepth GetTradingRules ListListings "
    "StreamBook StreamEvents",
    "SessionService": "GetSession ListSeats",
    "ClassroomService": "GetClass EnterClass ListDays",
}
HOLDERS = {
    "TradingService": "SubmitOrder CancelOrder ReplaceOrder CancelAllOrders Trade GetOrder "
    "ListOrders TakeListing OfferDirect AcceptOffer DeclineOffer WithdrawOffer ListOffers",
    "AuctionService": "SubmitBid WithdrawBid ConsignAllowances ListBids",
    "RegistryService": "GetAccount TransferAllowances CancelAllowances SurrenderAllowances",
    "AgentService": "Attach",
    "ClassroomService": "FollowSeat GetDebrief",
}
# Name no account and no seat: the caller's own is meant, and no other can be.
OWN = {"ClassroomService": "SetPlan RecordStep"}
OPERATORS = {
    "AuctionService": "AnnounceAuction AddSupplyTier CloseAuction CancelAuction",
    "RegistryService": "OpenAccount ListInstrument ListForward DeliverForward DepositCash "
    "WithdrawCash IssueAllowances ReportEmissions SetSurrenderTerms SettleCompliance",
    "SessionService": "StartSession PauseSession ResumeSession StepSession StopSession "
    "SetTradingPhase CloseDay Uncross SetTradingRules SetHalt SetHoldingLimit",
    "OperatorService": "CreateCode ListCodes RevokeCode ListParticipants RemoveParticipant "
    "SetSeatPlayer SetPace ExtendYear EndYear Announce ApplyShock SetClassOptions FollowClass "
    "ListDebriefs ListScenarios LoadSession ExportData",
}


def names(rule):
    return sorted(f"{service}.{name}" for service, all in rule.items() for name in all.split())


# Bob's order, and Cat's offer to him.
WAITING, OFFERED = 77, 78


@pytest.fixture(scope="module")
def room(open_room):
    room = open_room().let_in().open_market()
    room.cat = room.exchange.tokens["chemicals-1"]
    order = {"order_id": WAITING, "instrument_id": 1, "side": 1, "type": 1, "quantity_t": 100}
    own = room.ask(
        "TradingService.SubmitOrder", room.bob.token, limit_price_cents_per_tonne=100, **order
    )
    assert not own.message.result.refusal, own
    offer = {"instrument_id": 1, "side": 1, "price_cents_per_tonne": 100, "quantity_t": 100}
    room.ask(
        "TradingService.OfferDirect", room.cat, order_id=OFFERED,
        to_account_id=room.bob.account_id, **offer,
    )  # fmt: skip
    return room


@pytest.fixture
def nothing_happens(room):
    """Bob has what he had, and the log says nothing that it did not."""

    def state():
        bob = [
            room.ask(name, room.bob.token).message
            for name in ("RegistryService.GetAccount", "TradingService.ListOrders",
                         "TradingService.ListOffers")
        ]  # fmt: skip
        session = room.ask("SessionService.GetSession").message
        return bob, session.events_hash, session.phase

    before = state()
    assert len(before[0][1].orders) == len(before[0][2].offers) == 1
    yield
    assert state() == before


def against_bob(room, name):
    """A request that would do something, to Bob."""
    bob = room.bob
    accounts = dict.fromkeys(("account_id", "from_account_id"), bob.account_id)
    if name.endswith(("AcceptOffer", "DeclineOffer")):
        cat = room.ask("RegistryService.GetAccount", room.cat).message.account_id
        accounts |= {"account_id": bob.account_id, "from_account_id": cat}
    ids = {"order_id": OFFERED if "Offer" in name else WAITING, "seat": bob.seat}
    more = {"to_account_id": room.ada.account_id, "maker_account_id": 3}
    return fill(request_of(name), {**accounts, **ids, **more})


def is_served(room, name):
    """False of a call of the API that this exchange answers as one that it does not know."""
    details = room.call(name, request_of(name), "nobody's").details
    return "(message_malformed)" not in details


def test_every_call_has_one_rule_and_no_rule_is_of_a_call_that_is_not():
    rules = [name for rule in (PUBLIC, HOLDERS, OWN, OPERATORS) for name in names(rule)]

    assert sorted(rules) == sorted(METHODS)


def test_nothing_is_served_that_has_no_rule(room):
    stub = reflection_pb2_grpc.ServerReflectionStub(room.channel)

    def reflect(**request):
        request = reflection_pb2.ServerReflectionRequest(**request)
        return next(stub.ServerReflectionInfo(iter([request]), timeout=10))

    services = {s.name for s in reflect(list_services="").list_services_response.service}
    ours = {name for name in services if name.startswith("tanshi.")}
    served = []
    for service in ours:
        answer = reflect(file_containing_symbol=service).file_descriptor_response
        for data in answer.file_descriptor_proto:
            for declared in FileDescriptorProto.FromString(data).service:
                served += [f"{declared.name}.{method.name}" for method in declared.method]

    assert set(served) <= set(METHODS)
    others = {"grpc.health.v1.Health", "grpc.reflection.v1alpha.ServerReflection"}
    assert services - ours <= others | {"grpc.reflection.v1.ServerReflection"}


@pytest.mark.parametrize("name", names(OPERATORS))
def test_only_the_operator_may(room, nothing_happens, name):
    request = against_bob(room, name)
    codes = [
        room.call(name, request, token).code
        for token in (None, "nobody's", room.oda.token, room.ada.token, room.cat)
    ]

    if is_served(room, name):
        assert codes == [UNAUTHENTICATED] * 2 + [PERMISSION_DENIED] * 3
    else:
        assert set(codes) == {grpc.StatusCode.INVALID_ARGUMENT}


@pytest.mark.parametrize("name", sorted({*names(HOLDERS)} - {"AgentService.Attach"}))
def test_only_its_holder_may(room, nothing_happens, name):
    request = against_bob(room, name)
    codes = [
        room.call(name, request, token).code
        for token in (None, "nobody's", room.oda.token, room.ada.token, room.cat)
    ]

    if is_served(room, name):
        assert codes == [UNAUTHENTICATED] * 2 + [PERMISSION_DENIED] * 3
    else:
        assert set(codes) == {grpc.StatusCode.INVALID_ARGUMENT}


@pytest.mark.parametrize("command", [
    field.name for field in METHODS["TradingService.Trade"]
    .input_type.fields_by_name["commands"].message_type.fields
])  # fmt: skip
def test_only_its_holder_may_by_the_stream_trade(room, nothing_happens, command):
    name = "TradingService.Trade"
    request = request_of(name)
    inner = against_bob(room, "TradingService.Trade").commands[0]
    kind = inner.DESCRIPTOR.fields_by_name[command]
    named = {"account_id": room.bob.account_id, "order_id": WAITING, "maker_account_id": 3}
    entry = request.commands.add()
    if kind.message_type is not None:
        fill(getattr(entry, command), named)
    else:
        fill(entry, named)

    for token in (room.ada.token, room.oda.token, room.cat):
        assert room.call(name, request, token).code is PERMISSION_DENIED


@pytest.mark.parametrize("who", ["oda", "ada"])
def test_only_its_holder_may_attach_to_a_seat(room, nothing_happens, who):
    name = "AgentService.Attach"
    request = fill(request_of(name), {"seat": room.bob.seat})

    assert room.call(name, request).code is UNAUTHENTICATED
    answer = room.call(name, request, getattr(room, who).token)

    if answer.code is grpc.StatusCode.OK:
        assert answer.message.WhichOneof("response") == "refused", answer
    else:
        assert answer.code is PERMISSION_DENIED


@pytest.mark.parametrize("name", names(OWN))
def test_nobody_without_a_token_may(room, nothing_happens, name):
    request = against_bob(room, name)

    assert room.call(name, request).code is UNAUTHENTICATED
    assert room.call(name, request, "nobody's").code is UNAUTHENTICATED


def test_an_observer_neither_plans_nor_trades_nor_has_an_account(room, nothing_happens):
    for name in ("ClassroomService.SetPlan", "TradingService.SubmitOrder",
                 "AuctionService.SubmitBid", "RegistryService.SurrenderAllowances"):  # fmt: skip
        request = fill(request_of(name), {"account_id": 0})
        assert room.call(name, request, room.oda.token).code is PERMISSION_DENIED, name


@pytest.mark.parametrize("name", names(PUBLIC))
def test_all_may_without_a_token(room, nothing_happens, name):
    answer = room.call(name, fill(request_of(name), {"page_size": 10, "code": "AAA-AAA"}))

    if name == "ClassroomService.EnterClass":
        assert (answer.code, answer.details) == (PERMISSION_DENIED, answer.details)
    else:
        assert answer.code in (grpc.StatusCode.OK, grpc.StatusCode.DEADLINE_EXCEEDED), answer


PUBLIC_EVENTS = {
    "traded", "call_traded", "direct_traded", "uncrossed", "instrument_listed", "phase_changed",
    "instrument_closed", "day_closed", "year_settled", "trading_rules_set", "halt_changed",
    "surrender_terms_set", "forward_listed", "forward_delivered", "auction_announced",
    "supply_tier_added", "auction_cleared", "auction_cancelled", "holding_limit_set",
}  # fmt: skip


def accounts_in(message):
    """Of all fields that name an account, at any depth."""
    for field, value in message.ListFields():
        if field.name.endswith("account_id"):
            yield value
        elif field.message_type is not None:
            for inner in value if field.is_repeated else [value]:
                yield from accounts_in(inner)


def events_for(room, token):
    stream = room.channel.unary_stream(
        "/tanshi.v1.MarketDataService/StreamEvents",
        request_serializer=lambda request: request.SerializeToString(),
        response_deserializer=METHODS["MarketDataService.StreamEvents"]
        .output_type._concrete_class.FromString,
    )  # fmt: skip
    request = request_of("MarketDataService.StreamEvents", start_event_number=1, end_at_latest=True)
    metadata = [("authorization", f"Bearer {token}")] if token else []
    return [
        event
        for response in stream(request, timeout=10, metadata=metadata)
        for event in response.events
    ]


def test_the_public_and_an_observer_see_events_without_names(room):
    for token in (None, room.oda.token):
        events = events_for(room, token)
        assert {event.WhichOneof("event") for event in events} <= PUBLIC_EVENTS
        assert events and not [event for event in events if list(accounts_in(event))], token


def test_a_trader_sees_events_of_the_own_account_and_no_other(room):
    cat = room.ask("RegistryService.GetAccount", room.cat).message.account_id
    for entry, offered in ((room.ada, set()), (room.bob, {cat})):  # who offers is told to whom
        events = events_for(room, entry.token)
        seen = {account for event in events for account in accounts_in(event)}
        assert seen == {entry.account_id} | offered


def test_an_observers_screen_has_no_account(room):
    screen = room.ask("ClassroomService.FollowSeat", room.oda.token).message.screen

    assert not screen.HasField("account") and not screen.HasField("plant")
    assert not screen.orders and not screen.fills and not screen.offers
