// The recorder's account of schemes (agents/seat/scheme.h): what was given, made, traded, saved,
// surrendered and missing of each in a year; what circulates counted from the events, independently
// of the market's own books.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "exchange/market/event.h"
#include "exchange/market/market.h"
#include "scenarios/model/scenario.h"
#include "scenarios/results/run_result.h"
#include "scenarios/runner/world.h"

namespace tanshi {

class SchemeRecord {
 public:
  // Both must outlive it.
  SchemeRecord(const Scenario& scenario, const World& world);

  void begin_year(std::size_t year);
  void see(const Event& event);
  // What an emitter saved of what it used.
  void see_saving(std::size_t seat, std::size_t scheme, Tonnes saved);
  // What a maker sold.
  void see_making(std::size_t seat, std::size_t scheme, Tonnes made);
  // Emissions that making spared, beside what saving does.
  void see_displaced(std::size_t scheme, double displaced_t);

  // Closes the year. How many schemes have other units with the accounts than circulate.
  [[nodiscard]] std::int64_t end_year(const Market& market, std::span<const AccountId> accounts);

  // A row a year and scheme; and one besides for each emitter.
  [[nodiscard]] const std::vector<SchemeResult>& results() const { return results_; }
  [[nodiscard]] const std::vector<SchemeUseResult>& uses() const { return uses_; }

 private:
  void see(std::size_t scheme, const AllowancesIssued& issue);
  void see(std::size_t scheme, const AllowancesCancelled& cancel);
  void see(std::size_t scheme, const AllowancesSurrendered& surrender);
  void see(std::size_t scheme, const Traded& trade);
  void see(std::size_t scheme, const CallTraded& trade);
  void see(std::size_t scheme, const DirectTraded& trade);
  void see(std::size_t, const auto&) {}
  void settle(const ComplianceSettled& settled);
  void hand_over(std::size_t scheme, AccountId buyer, AccountId seller, Price price,
                 Tonnes quantity);
  [[nodiscard]] SchemeResult& result_of(std::size_t scheme);
  // nullptr: of no emitter.
  [[nodiscard]] SchemeUseResult* use_of(AccountId account, std::size_t scheme);

  const Scenario& scenario_;
  const World& world_;
  std::size_t emitters_ = 0;
  std::size_t year_ = 0;
  std::vector<Tonnes> outstanding_;  // of each scheme
  std::vector<Cash> paid_;           // in the year, likewise
  std::vector<SchemeResult> results_;
  std::vector<SchemeUseResult> uses_;
};

}  // namespace tanshi
