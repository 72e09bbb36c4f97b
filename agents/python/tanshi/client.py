"""Trading outside of a session's turns, and control of the session."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from types import TracebackType
from typing import Any

import grpc

from tanshi.answers import (
    Account,
    Depth,
    Level,
    Listing,
    Offer,
    Position,
    SeatStatus,
    SessionStatus,
    Trade,
    TradingRules,
)
from tanshi.connection import connect, with_token
from tanshi.errors import RequestRefused, translate
from tanshi.money import Money, cents, price_or_none, to_cents
from tanshi.observation import OwnBid, OwnOrder
from tanshi.order import OrderMaker, chosen_id, whole
from tanshi.regulator import RegulatorCalls
from tanshi.result import Result, result_from_wire
from tanshi.v1 import (
    auction_service_pb2,
    auction_service_pb2_grpc,
    events_pb2,
    market_data_service_pb2,
    market_data_service_pb2_grpc,
    registry_service_pb2,
    registry_service_pb2_grpc,
    session_service_pb2,
    session_service_pb2_grpc,
    trading_service_pb2,
    trading_service_pb2_grpc,
    types_pb2,
)
from tanshi.words import word

log = logging.getLogger("tanshi")


class Client(RegulatorCalls):
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
        self._account_id = account_id
        self._instrument_id = instrument_id
        self._timeout = timeout
        self._channel = connect(address, credentials)
        self._maker: OrderMaker | None = None
        self._next_order_id = 0  # 0: to be asked for
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

    # ---- Orders ----

    def buy(self, price: Money, quantity: int, **options: Any) -> Result:
        """Buys at `price` or less; what is not to be had waits. Options: those of submit()."""
        return self.submit("buy", price, quantity, **options)

    def sell(self, price: Money, quantity: int, **options: Any) -> Result:
        """Sells at `price` or more; what finds no buyer waits. Options: those of submit()."""
        return self.submit("sell", price, quantity, **options)

    def submit(
        self,
        side: str,
        price: Money,
        quantity: int,
        *,
        order_id: int | None = None,
        type: str = "limit",
        time_in_force: str = "good_till_cancel",
        self_trade_prevention: str = "cancel_resting",
        post_only: bool = False,
    ) -> Result:
        """Places an order, and trades at once what it can. Words: see Wake.buy().

        `order_id` must be above all earlier ones of the account; when it is not given, the next. An
        answer may be lost on the way: to be sure, give an id and submit again with the same, which
        then is refused as "order_id_not_rising" if the first try had come through.
        """
        order_id = self._take_order_id() if order_id is None else whole("order_id", order_id)
        request = self._orders().submit(
            side,
            price,
            quantity,
            order_id,
            type=type,
            time_in_force=time_in_force,
            self_trade_prevention=self_trade_prevention,
            post_only=post_only,
        )
        result = self._call(self.trading.SubmitOrder, request).result
        if result.refusal == types_pb2.REJECT_REASON_ORDER_ID_NOT_RISING:
            self._next_order_id = 0  # another program uses the account too
        return result_from_wire("submit", result)

    def cancel(self, order_id: int) -> Result:
        """Takes an order out of the book."""
        request = self._orders().cancel(order_id)
        return result_from_wire("cancel", self._call(self.trading.CancelOrder, request).result)

    def cancel_all(self) -> Result:
        """Takes all orders of the account out of the book; refused when there are none."""
        request = self._orders().cancel_all()
        result = self._call(self.trading.CancelAllOrders, request).result
        return result_from_wire("cancel_all", result)

    def replace(
        self, order_id: int, price: Money, quantity: int, *, post_only: bool = False
    ) -> Result:
        """Gives a waiting order a new price and open quantity; see Wake.replace()."""
        request = self._orders().replace(order_id, price, quantity, post_only)
        return result_from_wire("replace", self._call(self.trading.ReplaceOrder, request).result)

    def orders(self) -> list[OwnOrder]:
        """The account's orders that wait in the books, by id."""
        request = trading_service_pb2.ListOrdersRequest(account_id=self._account_id, page_size=1000)
        return [
            OwnOrder(
                order.order_id,
                word(types_pb2.Side, order.side),
                cents(order.limit_price_cents_per_tonne),
                order.open_quantity_t,
            )
            for page in self._pages(self.trading.ListOrders, request)
            for order in page.orders
        ]

    def balances(self) -> Account:
        """What the account holds and owes."""
        account = self._account()
        instrument_id = self._book_id()
        holdings = [h for h in account.holdings if h.instrument_id == instrument_id]
        return Account(
            account_id=account.account_id,
            cash=cents(account.available_cents),
            cash_escrowed=cents(account.escrowed_cents),
            allowances=sum(holding.available_t for holding in holdings),
            allowances_escrowed=sum(holding.escrowed_t for holding in holdings),
            vintages={v.vintage_year: v.quantity_t for h in holdings for v in h.vintages},
            obligation=account.obligation_t,
            obligations={owed.scheme_id: owed.obligation_t for owed in account.obligations},
        )

    # ---- Other ways to trade ----

    def trading_rules(self) -> TradingRules:
        """The rules by which the book trades, and the prices that it takes today."""
        request = market_data_service_pb2.GetTradingRulesRequest(instrument_id=self._book_id())
        answer = self._call(self.market_data.GetTradingRules, request)
        return TradingRules(
            mode=word(types_pb2.TradingMode, answer.rules.mode),
            halt=word(types_pb2.Halt, answer.halt),
            lowest_price=cents(answer.lowest_price_cents_per_tonne),
            highest_price=cents(answer.highest_price_cents_per_tonne),
            message=answer.rules,
        )

    def listings(self) -> list[Listing]:
        """Orders that may be taken, where the book trades by posted listing: the best five levels
        of both sides, best price first, oldest first."""
        request = market_data_service_pb2.ListListingsRequest(
            instrument_id=self._book_id(), page_size=1000
        )
        return [
            Listing(
                order.account_id,
                order.order_id,
                word(types_pb2.Side, order.side),
                cents(order.limit_price_cents_per_tonne),
                order.open_quantity_t,
            )
            for page in self._pages(self.market_data.ListListings, request)
            for order in page.orders
        ]

    def take(self, listing: Listing, quantity: int, *, order_id: int | None = None) -> Result:
        """Takes from an order of listings(), at its price. Order ids: see submit()."""
        request = trading_service_pb2.TakeListingRequest(
            account_id=self._account_id,
            order_id=self._take_order_id() if order_id is None else whole("order_id", order_id),
            maker_account_id=listing.account_id,
            maker_order_id=listing.order_id,
            quantity_t=whole("quantity", quantity),
        )
        return result_from_wire("take", self._call(self.trading.TakeListing, request).result)

    def offer(
        self,
        to_account_id: int,
        side: str,
        price: Money,
        quantity: int,
        *,
        block: bool = False,
        order_id: int | None = None,
    ) -> Result:
        """Offers a trade to one account alone, or a block trade; it waits until that account
        answers, or the day ends. Order ids: see submit()."""
        order_id = self._take_order_id() if order_id is None else whole("order_id", order_id)
        order = self._orders().submit(side, price, quantity, order_id)
        request = trading_service_pb2.OfferDirectRequest(
            account_id=order.account_id,
            order_id=order.order_id,
            instrument_id=order.instrument_id,
            side=order.side,
            price_cents_per_tonne=order.limit_price_cents_per_tonne,
            quantity_t=order.quantity_t,
            to_account_id=whole("to_account_id", to_account_id),
            is_block=block,
        )
        return result_from_wire("offer", self._call(self.trading.OfferDirect, request).result)

    def accept(self, offer: Offer) -> Result:
        """Accepts an offer that was made to the account: it is settled at once."""
        request = trading_service_pb2.AcceptOfferRequest(
            account_id=self._account_id, from_account_id=offer.account_id, order_id=offer.order_id
        )
        return result_from_wire("accept", self._call(self.trading.AcceptOffer, request).result)

    def decline(self, offer: Offer) -> Result:
        """Declines an offer that was made to the account."""
        request = trading_service_pb2.DeclineOfferRequest(
            account_id=self._account_id, from_account_id=offer.account_id, order_id=offer.order_id
        )
        return result_from_wire("decline", self._call(self.trading.DeclineOffer, request).result)

    def withdraw_offer(self, order_id: int) -> Result:
        """Takes back an offer that the account made."""
        request = trading_service_pb2.WithdrawOfferRequest(
            account_id=self._account_id, order_id=whole("order_id", order_id)
        )
        result = self._call(self.trading.WithdrawOffer, request).result
        return result_from_wire("withdraw_offer", result)

    def offers(self) -> list[Offer]:
        """Offers that the account made or was made and that wait for an answer."""
        request = trading_service_pb2.ListOffersRequest(account_id=self._account_id, page_size=1000)
        return [
            Offer(
                offer.account_id,
                offer.order_id,
                word(types_pb2.Side, offer.side),
                cents(offer.price_cents_per_tonne),
                offer.quantity_t,
                offer.to_account_id,
                offer.is_block,
            )
            for page in self._pages(self.trading.ListOffers, request)
            for offer in page.offers
        ]

    # ---- Forwards ----

    def forwards(self) -> list[types_pb2.Forward]:
        """The forwards that are listed and not delivered yet, with what they deliver, when, and for
        which margin; as on the wire. To trade in one, make a client with its `instrument_id`."""
        request = market_data_service_pb2.ListForwardsRequest()
        pages = self._pages(self.market_data.ListForwards, request)
        return [forward for page in pages for forward in page.forwards]

    def positions(self) -> list[Position]:
        """The account's positions in forwards."""
        return [
            Position(
                position.instrument_id,
                position.quantity_t,
                cents(position.value_cents),
                cents(position.margin_cents),
            )
            for position in self._account().positions
        ]

    def list_forward(
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
        result = self._call(self.registry.ListForward, request).result
        return result_from_wire("list_forward", result)

    def deliver_forward(self, instrument_id: int) -> Result:
        """Ends a forward: shorts deliver, longs pay, and what is not delivered is settled in cash;
        the events tell of each position. For the operator."""
        request = registry_service_pb2.DeliverForwardRequest(
            instrument_id=whole("instrument_id", instrument_id)
        )
        result = self._call(self.registry.DeliverForward, request).result
        return result_from_wire("deliver_forward", result)

    # ---- Auctions ----

    def auctions(self) -> list[auction_service_pb2.OpenAuction]:
        """The auctions that take bids, with their rules and supply; as on the wire."""
        request = auction_service_pb2.ListAuctionsRequest()
        pages = self._pages(self.auction.ListAuctions, request)
        return [auction for page in pages for auction in page.auctions]

    def bid(
        self, auction_id: int, price: Money, quantity: int, *, bid_id: int | None = None
    ) -> Result:
        """Bids for allowances in an auction. Ids are those of orders; see submit()."""
        bid_id = self._take_order_id() if bid_id is None else whole("bid_id", bid_id)
        request = self._orders().bid(auction_id, bid_id, price, quantity)
        result = self._call(self.auction.SubmitBid, request).result
        if result.refusal == types_pb2.REJECT_REASON_ORDER_ID_NOT_RISING:
            self._next_order_id = 0  # another program uses the account too
        return result_from_wire("submit_bid", result)

    def withdraw_bid(self, auction_id: int, bid_id: int) -> Result:
        """Takes a bid back."""
        request = self._orders().withdraw_bid(auction_id, bid_id)
        result = self._call(self.auction.WithdrawBid, request).result
        return result_from_wire("withdraw_bid", result)

    def bids(self, auction_id: int) -> list[OwnBid]:
        """The account's bids in an auction that is open, by id."""
        request = auction_service_pb2.ListBidsRequest(
            account_id=self._account_id, auction_id=chosen_id("auction_id", auction_id)
        )
        return [
            OwnBid(bid.bid_id, cents(bid.price_cents_per_tonne), bid.quantity_t)
            for page in self._pages(self.auction.ListBids, request)
            for bid in page.bids
        ]

    # ---- The market ----

    def instruments(self) -> list[types_pb2.Instrument]:
        """The books that are open, with their tick, lot and highest price; as on the wire."""
        request = market_data_service_pb2.ListInstrumentsRequest()
        pages = self._pages(self.market_data.ListInstruments, request)
        return [instrument for page in pages for instrument in page.instruments]

    def depth(self, level_count_max: int = 10) -> Depth:
        """The best levels of both sides of the book, as they are now."""
        request = market_data_service_pb2.GetDepthRequest(
            instrument_id=self._book_id(), level_count_max=level_count_max
        )
        depth = self._call(self.market_data.GetDepth, request)
        return Depth(
            bids=[_level(level) for level in depth.bids],
            asks=[_level(level) for level in depth.asks],
            last=price_or_none(depth.quote.last_price_cents_per_tonne),
            trading=depth.phase == types_pb2.TRADING_PHASE_OPEN,
        )

    def trades(self, *, start: int = 0, until_now: bool = False) -> Iterator[Trade]:
        """Trades of the book as they happen, one after another; see events()."""
        for event in self.events(start=start, until_now=until_now):
            traded = event.traded
            if event.HasField("traded") and traded.instrument_id == self._book_id():
                yield Trade(
                    event.event_number,
                    cents(traded.price_cents_per_tonne),
                    traded.quantity_t,
                    word(types_pb2.Side, traded.taker_side),
                )

    def events(self, *, start: int = 0, until_now: bool = False) -> Iterator[events_pb2.Event]:
        """Events that the token may see, as on the wire: from number `start` on (1: the first; 0:
        from now on), for ever or `until_now`. What the exchange remembers no longer is skipped,
        with a warning in the log."""
        request = market_data_service_pb2.StreamEventsRequest(
            start_event_number=start, end_at_latest=until_now
        )
        call = self.market_data.StreamEvents(request)
        try:
            for response in call:
                if response.HasField("gap"):
                    log.warning(
                        "events %d to %d are remembered no longer",
                        response.gap.first_missed_event_number,
                        response.gap.last_missed_event_number,
                    )
                yield from response.events
        except grpc.RpcError as error:
            raise translate(error, self._address) from None
        finally:
            call.cancel()

    # ---- The session; all but status() and seats() for the operator ----

    def status(self) -> SessionStatus:
        """How the session stands."""
        session = self._call(self.session.GetSession, session_service_pb2.GetSessionRequest())
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

    def seats(self) -> list[SeatStatus]:
        """The seats of the session and who is held."""
        request = session_service_pb2.ListSeatsRequest(page_size=1000)
        return [
            SeatStatus(seat.seat, seat.account_id, seat.emitter, seat.held, seat.turn_count)
            for page in self._pages(self.session.ListSeats, request)
            for seat in page.seats
        ]

    def start(self) -> None:
        """Begins a session that waits for its seats to be taken."""
        self._call(self.session.StartSession, session_service_pb2.StartSessionRequest())

    def pause(self) -> None:
        """Halts the session before its next turn."""
        self._call(self.session.PauseSession, session_service_pb2.PauseSessionRequest())

    def resume(self) -> None:
        """Goes on after a pause."""
        self._call(self.session.ResumeSession, session_service_pb2.ResumeSessionRequest())

    def step(self, turn_count: int = 1) -> None:
        """Plays some turns of a waiting or paused session, then pauses it."""
        request = session_service_pb2.StepSessionRequest(turn_count=turn_count)
        self._call(self.session.StepSession, request)

    def stop(self) -> None:
        """Ends the session early."""
        self._call(self.session.StopSession, session_service_pb2.StopSessionRequest())

    # ---- Parts ----

    def _call(self, method: Any, request: Any) -> Any:
        try:
            return method(request, timeout=self._timeout)
        except grpc.RpcError as error:
            raise translate(error, self._address) from None

    def _pages(self, method: Any, request: Any) -> Iterator[Any]:
        while True:
            page = self._call(method, request)
            yield page
            if not page.next_page_token:
                return
            request.page_token = page.next_page_token

    def _account(self) -> Any:
        request = registry_service_pb2.GetAccountRequest(account_id=self._account_id)
        return self._call(self.registry.GetAccount, request)

    def _take_order_id(self) -> int:
        order_id = self._next_order_id or self._account().last_order_id + 1
        self._next_order_id = order_id + 1
        return int(order_id)

    def _book_id(self) -> int:
        return self._orders().instrument.instrument_id

    def _orders(self) -> OrderMaker:
        if self._maker is None:
            self._maker = OrderMaker(self._account_id, self._instrument())
        return self._maker

    def _instrument(self) -> types_pb2.Instrument:
        listed = {instrument.instrument_id: instrument for instrument in self.instruments()}
        if self._instrument_id in listed:
            return listed[self._instrument_id]
        forwards = {forward.instrument_id: forward for forward in self.forwards()}
        if self._instrument_id in forwards:
            return _book_of(forwards[self._instrument_id])
        if not listed:
            raise RequestRefused("no book is open yet: a session opens its book when it starts")
        if self._instrument_id == 0 and len(listed) == 1:
            return next(iter(listed.values()))
        known = sorted({*listed, *forwards})
        raise RequestRefused(f"instrument_id is {self._instrument_id}; must be one of {known}")


def _book_of(forward: types_pb2.Forward) -> types_pb2.Instrument:
    """What an order for it has to keep to."""
    return types_pb2.Instrument(
        instrument_id=forward.instrument_id,
        tick_cents_per_tonne=forward.tick_cents_per_tonne,
        lot_t=forward.lot_t,
        max_price_cents_per_tonne=forward.max_price_cents_per_tonne,
    )


def _level(level: types_pb2.PriceLevel) -> Level:
    return Level(cents(level.price_cents_per_tonne), level.quantity_t, level.order_count)
