"""Tanshi, a simulator of emissions-allowance markets, in Python.

Run a scenario in this process, and look at what came of it as pandas frames:

    import tanshi

    run = tanshi.run("tightening-cap", cap__linear_factor=0.05)
    print(run.years[["year", "price_mean", "price_benchmark"]])

Start reading at `run` and `load`.

Or trade in a session that an exchange serves: take a seat, or trade freely:

    with tanshi.join("127.0.0.1:50051", seat="power-3", token="...") as seat:
        for wake in seat:
            if wake.ask is not None and wake.ask < 70:
                wake.buy(price=wake.ask, quantity=1_000)

Start reading at `join`, `Seat`, `Wake`; `Client` trades outside of the session's turns and controls
the session. `tanshi.aio` has the same to await. `tanshi.v1` is the wire itself.

Or write an agent once, and let it play anywhere: derive from `Agent`, and call `play` (a served
session), `play_local` (in this process) or `tournament`.

Units. Money and prices are `decimal.Decimal` in the market's currency and exact to the cent;
`cents(7250)` makes one from cents. Allowances and emissions are whole tonnes, `int`. Rates and
abatement costs are `float`, in currency units. None stands for what is not there.

Errors. What could never be an order (a price between two ticks, a quantity that is no whole number)
raises `OrderError` at the line that asked for it. What the market refuses (too little cash, a
closed market) is an answer, not an error: see `Result`. What goes wrong on the way raises a
`TanshiError` that names the cause and the remedy.
"""

import importlib
from types import ModuleType

from tanshi.agent import Agent, MakeAgent
from tanshi.answers import (
    Account,
    Depth,
    Level,
    Listing,
    Offer,
    Position,
    SeatStatus,
    SessionStatus,
    Trade,
    TradingRules,
)
from tanshi.book_copy import BookUpdate
from tanshi.brief import Credits, FirmBrief, ForwardPlan, Project, SeatBrief
from tanshi.classroom import Entry, enter
from tanshi.client import Client
from tanshi.connection import root_certificate
from tanshi.curve import AbatementCurve
from tanshi.errors import (
    CodeRefused,
    CoreMissing,
    ExchangeNotThere,
    OrderError,
    RequestRefused,
    ResultsError,
    ScenarioError,
    SeatTaken,
    SeatUnknown,
    SessionOver,
    TanshiError,
    TokenRefused,
)
from tanshi.local import LocalPlay, SeatOutcome, play_local
from tanshi.money import cents
from tanshi.observation import (
    AllocationTerms,
    AuctionNotice,
    Book,
    OwnBid,
    OwnOrder,
    ProjectState,
    TapeEntry,
)
from tanshi.play import Played, play
from tanshi.result import Fill, Result
from tanshi.results import Run, Sweep, load
from tanshi.seat import Seat, join
from tanshi.simulate import run
from tanshi.supply import (
    EuMsrRule,
    PriceMeasure,
    QuantityCollarRule,
    Reserve,
    SupplyOffer,
    YearSupply,
)
from tanshi.tournament import Game, Standing, Tournament, tournament
from tanshi.wake import Wake


def __getattr__(name: str) -> ModuleType:
    """These are loaded when they are first asked for: they need more, or few need them."""
    if name in ("plot", "env", "aio"):
        return importlib.import_module(f"tanshi.{name}")
    raise AttributeError(f"module 'tanshi' has no attribute {name!r}")


__all__ = [
    "run",
    "load",
    "Run",
    "Sweep",
    "ScenarioError",
    "ResultsError",
    "CoreMissing",
    "Agent",
    "MakeAgent",
    "play",
    "Played",
    "play_local",
    "LocalPlay",
    "SeatOutcome",
    "tournament",
    "Tournament",
    "Standing",
    "Game",
    "enter",
    "Entry",
    "join",
    "Seat",
    "SeatBrief",
    "FirmBrief",
    "AbatementCurve",
    "Wake",
    "OwnOrder",
    "TapeEntry",
    "AllocationTerms",
    "AuctionNotice",
    "Book",
    "Credits",
    "ForwardPlan",
    "Project",
    "ProjectState",
    "OwnBid",
    "SupplyOffer",
    "YearSupply",
    "Reserve",
    "PriceMeasure",
    "EuMsrRule",
    "QuantityCollarRule",
    "Result",
    "Fill",
    "Client",
    "root_certificate",
    "Account",
    "Depth",
    "BookUpdate",
    "Level",
    "Trade",
    "Listing",
    "Offer",
    "Position",
    "TradingRules",
    "SessionStatus",
    "SeatStatus",
    "cents",
    "TanshiError",
    "OrderError",
    "ExchangeNotThere",
    "TokenRefused",
    "CodeRefused",
    "SeatUnknown",
    "SeatTaken",
    "SessionOver",
    "RequestRefused",
]
