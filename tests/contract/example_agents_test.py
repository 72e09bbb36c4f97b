"""The agents that come with the package trade in a session as programs of their own, in lockstep
and in real time."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from served_exchange import CLASSROOM, wait_until

import tanshi
from tanshi.agents.ask_model import AskModel, number, parse
from tanshi.agents.bank_and_hold import BankAndHold
from tanshi.agents.follow_mac import FollowMac
from tanshi.agents.learning import MARGINS, Learning, load
from tanshi.agents.market_maker import MarketMaker

MODEL = """
def ask(prompt):
    if "Trading is over" in prompt:
        return 'I would say {"abate": 12000000}.'
    return '```json\\n{"action": "buy", "price": 48.017, "quantity": "3,000"}\\n```'
"""


AUCTIONS = {"allocation.free_share": 0.5, "auction": {}}


def start(exchange, module, seat, *options, cwd=None):
    return subprocess.Popen(
        [sys.executable, "-m", f"tanshi.agents.{module}", "--connect", exchange.address,
         "--seat", seat, *options],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=cwd,
        env={**os.environ, "TANSHI_TOKEN": exchange.tokens[seat]},
    )  # fmt: skip


def orders_of(operator, account_id):
    return [
        event.order_accepted
        for event in operator.events(start=1, until_now=True)
        if event.order_accepted.account_id == account_id
    ]


@pytest.mark.parametrize("clock", [(), ("--day-takes", "40")], ids=["lockstep", "real time"])
def test_each_trades_in_a_session(start_exchange, tmp_path, clock):
    (tmp_path / "model.py").write_text(MODEL)
    exchange = start_exchange(*clock)
    programs = {
        "power-1": start(exchange, "follow_mac", "power-1"),
        "power-2": start(exchange, "learning", "power-2", "--state", tmp_path / "state.json"),
        "power-3": start(exchange, "bank_and_hold", "power-3"),
        "maker": start(exchange, "market_maker", "maker", "--spread", "0.04"),
        "steel": start(
            exchange, "ask_model", "steel", "--ask", "model:ask", cwd=tmp_path,
        ),
    }  # fmt: skip
    with exchange.operator() as operator:
        wait_until(lambda: all(seat.held for seat in operator.seats()))
        operator.start()
        for seat, program in programs.items():
            out, err = program.communicate(timeout=120)
            assert (program.returncode, err) == (0, ""), seat
            turns = 40 if seat == "maker" else 42  # firms are woken at the years' ends too
            assert out == f"{seat}: {turns} turns answered; the session is finished\n"
        accounts = {seat.seat: seat.account_id for seat in operator.seats()}
        placed = {seat: orders_of(operator, account) for seat, account in accounts.items()}

    # Banks that have enough at the year's beginning need not trade.
    assert all(orders for seat, orders in placed.items() if seat != "power-3"), placed
    asked = {(o.limit_price_cents_per_tonne, o.quantity_t) for o in placed["steel"]}
    assert asked == {(4800, 3_000)}  # rounded down to the tick
    assert set(json.loads((tmp_path / "state.json").read_text())) == set(map(str, MARGINS))


def test_what_is_wrong_on_the_command_line_is_told(start_exchange, tmp_path):
    exchange = start_exchange()
    token = tmp_path / "token"
    token.write_text("wrong\n")

    for options, said in [
        (["--token-file", token], "the exchange at"),
        (["--token-file", tmp_path / "none"], "No such file"),
        (["--root-certificate", tmp_path / "none"], "No such file"),
        (["--ask", "json:nothing"], "--ask json:nothing: module 'json' has no attribute"),
    ]:
        module = "ask_model" if "--ask" in options else "follow_mac"
        program = start(exchange, module, "power-1", *options)
        _, err = program.communicate(timeout=60)
        assert program.returncode == 2
        assert said in err and "Traceback" not in err


@pytest.mark.parametrize("kind", [FollowMac, BankAndHold, Learning])
@pytest.mark.parametrize("auctions", [{}, AUCTIONS], ids=["given", "auctioned"])
def test_firms_comply(kind, auctions):
    (game,) = tanshi.tournament(CLASSROOM, [kind], auctions, seeds=1).games

    assert game.error is None
    assert game.shortfall == 0


def test_a_market_maker_earns_and_keeps_its_holdings():
    held = []

    class Watched(MarketMaker):
        def decide(self, wake, random):
            super().decide(wake, random)
            held.append(wake.allowances + wake.allowances_escrowed)

    outcome = tanshi.play_local(CLASSROOM, {"maker": Watched}, seed=2).outcomes["maker"]

    assert len(set(held)) > 1  # it trades
    assert max(held) - min(held) < 20 * 20 * 5_000
    assert outcome.shortfall == 0


def test_what_was_learned_is_kept_and_read_again(tmp_path):
    state = tmp_path / "learned.json"
    tanshi.play_local(CLASSROOM, {"power-1": lambda brief: Learning(brief, state)}, seed=1)
    learned = load(state)
    tanshi.play_local(CLASSROOM, {"power-1": lambda brief: Learning(brief, state)}, seed=2)

    assert learned != [1.0] * len(MARGINS)
    assert load(state) != learned
    state.write_text('{"0.0": "NaN"}')
    with pytest.raises(ValueError, match=r"learned.json: not what this agent has learned"):
        load(state)


@pytest.mark.parametrize(
    "answer, decision",
    [
        ('{"action": "hold"}', {"action": "hold"}),
        ('Sure! {"action": "buy", "price": 3} Good luck {"a": 1}', {"action": "buy", "price": 3}),
        ("```json\n{\"abate\": 12}\n```", {"abate": 12}),
        ("{broken {\"abate\": 12}", {"abate": 12}),
        ("[1, 2]", {}),
        ("", {}),
        (None, {}),
        ("{" * 10_000, {}),
    ],
)  # fmt: skip
def test_an_answer_is_searched_for_a_decision(answer, decision):
    assert parse(answer) == decision


@pytest.mark.parametrize(
    "value, read",
    [(5, 5), ("1,000.5", 1000.5), (-1, None), ("NaN", None), ("inf", None), (True, None),
     ([], None), (None, None), ("ten", None), (10**400, None)],
)  # fmt: skip
def test_numbers_of_an_answer(value, read):
    assert number(value) == read


@pytest.mark.parametrize(
    "answer",
    [
        "I would rather not say.",
        '{"action": "buy"}',
        '{"action": "sell", "price": -5, "quantity": 1000}',
        '{"action": "steal", "price": 5, "quantity": 1000}',
        '{"action": "buy", "price": {"a": 1}, "quantity": 1000}',
        RuntimeError("the model is not there"),
    ],
)
def test_a_bad_answer_does_nothing(answer, caplog):
    def ask(prompt):
        if isinstance(answer, Exception):
            raise answer
        return answer

    class Watched(AskModel):
        def decide(self, wake, random):
            super().decide(wake, random)
            assert not wake.take_turn().commands
            raise StopIteration

    with pytest.raises(StopIteration):
        tanshi.play_local(CLASSROOM, {"power-1": lambda brief: Watched(brief, ask)})
    assert "power-1: " in caplog.text


def test_prices_and_quantities_beyond_all_bounds_are_cut(caplog):
    def ask(prompt):
        return '{"action": "buy", "price": 1e12, "quantity": 1e14, "abate": 1e14}'

    outcome = tanshi.play_local(CLASSROOM, {"steel": lambda brief: AskModel(brief, ask)}).outcomes
    assert outcome["steel"].turns == 42
