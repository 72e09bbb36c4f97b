"""What became of a command about orders."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from tanshi.money import cents
from tanshi.v1 import types_pb2
from tanshi.words import word


class Fill(NamedTuple):
    """A part of an order that traded."""

    price: Decimal
    quantity: int


@dataclass(frozen=True)
class Result:
    """The market's answer to one command. `print(result)` says it in a sentence."""

    command: str
    """"submit", "cancel", "replace", "cancel_all", "submit_bid", "withdraw_bid", "consign", "take",
    "offer", "accept", "decline", "withdraw_offer", "surrender", "transfer", "retire", "set_halt",
    "cancel_auction", "list_forward" or "deliver_forward"."""
    order_id: int
    """The order or bid that it is about; 0 where there are none or several."""
    refusal: str | None
    """Why the market refused, such as "cash_insufficient" (docs/errors.md). None: accepted."""
    detail: str
    """With a refusal: what is allowed, as a sentence."""
    fills: list[Fill]
    """What the order traded at once, one entry a price, best price first."""
    open_quantity: int
    """What it then had waiting in the book."""
    cancelled_quantity: int
    """What of it was dropped: neither traded nor waiting."""
    cancelled_orders: dict[int, int]
    """Orders that the command took out of the book: open tonnes by order id."""
    message: types_pb2.CommandResult = field(repr=False)
    """The same as it came over the wire."""

    @property
    def accepted(self) -> bool:
        return self.refusal is None

    @property
    def traded_quantity(self) -> int:
        return sum(fill.quantity for fill in self.fills)

    def __str__(self) -> str:
        subject = f"order {self.order_id}" if self.order_id else self.command
        if not self.accepted:
            return f"{subject}: {self.command} refused: {self.detail}"
        parts = [f"{fill.quantity} t traded at {fill.price}" for fill in self.fills]
        if self.open_quantity:
            parts.append(f"{self.open_quantity} t wait")
        if self.cancelled_quantity:
            parts.append(f"{self.cancelled_quantity} t dropped")
        for order_id, quantity in self.cancelled_orders.items():
            parts.append(f"{quantity} t of order {order_id} cancelled")
        return f"{subject}: {', '.join(parts) or 'accepted'}"


def result_from_wire(command: str, result: types_pb2.CommandResult) -> Result:
    return Result(
        command=command,
        order_id=result.order_id,
        refusal=word(types_pb2.RejectReason, result.refusal) if result.refusal else None,
        detail=result.detail,
        fills=[Fill(cents(f.price_cents_per_tonne), f.quantity_t) for f in result.fills],
        open_quantity=result.open_quantity_t,
        cancelled_quantity=result.cancelled_quantity_t,
        cancelled_orders={order.order_id: order.quantity_t for order in result.cancelled_orders},
        message=result,
    )
