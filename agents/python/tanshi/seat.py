"""A seat of a session, held by this program."""

from __future__ import annotations

import logging
from queue import SimpleQueue
from types import TracebackType

import grpc

from tanshi.brief import SeatBrief, brief_from_wire
from tanshi.connection import connect, with_token
from tanshi.errors import (
    TOKEN_REMEDY,
    RequestRefused,
    SeatTaken,
    SeatUnknown,
    SessionOver,
    TanshiError,
    TokenRefused,
    translate,
)
from tanshi.outcome import Outcomes
from tanshi.v1 import agent_service_pb2 as wire
from tanshi.v1 import (
    agent_service_pb2_grpc,
    events_pb2,
    seat_brief_pb2,
    session_service_pb2,
    session_service_pb2_grpc,
)
from tanshi.wake import Wake

log = logging.getLogger("tanshi")


def join(
    address: str,
    seat: str,
    token: str,
    *,
    credentials: grpc.ChannelCredentials | None = None,
) -> Seat:
    """Takes a seat of the session at `address` (HOST:PORT). Use it in a `with`: leaving that gives
    the seat back to its robot, and so does the end of the program, however it comes.

    Raises ExchangeNotThere, TokenRefused, SeatUnknown, SeatTaken, SessionOver.
    """
    return Seat(address, seat, token, credentials)


class Seat:
    """Iterate over it: each pass of the loop is one `Wake`, answered when the pass ends. The loop
    ends with the session; `session_over` then says why.

    The session waits for each answer, but not for ever: a turn that took too long is played by the
    seat's robot, which is logged as a warning.
    """

    brief: SeatBrief
    """What is told once: the rules of the book, the cap, the plant."""
    session_over: str | None = None
    """Why the session ended; None while it plays."""
    expired_count: int = 0
    """Turns that took too long."""

    def __init__(
        self,
        address: str,
        seat: str,
        token: str,
        credentials: grpc.ChannelCredentials | None = None,
    ):
        self._address = address
        self._channel = connect(address, credentials)
        self._requests: SimpleQueue[wire.AttachRequest | None] = SimpleQueue()
        self._wake: Wake | None = None
        self._answered = 0  # number of the latest turn that was
        self._outcomes = Outcomes(())  # of that turn
        self._events: list[events_pb2.Event] = []
        stub = agent_service_pb2_grpc.AgentServiceStub(with_token(self._channel, token))
        self._responses = stub.Attach(iter(self._requests.get, None))
        try:
            self._send(join=wire.JoinSeat(seat=seat, with_events=True))
            self.brief = brief_from_wire(self._receive_brief())
        except BaseException:
            self._hang_up()
            raise

    def __iter__(self) -> Seat:
        return self

    def __next__(self) -> Wake:
        self.answer()
        message = self._receive_wake()
        if message is None:
            raise StopIteration
        self._wake = Wake(self.brief, message, self._outcomes.results(), self._events)
        self._outcomes = Outcomes(())
        self._events = []
        return self._wake

    def answer(self) -> None:
        """Answers the wake under way, if there is one. The loop does it for you."""
        if self._wake is None:
            return
        turn = self._wake.take_turn()
        self._wake = None
        self._outcomes = Outcomes(turn.commands)
        self._answered = turn.turn_number
        self._send(turn=turn)

    def close(self) -> None:
        """Gives the seat back to its robot."""
        self._wake = None
        self._requests.put(None)
        try:
            for _ in self._responses:  # what was on its way
                pass
        except grpc.RpcError:
            pass  # the exchange has gone, and the seat with it
        self._channel.close()

    def __enter__(self) -> Seat:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            self._hang_up()
            return
        self.answer()
        self.close()

    # ---- What comes in ----

    def _receive_brief(self) -> seat_brief_pb2.SeatBrief:
        response = self._receive()
        if response is not None and response.HasField("joined"):
            return response.joined.brief
        if response is not None and response.HasField("refused"):
            raise self._translate(response.refused)
        raise RequestRefused(f"the exchange at {self._address} ended the call without an answer")

    def _receive_wake(self) -> wire.Wake | None:
        """The next wake, once it is known what became of the last turn. None: there is none."""
        wake: wire.Wake | None = None
        while wake is None or not self._outcomes.is_complete:
            response = self._receive()
            if response is None:
                return None
            kind = response.WhichOneof("response")
            if kind == "wake":
                wake = response.wake
            elif kind == "events":
                self._hear(response.events)
            elif kind == "expired":
                self._note_expired(response.expired)
                wake = None
            elif kind == "refused":
                self._note_refused(response.refused)
            elif kind == "session_over":
                self.session_over = response.session_over.reason
        return wake

    def _hear(self, events: wire.SeatEvents) -> None:
        if events.missed:
            log.warning("events of seat %s were missed: trust what the wakes say", events.seat)
            self._outcomes = Outcomes(())
        for event in events.events:
            self._outcomes.add(event)
            self._events.append(event)

    def _note_expired(self, expired: wire.TurnExpired) -> None:
        self.expired_count += 1
        self._outcomes = Outcomes(())  # an answer that came too late is not carried out
        log.warning(
            "turn %d of seat %s took too long; its robot played it",
            expired.turn_number,
            expired.seat,
        )

    def _note_refused(self, refused: wire.AttachRefused) -> None:
        late = (wire.ATTACH_REFUSAL_TURN_NOT_UNDER_WAY, wire.ATTACH_REFUSAL_SEAT_NOT_HELD)
        if refused.reason not in late:
            raise self._translate(refused)
        if refused.turn_number == self._answered:
            self._outcomes = Outcomes(())

    def _receive(self) -> wire.AttachResponse | None:
        try:
            return next(self._responses)  # type: ignore[no-any-return]
        except StopIteration:
            return None
        except grpc.RpcError as error:
            raise translate(error, self._address) from None

    # ---- What goes out ----

    def _send(self, **request: object) -> None:
        self._requests.put(wire.AttachRequest(**request))  # type: ignore[arg-type]

    def _hang_up(self) -> None:
        self._requests.put(None)
        self._responses.cancel()
        self._channel.close()

    # ---- Errors ----

    def _translate(self, refused: wire.AttachRefused) -> TanshiError:
        reason, text = refused.reason, refused.detail
        if reason == wire.ATTACH_REFUSAL_SEAT_UNKNOWN:
            return SeatUnknown(f"{text}. It has {self._seat_names()}")
        if reason == wire.ATTACH_REFUSAL_SEAT_TAKEN:
            return SeatTaken(f"{text} by another program; take another, or end that one first")
        if reason == wire.ATTACH_REFUSAL_SEAT_NOT_YOURS:
            return TokenRefused(f"{text}. {TOKEN_REMEDY}")
        if reason == wire.ATTACH_REFUSAL_SESSION_OVER:
            return SessionOver(f"{text}; start a new one with `tanshi serve`")
        return RequestRefused(text)

    def _seat_names(self) -> str:
        stub = session_service_pb2_grpc.SessionServiceStub(self._channel)
        request = session_service_pb2.ListSeatsRequest(page_size=1000)
        try:
            seats = stub.ListSeats(request, timeout=10).seats
        except grpc.RpcError as error:
            raise translate(error, self._address) from None
        return ", ".join(seat.seat + (" (held)" if seat.held else "") for seat in seats)
