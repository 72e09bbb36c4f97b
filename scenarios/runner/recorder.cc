#include "scenarios/runner/recorder.h"

#include <algorithm>
#include <cmath>
#include <variant>

#include "agents/abatement/rounding.h"
#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

constexpr std::size_t kBookLevels = 50;  // recorded of each side at a year's end
constexpr int kCurvePoints = 48;         // sampled of each MAC curve for drawing

// Evenly from 0 to `end`, and where the steps of a menu begin or end.
std::vector<double> sampled_abatements(const AbatementCurve& curve, double end) {
  std::vector<double> abatements;
  for (int i = 0; i <= kCurvePoints; ++i) abatements.push_back(end * i / kCurvePoints);
  if (const auto* const menu = std::get_if<StepMac>(&curve.shape())) {
    double step_end = 0;
    for (const Project& project : menu->steps) {
      step_end += project.quantity_t;
      if (step_end < end) abatements.push_back(step_end);
    }
  }
  // In a sum the curve rests at the price of a step: where it comes to and where it leaves it.
  if (const auto* const sum = std::get_if<SumMac>(&curve.shape())) {
    for (const AbatementCurve& part : sum->parts) {
      const auto* const menu = std::get_if<StepMac>(&part.shape());
      if (menu == nullptr) continue;
      for (const Project& project : menu->steps) {
        for (const double price : {std::nextafter(project.price, -kUnbounded), project.price})
          abatements.push_back(std::min(curve.abatement_at(price), end));
      }
    }
  }
  std::ranges::sort(abatements);
  return abatements;
}

// Up to the whole baseline or the curve's bound, whichever is less. Where a step ends there are
// two points, one above the other.
std::vector<CurvePoint> sample(const AbatementCurve& curve, double baseline_t) {
  std::vector<CurvePoint> points;
  const double end = std::min(curve.max_abatement_t(), baseline_t);
  for (const double abated : sampled_abatements(curve, end)) {
    const double below = abated > 0 ? curve.mac_of_last(abated) : curve.mac(abated);
    points.push_back({abated, below});
    if (curve.mac(abated) > below) points.push_back({abated, curve.mac(abated)});
  }
  return points;
}

// Of an account that no seat holds: beyond all seats.
std::size_t seat_of(AccountId account) {
  return static_cast<std::size_t>(raw_id(account)) - 1;
}

// Of a seat's account; others are not counted.
void add_to(std::vector<Tonnes>& of_seats, AccountId account, Tonnes quantity) {
  const std::size_t seat = seat_of(account);
  if (seat < of_seats.size()) of_seats[seat] += quantity;
}

// Herfindahl and Hirschman's index. None where all are 0.
std::optional<double> concentration(const std::vector<Tonnes>& quantities) {
  Tonnes sum;
  double squares = 0;
  for (const Tonnes quantity : quantities) {
    sum += quantity;
    squares += to_double(quantity) * to_double(quantity);
  }
  if (sum == Tonnes()) return std::nullopt;
  return squares / (to_double(sum) * to_double(sum));
}

template <class... Handlers>
struct Overloaded : Handlers... {
  using Handlers::operator()...;
};

// Whether it is of another instrument than allowances: of credits, or of a forward.
bool is_of_another(const Event& event, InstrumentId allowance) {
  return std::visit(
      [&]<class E>(const E& told) {
        if constexpr (requires { told.instrument; }) {
          return told.instrument != allowance;
        } else if constexpr (requires { told.offer.instrument; }) {
          return told.offer.instrument != allowance;
        } else {
          return false;
        }
      },
      event);
}

}  // namespace

Recorder::Recorder(const Scenario& scenario, const World& world)
    : scenario_(scenario),
      world_(world),
      net_sales_(world.seats.size()),
      bought_(world.seats.size()),
      sold_(world.seats.size()),
      allowance_(world.seats.front().brief.instrument),
      outstanding_(world.seats.front().brief.credits.size()),
      credits_paid_(outstanding_.size()),
      forwards_(allowance_),
      schemes_(scenario, world) {
  for (const SeatPlan& seat : world.seats) {
    if (!seat.brief.emitter) continue;
    FirmResult& firm = firms_.emplace_back();
    firm.name = seat.brief.seat;
    firm.group = seat.group;
    firm.curve = sample(seat.plant.curve, seat.brief.firm.baseline_t);
    firm.allocation = seat.brief.firm.allocation;
    for (std::size_t year = 0; year < seat.consigned.size(); ++year)
      firm.allocation[year] += seat.consigned[year];
  }
  cash_before_.resize(firms_.size());
  penalties_.resize(firms_.size());
}

