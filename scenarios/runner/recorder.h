// Keeps a run's account from its events: days, years, firms, and the conservation of every tonne
// and every cent, counted independently of the market's own books.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "agents/regulator/supply/supply_adjustment.h"
#include "exchange/market/event.h"
#include "exchange/market/market.h"
#include "scenarios/model/scenario.h"
#include "scenarios/results/run_result.h"
#include "scenarios/runner/forward_record.h"
#include "scenarios/runner/project_sites.h"
#include "scenarios/runner/scheme_record.h"
#include "scenarios/runner/trading_floor.h"
#include "scenarios/runner/world.h"

namespace tanshi {

// What a plant did in a year.
struct PlantYear {
  Tonnes baseline;  // emissions had nothing been abated
  Tonnes abated;    // besides what its projects abate
  Tonnes spared;    // by schemes
  Tonnes reported;  // as emitted
  ProjectYear projects;
};

class Recorder final : public FloorObserver {
 public:
  // Both must outlive the recorder.
  Recorder(const Scenario& scenario, const World& world);

  void see(std::span<const Event> events) override;

  // `reserve`: what the regulator holds after the adjustment.
  void begin_year(std::size_t year, const Adjustment& adjustment, Tonnes reserve);
  // Again when the regulator has done more in the year.
  void see_adjustment(const Adjustment& adjustment, Tonnes reserve);
  // Before the day's orders expire.
  void see_quotes(const Market& market);
  void end_day(std::size_t year, std::int32_t day);
  void see_book(const Market& market, std::size_t year);
  void see_plant(std::size_t seat, const PlantYear& plant);
  // What the seat's free allocation of the year is in the end, less what was announced.
  void see_settled_allocation(std::size_t seat, Tonnes change);
  // What the regulator gave to those who were short, and what was surrendered at once with it: no
  // obligation of theirs, though the next settlement counts it.
  void see_written_off(Tonnes quantity) { written_off_ += quantity; }
  // Of the next year's allocation, what was given out and used already.
  void see_borrowed(Tonnes quantity) { borrowed_ = quantity; }
  // When trading is over, and before forwards are delivered.
  void end_trading(const Market& market);
  // After the settlement: closes the year's account and checks conservation.
  void end_year(const Market& market, std::size_t year);

  // Issued, and neither surrendered nor cancelled.
  [[nodiscard]] Tonnes circulation() const { return issued_ - surrendered_ - cancelled_; }

  // Sold less bought by the seat this year, auctions included.
  [[nodiscard]] Tonnes net_sales(std::size_t seat) const { return net_sales_[seat]; }
  // Of a year whose trading is over: the mean close, or else what was paid in auctions. 0: neither.
  [[nodiscard]] double mean_price(std::size_t year) const;

  [[nodiscard]] const std::vector<YearResult>& years() const { return years_; }
  [[nodiscard]] const std::vector<DayResult>& days() const { return days_; }
  [[nodiscard]] const std::vector<FirmResult>& firms() const { return firms_; }
  [[nodiscard]] const std::vector<BookResult>& books() const { return books_; }
  [[nodiscard]] const std::vector<AuctionResult>& auctions() const { return auctions_; }
  [[nodiscard]] const std::vector<CreditResult>& credits() const { return credits_; }
  [[nodiscard]] SchemeRecord& schemes() { return schemes_; }
  [[nodiscard]] const SchemeRecord& schemes() const { return schemes_; }
  [[nodiscard]] const std::vector<ForwardResult>& forwards() const { return forwards_.results(); }
  [[nodiscard]] std::int64_t conservation_checked() const { return conservation_checked_; }
  [[nodiscard]] std::int64_t conservation_violations() const { return conservation_violations_; }

 private:
  // Of credits: recorder_credits.cc.
  [[nodiscard]] std::optional<std::size_t> kind_of(InstrumentId instrument) const;
  [[nodiscard]] CreditResult& credits_of_year(std::size_t kind);
  void begin_credits();
  void count_credits(const Event& event);
  void count_credits(std::size_t kind, const AllowancesIssued& issue);
  void count_credits(std::size_t kind, const AllowancesCancelled& cancel);
  void count_credits(std::size_t kind, const AllowancesSurrendered& surrender);
  void count_credits(std::size_t kind, const ObligationMet& met);
  void count_credits(std::size_t kind, const Traded& trade);
  void count_credits(std::size_t kind, const CallTraded& trade);
  void count_credits(std::size_t kind, const DirectTraded& trade);
  void count_credits(std::size_t, const auto&) {}
  void count_met(std::size_t kind, Tonnes met);
  void hand_over_credits(std::size_t kind, AccountId buyer, AccountId seller, Price price,
                         Tonnes quantity);
  void end_credits(const Market& market);

  void count(const Traded& trade);
  void count(const CallTraded& trade);
  void count(const DirectTraded& trade);
  void count(const FeeCharged& fee);
  void count(const ComplianceSettled& settled);
  void count(const BidAwarded& award);
  void count(const AuctionDelivered& delivery);
  void count(const SupplySold& sold);
  void count(const AuctionCleared& cleared);
  void count(const PositionSettled& settled);
  void see_price(Price price);
  void hand_over(AccountId buyer, AccountId seller, Price price, Tonnes quantity);
  [[nodiscard]] FirmResult* firm_of(AccountId account);
  [[nodiscard]] std::optional<double> mean_close(Year year) const;
  [[nodiscard]] std::optional<double> mean_paid() const;
  void count_sale(AccountId account, Tonnes quantity);
  void end_firm_year(const Market& market, std::size_t firm);
  void check_conservation(const Market& market);

  const Scenario& scenario_;
  const World& world_;
  std::vector<YearResult> years_;
  std::vector<DayResult> days_;
  std::vector<FirmResult> firms_;  // one an emitter, in the order of the seats
  std::vector<BookResult> books_;
  std::vector<AuctionResult> auctions_;
  AuctionResult auction_;           // that takes bids
  std::vector<AccountId> bidders_;  // in it
  Cash auction_proceeds_;           // of the year
  DayResult day_;

  std::vector<AccountId> accounts_;  // all that were opened, seats or not
  std::vector<Tonnes> net_sales_;    // of the year, a seat each
  std::vector<Tonnes> bought_;       // between holders, of the year, a seat each
  std::vector<Tonnes> sold_;
  std::vector<Cash> cash_before_;  // of each firm's own cash, when the year began
  std::vector<Cash> penalties_;    // of each firm, so far
  Tonnes written_off_;             // since the last settlement
  Tonnes borrowed_;                // of next year's allocation
  InstrumentId allowance_{};
  std::vector<CreditResult> credits_;  // one a year and kind
  // Of each kind of credits: issued, and neither surrendered nor cancelled; paid in the year.
  std::vector<Tonnes> outstanding_;
  std::vector<Cash> credits_paid_;
  ForwardRecord forwards_;
  SchemeRecord schemes_;
  Tonnes issued_;
  Tonnes surrendered_;
  Tonnes cancelled_;
  Cash paid_in_;  // deposits less withdrawals and penalties
  std::int64_t conservation_checked_ = 0;
  std::int64_t conservation_violations_ = 0;
};

}  // namespace tanshi
