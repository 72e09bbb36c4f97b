"""Calls of those who trade: orders, the account, and other ways to trade."""

from __future__ import annotations

from typing_extensions import Unpack

from tanshi.answers import Account, Listing, Offer, TradingRules
from tanshi.calls import Channel
from tanshi.money import Money, cents
from tanshi.observation import OwnOrder
from tanshi.order import ClientOptions, whole
from tanshi.result import Result
from tanshi.v1 import (
    market_data_service_pb2,
    registry_service_pb2,
    trading_service_pb2,
    types_pb2,
)
from tanshi.words import word


class TradingCalls(Channel):
    """A part of the clients."""

    # ---- Orders ----

    async def buy(self, price: Money, quantity: int, **options: Unpack[ClientOptions]) -> Result:
        """Buys at `price` or less; what is not to be had waits. Options: those of submit()."""
        return await self.submit("buy", price, quantity, **options)

    async def sell(self, price: Money, quantity: int, **options: Unpack[ClientOptions]) -> Result:
        """Sells at `price` or more; what finds no buyer waits. Options: those of submit()."""
        return await self.submit("sell", price, quantity, **options)

    async def submit(
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
        order_id = await self._order_id(order_id)
        request = (await self._orders()).submit(
            side,
            price,
            quantity,
            order_id,
            type=type,
            time_in_force=time_in_force,
            self_trade_prevention=self_trade_prevention,
            post_only=post_only,
        )
        return await self._command("submit", "trading", "SubmitOrder", request)

    async def cancel(self, order_id: int) -> Result:
        """Takes an order out of the book."""
        request = (await self._orders()).cancel(order_id)
        return await self._command("cancel", "trading", "CancelOrder", request)

    async def cancel_all(self) -> Result:
        """Takes all orders of the account out of the book; refused when there are none."""
        request = (await self._orders()).cancel_all()
        return await self._command("cancel_all", "trading", "CancelAllOrders", request)

    async def replace(
        self, order_id: int, price: Money, quantity: int, *, post_only: bool = False
    ) -> Result:
        """Gives a waiting order a new price and open quantity; see Wake.replace()."""
        request = (await self._orders()).replace(order_id, price, quantity, post_only)
        return await self._command("replace", "trading", "ReplaceOrder", request)

    async def orders(self) -> list[OwnOrder]:
        """The account's orders that wait in the books, by id."""
        request = trading_service_pb2.ListOrdersRequest(account_id=self._account_id, page_size=1000)
        return [
            OwnOrder(
                order.order_id,
                word(types_pb2.Side, order.side),
                cents(order.limit_price_cents_per_tonne),
                order.open_quantity_t,
            )
            for page in await self._pages("trading", "ListOrders", request)
            for order in page.orders
        ]

    async def balances(self) -> Account:
        """What the account holds and owes."""
        account = await self._account()
        instrument_id = await self._book_id()
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

    # ---- Allowances ----

    async def surrender(self, year: int, quantity: int) -> Result:
        """Gives allowances up against what the account owes for `year`, oldest vintage first; no
        more than is owed. A session does it for its seats when a year ends."""
        request = registry_service_pb2.SurrenderAllowancesRequest(
            account_id=self._account_id,
            instrument_id=await self._book_id(),
            year=whole("year", year),
            quantity_t=whole("quantity", quantity),
        )
        return await self._command("surrender", "registry", "SurrenderAllowances", request)

    async def transfer(self, to_account_id: int, quantity: int) -> Result:
        """Gives allowances to another account, oldest vintage first."""
        request = registry_service_pb2.TransferAllowancesRequest(
            from_account_id=self._account_id,
            to_account_id=whole("to_account_id", to_account_id),
            instrument_id=await self._book_id(),
            quantity_t=whole("quantity", quantity),
        )
        return await self._command("transfer", "registry", "TransferAllowances", request)

    async def retire(self, quantity: int) -> Result:
        """Takes allowances out of circulation for good, oldest vintage first: nobody can emit for
        them any more."""
        request = registry_service_pb2.CancelAllowancesRequest(
            account_id=self._account_id,
            instrument_id=await self._book_id(),
            quantity_t=whole("quantity", quantity),
        )
        return await self._command("retire", "registry", "CancelAllowances", request)

    # ---- Other ways to trade ----

    async def trading_rules(self) -> TradingRules:
        """The rules by which the book trades, and the prices that it takes today."""
        book_id = await self._book_id()
        request = market_data_service_pb2.GetTradingRulesRequest(instrument_id=book_id)
        answer = await self._call("market_data", "GetTradingRules", request)
        return TradingRules(
            mode=word(types_pb2.TradingMode, answer.rules.mode),
            halt=word(types_pb2.Halt, answer.halt),
            lowest_price=cents(answer.lowest_price_cents_per_tonne),
            highest_price=cents(answer.highest_price_cents_per_tonne),
            message=answer.rules,
        )

    async def listings(self) -> list[Listing]:
        """Orders that may be taken, where the book trades by posted listing: the best five levels
        of both sides, best price first, oldest first."""
        request = market_data_service_pb2.ListListingsRequest(
            instrument_id=await self._book_id(), page_size=1000
        )
        return [
            Listing(
                order.account_id,
                order.order_id,
                word(types_pb2.Side, order.side),
                cents(order.limit_price_cents_per_tonne),
                order.open_quantity_t,
            )
            for page in await self._pages("market_data", "ListListings", request)
            for order in page.orders
        ]

    async def take(self, listing: Listing, quantity: int, *, order_id: int | None = None) -> Result:
        """Takes from an order of listings(), at its price. Order ids: see submit()."""
        request = trading_service_pb2.TakeListingRequest(
            account_id=self._account_id,
            order_id=await self._order_id(order_id),
            maker_account_id=listing.account_id,
            maker_order_id=listing.order_id,
            quantity_t=whole("quantity", quantity),
        )
        return await self._command("take", "trading", "TakeListing", request)

    async def offer(
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
        order_id = await self._order_id(order_id)
        order = (await self._orders()).submit(side, price, quantity, order_id)
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
        return await self._command("offer", "trading", "OfferDirect", request)

    async def accept(self, offer: Offer) -> Result:
        """Accepts an offer that was made to the account: it is settled at once."""
        request = trading_service_pb2.AcceptOfferRequest(
            account_id=self._account_id, from_account_id=offer.account_id, order_id=offer.order_id
        )
        return await self._command("accept", "trading", "AcceptOffer", request)

    async def decline(self, offer: Offer) -> Result:
        """Declines an offer that was made to the account."""
        request = trading_service_pb2.DeclineOfferRequest(
            account_id=self._account_id, from_account_id=offer.account_id, order_id=offer.order_id
        )
        return await self._command("decline", "trading", "DeclineOffer", request)

    async def withdraw_offer(self, order_id: int) -> Result:
        """Takes back an offer that the account made."""
        request = trading_service_pb2.WithdrawOfferRequest(
            account_id=self._account_id, order_id=whole("order_id", order_id)
        )
        return await self._command("withdraw_offer", "trading", "WithdrawOffer", request)

    async def offers(self) -> list[Offer]:
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
            for page in await self._pages("trading", "ListOffers", request)
            for offer in page.offers
        ]
