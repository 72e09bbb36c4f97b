// Watches the market's price for the regulator, and tells it when a rule lets it act.
//
// A month of a scenario is a twelfth of a year's trading days: day d is of month 12 d /
// days_per_year, down. A day without a trade closes where the day before it did. A month's price is
// the mean of its days' closes, to the cent, halves up; months before the first year are as the
// scenario says.
//
// Thread-safety: none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "agents/regulator/supply/price_rule.h"
#include "agents/regulator/supply/supply_adjustment.h"
#include "exchange/base/units.h"
#include "scenarios/model/scenario.h"

namespace tanshi {

class PriceWatch {
 public:
  // `scenario` must outlive it.
  explicit PriceWatch(const Scenario& scenario);

  // `close` 0: there was no trade.
  void end_day(std::int32_t day, Price close, Tonnes volume);

  // Before a day trades: what the rule lets the regulator do. It is asked when a month begins.
  // `next_year`: what the next year auctions by law.
  [[nodiscard]] std::optional<PriceMeasure> ask(std::size_t year, std::int32_t day,
                                                const ReserveState& reserve,
                                                Tonnes next_year) const;

  // What the regulator did: from now on the rule rests for its pause, and the floor is in force
  // until closes lift it. 0: none.
  void see_release() { months_since_release_ = 0; }
  void set_floor(Price floor) { floor_ = floor; }

  [[nodiscard]] Price latest_close() const { return close_; }  // 0: none

  // Below it auctions must sell nothing, whatever their reserve price. 0: none.
  [[nodiscard]] Price auction_floor() const;

 private:
  void end_month();

  const Scenario& scenario_;
  std::vector<Price> months_;
  std::vector<Tonnes> volumes_;   // of the months
  std::vector<Price> closes_;     // of all days since the first price
  Price close_;                   // the latest
  std::size_t month_begins_ = 0;  // its first close in closes_
  Tonnes volume_;                 // of the month under way
  Price floor_;
  std::optional<std::int32_t> months_since_release_;
};

}  // namespace tanshi
