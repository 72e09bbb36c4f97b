"""Trading outside of a session's turns, and control of the session."""

from __future__ import annotations

from collections.abc import Coroutine, Iterator
from functools import wraps
from types import TracebackType
from typing import Any, Callable, TypeVar

import grpc
from typing_extensions import Concatenate, ParamSpec

from tanshi.answers import Trade
from tanshi.book_copy import BookCopy, BookUpdate
from tanshi.connection import connect, with_token
from tanshi.errors import translate
from tanshi.market_calls import MarketCalls, book_request, events_of, events_request, trade_of
from tanshi.trading_calls import TradingCalls
from tanshi.v1 import (
    auction_service_pb2_grpc,
    events_pb2,
    market_data_service_pb2_grpc,
    registry_service_pb2_grpc,
    session_service_pb2_grpc,
    trading_service_pb2_grpc,
)

P = ParamSpec("P")
T = TypeVar("T")


class Calls(TradingCalls, MarketCalls):
    """All calls, whose answers are waited for: none of them is ever suspended."""

    def __init__(self, client: Client, account_id: int, instrument_id: int) -> None:
        super().__init__(account_id, instrument_id)
        self._client = client

    async def _call(self, service: str, method: str, request: Any) -> Any:
        return self._client.call(service, method, request)

    async def book_id(self) -> int:
        return await self._book_id()


def plain(
    call: Callable[Concatenate[Calls, P], Coroutine[Any, Any, T]],
) -> Callable[Concatenate[Client, P], T]:
    """The call as one that returns its answer."""

    @wraps(call)
    def method(self: Client, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return finish(call(self._calls, *args, **kwargs))

    return method


def finish(coroutine: Coroutine[Any, Any, T]) -> T:
    try:
        coroutine.send(None)
    except StopIteration as done:
        result: T = done.value
        return result
    raise RuntimeError("a call was suspended")


class Client:
    """Calls the exchange at `address` (HOST:PORT) as the holder of `token`: an account's, the
    operator's, or nobody's (an empty token), who sees what is public.

    Trades in the book `instrument_id`, of allowances or a forward; when it is not given, in the
    only one of allowances that is open. The operator names the account that it acts for as
    `account_id`. Calls that take longer than `timeout` seconds fail. `trading`, `auction`,
    `market_data`, `registry` and `session` are the services themselves, for requests of
    `tanshi.v1`; their errors are grpc.RpcError.

    Raises OrderError, and TanshiError in all its kinds, from every method.
    """

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
        self._address = address
        self._timeout = timeout
        self._channel = connect(address, credentials)
        self._calls = Calls(self, account_id, instrument_id)
        channel = with_token(self._channel, token)
        self.trading = trading_service_pb2_grpc.TradingServiceStub(channel)
        self.auction = auction_service_pb2_grpc.AuctionServiceStub(channel)
        self.market_data = market_data_service_pb2_grpc.MarketDataServiceStub(channel)
        self.registry = registry_service_pb2_grpc.RegistryServiceStub(channel)
        self.session = session_service_pb2_grpc.SessionServiceStub(channel)

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._channel.close()

    # ---- Orders, the account, other ways to trade: trading_calls.py has them ----

    buy = plain(Calls.buy)
    sell = plain(Calls.sell)
    submit = plain(Calls.submit)
    cancel = plain(Calls.cancel)
    cancel_all = plain(Calls.cancel_all)
    replace = plain(Calls.replace)
    orders = plain(Calls.orders)
    balances = plain(Calls.balances)
    surrender = plain(Calls.surrender)
    transfer = plain(Calls.transfer)
    retire = plain(Calls.retire)
    trading_rules = plain(Calls.trading_rules)
    listings = plain(Calls.listings)
    take = plain(Calls.take)
    offer = plain(Calls.offer)
    accept = plain(Calls.accept)
    decline = plain(Calls.decline)
    withdraw_offer = plain(Calls.withdraw_offer)
    offers = plain(Calls.offers)

    # ---- Forwards, auctions, the market, the session: market_calls.py has them ----

    forwards = plain(Calls.forwards)
    positions = plain(Calls.positions)
    list_forward = plain(Calls.list_forward)
    deliver_forward = plain(Calls.deliver_forward)
    auctions = plain(Calls.auctions)
    bid = plain(Calls.bid)
    withdraw_bid = plain(Calls.withdraw_bid)
    bids = plain(Calls.bids)
    consign = plain(Calls.consign)
    instruments = plain(Calls.instruments)
    depth = plain(Calls.depth)
    halt = plain(Calls.halt)
    lift_halt = plain(Calls.lift_halt)
    cancel_auction = plain(Calls.cancel_auction)
    status = plain(Calls.status)
    seats = plain(Calls.seats)
    start = plain(Calls.start)
    pause = plain(Calls.pause)
    resume = plain(Calls.resume)
    step = plain(Calls.step)
    stop = plain(Calls.stop)

    # ---- Streams ----

    def trades(self, *, start: int = 0, until_now: bool = False) -> Iterator[Trade]:
        """Trades of the book as they happen, one after another; see events()."""
        book_id = finish(self._calls.book_id())
        for event in self.events(start=start, until_now=until_now):
            trade = trade_of(event, book_id)
            if trade is not None:
                yield trade

    def book(self) -> Iterator[BookUpdate]:
        """The book as it is now, and again whenever it changes, for ever."""
        request = book_request(finish(self._calls.book_id()))
        copy = BookCopy()
        for response in self._stream(self.market_data.StreamBook(request)):
            update = copy.apply(response)
            if update is not None:
                yield update

    def events(self, *, start: int = 0, until_now: bool = False) -> Iterator[events_pb2.Event]:
        """Events that the token may see, as on the wire: from number `start` on (1: the first; 0:
        from now on), for ever or `until_now`. What the exchange remembers no longer is skipped,
        with a warning in the log."""
        request = events_request(start, until_now)
        for response in self._stream(self.market_data.StreamEvents(request)):
            yield from events_of(response)

    def _stream(self, call: Any) -> Iterator[Any]:
        try:
            yield from call
        except grpc.RpcError as error:
            raise translate(error, self._address) from None
        finally:
            call.cancel()

    def call(self, service: str, method: str, request: Any) -> Any:
        """The answer of a service's method to a request of `tanshi.v1`."""
        try:
            return getattr(getattr(self, service), method)(request, timeout=self._timeout)
        except grpc.RpcError as error:
            raise translate(error, self._address) from None
