// The recorder's account of forwards on allowances: what was traded and delivered of each, and in
// which year; positions counted from the trades, independently of the market's own.
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "exchange/market/event.h"
#include "exchange/market/market.h"
#include "scenarios/results/run_result.h"

namespace tanshi {

class ForwardRecord {
 public:
  explicit ForwardRecord(InstrumentId allowance) : allowance_(allowance) {}

  // Each forward that is open gets a row for the year.
  void begin_year(Year year);
  void see(const Event& event);
  // When the year's trading is over: whether each position is what the account bought less what it
  // sold, and all positions of a forward sum to zero.
  [[nodiscard]] bool end_trading(const Market& market);

  [[nodiscard]] const std::vector<ForwardResult>& results() const { return results_; }

 private:
  struct Open {
    InstrumentId instrument{};
    Year delivery{};
    std::size_t row = 0;  // of the year, in results_
    Cash agreed;          // in the year
    std::map<AccountId, Tonnes> positions;
  };

  void begin_row(Open& forward);
  void see(const ForwardListed& listed);
  void see(const ForwardDelivered& delivered);
  void trade(InstrumentId instrument, AccountId buyer, AccountId seller, Price price,
             Tonnes quantity, bool makes_price);
  [[nodiscard]] Open* find(InstrumentId instrument);

  InstrumentId allowance_{};
  Year year_{};  // 0: before the first
  std::vector<Open> open_;
  std::vector<ForwardResult> results_;
};

}  // namespace tanshi
