// What the holder of a seat is told: once when it takes the seat, and at each wake.
//
// A seat is a place in the market with one account, held by a robot, a program or a person. All
// that a holder knows of the market arrives here, in process and over the wire alike; nothing
// here is private to another seat. Prices of 0 and quantities of 0 mean "none".
//
// Spans are views of the session's buffers: valid until decide() returns.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "agents/abatement/abatement_curve.h"
#include "agents/abatement/aggregate_curve.h"
#include "agents/abatement/technology.h"
#include "agents/planning/year_supply.h"
#include "agents/regulator/supply/price_path.h"
#include "agents/regulator/supply/price_rule.h"
#include "agents/regulator/supply/supply_adjustment.h"
#include "agents/seat/credits.h"
#include "agents/seat/expectations.h"
#include "agents/seat/forward_plan.h"
#include "agents/seat/scheme.h"
#include "exchange/base/ids.h"
#include "exchange/base/units.h"
#include "exchange/book/book_types.h"

namespace tanshi {

// The years in which a plant, or all of a group, runs; both ends included.
struct RunningYears {
  Year first{};
  Year last{};

  friend bool operator==(const RunningYears&, const RunningYears&) = default;
};

// A project that some group of emitters can build.
struct MarketProject {
  Technology technology;   // of the group together
  std::size_t member = 0;  // of believed_market_curve: the group
  double emits_t = 0;      // without abatement, by the group in the first year

  friend bool operator==(const MarketProject&, const MarketProject&) = default;
};

// What an emitter knows of itself and of its rivals. Emissions in tonnes, rates a year.
struct FirmBrief {
  AbatementCurve curve;   // cost of abating in one year, currency units
  double baseline_t = 0;  // emissions without abatement expected in the first year
  double growth = 0;      // expected growth of the baseline, 0.01 = 1 %
  double volatility = 0;  // standard deviation of a year's shock to the baseline
  double discount_rate = 0;
  Expectations expectations;       // of the price
  double risk_aversion = 0;        // relative, of the value of what it banks; 0: neutral
  std::vector<Tonnes> allocation;  // free allocation announced, one a year
  // Belief about the others: believed = true x exp(normal x noise), drawn once for the seat.
  double believed_market_baseline_t = 0;  // of all emitters together, first year
  double believed_market_growth = 0;
  AggregateCurve believed_market_curve;  // of all emitters together
  // The projects that its plant can be rebuilt with, and all groups', as it believes them; those of
  // its own group, which come one after the other, as they are.
  std::vector<Technology> projects;
  std::vector<MarketProject> market_projects;
  std::size_t first_market_project = 0;  // of its own group
  std::int32_t group_count = 1;          // of its group, and its place there, from 0
  std::int32_t place_in_group = 0;
  // Where plants open or close. Else these are empty, and every plant runs in every year. The
  // beliefs above are then of all plants, as if all of them ran in the first year.
  std::optional<RunningYears> running;       // its own plant
  std::vector<RunningYears> market_running;  // of the members of believed_market_curve
  std::vector<double>
      market_running_share;        // of the baseline of all plants, what runs; a year each
  std::vector<SchemeUse> schemes;  // its part in each of SeatBrief::schemes
  // What schemes are expected to take off its emissions, and off those of all: by what is saved and
  // made for them. An entry a year, or empty: nothing. Observation::baseline is without it.
  std::vector<double> spared_t;
  std::vector<double> market_spared_t;
};

// Told once. Published facts first.
struct SeatBrief {
  std::string seat;  // its name, unique in the session
  AccountId account{};
  InstrumentId instrument{};
  Price tick;
  Tonnes lot;
  Price max_price;
  Tonnes order_limit;  // the most in one order; 0: no limit but that of every order
  BasisPoints fee;     // of what is paid, the higher of what a taker and a maker pay
  Year first_year{};
  std::int32_t years = 0;
  std::int32_t days_per_year = 0;
  std::int32_t turns_per_day = 0;  // wakes of each seat in a day, or on average
  std::vector<Tonnes> cap;         // published cap path, one a year
  // What the law says that each year brings, before any adjustment.
  std::vector<YearSupply> supply;
  AdjustmentRule adjustment;           // by which the regulator then changes what is auctioned
  PriceRuleName price_rule{};          // by which prices let it act besides
  Tonnes initial_bank;                 // allowances in circulation at the start
  Price penalty;                       // for each tonne not surrendered, in the first year,
  PartsPerMillion penalty_rise;        // more in each year after,
  BasisPoints penalty_price_times;     // or so many times the year's mean price if that is more;
  bool make_good = true;               // and it stays owed
  bool banking = true;                 // allowances keep their worth beyond their year
  std::optional<Tonnes> most_carried;  // over by all accounts together, where the law says
  // Of a year's emissions, what is not due before its compliance period ends; an entry a year,
  // or empty: nothing.
  std::vector<double> deferred_share;
  // Of its free allocation of the next year, what a firm may use for this one where it is short.
  BasisPoints borrowing;
  std::vector<CreditBook> credits;      // which emitters may surrender too
  std::vector<SchemeBook> schemes;      // what emitters owe beside emissions
  std::optional<ForwardPlan> forwards;  // on allowances; none: none are listed
  bool emitter = false;
  FirmBrief firm;                         // meaningful for emitters
  std::optional<ProducerBrief> producer;  // of those who make what `instrument` is: credits
  bool regulator = false;  // the regulator's seat: woken only when there is a measure to take
};

// The fixed penalty of a year, an index.
[[nodiscard]] inline Price penalty_in(const SeatBrief& brief, std::size_t year) {
  return raised_to_limit(brief.penalty, brief.penalty_rise, static_cast<std::int32_t>(year));
}

struct OwnOrder {
  OrderId order{};
  Side side{};
  Price limit;
  Tonnes open;
};

struct OwnBid {
  OrderId bid{};
  Price price;
  Tonnes quantity;
};

// An auction that takes bids until the day ends.
struct AuctionNotice {
  AuctionId auction{};
  Tonnes supply;  // without what containment tiers add
  Tonnes lot;     // bids are multiples of it
  Price reserve_price;
  Tonnes bid_limit;       // most that one account may bid for; 0: no limit
  Tonnes purchase_limit;  // most that one account may win; 0: no limit

