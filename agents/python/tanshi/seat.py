"""A seat of a session, held by this program."""

from __future__ import annotations

from queue import SimpleQueue
from types import TracebackType

import grpc

from tanshi.brief import SeatBrief
from tanshi.connection import connect, with_token
from tanshi.conversation import Conversation
from tanshi.errors import SeatUnknown, translate
from tanshi.v1 import agent_service_pb2 as wire
from tanshi.v1 import (
    agent_service_pb2_grpc,
    session_service_pb2,
    session_service_pb2_grpc,
)
from tanshi.wake import Wake


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
        self._conversation = Conversation(address)
        stub = agent_service_pb2_grpc.AgentServiceStub(with_token(self._channel, token))
        self._responses = stub.Attach(iter(self._requests.get, None))
        try:
            self._requests.put(self._conversation.join(seat))
            self._conversation.hear_first(self._receive())
        except SeatUnknown as error:
            known = self._seat_names()
            self.hang_up()
            raise SeatUnknown(f"{error}. It has {known}") from None
        except BaseException:
            self.hang_up()
            raise

    @property
    def brief(self) -> SeatBrief:
        """What is told once: the rules of the book, the cap, the plant."""
        return self._conversation.brief

    @property
    def session_over(self) -> str | None:
        """Why the session ended; None while it plays."""
        return self._conversation.session_over

    @property
    def expired_count(self) -> int:
        """Turns that took too long."""
        return self._conversation.expired_count

    def __iter__(self) -> Seat:
        return self

    def __next__(self) -> Wake:
        self.answer()
        while (response := self._receive()) is not None:
            wake = self._conversation.hear(response)
            if wake is not None:
                return wake
        raise StopIteration

    def answer(self) -> None:
        """Answers the wake under way, if there is one. The loop does it for you."""
        answer = self._conversation.answer()
        if answer is not None:
            self._requests.put(answer)

    def close(self) -> None:
        """Gives the seat back to its robot."""
        self._conversation.drop()
        self._requests.put(None)
        try:
            for _ in self._responses:  # what was on its way
                pass
        except grpc.RpcError:
            pass  # the exchange has gone, and the seat with it
        self._channel.close()

    def hang_up(self) -> None:
        """Gives it back at once, whatever is under way."""
        self._requests.put(None)
        self._responses.cancel()
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
            self.hang_up()
            return
        self.answer()
        self.close()

    def _receive(self) -> wire.AttachResponse | None:
        try:
            return next(self._responses)  # type: ignore[no-any-return]
        except StopIteration:
            return None
        except grpc.RpcError as error:
            raise translate(error, self._address) from None

    def _seat_names(self) -> str:
        stub = session_service_pb2_grpc.SessionServiceStub(self._channel)
        request = session_service_pb2.ListSeatsRequest(page_size=1000)
        try:
            seats = stub.ListSeats(request, timeout=10).seats
        except grpc.RpcError as error:
            raise translate(error, self._address) from None
        return ", ".join(seat.seat + (" (held)" if seat.held else "") for seat in seats)