void Recorder::see(std::span<const Event> events) {
  for (const Event& event : events) {
    if (is_of_another(event, allowance_)) {
      count_credits(event);
      forwards_.see(event);
      schemes_.see(event);
      if (const auto* const settled = std::get_if<PositionSettled>(&event)) count(*settled);
      continue;
    }
    std::visit(
        Overloaded{
            [&](const Traded& trade) { count(trade); },
            [&](const CallTraded& trade) { count(trade); },
            [&](const DirectTraded& trade) { count(trade); },
            [&](const FeeCharged& fee) { count(fee); },
            [&](const AccountOpened& opened) { accounts_.push_back(opened.account); },
            [&](const AllowancesIssued& issue) { issued_ += issue.quantity; },
            [&](const AllowancesSurrendered& surrender) { surrendered_ += surrender.quantity; },
            [&](const AllowancesCancelled& cancel) { cancelled_ += cancel.quantity; },
            [&](const CashDeposited& deposit) { paid_in_ += deposit.amount; },
            [&](const CashWithdrawn& withdrawal) { paid_in_ -= withdrawal.amount; },
            [&](const ComplianceSettled& settled) {
              paid_in_ -= settled.penalty;
              if (settled.scheme == kEmissionsScheme) count(settled);
              schemes_.see(event);
            },
            [&](const AuctionAnnounced& auction) {
              auction_ = AuctionResult{};
              auction_.reserve_price = auction.reserve_price;
              bidders_.clear();
            },
            [&](const BidSubmitted& bid) { bidders_.push_back(bid.account); },
            [&](const BidAwarded& award) { count(award); },
            [&](const AuctionDelivered& delivery) { count(delivery); },
            [&](const SupplySold& sold) { count(sold); },
            [&](const AuctionCleared& cleared) { count(cleared); },
            [](const auto&) {},
        },
        event);
  }
}

void Recorder::count(const Traded& trade) {
  const bool taker_buys = trade.taker_side == Side::kBuy;
  see_price(trade.price);
  hand_over(taker_buys ? trade.taker_account : trade.maker_account,
            taker_buys ? trade.maker_account : trade.taker_account, trade.price, trade.quantity);
}

void Recorder::count(const CallTraded& trade) {
  see_price(trade.price);
  hand_over(trade.buyer, trade.seller, trade.price, trade.quantity);
}

// At any price, so it makes none.
void Recorder::count(const DirectTraded& trade) {
  const DirectOffer& offer = trade.offer;
  const bool buys = offer.side == Side::kBuy;
  hand_over(buys ? offer.account : offer.to, buys ? offer.to : offer.account, offer.price,
            offer.quantity);
}

void Recorder::count(const FeeCharged& fee) {
  if (FirmResult* const firm = firm_of(fee.account)) firm->trading_cash -= fee.amount;
  if (FirmResult* const firm = firm_of(fee.to)) firm->trading_cash += fee.amount;
}

void Recorder::see_price(Price price) {
  if (day_.open == Price()) day_.open = day_.high = day_.low = price;
  day_.high = std::max(day_.high, price);
  day_.low = std::min(day_.low, price);
  day_.close = price;
}

void Recorder::hand_over(AccountId buyer, AccountId seller, Price price, Tonnes quantity) {
  day_.volume += quantity;
  count_sale(seller, quantity);
  count_sale(buyer, -quantity);
  add_to(bought_, buyer, quantity);
  add_to(sold_, seller, quantity);
  const Cash paid = price * quantity;
  if (FirmResult* const firm = firm_of(buyer)) firm->trading_cash -= paid;
  if (FirmResult* const firm = firm_of(seller)) firm->trading_cash += paid;
}

void Recorder::count_sale(AccountId account, Tonnes quantity) {
  add_to(net_sales_, account, quantity);
}

FirmResult* Recorder::firm_of(AccountId account) {
  const std::size_t seat = seat_of(account);
  return seat < firms_.size() ? &firms_[seat] : nullptr;
}

void Recorder::count(const BidAwarded& award) {
  if (FirmResult* const firm = firm_of(award.account))
    firm->auction_cash += award.price * award.quantity;
}

