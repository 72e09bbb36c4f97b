"""The same as `tanshi.Client`, `join` and `play`, to await: for programs that do several things at
once, with asyncio.

    async with tanshi.aio.Client(address, token) as client:
        print(await client.buy(72, 1_000))
        async for trade in client.trades():
            print(trade)

    async with tanshi.aio.join(address, "power-1", token) as seat:
        async for wake in seat:
            ...
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from types import TracebackType
from typing import Any

import grpc
import grpc.aio

from tanshi.agent import Agent, MakeAgent, stream
from tanshi.answers import Trade
from tanshi.brief import SeatBrief
from tanshi.connection import authorization, connect_aio
from tanshi.conversation import Conversation
from tanshi.errors import SeatUnknown, TanshiError, translate
from tanshi.market_calls import MarketCalls, events_of, events_request, trade_of
from tanshi.play import Played, Rejoining
from tanshi.trading_calls import TradingCalls
from tanshi.v1 import agent_service_pb2 as wire
from tanshi.v1 import (
    agent_service_pb2_grpc,
    auction_service_pb2_grpc,
    events_pb2,
    market_data_service_pb2_grpc,
    registry_service_pb2_grpc,
    session_service_pb2_grpc,
    trading_service_pb2_grpc,
)
from tanshi.wake import Wake


class Client(TradingCalls, MarketCalls):
    """`tanshi.Client`, whose methods are awaited. Its stubs need the token as metadata:
    `client.metadata`."""

    def __init__(
        self,
        address: str,
        token: str = "",
        *,
        account_id: int = 0,
        instrument_id: int = 0,
        timeout: float = 10.0,
        credentials: grpc.ChannelCredentials | None = None,
    ):
        super().__init__(account_id, instrument_id)
        self._address = address
        self._timeout = timeout
        self._channel = connect_aio(address, credentials)
        self.metadata = authorization(token)
        self.trading = trading_service_pb2_grpc.TradingServiceStub(self._channel)
        self.auction = auction_service_pb2_grpc.AuctionServiceStub(self._channel)
        self.market_data = market_data_service_pb2_grpc.MarketDataServiceStub(self._channel)
        self.registry = registry_service_pb2_grpc.RegistryServiceStub(self._channel)
        self.session = session_service_pb2_grpc.SessionServiceStub(self._channel)

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        await self._channel.close()

    async def trades(self, *, start: int = 0, until_now: bool = False) -> AsyncIterator[Trade]:
        """Trades of the book as they happen, one after another; see events()."""
        book_id = await self._book_id()
        async for event in self.events(start=start, until_now=until_now):
            trade = trade_of(event, book_id)
            if trade is not None:
                yield trade

    async def events(
        self, *, start: int = 0, until_now: bool = False
    ) -> AsyncIterator[events_pb2.Event]:
        """Events that the token may see; see tanshi.Client.events()."""
        request = events_request(start, until_now)
        call = self.market_data.StreamEvents(request, metadata=self.metadata)
        try:
            async for response in call:
                for event in events_of(response):
                    yield event
        except grpc.RpcError as error:
            raise translate(error, self._address) from None
        finally:
            call.cancel()

    async def _call(self, service: str, method: str, request: Any) -> Any:
        call = getattr(getattr(self, service), method)
        try:
            return await call(request, timeout=self._timeout, metadata=self.metadata)
        except grpc.RpcError as error:
            raise translate(error, self._address) from None


def join(
    address: str,
    seat: str,
    token: str,
    *,
    credentials: grpc.ChannelCredentials | None = None,
) -> Seat:
    """A seat of the session at `address`; `async with` takes it, and gives it back. Raises then
    what tanshi.join() raises."""
    return Seat(address, seat, token, credentials)


class Seat:
    """`tanshi.Seat`, iterated over by `async for`."""

    def __init__(
        self,
        address: str,
        seat: str,
        token: str,
        credentials: grpc.ChannelCredentials | None = None,
    ):
        self._address = address
        self._seat = seat
        self._token = token
        self._credentials = credentials
        self._conversation = Conversation(address)
        self._call: Any = None
        self._channel: Any = None

    @property
    def brief(self) -> SeatBrief:
        return self._conversation.brief

    @property
    def session_over(self) -> str | None:
        return self._conversation.session_over

    @property
    def expired_count(self) -> int:
        return self._conversation.expired_count

    async def __aenter__(self) -> Seat:
        self._channel = connect_aio(self._address, self._credentials)
        stub = agent_service_pb2_grpc.AgentServiceStub(self._channel)
        self._call = stub.Attach(metadata=authorization(self._token))
        try:
            await self._send(self._conversation.join(self._seat))
            self._conversation.hear_first(await self._receive())
        except SeatUnknown as error:
            await self._hang_up()
            async with Client(self._address, credentials=self._credentials) as client:
                seats = await client.seats()
            known = ", ".join(seat.seat + (" (held)" if seat.held else "") for seat in seats)
            raise SeatUnknown(f"{error}. It has {known}") from None
        except BaseException:
            await self._hang_up()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            await self._hang_up()
            return
        await self.answer()
        await self.close()

    def __aiter__(self) -> Seat:
        return self

    async def __anext__(self) -> Wake:
        await self.answer()
        while (response := await self._receive()) is not None:
            wake = self._conversation.hear(response)
            if wake is not None:
                return wake
        raise StopAsyncIteration

    async def answer(self) -> None:
        """Answers the wake under way, if there is one. The loop does it for you."""
        answer = self._conversation.answer()
        if answer is not None:
            await self._send(answer)

    async def close(self) -> None:
        """Gives the seat back to its robot."""
        self._conversation.drop()
        try:
            await self._call.done_writing()
            while await self._receive() is not None:  # what was on its way
                pass
        except (TanshiError, asyncio.InvalidStateError):
            pass  # the exchange has gone, and the seat with it
        finally:
            await self._hang_up()

    async def _send(self, request: wire.AttachRequest) -> None:
        try:
            await self._call.write(request)
        except (grpc.RpcError, asyncio.InvalidStateError):
            pass  # the call has ended; reading tells why

    async def _receive(self) -> wire.AttachResponse | None:
        try:
            response = await self._call.read()
        except grpc.RpcError as error:
            raise translate(error, self._address) from None
        return None if response is grpc.aio.EOF else response

    async def _hang_up(self) -> None:
        self._call.cancel()
        await self._channel.close()


async def play(
    make_agent: MakeAgent,
    address: str,
    *,
    seat: str,
    token: str,
    seed: int = 0,
    credentials: grpc.ChannelCredentials | None = None,
    patience: float = 60.0,
) -> Played:
    """tanshi.play(), awaited: several agents can play in one program. While one decides, the others
    wait."""
    played, random = Played(seat), stream(seed, seat)
    agent: Agent | None = None
    rejoining = Rejoining(address, played, patience)
    while played.session_over is None:
        try:
            async with join(address, seat, token, credentials=credentials) as place:
                rejoining.succeeded()
                agent = agent or make_agent(place.brief)
                try:
                    async for wake in place:
                        agent.decide(wake, random)
                        played.turns += 1
                finally:
                    played.expired += place.expired_count
                played.session_over = place.session_over
            rejoining.ended()
        except TanshiError as error:
            await asyncio.sleep(rejoining.failed(error))
    if agent is not None:
        agent.end()
    return played