  friend bool operator==(const AuctionNotice&, const AuctionNotice&) = default;
};

// One public happening: a quote that joined the market, or a trade.
struct TapeEntry {
  bool trade = false;
  Side side{};  // of the quote; of the taker for a trade; 0: in a call nobody takes
  Price price;
  Tonnes quantity;
};

// A book beside the seat's own, and what the seat has in it.
struct BookView {
  InstrumentId instrument{};
  Tonnes available;
  Tonnes escrowed;
  std::span<const OwnOrder> orders;  // resting, by id
  Price bid;
  Tonnes bid_quantity;
  Price ask;
  Tonnes ask_quantity;
  Price last;
  Price close;
  std::span<const TapeEntry> tape;
  // Of a forward, of which nothing is held: bought less sold, and the year at whose end it is
  // delivered. 0: no forward.
  Tonnes position{};
  Year delivery{};
};

// A free allocation that is settled at the year's end, by the year's output and emissions:
//
//   final = by output, but at least the floor and at most the ceiling x verified emissions
//
// The advance was given when the year began. The difference is given, or taken back, before what
// was emitted is due.
struct AllocationTerms {
  Tonnes advance;
  Tonnes by_output;   // best estimate
  BasisPoints floor;  // of emissions
  std::optional<BasisPoints> ceiling{};

  friend bool operator==(const AllocationTerms&, const AllocationTerms&) = default;
};

// A project of the seat's own menu.
struct ProjectView {
  std::int32_t units_left = 0;  // that it can still build
  double capex = 0;             // of one, if it is decided this year

  friend bool operator==(const ProjectView&, const ProjectView&) = default;
};

// What a group decided to build in a year.
struct BuiltCapacity {
  std::size_t project = 0;  // of FirmBrief::market_projects
  Year year{};
  double abates_t = 0;  // a year, once it runs

  friend bool operator==(const BuiltCapacity&, const BuiltCapacity&) = default;
};

struct Observation {
  SimTime time;
  Year year{};
  std::int32_t day = 0;   // 0 .. days_per_year - 1
  std::int32_t turn = 0;  // 0 .. turns_per_day - 1
  // False once a year, at the wake after its last trading day, when the plant's abatement is due:
  // orders would be refused.
  bool trading = true;
  OrderId next_order{};  // the least order id that the account may use

  // The account.
  Cash cash_available;
  Cash cash_escrowed;
  Tonnes allowances_available;
  Tonnes allowances_escrowed;
  Tonnes obligation;  // owed already: make-good of earlier years, and what of them is not yet due
  std::span<const OwnOrder> orders;  // resting, by id
  std::span<const OwnBid> bids;      // in the open auction, by id

  // The market.
  Price bid;
  Tonnes bid_quantity;
  Price ask;
  Tonnes ask_quantity;
  Price last;     // latest trade
  Price close;    // of the day before
  Price lowest;   // of an order today; 0: any price
  Price highest;  // likewise
  std::span<const TapeEntry>
      tape;  // since this seat's last wake, at most kTapeEntries, oldest first
  // Published at each year's end, one entry a year that has ended.
  std::span<const Tonnes> emissions;   // verified, of all emitters
  std::span<const Price> year_prices;  // mean of the daily closes
  // Allowances in circulation when this year began, its allocation included, also what of that is
  // only settled at its end.
  Tonnes circulation;
  Tonnes deferred{};  // of what all emitters owed then for earlier years, what was not yet due
  // What strikes all emitters alike: what the baselines of each year are multiplied by, as it came
  // out or is expected now; at least 1 millionth, 1 is the trend. Empty: nothing strikes them.
  std::span<const PartsPerMillion> activity{};

  // The regulator. Published when the year begins, and again when an auction has been held.
  std::span<const SupplyOffer> to_auction;  // what this year still auctions, the open one included
  ReserveState reserve;                     // after this year's adjustment
  std::optional<AuctionNotice> auction;     // that takes bids now
  std::optional<PriceMeasure> measure{};    // that the regulator's seat may take now

  // Further books in which the seat may trade: in the order of the brief's credits, then of its
  // schemes, then forwards by delivery, which come and go.
  std::span<const BookView> books;

  // The plant; zero for seats that are no emitter.
  // Best estimate of this year's emissions without abatement, but for what its projects abate and
  // what schemes spare.
  Tonnes baseline;
  std::span<const ProjectView> projects{};      // of its own menu
  std::span<const BuiltCapacity> built{};       // published at each year's end, of all groups
  std::optional<AllocationTerms> allocation{};  // where it is settled at the year's end
};

inline constexpr std::size_t kTapeEntries = 256;

// An entry of a list that may be empty; 0 then.
[[nodiscard]] inline double spared_in(const std::vector<double>& spared_t, std::size_t year) {
  return spared_t.empty() ? 0 : spared_t[year];
}

// What strikes all emitters in a year, an index, as far as it is known; above 0.
[[nodiscard]] inline double activity_of(const Observation& observation, std::size_t year) {
  if (observation.activity.empty()) return 1;
  return static_cast<double>(std::max(observation.activity[year], PartsPerMillion(1)).raw()) /
         1'000'000;
}

}  // namespace tanshi