// What comes from nobody is new; else it was consigned.
void Recorder::count(const AuctionDelivered& delivery) {
  count_sale(delivery.account, -delivery.quantity);
  count_sale(delivery.from, delivery.quantity);
  if (delivery.from == AccountId{}) issued_ += delivery.quantity;
  if (years_.empty()) return;  // an operator's, before the session's first year
  if (FirmResult* const firm = firm_of(delivery.account))
    firm->auctioned.back() += delivery.quantity;
}

void Recorder::count(const SupplySold& sold) {
  if (sold.supply_class != SupplyClass::kConsigned) return;
  if (FirmResult* const firm = firm_of(sold.account)) firm->auction_cash -= sold.proceeds;
}

void Recorder::count(const AuctionCleared& cleared) {
  if (years_.empty()) return;
  auction_.year = years_.back().year;
  auction_.day = day_.day;
  auction_.status = cleared.status;
  auction_.offered = cleared.offered;
  auction_.bid = cleared.bid;
  auction_.sold = cleared.sold;
  auction_.sold_withheld = cleared.sold_withheld;
  auction_.sold_reserve = cleared.sold_reserve;
  auction_.sold_ceiling = cleared.sold_ceiling;
  auction_.clearing_price = cleared.clearing_price;
  auction_.proceeds = cleared.proceeds;
  std::ranges::sort(bidders_);
  const auto repeated = std::ranges::unique(bidders_);
  auction_.bidders = static_cast<std::int32_t>(repeated.begin() - bidders_.begin());
  auctions_.push_back(auction_);
  years_.back().auctioned += cleared.sold;
  years_.back().allocated -= cleared.sold_consigned;
  auction_proceeds_ += cleared.proceeds;
}

void Recorder::count(const PositionSettled& settled) {
  count_sale(settled.account, -settled.delivered);
  if (FirmResult* const firm = firm_of(settled.account)) firm->trading_cash -= settled.paid;
}

void Recorder::count(const ComplianceSettled& settled) {
  YearResult& year = years_.back();
  year.obligation += settled.obligation;
  year.surrendered += settled.surrendered;
  year.shortfall += settled.shortfall;
  year.penalties += settled.penalty;
  if (FirmResult* const firm = firm_of(settled.account)) {
    firm->shortfall.back() += settled.shortfall;
    penalties_[seat_of(settled.account)] += settled.penalty;
  }
}

void Recorder::begin_year(std::size_t year, const Adjustment& adjustment, Tonnes reserve) {
  YearResult& result = years_.emplace_back();
  result.year = years_after(scenario_.horizon.first_year, static_cast<std::int32_t>(year));
  result.cap = scenario_.cap[year];
  result.allocated = scenario_.free[year];
  see_adjustment(adjustment, reserve);
  auction_proceeds_ = Cash();
  std::ranges::fill(net_sales_, Tonnes());
  std::ranges::fill(bought_, Tonnes());
  std::ranges::fill(sold_, Tonnes());
  for (FirmResult& firm : firms_) {
    firm.auctioned.emplace_back();
    firm.shortfall.emplace_back();
  }
  day_ = DayResult{};  // last year's price is none of this year's
  begin_credits();
  forwards_.begin_year(result.year);
  schemes_.begin_year(year);
  borrowed_ = Tonnes();
}

void Recorder::see_adjustment(const Adjustment& adjustment, Tonnes reserve) {
  YearResult& result = years_.back();
  result.withheld = adjustment.withheld;
  result.released = adjustment.released;
  result.reserve = reserve;
}

void Recorder::see_quotes(const Market& market) {
  std::vector<DepthLevel> best;
  market.depth(allowance_, Side::kBuy, 1, best);
  if (!best.empty()) {
    day_.bid = best.front().limit;
    day_.bid_quantity = best.front().quantity;
  }
  best.clear();
  market.depth(allowance_, Side::kSell, 1, best);
  if (!best.empty()) {
    day_.ask = best.front().limit;
    day_.ask_quantity = best.front().quantity;
  }
}

void Recorder::end_day(std::size_t year, std::int32_t day) {
  day_.year = years_[year].year;
  day_.day = day;
  years_[year].volume += day_.volume;
  days_.push_back(day_);
  // A day without a trade closes where the day before it did in the same year.
  const Price close = day_.close;
  day_ = DayResult{};
  day_.close = close;
  day_.day = day + 1;
}

void Recorder::see_book(const Market& market, std::size_t year) {
  BookResult& book = books_.emplace_back();
  book.year = years_[year].year;
  const InstrumentId instrument = world_.seats.front().brief.instrument;
  market.depth(instrument, Side::kBuy, kBookLevels, book.bids);
  market.depth(instrument, Side::kSell, kBookLevels, book.asks);
}

