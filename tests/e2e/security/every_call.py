"""Every rpc of the API, from its descriptors, so that a new one cannot be forgotten."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any, NamedTuple

import grpc
from google.protobuf import message_factory
from google.protobuf.descriptor import MethodDescriptor

import tanshi.v1

SECONDS = 10.0
STREAM_SECONDS = 2.0


class Answer(NamedTuple):
    """What a call came to: its code, what was said of it, and its first message if it has one."""

    code: grpc.StatusCode
    details: str
    message: Any


def every_method() -> dict[str, MethodDescriptor]:
    """By "Service.Method"."""
    methods = {}
    for module in pkgutil.iter_modules(tanshi.v1.__path__):
        if not module.name.endswith("_pb2"):
            continue
        file = importlib.import_module(f"tanshi.v1.{module.name}").DESCRIPTOR
        for service in file.services_by_name.values():
            for method in service.methods:
                methods[f"{service.name}.{method.name}"] = method
    return methods


METHODS = every_method()


def request_of(name: str, /, **fields: Any) -> Any:
    """The request of a method, with those of the fields that it has."""
    kind = METHODS[name].input_type
    known = {key: value for key, value in fields.items() if key in kind.fields_by_name}
    return message_factory.GetMessageClass(kind)(**known)


def bearer(token: str | None) -> list[tuple[str, str]]:
    return [] if token is None else [("authorization", f"Bearer {token}")]


def call(
    channel: grpc.Channel,
    name: str,
    request: Any,
    token: str | None = None,
    metadata: list[tuple[str, str]] | None = None,
) -> Answer:
    """Calls the method, with bytes too; of a stream takes the first message, and leaves."""
    method = METHODS[name]
    answer = message_factory.GetMessageClass(method.output_type)
    path = f"/{method.containing_service.full_name}/{method.name}"
    as_bytes = {
        "request_serializer": lambda r: r if isinstance(r, bytes) else r.SerializeToString(),
        "response_deserializer": answer.FromString,
    }
    metadata = bearer(token) if metadata is None else metadata
    try:
        if not method.server_streaming:
            send = channel.unary_unary(path, **as_bytes)
            return Answer(grpc.StatusCode.OK, "", send(request, timeout=SECONDS, metadata=metadata))
        if method.client_streaming:
            send = channel.stream_stream(path, **as_bytes)
            requests: Any = iter([request])
        else:
            send, requests = channel.unary_stream(path, **as_bytes), request
        stream = send(requests, timeout=STREAM_SECONDS, metadata=metadata)
        return _first(stream)
    except grpc.RpcError as error:
        return Answer(error.code(), error.details() or "", None)


def _first(stream: Iterator[Any]) -> Answer:
    try:
        return Answer(grpc.StatusCode.OK, "", next(stream, None))
    finally:
        stream.cancel()  # type: ignore[attr-defined]
