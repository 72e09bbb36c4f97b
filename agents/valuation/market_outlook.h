// What a firm expects of the market in the year that begins, from the published caps, emissions
// and prices and its own belief about the others (FirmBrief).
//
// Emissions of all without abatement, M, are believed at first; what strikes all emitters alike is
// published, and moves M. Each year then shows the emissions E, and the year's mean price how much
// the others abated, Q: M = E + Q(price). The mean price may
// be a little off the cost of the last measure taken, and where Q is flat there, or has a step,
// that leaves a range open; the belief moves only as far as into it. Years count alike, since each
// year's shock is noise.
//
// What runs of projects is published too, and counts as abated; what will be built is expected by
// investment_outlook.h.
//
// The price expected is the one at which this year's market would clear by these beliefs.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>

#include "agents/seat/observation.h"
#include "agents/valuation/bank_demand.h"
#include "agents/valuation/investment_outlook.h"
#include "agents/valuation/running_plants.h"

namespace tanshi {

class MarketOutlook {
 public:
  // `brief` must outlive this.
  explicit MarketOutlook(const SeatBrief& brief)
      : brief_(brief), plants_(brief), investment_(brief) {}

  // Forms the year's expectations from its first observation.
  void begin_year(const Observation& observation);

  // Forms anew what it expects of this year and later ones: the regulator has changed the year's
  // supply, or something strikes all emitters. What the year has sold already counts as
  // circulating.
  void expect_supply(const Observation& observation);

  // What it expects to be built.
  [[nodiscard]] const InvestmentOutlook& investment() const { return investment_; }

  // Of all emitters this year had nobody abated but by projects, less what schemes spare.
  [[nodiscard]] double baseline_t() const { return baseline_t_; }

  // The bank that all firms together will want to carry out of this year at this price.
  // Below 0 where more is owed that is not yet due.
  [[nodiscard]] double bank_at(double price) {
    return std::min(bank_demand_.at(price), most_bank_t_);
  }

  // What all emitters lack in the next year, abating what is worth it at this price, beside what is
  // given out; below 0: what they have to spare. None where nothing of this year can be kept for it
  // without limit.
  [[nodiscard]] std::optional<double> next_lack_t(double price) const;

  // The price to start the year from. A bank that was carried over means that the price has risen
  // at the discount rate; without one, last year's price has changed as the expected one did, but
  // risen by no more than that if banking is allowed.
  [[nodiscard]] Price opening_price() const { return opening_price_; }

  // What going without an allowance costs: the fine, and one to make good where that is the law.
  [[nodiscard]] double cost_of_going_without() const { return cost_of_going_without_; }

 private:
  [[nodiscard]] double taken_off(std::size_t year) const;
  void expect_projects(const Observation& observation, std::vector<double>& baselines);
  [[nodiscard]] double first_year_baseline(const Observation& observation) const;
  [[nodiscard]] double clearing_price(const Observation& observation, double highest);
  [[nodiscard]] double highest_price(std::size_t year) const;
  [[nodiscard]] double most_carried_from(const Observation& observation) const;
  [[nodiscard]] double growth_since_last_year(const Observation& observation, double before) const;

  const SeatBrief& brief_;
  RunningPlants plants_;
  InvestmentOutlook investment_;
  std::optional<Year> invested_;  // the year for which it has planned
  double baseline_t_ = 0;
  BankDemand bank_demand_;
  double most_bank_t_ = kUnbounded;
  std::optional<FutureYear> next_;  // which allowances of this year may be kept for
  double expected_price_ = 0;
  Price opening_price_;
  double cost_of_going_without_ = 0;
};

}  // namespace tanshi
