"""What the regulator may do by hand at any time; the operator too."""

from __future__ import annotations

from typing import Any

from tanshi.order import chosen_id
from tanshi.result import Result, result_from_wire
from tanshi.v1 import auction_service_pb2, session_service_pb2


class RegulatorCalls:
    """A part of `Client`."""

    auction: Any
    session: Any

    def halt(self) -> Result:
        """Halts trading in the book."""
        return self._set_halt(True)

    def lift_halt(self) -> Result:
        """Lets it trade again, whoever halted it."""
        return self._set_halt(False)

    def cancel_auction(self, auction_id: int) -> Result:
        """Cancels an open auction: nothing is sold."""
        request = auction_service_pb2.CancelAuctionRequest(
            auction_id=chosen_id("auction_id", auction_id)
        )
        result = self._call(self.auction.CancelAuction, request).result
        return result_from_wire("cancel_auction", result)

    def _set_halt(self, halted: bool) -> Result:
        request = session_service_pb2.SetHaltRequest(instrument_id=self._book_id(), halted=halted)
        return result_from_wire("set_halt", self._call(self.session.SetHalt, request).result)

    def _call(self, method: Any, request: Any) -> Any:
        raise NotImplementedError

    def _book_id(self) -> int:
        raise NotImplementedError