void Recorder::see_plant(std::size_t seat, const PlantYear& plant) {
  FirmResult& firm = firms_[seat];
  const ProjectYear& projects = plant.projects;
  const double cost =
      world_.seats[seat].plant.curve.total_cost(to_double(plant.abated)) + projects.cost;
  const Tonnes abated = plant.abated + projects.abated;
  firm.abatement.push_back(abated);
  firm.project_abatement.push_back(projects.abated);
  firm.emissions.push_back(plant.reported);
  firm.spared.push_back(plant.spared);
  firm.emissions_true.push_back(plant.baseline - abated - plant.spared);
  firm.abatement_cost.push_back(cost);
  YearResult& year = years_.back();
  year.baseline += plant.baseline;
  year.emissions += plant.reported;
  year.emissions_true += plant.baseline - abated - plant.spared;
  year.spared += plant.spared;
  year.abatement_cost += cost;
  year.project_abatement += projects.abated;
  year.project_cost += projects.cost;
  year.capex += projects.capex;
  year.public_cost += projects.public_cost;
}

void Recorder::see_settled_allocation(std::size_t seat, Tonnes change) {
  firms_[seat].allocation[years_.size() - 1] += change;
  years_.back().allocated += change;
}

std::optional<double> Recorder::mean_close(Year year) const {
  double sum = 0;
  int days = 0;
  for (const DayResult& day : days_) {
    if (day.year != year || day.close == Price()) continue;
    sum += currency_per_tonne(day.close);
    ++days;
  }
  return days > 0 ? std::optional(sum / days) : std::nullopt;
}

std::optional<double> Recorder::mean_paid() const {
  const Tonnes sold = years_.back().auctioned;
  if (sold == Tonnes()) return std::nullopt;
  return currency(auction_proceeds_) / to_double(sold);
}

double Recorder::mean_price(std::size_t year) const {
  return mean_close(years_[year].year).value_or(mean_paid().value_or(0));
}

void Recorder::end_trading(const Market& market) {
  if (!scenario_.forwards) return;
  ++conservation_checked_;
  conservation_violations_ += forwards_.end_trading(market) ? 0 : 1;
}

void Recorder::end_year(const Market& market, std::size_t year) {
  YearResult& result = years_[year];
  result.borrowed = borrowed_;
  result.banked = circulation() - borrowed_;
  result.price_last = days_.back().close;
  result.price_mean = mean_close(result.year);
  result.auction_price = mean_paid();
  result.obligation -= written_off_;
  result.surrendered -= written_off_;
  written_off_ = Tonnes();
  result.compliance_rate = result.obligation == Tonnes()
                               ? 1
                               : to_double(result.surrendered) / to_double(result.obligation);
  result.concentration_buyers = concentration(bought_);
  result.concentration_sellers = concentration(sold_);
  for (std::size_t i = 0; i < firms_.size(); ++i) end_firm_year(market, i);
  end_credits(market);
  conservation_checked_ += std::ssize(scenario_.schemes);
  conservation_violations_ += schemes_.end_year(market, accounts_);
  check_conservation(market);
}

void Recorder::end_firm_year(const Market& market, std::size_t firm) {
  FirmResult& result = firms_[firm];
  const SeatBrief& brief = world_.seats[firm].brief;
  const AllowanceBalance held = market.allowances(brief.account, brief.instrument);
  result.banked.push_back(held.available + held.escrowed);
  const Cash so_far = result.trading_cash - result.auction_cash - penalties_[firm];
  result.net_cash.push_back(so_far - cash_before_[firm]);
  cash_before_[firm] = so_far;
}

// Two laws: what all accounts hold is what circulates, and their cash is what was paid in.
void Recorder::check_conservation(const Market& market) {
  market.audit();
  Tonnes held;
  Cash cash;
  const InstrumentId instrument = world_.seats.front().brief.instrument;
  for (const AccountId account : accounts_) {
    const AllowanceBalance allowances = market.allowances(account, instrument);
    held += allowances.available + allowances.escrowed;
    const CashBalance balance = market.cash(account);
    cash += balance.available + balance.escrowed;
  }
  conservation_checked_ += 2;
  conservation_violations_ += (held != circulation() ? 1 : 0) + (cash != paid_in_ ? 1 : 0);
}

}  // namespace tanshi
