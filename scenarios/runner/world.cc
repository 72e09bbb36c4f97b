#include "scenarios/runner/world.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "agents/abatement/rounding.h"
#include "exchange/base/check.h"
#include "exchange/base/checked_math.h"
#include "exchange/base/random_stream.h"
#include "scenarios/model/apportion.h"
#include "scenarios/runner/regulator.h"
#include "scenarios/runner/regulator_seat.h"

namespace tanshi {
namespace {

constexpr InstrumentId kInstrument{1};

Plant make_plant(const FirmGroup& group, const Scenario& scenario, std::uint64_t seed,
                 std::uint32_t seat) {
  RandomStream random(seed, seat, kBaselinePurpose);
  Plant plant{group.curve.split(group.count), {}, {}, {}};
  double level = group.baseline_t / group.count;
  for (std::int32_t year = 0; year < scenario.horizon.years; ++year) {
    if (year > 0) level *= 1 + group.growth;
    plant.expected_baseline_t.push_back(level);
    // Log-normal with mean 1: weather, orders, outages of one year.
    const double shock =
        group.volatility * random.normal() - group.volatility * group.volatility / 2;
    plant.baseline_t.push_back(level * std::exp(shock));
  }
  return plant;
}

// A year has its two draws whatever the rules, so that a rule changes no other year's.
std::vector<double> draw_reports(const Verification& rule, std::int32_t years, std::uint64_t seed,
                                 std::uint32_t seat) {
  RandomStream random(seed, seat, kReportPurpose);
  std::vector<double> shares;
  for (std::int32_t year = 0; year < years; ++year) {
    const bool audited = random.uniform() < rule.audit_share;
    const double share = std::exp(rule.error * random.normal());
    shares.push_back(audited ? 1 : share);
  }
  return shares;
}

// All emitters together, as they are.
struct Aggregate {
  double baseline_t = 0;
  double growth = 0;
  AggregateCurve curve;
};

Aggregate aggregate_of(const Scenario& scenario) {
  Aggregate all;
  std::vector<AbatementCurve> curves;
  for (const FirmGroup& group : scenario.firms) {
    all.baseline_t += group.baseline_t;
    all.growth += group.baseline_t * group.growth;
    curves.push_back(group.curve);
  }
  if (all.baseline_t > 0) all.growth /= all.baseline_t;
  all.curve = AggregateCurve(std::move(curves));
  return all;
}

void form_beliefs(FirmBrief& firm, const Aggregate& truth, const Beliefs& noise, std::uint64_t seed,
                  std::uint32_t seat) {
  RandomStream random(seed, seat, kBeliefPurpose);
  firm.believed_market_baseline_t =
      truth.baseline_t * std::exp(noise.baseline_noise * random.normal());
  firm.believed_market_growth = truth.growth + noise.growth_noise * random.normal();
  firm.believed_market_curve = truth.curve.repriced(std::exp(noise.curve_noise * random.normal()));
}

std::size_t count_accounts(const Scenario& scenario) {
  std::int64_t count = 0;
  for (const FirmGroup& group : scenario.firms) count += group.count;
  for (const TraderGroup& group : scenario.traders) count += group.count;
  return static_cast<std::size_t>(count);
}

SeatBrief public_brief(const Scenario& scenario) {
  SeatBrief brief;
  brief.instrument = kInstrument;
  brief.tick = scenario.tick;
  brief.lot = scenario.lot;
  brief.max_price = scenario.max_price;
  brief.order_limit = scenario.trading.order_limit;
  brief.fee = std::max(scenario.trading.taker_fee, scenario.trading.maker_fee);
  brief.first_year = scenario.horizon.first_year;
  brief.years = scenario.horizon.years;
  brief.days_per_year = scenario.horizon.days_per_year;
  brief.turns_per_day = scenario.horizon.turns_per_day;
  brief.cap = scenario.cap;
  for (std::size_t year = 0; year < scenario.cap.size(); ++year)
    brief.supply.push_back(supply_by_law(scenario, year));
  brief.adjustment = scenario.adjustment;
  brief.price_rule = name_of(scenario.price_response.rule);
  brief.initial_bank = scenario.initial_bank;
  brief.penalty = scenario.penalty;
  brief.penalty_price_times = scenario.penalty_price_times;
  brief.make_good = scenario.make_good;
  for (std::size_t year = 0; year < scenario.cap.size(); ++year) {
    const BasisPoints later = kFullShare - scenario.periods.interim;
    brief.deferred_share.push_back(ends_period(scenario, year) ? 0 : times_of(later));
  }
  brief.most_carried = most_carried(scenario, count_accounts(scenario));
  brief.banking = brief.most_carried != Tonnes();
  return brief;
}

std::string seat_name(const std::string& group, std::int32_t count, std::int32_t number) {
  return count == 1 ? group : group + "-" + std::to_string(number + 1);
}

class WorldMaker {
 public:
  WorldMaker(const Scenario& scenario, std::uint64_t seed)
      : scenario_(scenario), seed_(seed), all_(aggregate_of(scenario)) {}

