"""Holds the regulator's seat: python regulator.py ADDRESS TOKEN

Releases half of what the rule allows while the market is calm about it: less than twice the
trigger, and all of it beyond.
"""

import sys

import tanshi

address, token = sys.argv[1:]

with tanshi.join(address, seat="regulator", token=token) as seat:
    print(f"woken by {seat.brief.price_rule}")
    for wake in seat:  # only when the rule is met
        measure = wake.measure
        part = 1 if measure.price > 2 * measure.trigger else 2
        wake.release(measure.most // part)
        print(
            f"{wake.year} day {wake.day}: {measure.price} against {measure.trigger}, "
            f"released {measure.most // part:,} t of {measure.most:,} t"
        )
print(seat.session_over)
