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
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from types import TracebackType
from typing import Any, Callable, TypeVar

import grpc

from tanshi import classroom
from tanshi import seat as plain
from tanshi.agent import Agent, MakeAgent, stream
from tanshi.answers import Trade
from tanshi.book_copy import BookCopy, BookUpdate
from tanshi.brief import SeatBrief
from tanshi.classroom import Entry
from tanshi.connection import authorization, connect_aio
from tanshi.errors import TanshiError, translate
from tanshi.market_calls import MarketCalls, book_request, events_of, events_request, trade_of
from tanshi.play import Played, Rejoining
from tanshi.trading_calls import TradingCalls
from tanshi.v1 import (
    auction_service_pb2_grpc,
    events_pb2,
    market_data_service_pb2_grpc,
    registry_service_pb2_grpc,
    session_service_pb2_grpc,
    trading_service_pb2_grpc,
)
from tanshi.wake import Wake

T = TypeVar("T")


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

    async def book(self) -> AsyncIterator[BookUpdate]:
        """The book as it is now, and again whenever it changes, for ever."""
        request = book_request(await self._book_id())
        copy = BookCopy()
        async for response in self._stream(self.market_data.StreamBook, request):
            update = copy.apply(response)
            if update is not None:
                yield update

    async def events(
        self, *, start: int = 0, until_now: bool = False
    ) -> AsyncIterator[events_pb2.Event]:
        """Events that the token may see; see tanshi.Client.events()."""
        request = events_request(start, until_now)
        async for response in self._stream(self.market_data.StreamEvents, request):
            for event in events_of(response):
                yield event

    async def _stream(self, method: Any, request: Any) -> AsyncIterator[Any]:
        call = method(request, metadata=self.metadata)
        try:
            async for response in call:
                yield response
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


async def enter(
    address: str,
    *,
    code: str,
    name: str,
    consents: bool = False,
    credentials: grpc.ChannelCredentials | None = None,
    timeout: float = 10.0,
) -> Entry:
    """Enters a class with its code; see tanshi.enter()."""
    entering = partial(
        classroom.enter,
        address,
        code=code,
        name=name,
        consents=consents,
        credentials=credentials,
        timeout=timeout,
    )
    return await asyncio.to_thread(entering)


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
    """`tanshi.Seat`, iterated over by `async for`.

    Its line is a plain one in a thread of its own: grpc.aio loses why an exchange ended a call, and
    what it said last, when a request is just on its way (1 time in 10, with grpcio 1.76).
    """

    def __init__(
        self,
        address: str,
        seat: str,
        token: str,
        credentials: grpc.ChannelCredentials | None = None,
    ):
        self._join = partial(plain.join, address, seat, token, credentials=credentials)
        self._thread = ThreadPoolExecutor(1, f"tanshi seat {seat}")
        self._seat: plain.Seat

    @property
    def brief(self) -> SeatBrief:
        return self._seat.brief

    @property
    def session_over(self) -> str | None:
        return self._seat.session_over

    @property
    def expired_count(self) -> int:
        return self._seat.expired_count

    async def __aenter__(self) -> Seat:
        joining = self._thread.submit(self._join)
        try:
            self._seat = await asyncio.wrap_future(joining)
        except BaseException:
            joining.add_done_callback(_give_back)  # cancelled, it may yet be joined
            self._thread.shutdown(wait=False)
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            await self.answer()
            await self.close()
        else:
            self._seat.hang_up()
            self._thread.shutdown(wait=False)

    def __aiter__(self) -> Seat:
        return self

    async def __anext__(self) -> Wake:
        wake = await self._in_thread(lambda: next(self._seat, None))
        if wake is None:
            raise StopAsyncIteration
        return wake

    async def answer(self) -> None:
        """Answers the wake under way, if there is one. The loop does it for you."""
        self._seat.answer()

    async def close(self) -> None:
        """Gives the seat back to its robot."""
        await self._in_thread(self._seat.close)
        self._thread.shutdown(wait=False)

    def hang_up(self) -> None:
        """Gives it back at once, whatever is under way."""
        self._seat.hang_up()

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.wrap_future(self._thread.submit(work))


def _give_back(joining: Future[plain.Seat]) -> None:
    if not joining.cancelled() and joining.exception() is None:
        joining.result().hang_up()


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
