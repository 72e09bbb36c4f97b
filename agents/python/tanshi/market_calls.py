"""Calls about forwards, auctions, the market and the session."""

from __future__ import annotations

import logging

from tanshi.answers import Depth, Level, Position, SeatStatus, SessionStatus, Trade
from tanshi.calls import Channel
from tanshi.money import Money, cents, price_or_none, to_cents
from tanshi.observation import OwnBid
from tanshi.order import chosen_id, whole
from tanshi.result import Result
from tanshi.v1 import (
    auction_service_pb2,
    events_pb2,
    market_data_service_pb2,
    registry_service_pb2,
    session_service_pb2,
    types_pb2,
)
from tanshi.words import word

log = logging.getLogger("tanshi")


class MarketCalls(Channel):
    """A part of the clients."""

    # ---- Forwards ----

    async def forwards(self) -> list[types_pb2.Forward]:
        """The forwards that are listed and not delivered yet, with what they deliver, when, and for
        which margin; as on the wire. To trade in one, make a client with its `instrument_id`."""
        return await self._forwards()

    async def positions(self) -> list[Position]:
        """The account's positions in forwards."""
        return [
            Position(
                position.instrument_id,
                position.quantity_t,
                cents(position.value_cents),
                cents(position.margin_cents),
            )
            for position in (await self._account()).positions
        ]

    async def list_forward(
        self,
        instrument_id: int,
        *,
        underlying: int,
        vintage: int,
        delivery: int,
        margin_bps: int,
        tick: Money = "0.01",
        lot: int = 1,
        max_price: Money = 1000,
    ) -> Result:
        """Opens a book of forwards on the allowances of the book `underlying`, of the year
        `vintage` at the newest, for delivery in the year `delivery`. For the operator."""
        forward = types_pb2.Forward(
            instrument_id=whole("instrument_id", instrument_id),
            underlying_instrument_id=whole("underlying", underlying),
            vintage_year=whole("vintage", vintage),
            tick_cents_per_tonne=to_cents(tick, "tick"),
            lot_t=whole("lot", lot),
            max_price_cents_per_tonne=to_cents(max_price, "max_price"),
            margin_bps=whole("margin_bps", margin_bps),
            delivery_year=whole("delivery", delivery),
        )
        request = registry_service_pb2.ListForwardRequest(forward=forward)
        return await self._command("list_forward", "registry", "ListForward", request)

    async def deliver_forward(self, instrument_id: int) -> Result:
        """Ends a forward: shorts deliver, longs pay, and what is not delivered is settled in cash;
        the events tell of each position. For the operator."""
        request = registry_service_pb2.DeliverForwardRequest(
            instrument_id=whole("instrument_id", instrument_id)
        )
        return await self._command("deliver_forward", "registry", "DeliverForward", request)

    # ---- Auctions ----

    async def auctions(self) -> list[auction_service_pb2.OpenAuction]:
        """The auctions that take bids, with their rules and supply; as on the wire."""
        request = auction_service_pb2.ListAuctionsRequest()
        pages = await self._pages("auction", "ListAuctions", request)
        return [auction for page in pages for auction in page.auctions]

    async def bid(
        self, auction_id: int, price: Money, quantity: int, *, bid_id: int | None = None
    ) -> Result:
        """Bids for allowances in an auction. Ids are those of orders; see submit()."""
        bid_id = await self._order_id(bid_id, "bid_id")
        request = (await self._orders()).bid(auction_id, bid_id, price, quantity)
        return await self._command("submit_bid", "auction", "SubmitBid", request)

    async def withdraw_bid(self, auction_id: int, bid_id: int) -> Result:
        """Takes a bid back."""
        request = (await self._orders()).withdraw_bid(auction_id, bid_id)
        return await self._command("withdraw_bid", "auction", "WithdrawBid", request)

    async def bids(self, auction_id: int) -> list[OwnBid]:
        """The account's bids in an auction that is open, by id."""
        request = auction_service_pb2.ListBidsRequest(
            account_id=self._account_id, auction_id=chosen_id("auction_id", auction_id)
        )
        return [
            OwnBid(bid.bid_id, cents(bid.price_cents_per_tonne), bid.quantity_t)
            for page in await self._pages("auction", "ListBids", request)
            for bid in page.bids
        ]

    async def consign(
        self, auction_id: int, quantity: int, *, ask_price: Money | None = None
    ) -> Result:
        """Offers allowances of the account in an auction, from `ask_price` upwards or, without one,
        at any price from the reserve price on."""
        maker = await self._orders()
        request = auction_service_pb2.ConsignAllowancesRequest(
            account_id=self._account_id,
            auction_id=chosen_id("auction_id", auction_id),
            ask_price_cents_per_tonne=0 if ask_price is None else maker.price(ask_price),
            quantity_t=whole("quantity", quantity),
        )
        return await self._command("consign", "auction", "ConsignAllowances", request)

    # ---- The market ----

    async def instruments(self) -> list[types_pb2.Instrument]:
        """The books that are open, with their tick, lot and highest price; as on the wire."""
        return await self._instruments()

    async def depth(self, level_count_max: int = 10) -> Depth:
        """The best levels of both sides of the book, as they are now."""
        request = market_data_service_pb2.GetDepthRequest(
            instrument_id=await self._book_id(), level_count_max=level_count_max
        )
        depth = await self._call("market_data", "GetDepth", request)
        return Depth(
            bids=[_level(level) for level in depth.bids],
            asks=[_level(level) for level in depth.asks],
            last=price_or_none(depth.quote.last_price_cents_per_tonne),
            trading=depth.phase == types_pb2.TRADING_PHASE_OPEN,
        )

    # ---- The regulator, and the operator too ----

    async def halt(self) -> Result:
        """Halts trading in the book."""
        return await self._set_halt(True)

    async def lift_halt(self) -> Result:
        """Lets it trade again, whoever halted it."""
        return await self._set_halt(False)

    async def cancel_auction(self, auction_id: int) -> Result:
        """Cancels an open auction: nothing is sold."""
        request = auction_service_pb2.CancelAuctionRequest(
            auction_id=chosen_id("auction_id", auction_id)
        )
        return await self._command("cancel_auction", "auction", "CancelAuction", request)

    async def _set_halt(self, halted: bool) -> Result:
        request = session_service_pb2.SetHaltRequest(
            instrument_id=await self._book_id(), halted=halted
        )
        return await self._command("set_halt", "session", "SetHalt", request)

    # ---- The session; all but status() and seats() for the operator ----

    async def status(self) -> SessionStatus:
        """How the session stands."""
        session = await self._call("session", "GetSession", session_service_pb2.GetSessionRequest())
        return SessionStatus(
            scenario=session.scenario,
            phase=word(session_service_pb2.SessionPhase, session.phase),
            year=session.year,
            day=session.day,
            turn=session.turn,
            trading=session.trading_phase == types_pb2.TRADING_PHASE_OPEN,
            command_count=session.command_count,
            event_count=session.event_count,
            events_hash=session.events_hash,
            message=session,
        )

    async def seats(self) -> list[SeatStatus]:
        """The seats of the session and who is held."""
        request = session_service_pb2.ListSeatsRequest(page_size=1000)
        return [
            SeatStatus(seat.seat, seat.account_id, seat.emitter, seat.held, seat.turn_count)
            for page in await self._pages("session", "ListSeats", request)
            for seat in page.seats
        ]

    async def start(self) -> None:
        """Begins a session that waits for its seats to be taken."""
        await self._call("session", "StartSession", session_service_pb2.StartSessionRequest())

    async def pause(self) -> None:
        """Halts the session before its next turn."""
        await self._call("session", "PauseSession", session_service_pb2.PauseSessionRequest())

    async def resume(self) -> None:
        """Goes on after a pause."""
        await self._call("session", "ResumeSession", session_service_pb2.ResumeSessionRequest())

    async def step(self, turn_count: int = 1) -> None:
        """Plays some turns of a waiting or paused session, then pauses it."""
        request = session_service_pb2.StepSessionRequest(turn_count=turn_count)
        await self._call("session", "StepSession", request)

    async def stop(self) -> None:
        """Ends the session early."""
        await self._call("session", "StopSession", session_service_pb2.StopSessionRequest())


# ---- Streams ----


def events_request(start: int, until_now: bool) -> market_data_service_pb2.StreamEventsRequest:
    return market_data_service_pb2.StreamEventsRequest(
        start_event_number=start, end_at_latest=until_now
    )


def book_request(instrument_id: int) -> market_data_service_pb2.StreamBookRequest:
    return market_data_service_pb2.StreamBookRequest(instrument_id=instrument_id)


def events_of(response: market_data_service_pb2.StreamEventsResponse) -> list[events_pb2.Event]:
    if response.HasField("gap"):
        log.warning(
            "events %d to %d are remembered no longer",
            response.gap.first_missed_event_number,
            response.gap.last_missed_event_number,
        )
    return list(response.events)


def trade_of(event: events_pb2.Event, instrument_id: int) -> Trade | None:
    """None: it is no trade in the book."""
    traded = event.traded
    if not event.HasField("traded") or traded.instrument_id != instrument_id:
        return None
    return Trade(
        event.event_number,
        cents(traded.price_cents_per_tonne),
        traded.quantity_t,
        word(types_pb2.Side, traded.taker_side),
    )


def _level(level: types_pb2.PriceLevel) -> Level:
    return Level(cents(level.price_cents_per_tonne), level.quantity_t, level.order_count)
