"""Exchanges, one process a test, on free ports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Callable

import pytest
from served_exchange import CLASSROOM, Exchange


@pytest.fixture
def start_exchange(tmp_path: Path) -> Iterator[Callable[..., Exchange]]:
    """start_exchange(*options): a session of the classroom, which waits for its operator."""
    exchanges: list[Exchange] = []

    def start(*options: str) -> Exchange:
        folder = tmp_path / f"exchange{len(exchanges)}"
        folder.mkdir()
        exchanges.append(Exchange(folder, str(CLASSROOM), "--start", "operator", *options))
        return exchanges[-1]

    yield start
    for exchange in exchanges:
        exchange.stop()
