// What a scenario says, typed and complete: every default is filled in, every number is in the
// unit of its type. Plain values; reading it from YAML is scenarios/yaml.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "agents/abatement/abatement_curve.h"
#include "agents/abatement/product_market.h"
#include "agents/abatement/technology.h"
#include "agents/regulator/allocation/china_power_plan.h"
#include "agents/regulator/allocation/closure.h"
#include "agents/regulator/supply/price_path.h"
#include "agents/regulator/supply/price_rule.h"
#include "agents/regulator/supply/supply_adjustment.h"
#include "agents/seat/expectations.h"
#include "agents/seat/forward_plan.h"
#include "exchange/auction/auction.h"
#include "exchange/auction/auction_calendar.h"
#include "exchange/base/checked_math.h"
#include "exchange/base/units.h"
#include "exchange/policy/carry_over.h"
#include "exchange/policy/compliance_period.h"
#include "exchange/policy/trading_rules.h"
#include "scenarios/model/economy.h"
#include "scenarios/model/output_rule.h"
#include "scenarios/model/producer_group.h"
#include "scenarios/model/scheme.h"
#include "scenarios/model/shocks.h"

namespace tanshi {

// When seats are woken.
enum class WakeSchedule : std::uint8_t {
  kRounds = 1,   // each once a turn, in an order drawn anew
  kPoisson = 2,  // each once a turn on average, by chance
};

struct Horizon {
  Year first_year{2025};
  std::int32_t years = 1;           // 1 .. 63
  std::int32_t days_per_year = 50;  // trading days, 1 .. 366
  std::int32_t turns_per_day = 2;   // wakes of each seat in a day
  WakeSchedule wakes = WakeSchedule::kRounds;
};

// A group of identical emitters, which share the group's baseline, allocation and curve equally.
// (A group's curve is for all of it together, as published for a sector, and so are its projects:
// each firm can build an equal part of every unit.)
struct FirmGroup {
  std::string name;
  std::int32_t count = 1;
  double baseline_t = 0;   // of the group, in the first year that it runs
  double growth = 0;       // a year
  double volatility = 0;   // standard deviation of the log of each firm's shock of a year
  double persistence = 0;  // what of that shock is left a year later
  AbatementCurve curve;    // of the group, a year; with its output where it has a product
  std::optional<ProductMarket> product;  // in the first year that it runs
  std::vector<Technology> projects;      // that it can build
  std::vector<GroupUse> uses;            // of what schemes count, each at most once
  double discount_rate = 0;
  std::string strategy;  // a name of agents/strategy, or "remote"
  Cash cash;             // of each firm, at the start
  // The group's part of free allocation and of the initial bank, relative to the other groups'.
  // (The reader sets it to baseline_t where a file states none.)
  double allocation_weight = 0;
  BasisPoints consign_share;   // of its free allocation, consigned to the year's auctions
  std::optional<Year> enters;  // the first year that it runs; none: from the start
  std::optional<Year> closes;  // the last one; none: to the end
  Expectations expectations;   // foresight knows nothing yet: a world tells it
  double risk_aversion = 0;    // 0: neutral
  OutputRule output;
  bool never_short = false;        // settlement raises its allocation to its emissions
  std::vector<Tonnes> allocation;  // of the group, one a year; empty: of `free`, by weight
};

// Whether the group's plants run in a year.
[[nodiscard]] inline bool runs_in(const FirmGroup& group, Year year) {
  return (!group.enters || year >= *group.enters) && (!group.closes || year <= *group.closes);
}

// A group of identical seats without a plant.
struct TraderGroup {
  std::string name;
  std::int32_t count = 1;
  std::string strategy;
  Cash cash;          // of each
  Tonnes allowances;  // of each, at the start, taken from the initial bank
};

// How firms see the others: believed = true x exp(noise x standard normal), drawn once a firm.
struct Beliefs {
  double baseline_noise = 0;
  double curve_noise = 0;
  double growth_noise = 0;  // absolute: added to the growth rate
};

// A step of an auction's supply, of a class other than the base volume.
struct AuctionTier {
  SupplyClass supply_class = SupplyClass::kReserve;
  Price trigger;
  Tonnes size;  // of the year, for all its auctions
};

// The terms of one year's auctions.
struct AuctionYear {
  Price reserve_price;
  std::vector<AuctionTier> tiers;  // by rising trigger
};

// What an auction's reserve price follows beside the rows of its years.
enum class AuctionFloor : std::uint8_t {
  kNone = 1,
  kRecentMeans = 2,  // korea_auction_floor of the closes before it
};

// How what is not given free of charge is sold. No auction is held in a year that has nothing for
// it.
struct AuctionPlan {
  std::int32_t per_year = 4;  // spread evenly over its trading days
  AuctionRules rules;         // without reserve prices
  UnsoldRule unsold;
  AuctionFloor floor = AuctionFloor::kNone;
  BasisPoints confidential_share;  // of the latest close: a reserve price that bidders do not know
  std::vector<AuctionYear> years;
};

// Who decides where the law says that the regulator may act.
enum class Discretion : std::uint8_t { kAutomatic = 1, kSeat = 2 };

// What the regulator may do when the price has moved too far.
struct PriceResponse {
  PriceRule rule{};
  Discretion discretion = Discretion::kAutomatic;
  BasisPoints default_share{10'000};   // of the most that may be released
  std::int32_t pause_months = 0;       // after a release, in which nothing more is
  std::vector<Price> months_before{};  // mean price of each month before the first year, or empty
  Tonnes month_volume_before{};        // traded in each of them
};

// How what firms report comes to differ from what they emitted.
struct Verification {
  double error = 0;        // reported = true x exp(error x standard normal)
  double audit_share = 0;  // chance that a report is audited, and then true
  // Chance that the error of a report that was not audited is found when the next year begins.
  double late_correction_share = 0;
};

enum class AllocationMethod : std::uint8_t { kGrandfathering = 1, kBenchmark = 2, kEqual = 3 };

// What becomes of allowances of the cap that nobody is entitled to.
enum class Unclaimed : std::uint8_t { kCancel, kAuction, kAllocate, kReserve };

// Set aside for plants that open later.
struct NewEntrantsReserve {
  BasisPoints share;                      // of each year's cap
  Unclaimed unused = Unclaimed::kCancel;  // what of it is left in the last year; not kReserve
};

// What plants that closed would have got.
struct Closure {
  ClosureRule rule = ClosureRule::kKeepYear;  // of their last year; not kByMonths
  Unclaimed freed = Unclaimed::kAllocate;     // of the years after
};

enum class AdvanceBase : std::uint8_t { kAllocation, kEmissionsBefore };

// How the free allocation of a year is settled when its output and emissions are known.
struct Settlement {
  BasisPoints advance{10'000};                        // given when the year begins,
  AdvanceBase advance_of = AdvanceBase::kAllocation;  // as a share of that
  BasisPoints most_gap{10'000};  // by which an allocation may be below emissions
  ChinaRelief relief = ChinaRelief::kAllocationToppedUp;
  std::optional<BasisPoints> most_surplus{};  // by which it may be above
};

// A metric of scenarios/results/metrics.h must lie within bounds; at least one is given.
struct Expectation {
  std::string metric;
  std::optional<std::int32_t> year;  // absent: every year, or the run's single figure
  std::optional<double> at_least;
  std::optional<double> at_most;
};

// Credits that may be surrendered in place of allowances, with a book of their own.
struct CreditKind {
  std::string name;
  BasisPoints worth{kFullShare};
  std::vector<BasisPoints> quota;  // one a year
  std::vector<ProducerGroup> producers;
};

struct Scenario {
  std::string name;
  std::string title;   // one line: what it shows
  std::string source;  // where its figures come from
  std::string currency = "EUR";
  Horizon horizon;
  std::vector<Tonnes> cap;  // one a year
  bool bottom_up = false;   // whether the cap is the sum of what firms are allocated
  AllocationMethod allocation = AllocationMethod::kGrandfathering;
  std::vector<Tonnes> free;  // of each year's cap, given to the firms
  // Of each year's cap, what is neither given nor auctioned; below 0: what comes back. Empty: none.
  std::vector<Tonnes> set_aside;
  std::optional<NewEntrantsReserve> new_entrants;
  Closure closure;
  std::vector<std::optional<Settlement>> settlement;  // a year each; empty, none: given for good
  Tonnes initial_bank;
  AuctionPlan auctions;
  AdjustmentRule adjustment;
  ReserveState reserve;  // when the first year begins
  PriceResponse price_response;
  double discount_rate = 0;  // of the benchmark, and of firms that state none
  Price tick{1};
  Tonnes lot{1};
  Price max_price;
  TradingRules trading;             // but for who is paid the fees: the treasury
  bool opening_call = false;        // each day's first turn gathers orders,
  bool closing_call = false;        // and its last
  Tonnes holding_limit;             // of each account; 0: none
  Price penalty;                    // for a tonne that is missing in the first year,
  PartsPerMillion penalty_rise;     // more in each year after,
  BasisPoints penalty_price_times;  // or so many times the year's mean price if that is more;
  bool make_good = true;            // and it stays owed
  Verification verification;
  std::optional<CarryOverRule> carry_over;  // none: without limit
  CompliancePeriods periods;                // the last year ends one too
  std::vector<FirmGroup> firms;
  std::vector<TraderGroup> traders;
  std::vector<CreditKind> credits;
  std::vector<Scheme> schemes;
  std::optional<Economy> economy;
  std::optional<ForwardPlan> forwards;
  BasisPoints borrowing;  // of its next year's free allocation, what a firm that is short may use
  Shocks shocks;
  Beliefs beliefs;
  std::vector<Expectation> expectations;
  std::uint64_t seed = 1;
};

// The book of a kind of credits; that of allowances comes before.
[[nodiscard]] constexpr InstrumentId instrument_of_credits(std::size_t kind) {
  return InstrumentId{static_cast<std::int32_t>(kind) + 2};
}

// The book of a scheme: after those of credits.
[[nodiscard]] inline InstrumentId instrument_of_scheme(const Scenario& scenario,
                                                       std::size_t scheme) {
  return instrument_of_credits(scenario.credits.size() + scheme);
}

// What the exchange knows it as: emissions come first.
[[nodiscard]] constexpr SchemeId id_of_scheme(std::size_t scheme) {
  return SchemeId{static_cast<std::int32_t>(scheme) + 1};
}

// The books of forwards on allowances: those of allowances, credits and schemes come before.
inline constexpr InstrumentId kFirstForward{10};
// The most that there can be: of schemes, and of credits and schemes together.
inline constexpr std::size_t kMostSchemes = raw_id(kMaxSchemeId);
inline constexpr std::size_t kMostKinds = raw_id(kFirstForward) - 2;

// For delivery at the end of a year, an index above 0.
[[nodiscard]] constexpr InstrumentId instrument_of_forward(std::size_t delivery) {
  return InstrumentId{
      static_cast<std::int32_t>(raw_id(kFirstForward) + static_cast<std::int64_t>(delivery) - 1)};
}

// What is auctioned of a year's cap, before any adjustment.
[[nodiscard]] inline Tonnes auctioned_by_law(const Scenario& scenario, std::size_t year) {
  const Tonnes aside = scenario.set_aside.empty() ? Tonnes() : scenario.set_aside[year];
  return scenario.cap[year] - scenario.free[year] - aside;
}

// Whether anybody can build projects.
[[nodiscard]] inline bool has_projects(const Scenario& scenario) {
  return std::ranges::any_of(scenario.firms,
                             [](const FirmGroup& group) { return !group.projects.empty(); });
}

// Whether any year has something to auction.
[[nodiscard]] inline bool holds_auctions(const Scenario& scenario) {
  for (std::size_t year = 0; year < scenario.cap.size(); ++year)
    if (auctioned_by_law(scenario, year) != Tonnes()) return true;
  return false;
}

// How the year's free allocation is settled; none: it is given for good when the year begins.
[[nodiscard]] inline const Settlement* settlement_of(const Scenario& scenario, std::size_t year) {
  if (scenario.settlement.empty() || !scenario.settlement[year]) return nullptr;
  return &*scenario.settlement[year];
}

// The fixed penalty of a year, an index.
[[nodiscard]] inline Price penalty_in(const Scenario& scenario, std::size_t year) {
  return raised_to_limit(scenario.penalty, scenario.penalty_rise, static_cast<std::int32_t>(year));
}

// Whether the emissions of a year, an index, and all that is owed for those before are due after
// it.
[[nodiscard]] inline bool ends_period(const Scenario& scenario, std::size_t year) {
  const Year of = years_after(scenario.horizon.first_year, static_cast<std::int32_t>(year));
  return period_of(scenario.periods, of).last == of || year + 1 == scenario.cap.size() ||
         scenario.periods.interim == kFullShare;
}

// The name of the regulator's seat.
inline constexpr const char* kRegulatorSeat = "regulator";

// Whether somebody may hold it.
[[nodiscard]] inline bool asks_regulator(const Scenario& scenario) {
  return scenario.price_response.discretion == Discretion::kSeat;
}

// The most that all accounts together may carry over, where the rule alone says.
[[nodiscard]] inline std::optional<Tonnes> most_carried(const Scenario& scenario,
                                                        std::size_t accounts) {
  const std::optional<CarryOverRule>& rule = scenario.carry_over;
  if (!rule || rule->net_sales_multiple > BasisPoints()) return std::nullopt;
  return Tonnes(rule->base.raw() * static_cast<std::int64_t>(accounts));
}

}  // namespace tanshi
