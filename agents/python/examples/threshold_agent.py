"""Buys below 70 and sells above 90: python threshold_agent.py ADDRESS SEAT TOKEN"""

import sys
from decimal import Decimal

import tanshi

CHEAP, DEAR = Decimal("70.00"), Decimal("90.00")
address, name, token = sys.argv[1:]

with tanshi.join(address, seat=name, token=token) as seat:
    lot = seat.brief.lot
    for wake in seat:
        for result in wake.results:
            print(f"{wake.year} day {wake.day}: {result}")
        if not wake.trading:
            continue
        if wake.ask is not None and wake.ask < CHEAP:
            wake.buy(price=wake.ask, quantity=lot, time_in_force="immediate_or_cancel")
        elif wake.bid is not None and wake.bid > DEAR:
            wake.sell(price=wake.bid, quantity=lot, time_in_force="immediate_or_cancel")
print(seat.session_over)
