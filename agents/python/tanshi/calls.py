"""How each call to the exchange is made and what its answer comes to; how it travels is for
`tanshi.Client`, which waits for it, and `tanshi.aio.Client`, whose calls are awaited."""

from __future__ import annotations

from typing import Any

from tanshi.errors import RequestRefused
from tanshi.order import OrderMaker, whole
from tanshi.result import Result, result_from_wire
from tanshi.v1 import market_data_service_pb2, registry_service_pb2, types_pb2


class Channel:
    """What all calls are made with."""

    def __init__(self, account_id: int, instrument_id: int) -> None:
        self._account_id = account_id
        self._instrument_id = instrument_id
        self._maker: OrderMaker | None = None
        self._next_order_id = 0  # 0: to be asked for

    async def _call(self, service: str, method: str, request: Any) -> Any:
        """The answer of the service's method. Raises TanshiError."""
        raise NotImplementedError

    async def _pages(self, service: str, method: str, request: Any) -> list[Any]:
        pages = []
        while True:
            page = await self._call(service, method, request)
            pages.append(page)
            if not page.next_page_token:
                return pages
            request.page_token = page.next_page_token

    async def _command(self, command: str, service: str, method: str, request: Any) -> Result:
        """What became of a command."""
        result = (await self._call(service, method, request)).result
        if result.refusal == types_pb2.REJECT_REASON_ORDER_ID_NOT_RISING:
            self._next_order_id = 0  # another program uses the account too
        return result_from_wire(command, result)

    async def _account(self) -> Any:
        request = registry_service_pb2.GetAccountRequest(account_id=self._account_id)
        return await self._call("registry", "GetAccount", request)

    async def _order_id(self, chosen: int | None, what: str = "order_id") -> int:
        """The one that was chosen, or else the account's next."""
        if chosen is not None:
            return whole(what, chosen)
        order_id = self._next_order_id or int((await self._account()).last_order_id) + 1
        self._next_order_id = order_id + 1
        return order_id

    async def _book_id(self) -> int:
        return (await self._orders()).instrument.instrument_id

    async def _orders(self) -> OrderMaker:
        if self._maker is None:
            self._maker = OrderMaker(self._account_id, await self._instrument())
        return self._maker

    async def _instrument(self) -> types_pb2.Instrument:
        listed = {book.instrument_id: book for book in await self._instruments()}
        if self._instrument_id in listed:
            return listed[self._instrument_id]
        forwards = {forward.instrument_id: forward for forward in await self._forwards()}
        if self._instrument_id in forwards:
            return _book_of(forwards[self._instrument_id])
        if not listed:
            raise RequestRefused("no book is open yet: a session opens its book when it starts")
        if self._instrument_id == 0 and len(listed) == 1:
            return next(iter(listed.values()))
        known = sorted({*listed, *forwards})
        raise RequestRefused(f"instrument_id is {self._instrument_id}; must be one of {known}")

    async def _instruments(self) -> list[types_pb2.Instrument]:
        request = market_data_service_pb2.ListInstrumentsRequest()
        pages = await self._pages("market_data", "ListInstruments", request)
        return [instrument for page in pages for instrument in page.instruments]

    async def _forwards(self) -> list[types_pb2.Forward]:
        request = market_data_service_pb2.ListForwardsRequest()
        pages = await self._pages("market_data", "ListForwards", request)
        return [forward for page in pages for forward in page.forwards]


def _book_of(forward: types_pb2.Forward) -> types_pb2.Instrument:
    """What an order for it has to keep to."""
    return types_pb2.Instrument(
        instrument_id=forward.instrument_id,
        tick_cents_per_tonne=forward.tick_cents_per_tonne,
        lot_t=forward.lot_t,
        max_price_cents_per_tonne=forward.max_price_cents_per_tonne,
    )
