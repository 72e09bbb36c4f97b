"""Messages with all their fields set: to something that could be, or to anything at all."""

from __future__ import annotations

import random
from typing import Any

from google.protobuf.descriptor import FieldDescriptor

_INTS = {
    FieldDescriptor.CPPTYPE_INT32: 31,
    FieldDescriptor.CPPTYPE_INT64: 63,
}
_DEEPEST = 4

# What a field of this name must hold for a request to be well formed. Every other number is 1,
# every other text "x", every other enum its first value that is one.
SENSIBLE = {
    "year": 2026,
    "vintage_year": 2026,
    "first_vintage_year": 2026,
    "last_vintage_year": 2026,
    "delivery_year": 2026,
    "quantity_t": 100,
    "supply_t": 100,
    "limit_t": 1000,
    "expires_in_ms": 60_000,
    "more_ms": 1000,
    "page_token": "",
    "kind": "quiz",
    "request_id": "x" * 16,
}


def fill(message: Any, named: dict[str, Any], depth: int = 0) -> Any:
    """Sets each field, of a oneof the first, to what `named` or SENSIBLE says of its name."""
    for field in message.DESCRIPTOR.fields:
        oneof = field.containing_oneof
        if oneof is not None and oneof.fields[0] is not field:
            continue
        if field.message_type is not None:
            if depth < _DEEPEST:
                inner = getattr(message, field.name)
                fill(inner.add() if field.is_repeated else inner, named, depth + 1)
            continue
        value = named.get(field.name, SENSIBLE.get(field.name, _usual(field)))
        if field.is_repeated:
            getattr(message, field.name).append(value)
        else:
            setattr(message, field.name, value)
    return message


def _usual(field: FieldDescriptor) -> Any:
    if field.type == FieldDescriptor.TYPE_STRING:
        return "x"
    if field.type == FieldDescriptor.TYPE_BOOL:
        return False
    return 1


def scramble(message: Any, rng: random.Random, named: dict[str, list[Any]], depth: int = 0) -> Any:
    """Sets some fields to extremes, rubbish, or one of what `named` has for their name."""
    for field in message.DESCRIPTOR.fields:
        if rng.random() < 0.2:
            continue
        times = rng.choice((0, 1, 1, 2, 3)) if field.is_repeated else 1
        for _ in range(times):
            if field.message_type is not None:
                if depth < _DEEPEST:
                    inner = getattr(message, field.name)
                    inner = inner.add() if field.is_repeated else inner
                    inner.SetInParent()
                    scramble(inner, rng, named, depth + 1)
                continue
            known = named.get(field.name)
            value = rng.choice(known) if known and rng.random() < 0.6 else _anything(field, rng)
            if field.is_repeated:
                getattr(message, field.name).append(value)
            else:
                setattr(message, field.name, value)
    return message


def _anything(field: FieldDescriptor, rng: random.Random) -> Any:
    if field.type == FieldDescriptor.TYPE_STRING:
        return rng.choice(("", "x", "\0", "\N{RIGHT-TO-LEFT OVERRIDE}" * 40, "x" * 5000, "../..",
                           "'; DROP TABLE command_group; --", "%s%n", "1e999"))  # fmt: skip
    if field.type == FieldDescriptor.TYPE_BOOL:
        return rng.random() < 0.5
    if field.type == FieldDescriptor.TYPE_ENUM:
        return rng.choice((*(v.number for v in field.enum_type.values), -1, 99, 2**31 - 1))
    if field.type == FieldDescriptor.TYPE_BYTES:
        return rng.randbytes(rng.choice((0, 1, 100)))
    top = 2 ** _INTS[field.cpp_type]
    if rng.random() < 0.2:
        return rng.randrange(-top, top)
    steps = (-top, -1, 0, 1, 2, 100, 2025, 2026, 10**6, 10**7, 10**9, 10**12, 10**12 + 1, top // 2)
    return min(rng.choice((*steps, top - 1)), top - 1)


def nested(levels: int) -> bytes:
    """The bytes of messages within one another, deeper than any of ours can be."""
    inner = b""
    for _ in range(levels):
        size, head = len(inner), bytearray()
        while size >= 0x80:
            head.append(size & 0x7F | 0x80)
            size >>= 7
        inner = b"\x0a" + bytes(head) + bytes([size]) + inner
    return inner
