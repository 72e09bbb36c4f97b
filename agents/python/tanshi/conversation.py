"""What passes between the exchange and the holder of a seat, without how it travels: over gRPC
(`tanshi.Seat`), over gRPC and awaited (`tanshi.aio.Seat`), or in this process (`play_local`)."""

from __future__ import annotations

import logging

from tanshi.brief import SeatBrief, brief_from_wire
from tanshi.errors import (
    TOKEN_REMEDY,
    RequestRefused,
    SeatTaken,
    SeatUnknown,
    SessionOver,
    TanshiError,
    TokenRefused,
)
from tanshi.outcome import Outcomes
from tanshi.v1 import agent_service_pb2 as wire
from tanshi.v1 import events_pb2, seat_brief_pb2
from tanshi.wake import Wake

log = logging.getLogger("tanshi")


class Conversation:
    """Hears what the exchange says to one seat, and says what its holder decided."""

    brief: SeatBrief
    session_over: str | None = None
    expired_count: int = 0

    def __init__(self, address: str):
        self._address = address
        self._message: wire.Wake | None = None  # heard, and not yet a Wake
        self._wake: Wake | None = None  # not answered yet
        self._answered = 0  # number of the latest turn that was
        self._outcomes = Outcomes(())  # of that turn
        self._events: list[events_pb2.Event] = []

    # ---- What comes in ----

    def begin(self, brief: seat_brief_pb2.SeatBrief) -> None:
        self.brief = brief_from_wire(brief)

    def hear_first(self, response: wire.AttachResponse | None) -> None:
        """The answer to the request for the seat. Raises TanshiError: it was refused."""
        if response is not None and response.HasField("joined"):
            return self.begin(response.joined.brief)
        if response is not None and response.HasField("refused"):
            raise translate_refusal(response.refused)
        raise RequestRefused(f"the exchange at {self._address} ended the call without an answer")

    def hear(self, response: wire.AttachResponse) -> Wake | None:
        """The wake that the holder is to decide at, once it is known what became of the last turn.
        None: there is more to hear first."""
        kind = response.WhichOneof("response")
        if kind == "wake":
            self._message = response.wake
        elif kind == "events":
            self._hear_events(response.events)
        elif kind == "expired":
            self._note_expired(response.expired)
        elif kind == "refused":
            self._note_refused(response.refused)
        elif kind == "session_over":
            self.session_over = response.session_over.reason
        if self._message is None or not self._outcomes.is_complete:
            return None
        wake = Wake(self.brief, self._message, self._outcomes.results(), self._events)
        self._message = None
        self._outcomes = Outcomes(())
        self._events = []
        self._wake = wake
        return wake

    def _hear_events(self, events: wire.SeatEvents) -> None:
        if events.missed:
            log.warning("events of seat %s were missed: trust what the wakes say", events.seat)
            self._outcomes = Outcomes(())
        for event in events.events:
            self._outcomes.add(event)
            self._events.append(event)

    def _note_expired(self, expired: wire.TurnExpired) -> None:
        self.expired_count += 1
        self._message = None
        self._outcomes = Outcomes(())  # an answer that came too late is not carried out
        log.warning(
            "turn %d of seat %s took too long; its robot played it",
            expired.turn_number,
            expired.seat,
        )

    def _note_refused(self, refused: wire.AttachRefused) -> None:
        late = (wire.ATTACH_REFUSAL_TURN_NOT_UNDER_WAY, wire.ATTACH_REFUSAL_SEAT_NOT_HELD)
        if refused.reason not in late:
            raise translate_refusal(refused)
        if refused.turn_number == self._answered:
            self._outcomes = Outcomes(())

    # ---- What goes out ----

    def join(self, seat: str) -> wire.AttachRequest:
        return wire.AttachRequest(join=wire.JoinSeat(seat=seat, with_events=True))

    def answer(self) -> wire.AttachRequest | None:
        """Answers the wake under way, if there is one."""
        if self._wake is None:
            return None
        turn = self._wake.take_turn()
        self._wake = None
        self._outcomes = Outcomes(turn.commands)
        self._answered = turn.turn_number
        return wire.AttachRequest(turn=turn)

    def drop(self) -> None:
        """Leaves the wake under way without an answer."""
        self._wake = None


def translate_refusal(refused: wire.AttachRefused) -> TanshiError:
    reason, text = refused.reason, refused.detail
    if reason == wire.ATTACH_REFUSAL_SEAT_UNKNOWN:
        return SeatUnknown(text)
    if reason == wire.ATTACH_REFUSAL_SEAT_TAKEN:
        return SeatTaken(f"{text} by another program; take another, or end that one first")
    if reason == wire.ATTACH_REFUSAL_SEAT_NOT_YOURS:
        return TokenRefused(f"{text}. {TOKEN_REMEDY}")
    if reason == wire.ATTACH_REFUSAL_SESSION_OVER:
        return SessionOver(f"{text}; start a new one with `tanshi serve`")
    return RequestRefused(text)
