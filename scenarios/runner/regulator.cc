#include "scenarios/runner/regulator.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "agents/abatement/rounding.h"
#include "exchange/base/checked_math.h"
#include "scenarios/runner/world.h"

namespace tanshi {
namespace {

// Of the year's `volume`, what one of so many auctions has: equal parts, and the last auction what
// rounding leaves.
Tonnes one_part(Tonnes volume, std::size_t auction, std::size_t auctions) {
  const auto count = static_cast<std::int64_t>(auctions);
  const bool last = auction + 1 == auctions;
  return Tonnes(volume.raw() / count + (last ? volume.raw() % count : 0));
}

std::vector<Tonnes> split(Tonnes volume, std::int32_t auctions) {
  std::vector<Tonnes> parts;
  const auto count = static_cast<std::size_t>(auctions);
  parts.reserve(count);
  for (std::size_t auction = 0; auction < count; ++auction)
    parts.push_back(one_part(volume, auction, count));
  return parts;
}

std::vector<PlannedAuction> planned_by_law(const Scenario& scenario) {
  std::vector<PlannedAuction> planned;
  for (std::size_t year = 0; year < scenario.cap.size(); ++year) {
    const Year of = years_after(scenario.horizon.first_year, static_cast<std::int32_t>(year));
    for (const Tonnes part : split(auctioned_by_law(scenario, year), scenario.auctions.per_year))
      planned.push_back({of, part, Tonnes()});
  }
  return planned;
}

// The days in whose middle a part of the year's auctions is over, evenly.
std::vector<std::int32_t> auction_days(const Scenario& scenario) {
  std::vector<std::int32_t> days;
  const std::int32_t count = scenario.auctions.per_year;
  days.reserve(static_cast<std::size_t>(count));
  for (std::int32_t i = 0; i < count; ++i)
    days.push_back((2 * i + 1) * scenario.horizon.days_per_year / (2 * count));
  return days;
}

// What an auction, or a year's auctions, of so much sell at which price. The part of the volume
// that may be withheld is an offer of its own.
std::vector<SupplyOffer> offers_of(Tonnes volume, Price reserve_price,
                                   std::span<const AuctionTier> tiers) {
  if (volume == Tonnes()) return {};
  Tonnes base = volume;
  std::vector<SupplyOffer> offers(1);
  for (const AuctionTier& tier : tiers) {
    Tonnes size = tier.size;
    if (tier.supply_class == SupplyClass::kWithheld) {
      size = std::min(size, base);
      base -= size;
    }
    const Price from = std::max(tier.trigger, reserve_price);
    if (size > Tonnes()) offers.push_back({currency_per_tonne(from), to_double(size)});
  }
  offers.front() = {currency_per_tonne(reserve_price), to_double(base)};
  return offers;
}

}  // namespace

YearSupply supply_by_law(const Scenario& scenario, std::size_t year) {
  const AuctionYear& terms = scenario.auctions.years[year];
  return {to_double(scenario.free[year]),
          offers_of(auctioned_by_law(scenario, year), terms.reserve_price, terms.tiers)};
}

std::vector<Consigner> consigners(const World& world) {
  std::vector<Consigner> all;
  for (const SeatPlan& seat : world.seats)
    if (!seat.consigned.empty()) all.push_back({seat.brief.account, seat.consigned});
  return all;
}

Regulator::Regulator(const Scenario& scenario, InstrumentId instrument, AccountId treasury,
                     RandomStream ties, std::vector<Consigner> consigners)
    : scenario_(scenario),
      instrument_(instrument),
      treasury_(treasury),
      ties_(ties),
      consigners_(std::move(consigners)),
      calendar_(scenario.auctions.unsold, planned_by_law(scenario)),
      watch_(scenario),
      reserve_(scenario.reserve) {}

void Regulator::begin_year(std::size_t year, Tonnes circulation) {
  give_up_unfinished();
  year_ = year;
  days_ = auction_days(scenario_);
  tiers_ = scenario_.auctions.years[year].tiers;
  const Tonnes by_law = auctioned_by_law(scenario_, year);
  const Tonnes held_before = std::exchange(reserve_.brought_forward, Tonnes());
  adjustment_ = adjust_supply(scenario_.adjustment, reserve_,
                              years_after(scenario_.horizon.first_year, static_cast<int>(year)),
                              std::min(circulation, kMaxQuantity), by_law - held_before);
  adjustment_.withheld += held_before;
  reserve_.auctioned = Tonnes();
  plan_auctions(
      0, by_law - adjustment_.withheld + adjustment_.released + std::exchange(waiting_, Tonnes()));
  set_reserve_price();
  publish();
}

// A year's auctions, the first of which comes `ahead` after the next one.
void Regulator::plan_auctions(std::size_t ahead, Tonnes volume) {
  const std::vector<Tonnes> parts = split(volume, scenario_.auctions.per_year);
  for (std::size_t i = 0; i < parts.size(); ++i) calendar_.replan(ahead + i, parts[i]);
}

void Regulator::add_to_auctions(Tonnes quantity) {
  if (days_.empty()) {
    waiting_ += quantity;
    return;
  }
  const std::vector<Tonnes> parts = split(quantity, static_cast<std::int32_t>(days_.size()));
  for (std::size_t i = 0; i < parts.size(); ++i)
    calendar_.replan(i, calendar_.remaining()[i].planned + parts[i]);
}

Tonnes Regulator::next_year_by_law() const {
  return year_ + 1 < scenario_.cap.size() ? auctioned_by_law(scenario_, year_ + 1) : Tonnes();
}

std::optional<PriceMeasure> Regulator::measure(std::int32_t day) const {
  if (!holds_auctions(scenario_)) return std::nullopt;
  // What could no longer be held this year is not brought forward to it.
  return watch_.ask(year_, day, reserve_, days_.empty() ? Tonnes() : next_year_by_law());
}

void Regulator::take(const PriceMeasure& measure, Tonnes release, Price floor) {
  const Tonnes released = std::min(release, measure.most);
  if (released > Tonnes()) {
    if (brings_forward(scenario_.price_response.rule)) {
      reserve_.brought_forward += released;
      plan_auctions(days_.size(), next_year_by_law() - reserve_.brought_forward);
    } else {
      reserve_.holdings -= released;
    }
    adjustment_.released += released;
    add_to_auctions(released);
    watch_.see_release();
  }
  if (measure.floor > Price()) watch_.set_floor(floor);
  set_reserve_price();
  publish();
}

void Regulator::end_day(std::int32_t day, Price close, Tonnes volume) {
  watch_.end_day(day, close, volume);
}

// On the market's tick, upwards.
void Regulator::set_reserve_price() {
  const Price floor = watch_.auction_floor();
  const std::int64_t tick = scenario_.tick.raw();
  const Price on_tick((floor.raw() + tick - 1) / tick * tick);
  reserve_price_ = std::max(scenario_.auctions.years[year_].reserve_price,
                            std::min(on_tick, scenario_.max_price));
}

// On the market's tick, downwards, and no higher than what would add to the auction.
Price Regulator::confidential_price() const {
  const std::int64_t part =
      mul_div_floor(watch_.latest_close().raw(), scenario_.auctions.confidential_share.raw(),
                    kFullShare.raw() * scenario_.tick.raw());
  Price price(part * scenario_.tick.raw());
  for (const AuctionTier& tier : tiers_)
    if (tier.supply_class != SupplyClass::kWithheld) price = std::min(price, trigger_of(tier));
  return price > reserve_price_ ? price : Price();
}

Price Regulator::trigger_of(const AuctionTier& tier) const {
  return std::max(tier.trigger, reserve_price_);
}

std::vector<Action> Regulator::open_day(std::int32_t day) {
  give_up_unfinished();
  if (days_.empty() || days_.front() != day) return {};
  const Tonnes consigned = consigned_to(next_auction());
  if (calendar_.remaining().front().volume() + consigned == Tonnes()) {
    calendar_.record(Tonnes(), /*cleared_above_reserve=*/false);
    days_.erase(days_.begin());
    return {};
  }
  set_reserve_price();
  publish();
  ++last_auction_;
  const AnnounceAuction announced = announcement();
  std::vector<Action> actions = {announced};
  add_tiers(actions);
  add_consignments(actions);
  notice_ = AuctionNotice{announced.auction, next_volume() + consigned, announced.lot,
                          reserve_price_,    announced.bid_limit,       announced.purchase_limit};
  return actions;
}

std::vector<Action> Regulator::close_day() {
  if (!notice_) return {};
  constexpr std::int64_t kSeeds = std::int64_t{1} << 53;
  base_unsold_ = Tonnes();
  return {CloseAuction{notice_->auction, ties_.uniform_int(0, kSeeds)}};
}

AnnounceAuction Regulator::announcement() const {
  const AuctionRules& rules = scenario_.auctions.rules;
  const Tonnes volume = next_volume();
  const Tonnes offered = volume + consigned_to(next_auction());
  const Auction whole{rules, {{SupplyClass::kBase, Price(), offered, AccountId{}}}, 0};
  const auto limit = [&](const BidderLimit& of) {
    return of == BidderLimit() ? Tonnes() : std::max(limit_of(whole, of), rules.lot);
  };
  AnnounceAuction announced;
  announced.auction = AuctionId{last_auction_};
  announced.instrument = instrument_;
  announced.vintage = years_after(scenario_.horizon.first_year, static_cast<int>(year_));
  announced.seller = treasury_;
  announced.supply = volume - withheld_part(volume);
  announced.lot = rules.lot;
  announced.award_lot = rules.award_lot;
  announced.reserve_price = reserve_price_;
  announced.confidential_reserve_price = confidential_price();
  announced.bid_limit = limit(rules.bid_limit);
  announced.purchase_limit = limit(rules.purchase_limit);
  announced.pricing = rules.pricing;
  announced.tie = rules.tie;
  announced.rest = rules.rest;
  announced.shortfall = rules.shortfall;
  announced.consignment = rules.consignment;
  return announced;
}

// What is more than one auction may sell stays unsold in it.
Tonnes Regulator::next_volume() const {
  return std::min(calendar_.remaining().front().volume(),
                  kMaxAuctionQuantity - consigned_to(next_auction()));
}

// Of the year's auctions, from 0.
std::size_t Regulator::next_auction() const {
  return static_cast<std::size_t>(scenario_.auctions.per_year) - days_.size();
}

Tonnes Regulator::part_of(const Consigner& consigner, std::size_t auction) const {
  return one_part(consigner.by_year[year_], auction,
                  static_cast<std::size_t>(scenario_.auctions.per_year));
}

Tonnes Regulator::consigned_to(std::size_t auction) const {
  Tonnes sum;
  for (const Consigner& consigner : consigners_) sum += part_of(consigner, auction);
  return sum;
}

void Regulator::add_consignments(std::vector<Action>& actions) const {
  for (const Consigner& consigner : consigners_) {
    const Tonnes part = part_of(consigner, next_auction());
    if (part == Tonnes()) continue;
    const Year vintage = years_after(scenario_.horizon.first_year, static_cast<int>(year_));
    actions.emplace_back(IssueAllowances{consigner.account, instrument_, vintage, part});
    actions.emplace_back(
        ConsignAllowances{consigner.account, AuctionId{last_auction_}, Price(), part});
  }
}

Tonnes Regulator::withheld_part(Tonnes volume) const {
  Tonnes part;
  for (const AuctionTier& tier : tiers_)
    if (tier.supply_class == SupplyClass::kWithheld) part += std::min(tier.size, volume - part);
  return part;
}

void Regulator::add_tiers(std::vector<Action>& actions) const {
  Tonnes volume = next_volume();
  Tonnes room = kMaxAuctionQuantity - volume - consigned_to(next_auction());
  for (const AuctionTier& tier : tiers_) {
    Tonnes& most = tier.supply_class == SupplyClass::kWithheld ? volume : room;
    const Tonnes size = std::min(tier.size, most);
    most -= size;
    if (size == Tonnes()) continue;
    actions.emplace_back(
        AddSupplyTier{AuctionId{last_auction_}, tier.supply_class, trigger_of(tier), size});
  }
}

void Regulator::see(std::span<const Event> events) {
  for (const Event& event : events) {
    if (const auto* const sold = std::get_if<SupplySold>(&event)) see(*sold);
    if (const auto* const cleared = std::get_if<AuctionCleared>(&event)) see(*cleared);
    // On a venue that others command too, they may hold auctions of their own, or end ours.
    if (const auto* const announced = std::get_if<AuctionAnnounced>(&event))
      last_auction_ = std::max(last_auction_, raw_id(announced->auction));
    if (const auto* const cancelled = std::get_if<AuctionCancelled>(&event))
      if (notice_ && notice_->auction == cancelled->auction) give_up_unfinished();
  }
}

// Of a tier the year has less from now on: what was sold of one that adds, what was withheld of one
// that withholds.
void Regulator::see(const SupplySold& sold) {
  if (!notice_ || sold.auction != notice_->auction) return;
  if (sold.supply_class == SupplyClass::kBase) base_unsold_ = sold.unsold;
  for (AuctionTier& tier : tiers_) {
    if (tier.supply_class != sold.supply_class || trigger_of(tier) != sold.trigger) continue;
    tier.size -= tier.supply_class == SupplyClass::kWithheld ? sold.unsold : sold.sold;
    break;
  }
}

void Regulator::see(const AuctionCleared& cleared) {
  if (!notice_ || cleared.auction != notice_->auction) return;
  reserve_.auctioned += cleared.sold;
  const bool held = cleared.status == AuctionStatus::kHeld;
  const Tonnes beyond = calendar_.remaining().front().volume() - next_volume();
  conclude(held ? base_unsold_ + beyond : calendar_.remaining().front().volume(),
           held && cleared.clearing_price > notice_->reserve_price);
}

// An auction that was cancelled, or that the market never opened, has sold nothing.
void Regulator::give_up_unfinished() {
  if (notice_) conclude(calendar_.remaining().front().volume(), /*cleared_above_reserve=*/false);
}

void Regulator::conclude(Tonnes unsold, bool cleared_above_reserve) {
  calendar_.record(unsold, cleared_above_reserve);
  days_.erase(days_.begin());
  notice_.reset();
  publish();
}

Tonnes Regulator::left_of_year() const {
  Tonnes left;
  for (const PlannedAuction& auction : calendar_.remaining().first(days_.size()))
    left += auction.volume();
  for (std::size_t auction = next_auction();
       auction < static_cast<std::size_t>(scenario_.auctions.per_year); ++auction)
    left += consigned_to(auction);
  return left;
}

void Regulator::publish() {
  to_auction_ = offers_of(left_of_year(), reserve_price_, tiers_);
}

}  // namespace tanshi