  World make() {
    for (const FirmGroup& group : scenario_.firms) {
      for (std::int32_t i = 0; i < group.count; ++i) add_firm(group, i);
    }
    Tonnes left = scenario_.initial_bank;
    for (const TraderGroup& group : scenario_.traders) {
      for (std::int32_t i = 0; i < group.count; ++i) add_trader(group, i);
      left -= Tonnes(group.allowances.raw() * group.count);
    }
    TANSHI_CHECK(left >= Tonnes());
    allocate(left);
    consign();
    world_.treasury = AccountId{static_cast<std::int32_t>(world_.seats.size()) + 1};
    add_regulator();
    return std::move(world_);
  }

 private:
  SeatPlan& add_seat(std::string name, const std::string& group, const std::string& strategy) {
    SeatPlan& seat = world_.seats.emplace_back();
    seat.brief = public_brief(scenario_);
    seat.brief.seat = std::move(name);
    seat.brief.account = AccountId{static_cast<std::int32_t>(world_.seats.size())};
    seat.group = group;
    seat.strategy = strategy;
    return seat;
  }

  void add_firm(const FirmGroup& group, std::int32_t number) {
    SeatPlan& seat =
        add_seat(seat_name(group.name, group.count, number), group.name, group.strategy);
    const auto id = static_cast<std::uint32_t>(raw_id(seat.brief.account));
    seat.cash = group.cash;
    seat.plant = make_plant(group, scenario_, seed_, id);
    seat.plant.reported_share =
        draw_reports(scenario_.verification, scenario_.horizon.years, seed_, id);
    seat.brief.emitter = true;
    FirmBrief& firm = seat.brief.firm;
    firm.curve = seat.plant.curve;
    firm.baseline_t = seat.plant.expected_baseline_t.front();
    firm.growth = group.growth;
    firm.volatility = group.volatility;
    firm.discount_rate = group.discount_rate;
    form_beliefs(firm, all_, scenario_.beliefs, seed_, id);
    weights_.push_back(group.allocation_weight / group.count);
  }

  void add_trader(const TraderGroup& group, std::int32_t number) {
    SeatPlan& seat =
        add_seat(seat_name(group.name, group.count, number), group.name, group.strategy);
    seat.cash = group.cash;
    seat.allowances = group.allowances;
  }

  // In years that have auctions. What is consigned is nobody's for certain: it is for sale.
  void consign() {
    std::size_t seat = 0;
    for (const FirmGroup& group : scenario_.firms) {
      for (std::int32_t i = 0; i < group.count; ++i, ++seat) {
        if (group.consign_share == BasisPoints()) continue;
        for (std::size_t year = 0; year < scenario_.cap.size(); ++year)
          world_.seats[seat].consigned.push_back(consign(world_.seats[seat], group, year));
      }
    }
  }

  Tonnes consign(SeatPlan& seat, const FirmGroup& group, std::size_t year) {
    if (seat.brief.supply[year].offers.empty()) return {};
    Tonnes& given = seat.brief.firm.allocation[year];
    // All together fit into one auction.
    const Tonnes most(kMaxAuctionQuantity.raw() / std::ssize(weights_));
    const Tonnes consigned = std::min(share_floor(group.consign_share, given), most);
    given -= consigned;
    for (SeatPlan& told : world_.seats) {
      told.brief.supply[year].certain_t -= to_double(consigned);
      told.brief.supply[year].offers.front().quantity_t += to_double(consigned);
    }
    return consigned;
  }

  void add_regulator() {
    if (!asks_regulator(scenario_)) return;
    SeatBrief& brief = world_.regulator.emplace(public_brief(scenario_));
    brief.supply = world_.seats.front().brief.supply;
    brief.seat = kRegulatorSeat;
    brief.account = world_.treasury;
    brief.regulator = true;
  }

  // What is free of the caps, by weight or output, and by weight what traders leave of the initial
  // bank.
  void allocate(Tonnes initial_bank) {
    const std::vector<Tonnes> bank = apportion(initial_bank, weights_);
    for (std::size_t i = 0; i < weights_.size(); ++i) world_.seats[i].allowances = bank[i];
    for (std::size_t year = 0; year < scenario_.free.size(); ++year) {
      const std::vector<Tonnes> shares = scenario_.allocation == AllocationMethod::kBenchmark
                                             ? shares_by_output(year)
                                             : apportion(scenario_.free[year], weights_);
      for (std::size_t i = 0; i < weights_.size(); ++i) {
        world_.seats[i].brief.firm.allocation.push_back(shares[i]);
      }
    }
  }

  // Of each firm what its group is given, in equal parts.
  [[nodiscard]] std::vector<Tonnes> shares_by_output(std::size_t year) const {
    std::vector<Tonnes> shares;
    for (const FirmGroup& group : scenario_.firms) {
      const std::vector<double> equal(static_cast<std::size_t>(group.count), 1);
      const std::vector<Tonnes> parts = apportion(group.allocation[year], equal);
      shares.insert(shares.end(), parts.begin(), parts.end());
    }
    return shares;
  }

  const Scenario& scenario_;
  std::uint64_t seed_;
  Aggregate all_;
  World world_;
  std::vector<double> weights_;  // of the firms, which are the first seats
};

}  // namespace

World make_world(const Scenario& scenario, std::uint64_t seed) {
  return WorldMaker(scenario, seed).make();
}

Tonnes estimate_baseline(const Plant& plant, std::size_t year, double share) {
  const double expected = plant.expected_baseline_t[year];
  if (expected <= 0) return Tonnes();
  return to_tonnes_nearest(expected * std::pow(plant.baseline_t[year] / expected, share));
}

}  // namespace tanshi
