"""A channel to an exchange whose calls show a token."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Union

import grpc
import grpc.aio

_OPTIONS = [
    ("grpc.max_receive_message_length", -1),
    # Finds out within 40 s that the machine of the exchange is gone.
    ("grpc.keepalive_time_ms", 20_000),
    ("grpc.keepalive_timeout_ms", 20_000),
]


def connect(address: str, credentials: grpc.ChannelCredentials | None = None) -> grpc.Channel:
    """`address` is HOST:PORT; with `credentials` by TLS. Nothing is sent yet."""
    if credentials is None:
        return grpc.insecure_channel(address, options=_OPTIONS)
    return grpc.secure_channel(address, credentials, options=_OPTIONS)


def connect_aio(
    address: str, credentials: grpc.ChannelCredentials | None = None
) -> grpc.aio.Channel:
    """The same, to await."""
    if credentials is None:
        return grpc.aio.insecure_channel(address, options=_OPTIONS)
    return grpc.aio.secure_channel(address, credentials, options=_OPTIONS)


def root_certificate(file: str | os.PathLike[str]) -> grpc.ChannelCredentials:
    """Credentials to connect by TLS to an exchange whose certificate the one in `file` (PEM)
    vouches for. Raises OSError: it cannot be read."""
    return grpc.ssl_channel_credentials(Path(file).read_bytes())


Metadata = tuple[tuple[str, Union[str, bytes]], ...]


def authorization(token: str) -> Metadata:
    """Metadata of a call. Without a token: of the public."""
    # What no header can carry is no token of any exchange: so let the exchange say.
    can_travel = all("!" <= character <= "~" for character in token or "")
    return (("authorization", f"Bearer {token if can_travel else '?'}"),) if token else ()


def with_token(channel: grpc.Channel, token: str) -> grpc.Channel:
    return grpc.intercept_channel(channel, _Bearer(token)) if token else channel


class _Details(grpc.ClientCallDetails):
    def __init__(self, details: grpc.ClientCallDetails, metadata: Metadata):
        self.method = details.method
        self.timeout = details.timeout
        self.metadata = metadata
        self.credentials = details.credentials
        self.wait_for_ready = details.wait_for_ready
        self.compression = details.compression


class _Bearer(
    grpc.UnaryUnaryClientInterceptor,
    grpc.UnaryStreamClientInterceptor,
    grpc.StreamStreamClientInterceptor,
):
    """Adds the token to every call of the channel."""

    def __init__(self, token: str):
        self._metadata = authorization(token)

    def _add(self, details: grpc.ClientCallDetails) -> _Details:
        return _Details(details, (*(details.metadata or ()), *self._metadata))

    def intercept_unary_unary(self, go_on: Any, details: Any, request: Any) -> Any:
        return go_on(self._add(details), request)

    def intercept_unary_stream(self, go_on: Any, details: Any, request: Any) -> Any:
        return go_on(self._add(details), request)

    def intercept_stream_stream(self, go_on: Any, details: Any, requests: Any) -> Any:
        return go_on(self._add(details), requests)
