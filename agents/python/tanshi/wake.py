"""One turn of a seat: what its holder sees (see `Observed`), and what it decides."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from typing_extensions import Unpack

from tanshi.brief import SeatBrief
from tanshi.errors import OrderError
from tanshi.money import Money, ceil_to_tick, cents, floor_to_tick, to_decimal
from tanshi.observation import AuctionNotice, Book, Observed
from tanshi.order import MAX_QUANTITY, OrderMaker, OrderOptions, whole
from tanshi.result import Result
from tanshi.supply import PriceMeasure
from tanshi.v1 import agent_service_pb2 as wire
from tanshi.v1 import events_pb2, trading_service_pb2

MAX_COMMANDS = 1024
_MAX_ABATEMENT = 1000 * MAX_QUANTITY


class Wake(Observed):
    """The seat is to decide. What is asked for here is carried out, in order, when the pass of the
    `for` loop ends; nothing happens before."""

    turn_number: int
    """Number of the wake, rising."""
    results: list[Result]
    """What became of the commands of your last turn, one a command."""
    events: list[events_pb2.Event]
    """What happened to your account since your last wake, as it came over the wire: fills of orders
    that waited, allowances issued and surrendered, penalties, and so on."""

    def __init__(
        self,
        brief: SeatBrief,
        message: wire.Wake,
        results: Sequence[Result] = (),
        events: Sequence[events_pb2.Event] = (),
    ):
        super().__init__(message.observation, brief.first_year)
        self.turn_number = message.turn_number
        self.results = list(results)
        self.events = list(events)
        self._orders = OrderMaker(brief.account_id, brief.message.instrument)
        self._next_order_id = message.observation.next_order_id
        self._turn = wire.Turn(seat=message.seat, turn_number=message.turn_number)
        self._is_over = False
        self._cash, self._allowances = self.cash, self.allowances  # that this turn leaves free
        self._fee = brief.fee

    def buy(
        self,
        price: Money,
        quantity: int,
        *,
        type: str = "limit",
        time_in_force: str = "good_till_cancel",
        self_trade_prevention: str = "cancel_resting",
        post_only: bool = False,
        book: Book | None = None,
    ) -> int:
        """Buys at `price` or less; what is not to be had waits in the book. Returns the order's id.

        `type`: "limit", or "market" (never waits, `price` is the worst accepted).
        `time_in_force`: "good_till_cancel", "day", "immediate_or_cancel" or "fill_or_kill".
        `self_trade_prevention`, when it meets an order of yours: "cancel_resting",
        "cancel_incoming" or "cancel_both".
        `post_only`: to be refused instead of trading at once.
        `book`: one of `books`, to trade there instead of in the seat's own.
        Raises OrderError: no order can have this price or quantity.
        """
        return self._submit(
            "buy", price, quantity, type, time_in_force, self_trade_prevention, post_only, book
        )

    def sell(
        self,
        price: Money,
        quantity: int,
        *,
        type: str = "limit",
        time_in_force: str = "good_till_cancel",
        self_trade_prevention: str = "cancel_resting",
        post_only: bool = False,
        book: Book | None = None,
    ) -> int:
        """Sells at `price` or more; otherwise like buy()."""
        return self._submit(
            "sell", price, quantity, type, time_in_force, self_trade_prevention, post_only, book
        )

    def cancel(self, order_id: int) -> None:
        """Takes an order out of the book."""
        self._add().cancel.CopyFrom(self._orders.cancel(order_id))

    def cancel_all(self) -> None:
        """Takes all your orders out of the book; nothing is asked for when there are none."""
        if self.orders or self._turn.commands:
            self._add().cancel_all.CopyFrom(self._orders.cancel_all())
            free = [o for o in self.orders if o.side == "sell"]
            self._allowances = self.allowances + sum(order.open_quantity for order in free)
            bound = [o.price * o.open_quantity for o in self.orders if o.side == "buy"]
            self._cash = self.cash + sum(bound)

    def replace(
        self, order_id: int, price: Money, quantity: int, *, post_only: bool = False
    ) -> None:
        """Gives a waiting order a new price and open quantity. It keeps its place in the queue if
        the price stays and the quantity shrinks; else it joins as if new, and may trade."""
        self._add().replace.CopyFrom(self._orders.replace(order_id, price, quantity, post_only))

    def bid_for(self, price: Money, quantity: int) -> int:
        """Bids in the open auction, sealed: pays `price` a tonne or less, as the auction's rules
        say, for what is won when the day ends. Bids add up; until then their money is bound.
        Returns the bid's id.

        Raises OrderError: no auction is open, or no bid can have this price or quantity.
        """
        auction = self._open_auction()
        request = self._orders.bid(
            auction.auction_id, self._next_order_id, price, quantity, auction.lot
        )
        self._add().submit_bid.CopyFrom(request)
        self._next_order_id += 1
        return request.bid_id

    def quote(self, *, bid: Money | None = None, ask: Money | None = None, quantity: float) -> None:
        """Stands on both sides of the book, in place of all your orders: buys up to `bid` and sells
        down to `ask`, `quantity` tonnes each. None: not on that side."""
        self.cancel_all()
        if bid is not None:
            self.buy_up_to(bid, quantity)
        if ask is not None:
            self.sell_down_to(ask, quantity)

    def buy_up_to(
        self, limit: Money, quantity: float, **options: Unpack[OrderOptions]
    ) -> int | None:
        """Like buy(), of any numbers: the price is rounded down to the tick and to what the day
        allows, the quantity to whole lots and to what your cash still pays for in this turn. None:
        nothing is left of it."""
        price = self._lower(limit)
        if price is None:
            return None
        paid = price * (1 + self._fee)
        tonnes = self._lots(min(quantity, int(self._cash / paid)))
        if tonnes == 0:
            return None
        self._cash -= paid * tonnes
        return self.buy(price, tonnes, **options)

    def sell_down_to(
        self, limit: Money, quantity: float, **options: Unpack[OrderOptions]
    ) -> int | None:
        """Likewise: the price is rounded up, the quantity to what you still have in this turn."""
        price = self._upper(limit)
        tonnes = self._lots(min(quantity, self._allowances))
        if price is None or tonnes == 0:
            return None
        self._allowances -= tonnes
        return self.sell(price, tonnes, **options)

    def bid_up_to(self, limit: Money, quantity: float) -> int | None:
        """Like bid_for(), of any numbers: rounded to the auction's lots, its limits and your cash.
        None: nothing is left of it, or `limit` is below the reserve price.

        Raises OrderError: no auction is open.
        """
        auction = self._open_auction()
        rules = self._orders.instrument
        price = floor_to_tick(limit, rules.tick_cents_per_tonne, rules.max_price_cents_per_tonne)
        if price <= 0 or price < auction.reserve_price:
            return None
        paid = price * (1 + self._fee)
        limits = [auction.bid_limit, auction.purchase_limit, int(self._cash / paid)]
        most = min(limit for limit in limits if limit is not None)
        tonnes = self._lots(min(quantity, most), auction.lot)
        if tonnes == 0:
            return None
        self._cash -= paid * tonnes
        return self.bid_for(price, tonnes)

    def withdraw_bid(self, bid_id: int) -> None:
        """Takes a bid back. Raises OrderError: no auction is open."""
        request = self._orders.withdraw_bid(self._open_auction().auction_id, bid_id)
        self._add().withdraw_bid.CopyFrom(request)

    def abate(self, tonnes: int) -> None:
        """Sets how many tonnes the plant abates in this year, from now on; the last word of the
        year counts."""
        self._check_is_on()
        abatement_t = whole("tonnes", tonnes)
        if not 0 <= abatement_t <= _MAX_ABATEMENT:
            raise OrderError(f"tonnes is {abatement_t}; must be in [0, {_MAX_ABATEMENT}]")
        self._turn.abatement_t = abatement_t

    def build(self, project: int, units: int = 1) -> None:
        """Builds units of a project, by its place in `brief.firm.projects`, when the year's trading
        is over. A turn that builds, or build_nothing(), replaces what earlier turns of the year
        said; a seat that says neither all year leaves it to its robot.

        Raises OrderError: there is no such project, or not so many units are left.
        """
        self._check_is_on()
        menu = self.projects
        if not 0 <= project < len(menu):
            raise OrderError(f"project is {project}; must be in [0, {len(menu) - 1}]")
        count = whole("units", units)
        builds = self._turn.builds.builds
        asked = next((build for build in builds if build.project == project), None)
        most = menu[project].units_left - (asked.units if asked else 0)
        if not 1 <= count <= most:
            raise OrderError(f"units is {count}; must be in [1, {most}]")
        if asked:
            asked.units += count
        else:
            builds.add(project=project, units=count)

    def build_nothing(self) -> None:
        """Takes back what was to be built this year, and keeps the robot from building."""
        self._check_is_on()
        self._turn.ClearField("builds")
        self._turn.builds.SetInParent()

    def release(self, tonnes: int) -> None:
        """Of the regulator's seat: adds so much to the auctions still to come, in place of the
        measure's default.

        Raises OrderError: there is no measure, or it allows less.
        """
        self._check_is_on()
        release_t = whole("tonnes", tonnes)
        most = self._open_measure().most
        if not 0 <= release_t <= most:
            raise OrderError(f"tonnes is {release_t}; must be in [0, {most}]")
        self._turn.release_t = release_t

    def set_floor(self, price: Money | None) -> None:
        """Of the regulator's seat: the lowest price at which auctions sell from now on, in place of
        the measure's. None: no floor.

        Raises OrderError: there is no measure with a floor, or no price can be this one.
        """
        self._check_is_on()
        if self._open_measure().floor is None:
            raise OrderError("this measure sets no floor: set one when wake.measure.floor is there")
        self._turn.floor_cents_per_tonne = 0 if price is None else self._orders.price(price)

    def take_turn(self) -> wire.Turn:
        """What was decided; called once, by the seat."""
        self._check_is_on()
        self._is_over = True
        return self._turn

    def _submit(
        self,
        side: str,
        price: Money,
        quantity: int,
        type: str,
        time_in_force: str,
        prevention: str,
        post_only: bool,
        book: Book | None,
    ) -> int:
        request = self._orders.submit(
            side,
            price,
            quantity,
            self._next_order_id,
            type=type,
            time_in_force=time_in_force,
            self_trade_prevention=prevention,
            post_only=post_only,
        )
        if book is not None:
            request.instrument_id = book.instrument_id
        self._add().submit.CopyFrom(request)
        self._next_order_id += 1
        return request.order_id

    def _lower(self, limit: Money) -> Decimal | None:
        """The highest price of an order today that is not above the limit. None: there is none."""
        rules = self._orders.instrument
        price = floor_to_tick(limit, rules.tick_cents_per_tonne, rules.max_price_cents_per_tonne)
        price = min(price, self.highest_price or price)
        lowest = self.lowest_price or cents(rules.tick_cents_per_tonne)
        return price if price >= lowest else None

    def _upper(self, limit: Money) -> Decimal | None:
        """The lowest price of an order today that is not below the limit. None: there is none."""
        rules = self._orders.instrument
        tick, most = rules.tick_cents_per_tonne, rules.max_price_cents_per_tonne
        if to_decimal(limit, "price") > cents(most):
            return None
        price = max(ceil_to_tick(limit, tick, most), self.lowest_price or cents(tick))
        return price if price <= (self.highest_price or cents(most)) else None

    def _lots(self, quantity: float, lot: int | None = None) -> int:
        lot = lot or self._orders.instrument.lot_t
        return max(0, int(min(quantity, MAX_QUANTITY)) // lot * lot)

    def _open_measure(self) -> PriceMeasure:
        measure = self.measure
        if measure is None:
            raise OrderError("no rule lets this seat act now: decide when wake.measure is not None")
        return measure

    def _open_auction(self) -> AuctionNotice:
        auction = self.auction
        if auction is None:
            raise OrderError("no auction takes bids now: bid when wake.auction is not None")
        return auction

    def _add(self) -> trading_service_pb2.OrderCommand:
        self._check_is_on()
        if len(self._turn.commands) == MAX_COMMANDS:
            raise OrderError(f"a turn has at most {MAX_COMMANDS} commands")
        return self._turn.commands.add()

    def _check_is_on(self) -> None:
        if self._is_over:
            raise OrderError(
                f"turn {self.turn_number} was answered already: decide inside the for loop's body"
            )
