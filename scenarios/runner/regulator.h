// The regulator of a session, held by its rules: gives allowances out, plans each year's auctions
// by the cap and the adjustment of supply, announces them, closes them, and keeps the calendar.
//
// Decides, and hands out the commands; the session carries them out. What it decided is then in the
// log, and no replay decides it again.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "agents/planning/year_supply.h"
#include "agents/regulator/supply/supply_adjustment.h"
#include "agents/seat/observation.h"
#include "exchange/auction/auction_calendar.h"
#include "exchange/base/random_stream.h"
#include "exchange/market/command.h"
#include "exchange/market/event.h"
#include "scenarios/model/scenario.h"
#include "scenarios/runner/price_watch.h"

namespace tanshi {

struct World;

// What the law says that a year brings, before any adjustment.
[[nodiscard]] YearSupply supply_by_law(const Scenario& scenario, std::size_t year);

// A firm that must consign a part of its free allocation to the year's auctions. Each auction's
// part is given to it on the day, and consigned at once.
struct Consigner {
  AccountId account{};
  std::vector<Tonnes> by_year;
};

// All that must.
[[nodiscard]] std::vector<Consigner> consigners(const World& world);

class Regulator {
 public:
  // `scenario` must outlive it; `treasury` is paid what auctions bring.
  Regulator(const Scenario& scenario, InstrumentId instrument, AccountId treasury,
            RandomStream ties, std::vector<Consigner> consigners = {});

  // What firms must consign has changed.
  void set_consigners(std::vector<Consigner> consigners) { consigners_ = std::move(consigners); }

  // Before the year's allowances are given out, with `circulation` left of the years before.
  void begin_year(std::size_t year, Tonnes circulation);

  // Before a day: what its rule lets it do, the price having moved too far.
  [[nodiscard]] std::optional<PriceMeasure> measure(std::int32_t day) const;
  // Does it: adds `release` to the auctions still to come, evenly; more than measure.most counts as
  // that. After the year's last auction it waits for the next year's. `floor`: of auctions from now
  // on; 0: none. REQUIRES: `release` and `floor` are not negative.
  void take(const PriceMeasure& measure, Tonnes release, Price floor);

  // When trading opens on a day: announces the day's auction, if there is one.
  [[nodiscard]] std::vector<Action> open_day(std::int32_t day);
  // When the day's last turn is over.
  [[nodiscard]] std::vector<Action> close_day();
  // Once a day is over. `close` 0: there was no trade.
  void end_day(std::int32_t day, Price close, Tonnes volume);
  // Everything that happened; learns what auctions brought.
  void see(std::span<const Event> events);

  // ---- Published ----
  [[nodiscard]] const std::optional<AuctionNotice>& notice() const { return notice_; }
  [[nodiscard]] std::span<const SupplyOffer> to_auction() const { return to_auction_; }
  [[nodiscard]] const ReserveState& reserve() const { return reserve_; }
  // Of the year so far. What was held in the year before counts as withheld; what is taken from the
  // next, as released.
  [[nodiscard]] const Adjustment& adjustment() const { return adjustment_; }

 private:
  void plan_auctions(std::size_t ahead, Tonnes volume);
  void add_to_auctions(Tonnes quantity);
  [[nodiscard]] Tonnes next_year_by_law() const;
  void set_reserve_price();
  [[nodiscard]] Price confidential_price() const;
  [[nodiscard]] Price trigger_of(const AuctionTier& tier) const;
  [[nodiscard]] AnnounceAuction announcement() const;
  void add_tiers(std::vector<Action>& actions) const;
  void add_consignments(std::vector<Action>& actions) const;
  [[nodiscard]] Tonnes part_of(const Consigner& consigner, std::size_t auction) const;
  [[nodiscard]] Tonnes consigned_to(std::size_t auction) const;
  [[nodiscard]] std::size_t next_auction() const;
  [[nodiscard]] Tonnes next_volume() const;
  [[nodiscard]] Tonnes left_of_year() const;
  [[nodiscard]] Tonnes withheld_part(Tonnes volume) const;
  void publish();
  void see(const SupplySold& sold);
  void see(const AuctionCleared& cleared);
  void conclude(Tonnes unsold, bool cleared_above_reserve);
  void give_up_unfinished();

  const Scenario& scenario_;
  InstrumentId instrument_;
  AccountId treasury_;
  RandomStream ties_;
  std::vector<Consigner> consigners_;
  AuctionCalendar calendar_;
  std::size_t year_ = 0;
  std::vector<std::int32_t> days_;  // of the year's auctions that are still to be held
  std::vector<AuctionTier> tiers_;  // with what is left of their sizes
  std::int64_t last_auction_ = 0;   // that anybody announced
  Tonnes base_unsold_;              // of the auction that is being closed
  PriceWatch watch_;
  Price reserve_price_;  // of the auctions from now on
  Tonnes waiting_;       // released after the year's last auction

  std::optional<AuctionNotice> notice_;
  std::vector<SupplyOffer> to_auction_;
  ReserveState reserve_;
  Adjustment adjustment_;
};

}  // namespace tanshi
