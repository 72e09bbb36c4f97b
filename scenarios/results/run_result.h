// What a run leaves behind: plain values, filled by the runner, written and drawn by the others.
// Prices in currency units per tonne and costs in currency units where they are averages or come
// from theory (double); else in the market's integers. A figure that may not exist is optional; a
// price of the market that does not exist is 0, which none can be.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "exchange/auction/clear_auction.h"
#include "exchange/base/units.h"
#include "exchange/book/book_types.h"

namespace tanshi {

struct YearResult {
  Year year{};
  Tonnes cap;
  Tonnes baseline;   // emissions had nobody abated
  Tonnes emissions;  // verified
  Tonnes emissions_true;
  std::optional<double> price_mean;  // of the daily closes since the year's first trade
  Price price_last;                  // 0: none was made
  double price_benchmark = 0;
  Tonnes emissions_benchmark;
  Tonnes allocated;                     // given free of charge
  Tonnes auctioned;                     // sold in auctions
  std::optional<double> auction_price;  // mean of what was paid for these; none: nothing sold
  Tonnes withheld;                      // from auctions into the regulator's reserve
  Tonnes released;                      // from the reserve into auctions
  Tonnes reserve;                       // held in it at the end
  Tonnes volume;                        // traded between holders
  Tonnes credits_met;                   // of what was owed, met with credits
  Tonnes borrowed;                      // of next year's allocation, used already
  Tonnes banked;  // in circulation after the surrender, less what was borrowed
  Tonnes banked_benchmark;
  double abatement_cost = 0;
  double abatement_cost_least = 0;  // of the benchmark
  // Of what projects abated, and of abatement_cost what they cost: running, and the annuities of
  // what was paid to build them. And what was paid in the year, for those decided in it.
  Tonnes project_abatement;
  Tonnes spared;  // emissions, by what was saved and made for schemes
  double project_cost = 0;
  double capex = 0;
  double public_cost = 0;  // of projects, paid by the public besides
  Tonnes obligation;
  Tonnes surrendered;
  Tonnes shortfall;
  Cash penalties;
  double compliance_rate = 1;  // surrendered / obligation
  // Root of the sum of squared changes of the log of daily closes. None: fewer than two.
  std::optional<double> volatility;
  // At the days' ends: (ask - bid) / middle, mean of the days with both; and the tonnes at the best
  // bid and ask, mean of the two and of all days.
  std::optional<double> spread;
  double depth_t = 0;
  // Indicators of the economy around it (scenarios/runner/indicators.h). None: there is none.
  std::optional<double> carbon_intensity;         // tonnes per million currency units of GDP
  std::optional<double> carbon_intensity_change;  // on the reference year's
  std::optional<double> energy_intensity_change;  // on the first year's
  std::optional<double> non_fossil_share;         // of primary energy
  std::optional<double> sink_t;
  std::optional<double> policy_cost;
  std::optional<double> policy_cost_share;  // of GDP
  std::optional<double> power_margin;       // of what can be supplied over demand
  // Sum of squared shares of what was bought, and sold, between holders. None: nothing was.
  std::optional<double> concentration_buyers;
  std::optional<double> concentration_sellers;
  // Of what carbon cost the output of those that sell a product, the part that its price took up.
  std::optional<double> pass_through;
};

struct DayResult {
  Year year{};
  std::int32_t day = 0;
  Price open;  // first trade; 0: none this day
  Price high;
  Price low;
  Price close;  // last trade of the year so far; 0: none yet
  Tonnes volume;
  // The best of the book when the day's trading ends; 0: nobody bids or asks.
  Price bid;
  Tonnes bid_quantity;
  Price ask;
  Tonnes ask_quantity;
};

// Who holds an account.
struct SeatResult {
  std::int64_t seat = 0;  // number of the account
  std::string name;
  std::string group;
  std::string kind;                  // emitter, trader, maker or regulator
  std::string strategy;              // empty: it does not trade
  std::optional<std::int64_t> firm;  // place of an emitter among the firms
};

struct CurvePoint {
  double abated_t = 0;
  double price = 0;
};

// One emitter over the run; vectors have an entry a year.
struct FirmResult {
  std::string name;
  std::string group;
  std::vector<CurvePoint> curve;  // its MAC curve, sampled for drawing
  std::vector<Tonnes> allocation;
  std::vector<Tonnes> auctioned;  // bought in auctions
  std::vector<Tonnes> emissions;  // verified
  std::vector<Tonnes> emissions_true;
  std::vector<Tonnes> abatement;          // by projects and besides
  std::vector<Tonnes> project_abatement;  // by projects
  std::vector<Tonnes> spared;             // by schemes; no abatement of its own
  std::vector<Tonnes> abatement_benchmark;
  std::vector<Tonnes> banked;
  std::vector<Tonnes> shortfall;  // owed and not surrendered
  std::vector<double> abatement_cost;
  std::vector<Cash> net_cash;  // earned by selling less spent: on buying, fees and penalties
  // Present cost of abating what others would have for less, or leaving to others what it would.
  double misallocation_cost = 0;
  Cash trading_cash;  // earned by selling less spent on buying and fees
  Cash auction_cash;  // paid in auctions
};

struct AuctionResult {
  Year year{};
  std::int32_t day = 0;
  AuctionStatus status{};
  Tonnes offered;
  Tonnes bid;
  Tonnes sold;           // of it:
  Tonnes sold_withheld;  // what could have been withheld
  Tonnes sold_reserve;   // what a containment reserve added
  Tonnes sold_ceiling;
  Price reserve_price;
  Price clearing_price;  // 0: nothing was sold
  std::int32_t bidders = 0;
  Cash proceeds;
};

// What became of a kind of credits in a year.
struct CreditResult {
  Year year{};
  std::string kind;
  Tonnes made;                       // units sold by those who make them
  Tonnes volume;                     // units traded
  Price price_last;                  // 0: none was traded
  std::optional<double> price_mean;  // of what was paid for a unit
  Tonnes surrendered;                // units
  Tonnes met;                        // tonnes owed that they met
  Tonnes held;                       // units, after the surrender
};

// What became of a scheme in a year. Quantities are of what it counts.
struct SchemeResult {
  Year year{};
  std::string scheme;
  std::string unit;
  Tonnes used;  // had nobody saved
  Tonnes saved;
  double saved_benchmark = 0;
  Tonnes allocated;  // units given free of charge
  Tonnes made;       // units sold by those who make them
  double made_benchmark = 0;
  Tonnes owed;
  Tonnes surrendered;
  Tonnes shortfall;
  Cash penalties;
  Tonnes volume;                     // traded
  std::optional<double> price_last;  // of a unit
  std::optional<double> price_mean;  // of what was paid for one
  double price_benchmark = 0;
  double cost = 0;  // of saving and making
  double cost_least = 0;
  double spared_t = 0;  // emissions
};

// A firm's part in it.
struct SchemeUseResult {
  Year year{};
  std::string scheme;
  std::string firm;
  std::string group;
  Tonnes used;
  Tonnes saved;
  Tonnes owed;
  Tonnes surrendered;
  Tonnes shortfall;
  double saving_cost = 0;
  Cash paid;  // for units bought, less what was earned by selling
};

// What became of a forward in a year. The last of its rows is of the year of its delivery.
struct ForwardResult {
  Year year{};
  Year delivery{};
  Tonnes volume;
  Price price_last;                  // 0: none was traded
  std::optional<double> price_mean;  // of what was agreed for a tonne
  Tonnes open;                       // bought and not sold again, when the year's trading ends
  Tonnes delivered;
  Tonnes undelivered;  // settled in cash
  Cash unpaid;         // of what was due at delivery
};

// A project that a firm built, or that ran, in a year.
struct ProjectResult {
  Year year{};
  std::string firm;
  std::string group;
  std::string project;
  std::int32_t built = 0;      // units, decided in the year
  double built_benchmark = 0;  // in theory; parts of units too
  double capex = 0;            // paid for them
  Tonnes abated;               // by units decided before
  double public_cost = 0;      // paid by the public, for building and for tonnes abated
};

// What a firm that sells a product made of it in a year.
struct ProductResult {
  Year year{};
  std::string firm;
  std::string group;
  double output = 0;         // units
  double output_before = 0;  // without a price of carbon
  double output_benchmark = 0;
  double price = 0;  // a unit: of the group, which sells in one market
  double price_before = 0;
  std::optional<double> carbon_cost;  // a unit, at the year's mean price of allowances; none: none
};

// The book as it stood when the last trading day of a year ended, best level first.
struct BookResult {
  Year year{};
  std::vector<DepthLevel> bids;
  std::vector<DepthLevel> asks;
};

struct ExpectationResult {
  std::string metric;
  std::optional<std::int32_t> year;        // as expected; absent: every year, or the run
  std::optional<std::int32_t> value_year;  // the year that `value` is of, the worst one
  std::optional<double> value;             // none: the figure does not exist, and fails
  std::optional<double> at_least;
  std::optional<double> at_most;
  bool passed = false;
};

struct RunResult {
  std::string scenario;
  std::string title;
  std::string source;
  std::string currency;
  std::uint64_t seed = 0;
  std::string venue;  // "local" or "grpc"
  std::string version;
  std::uint64_t events_hash = 0;
  std::int64_t commands = 0;
  std::int64_t events = 0;
  std::vector<YearResult> years;
  std::vector<DayResult> days;
  std::vector<SeatResult> seats;
  std::vector<FirmResult> firms;
  std::vector<BookResult> books;
  std::vector<AuctionResult> auctions;
  std::vector<CreditResult> credits;
  std::vector<SchemeResult> schemes;
  std::vector<SchemeUseResult> scheme_uses;
  std::vector<ForwardResult> forwards;
  std::vector<ProjectResult> projects;
  std::vector<ProductResult> products;
  std::optional<double> efficiency;      // share of the possible saving by trade that was made
  std::optional<double> smith_alpha;     // root mean square deviation from the benchmark, % of it
  std::optional<double> price_distance;  // largest |price_to_benchmark - 1| of a year
  // Standard deviation of the change of the log of the mean price from year to year.
  std::optional<double> price_variation;
  double cost = 0;  // present cost of abatement, and of what stayed uncovered
  double cost_least = 0;
  double cost_without_trade = 0;
  // Of what trade could have saved, what was not: with the efficiency they add up to 1.
  std::optional<double> loss_abated;        // firms abated what they held allowances for
  std::optional<double> loss_untraded;      // trades were not made
  std::optional<double> loss_timing;        // too much or too little was banked
  std::optional<double> loss_investment;    // other projects were built; none: no menus
  std::optional<double> loss_uncovered;     // paid for tonnes without an allowance
  std::optional<double> profit_dispersion;  // of firms' profits about those in theory
  std::vector<ExpectationResult> expectations;
  std::int64_t conservation_checked = 0;
  std::int64_t conservation_violations = 0;
};

}  // namespace tanshi
