"""One turn of a seat: what its holder sees (see `Observed`), and what it decides."""

from __future__ import annotations

from collections.abc import Sequence

from tanshi.brief import SeatBrief
from tanshi.errors import OrderError
from tanshi.money import Money
from tanshi.observation import AuctionNotice, Book, Observed
from tanshi.order import MAX_QUANTITY, OrderMaker, whole
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
