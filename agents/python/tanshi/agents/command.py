"""The command line of an agent's module: where to play, and which seat."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import grpc

from tanshi.agent import MakeAgent
from tanshi.classroom import enter
from tanshi.connection import root_certificate
from tanshi.errors import TanshiError
from tanshi.play import play


def parser(about: str) -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        description=about,
        epilog="The seat's token is read from --token-file, or else the environment's TANSHI_TOKEN:"
        " on a command line others could see it.",
    )
    made.add_argument("--connect", metavar="HOST:PORT", required=True, help="the exchange")
    seat = made.add_mutually_exclusive_group(required=True)
    seat.add_argument("--seat", metavar="SEAT", help="the seat to take")
    seat.add_argument("--code", metavar="CODE", help="of a class, which gives a seat")
    made.add_argument("--name", metavar="NAME", default="", help="yours, in the class")
    made.add_argument("--consents", action="store_true", help="agree to what the class asks")
    made.add_argument("--token-file", metavar="FILE", type=Path, help="holds the seat's token")
    made.add_argument(
        "--root-certificate",
        metavar="FILE",
        type=Path,
        help="connect by TLS to an exchange whose certificate this one (PEM) vouches for",
    )
    made.add_argument("--seed", metavar="N", type=int, default=0, help="of the agent's chances")
    return made


def run(make_agent: MakeAgent, arguments: argparse.Namespace) -> int:
    """Plays until the session is over. Returns the exit code."""
    try:
        certificate = arguments.root_certificate
        credentials = root_certificate(certificate) if certificate else None
        seat, token = seat_of(arguments, credentials)
        played = play(
            make_agent,
            arguments.connect,
            seat=seat,
            token=token,
            seed=arguments.seed,
            credentials=credentials,
        )
    except (TanshiError, OSError) as error:
        print(f"tanshi: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    print(f"{played.seat}: {played.turns} turns answered; {played.session_over}")
    if played.expired:
        print(f"{played.seat}: {played.expired} turns took too long; the robot played them")
    return 0


def seat_of(
    arguments: argparse.Namespace, credentials: grpc.ChannelCredentials | None
) -> tuple[str, str]:
    """And its token."""
    if arguments.seat is not None:
        return arguments.seat, token_of(arguments.token_file)
    entry = enter(
        arguments.connect,
        code=arguments.code,
        name=arguments.name,
        consents=arguments.consents,
        credentials=credentials,
    )
    print(f"{arguments.name} has the seat {entry.seat}", flush=True)
    return entry.seat, entry.token


def token_of(file: Path | None) -> str:
    if file is not None:
        return file.read_text().strip()
    return os.environ.get("TANSHI_TOKEN", "").strip()
