"""What can go wrong, each with its cause and its remedy."""

from __future__ import annotations

import grpc


class OrderError(ValueError):
    """What was asked for could never be an order. Nothing was sent."""


class ScenarioError(ValueError):
    """A scenario cannot be played as it is: a line a problem, each with its place."""


class ResultsError(ValueError):
    """A folder holds no results that can be read."""


class CoreMissing(RuntimeError):
    """The package was installed without the simulator."""


class TanshiError(Exception):
    """Something went wrong between this program and the exchange."""


class ExchangeNotThere(TanshiError):
    """Nobody answers at the address, or the exchange went away."""


class TokenRefused(TanshiError):
    """The token is missing, unknown, or another's."""


class CodeRefused(TanshiError):
    """The class knows no such code, or it gives no seats any more."""


class SeatUnknown(TanshiError):
    """The session has no seat of that name; the message lists those that it has."""


class SeatTaken(TanshiError):
    """Another program holds the seat."""


class SessionOver(TanshiError):
    """The session has ended, so its seats cannot be taken."""


class RequestRefused(TanshiError):
    """The exchange cannot do what was asked. `code` is gRPC's."""

    def __init__(self, message: str, code: grpc.StatusCode | None = None):
        super().__init__(message)
        self.code = code


TOKEN_REMEDY = (
    "The exchange writes its tokens to DATA/tokens.json when it starts: one for each seat, and the "
    "operator's. Each DATA has its own, which a restart keeps."
)


def translate(error: grpc.RpcError, address: str) -> TanshiError:
    """The error of a call to the exchange at `address`, in words for the one who made it."""
    code, details = error.code(), error.details() or ""
    if code in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED):
        if "shutting_down" in details:
            return ExchangeNotThere(f"the exchange at {address} is shutting down")
        return ExchangeNotThere(
            f"no exchange answers at {address} ({details}). Is `tanshi serve` running, and does it "
            "listen on this address and port?"
        )
    if code in (grpc.StatusCode.UNAUTHENTICATED, grpc.StatusCode.PERMISSION_DENIED):
        return TokenRefused(f"the exchange at {address} says: {details}. {TOKEN_REMEDY}")
    if code == grpc.StatusCode.UNIMPLEMENTED:
        return RequestRefused(
            f"what answers at {address} is no Tanshi exchange, or of another version: {details}",
            code,
        )
    return RequestRefused(f"the exchange at {address} says: {details}", code)
