"""Buys at auction what its plant lacks: python auction_agent.py ADDRESS SEAT TOKEN"""

import sys
from decimal import Decimal

import tanshi

address, name, token = sys.argv[1:]

with tanshi.join(address, seat=name, token=token) as seat:
    brief, abated_at = seat.brief, seat.brief.firm.curve.abatement_at
    for wake in seat:
        lacking = wake.baseline - wake.allowances
        if not wake.trading:
            wake.abate(max(0, lacking))
        elif wake.auction is not None and not wake.bids:
            price = Decimal("1.1") * max(wake.auction.reserve_price, wake.last or 0)
            lacking -= int(abated_at(float(price)))  # dearer than abating it would be
            share = min(1, wake.auction.supply / wake.to_auction[0].quantity)  # of the year's rest
            lots = int(lacking * share) // wake.auction.lot
            if lots > 0:
                wake.bid_for(brief.to_price_floor(price), lots * wake.auction.lot)
                print(f"{wake.year} day {wake.day}: bid {price:.2f} for {lots} lots")
print(seat.session_over)
