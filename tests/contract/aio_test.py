"""`tanshi.aio` does what the plain client does, awaited: many things at once in one program."""

from __future__ import annotations

import asyncio
import inspect

import pytest
from served_exchange import CLASSROOM, wait_until

import tanshi
from tanshi import aio
from tanshi.agents.follow_mac import FollowMac
from tanshi.agents.market_maker import MarketMaker


def names(kind):
    return {name for name in dir(kind) if not name.startswith("_")}


def test_both_clients_have_the_same_calls_with_the_same_signatures():
    assert names(tanshi.Client) - {"call"} == names(aio.Client)
    for name in names(aio.Client):
        plain, awaited = getattr(tanshi.Client, name), getattr(aio.Client, name)
        if name not in ("book", "events", "trades"):  # iterators of either kind
            assert inspect.signature(plain) == inspect.signature(awaited), name
        assert plain.__doc__ or name == "close"
    assert names(tanshi.Seat) == names(aio.Seat)


def test_a_program_trades_and_watches_at_once(start_exchange):
    exchange = start_exchange("--day-takes", "100")

    async def watch(client, seen):
        async for trade in client.trades(start=1):
            seen.append(trade)
            if len(seen) == 5:
                return

    async def main():
        seen = []
        async with (
            aio.Client(exchange.address, exchange.operator_token) as operator,
            aio.Client(exchange.address, exchange.tokens["power-1"]) as client,
        ):
            await operator.start()
            while not await client.instruments():
                await asyncio.sleep(0.01)
            watching = asyncio.create_task(watch(client, seen))
            bought = await client.buy("0.05", 1_000)
            assert bought.accepted and bought.open_quantity == 1_000
            assert bought.order_id in [order.order_id for order in await client.orders()]
            assert (await client.cancel(bought.order_id)).accepted
            assert (await client.cancel(bought.order_id)).refusal == "order_not_live"
            assert (await client.balances()).allowances > 0
            assert (await client.depth()).trading
            with pytest.raises(tanshi.OrderError):
                await client.buy(70, 1_500)
            with pytest.raises(tanshi.TokenRefused, match="only the operator"):
                await client.stop()
            await asyncio.wait_for(watching, 60)
            await operator.stop()
        return seen

    seen = asyncio.run(main())
    assert [trade.event_number for trade in seen] == sorted({t.event_number for t in seen})


def test_seats_are_played_side_by_side_to_the_same_events(start_exchange):
    agents = {"power-1": FollowMac, "maker": MarketMaker}
    exchange = start_exchange("--seed", "7")

    async def main():
        async with aio.Client(exchange.address, exchange.operator_token) as operator:
            playing = [
                asyncio.create_task(
                    aio.play(make, exchange.address, seat=seat, token=exchange.tokens[seat], seed=7)
                )
                for seat, make in agents.items()
            ]
            while sum(seat.held for seat in await operator.seats()) < len(agents):
                await asyncio.sleep(0.01)
            await operator.start()
            played = await asyncio.gather(*playing)
            return played, (await operator.status()).events_hash

    played, events_hash = asyncio.run(main())

    assert [one.turns for one in played] == [42, 40]  # a firm, and one that is none
    assert events_hash == tanshi.play_local(CLASSROOM, agents, seed=7).events_hash


def test_a_seat_is_given_back_and_wrong_ones_are_told(start_exchange):
    exchange = start_exchange()

    async def main():
        async with aio.Client(exchange.address, exchange.operator_token) as operator:
            with pytest.raises(tanshi.SeatUnknown, match="It has power-1"):
                async with aio.join(exchange.address, "power-9", exchange.operator_token):
                    pass
            with pytest.raises(tanshi.TokenRefused):
                async with aio.join(exchange.address, "power-1", "wrong"):
                    pass
            async with aio.join(exchange.address, "power-1", exchange.tokens["power-1"]) as seat:
                assert seat.brief.seat == "power-1"
                await operator.start()
                count = 0
                async for wake in seat:
                    wake.buy("0.05", 1_000)
                    count += 1
                    if count == 3:
                        break
        with pytest.raises(tanshi.ExchangeNotThere):
            async with aio.join("127.0.0.1:1", "power-1", "x"):
                pass

    asyncio.run(main())
    with exchange.operator() as operator:
        wait_until(lambda: operator.status().phase == "finished")


def test_many_seats_are_held_in_one_program_until_the_session_is_stopped(start_exchange):
    exchange = start_exchange("--day-takes", "20")

    async def main():
        async with aio.Client(exchange.address, exchange.operator_token) as operator:
            seats = [seat.seat for seat in await operator.seats()]
            playing = [
                asyncio.create_task(
                    aio.play(FollowMac, exchange.address, seat=seat, token=exchange.tokens[seat])
                )
                for seat in seats
            ]
            while not all(seat.held for seat in await operator.seats()):
                await asyncio.sleep(0.01)
            await operator.start()
            while (await operator.status()).day < 3:
                await asyncio.sleep(0.01)
            await operator.stop()
            return await asyncio.wait_for(asyncio.gather(*playing), 60)

    assert {one.session_over for one in asyncio.run(main())} == {"the session was stopped"}


def test_a_task_that_is_cancelled_gives_its_seat_back(start_exchange):
    exchange = start_exchange()

    async def main():
        async with aio.Client(exchange.address, exchange.operator_token) as operator:
            token = exchange.tokens["power-1"]
            playing = asyncio.create_task(
                aio.play(FollowMac, exchange.address, seat="power-1", token=token)
            )
            while not any(seat.held for seat in await operator.seats()):
                await asyncio.sleep(0.01)
            playing.cancel()
            with pytest.raises(asyncio.CancelledError):
                await playing
            while any(seat.held for seat in await operator.seats()):
                await asyncio.sleep(0.01)

    asyncio.run(asyncio.wait_for(main(), 60))


def test_a_wrong_token_is_told_every_time(start_exchange):
    exchange = start_exchange()

    async def main():
        for _ in range(50):
            with pytest.raises(tanshi.TokenRefused):
                async with aio.join(exchange.address, "power-1", "wrong"):
                    pass

    asyncio.run(main())


def test_the_book_is_followed(start_exchange):
    exchange = start_exchange("--day-takes", "300")
    address, token = exchange.address, exchange.operator_token

    def told(book):
        """All but how many orders a level has."""
        return [(level.price, level.quantity) for level in book.bids + book.asks], book.last

    def same(update, depth):
        return told(update) == told(depth)

    async def main():
        async with aio.Client(address, token) as operator:
            await operator.start()
            while (await operator.status()).day < 1:
                await asyncio.sleep(0.01)
            numbers, traded = [], 0
            async for update in operator.book():
                numbers.append(update.update_number)
                traded += len(update.trades)
                if len(numbers) == 10:
                    await operator.pause()
                    while (await operator.status()).phase != "paused":
                        await asyncio.sleep(0.01)
                    depth = await operator.depth(1_000)
                if len(numbers) >= 10 and same(update, depth):
                    return numbers, traded
            raise AssertionError

    numbers, traded = asyncio.run(asyncio.wait_for(main(), 60))
    assert numbers == list(range(numbers[0], numbers[-1] + 1))
    assert traded > 0
    with exchange.operator() as operator:  # the plain one begins with what there is
        assert same(next(operator.book()), operator.depth(1_000))
