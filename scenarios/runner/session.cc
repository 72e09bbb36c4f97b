#include "scenarios/runner/session.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <utility>

#include "agents/abatement/rounding.h"
#include "agents/firm/robot.h"
#include "exchange/policy/surrender_terms.h"
#include "scenarios/runner/regulator_seat.h"

namespace tanshi {
namespace {

constexpr SimDuration kDay{std::int64_t{86'400} * 1'000'000'000};
// Sessions open at 9:00 and turns are spread over the eight hours after, so that a log reads like
// a market's; nothing depends on it.
constexpr std::int64_t kOpening = kDay.raw() / 24 * 9;
constexpr std::int64_t kTradingHours = kDay.raw() / 24 * 8;

SimTime time_of(const Horizon& horizon, std::size_t year, std::int64_t day) {
  return SimTime((static_cast<std::int64_t>(year) * (horizon.days_per_year + 1) + day) *
                 kDay.raw());
}

SimTime time_of_turn(const Horizon& horizon, std::size_t year, std::int32_t day,
                     std::int32_t turn) {
  return time_of(horizon, year, day) +
         SimDuration(kOpening + kTradingHours / horizon.turns_per_day * turn);
}

SimDuration part_of_turn(const Horizon& horizon, double share) {
  const std::int64_t turn = kTradingHours / horizon.turns_per_day;
  return SimDuration(static_cast<std::int64_t>(static_cast<double>(turn) * share));
}

bool charges_fees(const TradingRules& rules) {
  return rules.taker_fee > BasisPoints() || rules.maker_fee > BasisPoints();
}

bool needs_treasury(const Scenario& scenario) {
  return holds_auctions(scenario) || charges_fees(scenario.trading) || asks_regulator(scenario);
}

TradingRules rules_of(const Scenario& scenario, const World& world) {
  TradingRules rules = scenario.trading;
  if (charges_fees(rules)) rules.fee_account = world.treasury;
  return rules;
}

}  // namespace

SessionPosition position_at(const Horizon& horizon, SimTime time) {
  const std::int64_t days = time.raw() / kDay.raw();
  const std::int64_t year =
      std::min(days / (horizon.days_per_year + 1), std::int64_t{horizon.years} - 1);
  // The day after the last one, when the year is settled, is told as the last one.
  const std::int64_t day =
      std::min(days - year * (horizon.days_per_year + 1), std::int64_t{horizon.days_per_year} - 1);
  const std::int64_t since_opening =
      (time - time_of(horizon, static_cast<std::size_t>(year), day)).raw() - kOpening;
  const std::int64_t turn = std::clamp(since_opening / (kTradingHours / horizon.turns_per_day),
                                       std::int64_t{0}, std::int64_t{horizon.turns_per_day} - 1);
  const auto index = static_cast<std::int32_t>(year);
  return {index, years_after(horizon.first_year, index), static_cast<std::int32_t>(day),
          static_cast<std::int32_t>(turn)};
}

Session::Session(const Scenario& scenario, const World& world, std::uint64_t seed, Venue& venue,
                 SeatHolders* holders)
    : scenario_(scenario),
      world_(world),
      venue_(venue),
      recorder_(scenario, world),
      floor_(venue, holders, this),
      forwards_(scenario, world.seats.front().brief.instrument, floor_),
      schemes_(scenario, world, venue, floor_, recorder_),
      regulator_(scenario, world.seats.front().brief.instrument, world.treasury,
                 RandomStream(seed, 0, kTiePurpose), consigners(world)),
      allocation_(scenario, world),
      corrections_(world),
      projects_(world, scenario.discount_rate),
      calls_(world.seats.front().brief.instrument, rules_of(scenario, world),
             {scenario.opening_call, scenario.closing_call}, scenario.horizon.turns_per_day),
      wake_order_(world.seats.size(), RandomStream(seed, 0, kWakeOrderPurpose)),
      poisson_(world.seats.size(), RandomStream(seed, 0, kPoissonPurpose)),
      abatement_(world.seats.size()),
      builds_(world.seats.size()),
      deferred_(world.seats.size()),
      borrowed_(world.seats.size()) {
  for (const SeatPlan& seat : world.seats) {
    const auto id = static_cast<std::uint32_t>(raw_id(seat.brief.account));
    floor_.add_seat(seat.brief.account, books_of(seat), make_robot(seat.brief, seat.strategy),
                    RandomStream(seed, id, kDecisionPurpose));
  }
  if (world.regulator) {
    const auto id = static_cast<std::uint32_t>(raw_id(world.treasury));
    floor_.add_seat(world.treasury, {&world.regulator->instrument, 1}, make_default_regulator(),
                    RandomStream(seed, id, kDecisionPurpose));
  }
}

bool Session::run(const BeforeTurn& before_turn) {
  if (!open()) return false;
  while (!over()) {
    if (trading() && !before_turn(position())) return false;
    play_next();
  }
  return true;
}

bool Session::open() {
  venue_.advance(SimTime());
  if (!open_market() || !seat_everyone()) return false;
  begin_year();
  return true;
}

void Session::play_next() {
  if (!trading()) {
    comply(year_);
    ++year_;
    if (!over()) begin_year();
    return;
  }
  play_turn(year_, day_, turn_);
  if (++turn_ < scenario_.horizon.turns_per_day) return;
  close_day();
  turn_ = 0;
  ++day_;
  if (trading()) open_day();
}

SessionPosition Session::position() const {
  const auto year = static_cast<std::int32_t>(year_);
  return {year, years_after(scenario_.horizon.first_year, year), day_, turn_};
}

void Session::see(std::span<const Event> events) {
  recorder_.see(events);
  regulator_.see(events);
}

bool Session::open_market() {
  const Horizon& horizon = scenario_.horizon;
  ListInstrument listing;
  listing.instrument = world_.seats.front().brief.instrument;
  // One merged book; the initial bank is of the vintage before the first year.
  listing.first_vintage = years_after(horizon.first_year, -1);
  listing.last_vintage = years_after(horizon.first_year, horizon.years - 1);
  listing.tick = scenario_.tick;
  listing.lot = scenario_.lot;
  listing.max_price = scenario_.max_price;
  std::vector<Action> actions = {listing};
  for (const CreditBook& credits : world_.seats.front().brief.credits) {
    listing.instrument = credits.instrument;
    actions.emplace_back(listing);
  }
  schemes_.list(listing, actions);
  return floor_.apply(actions);
}

bool Session::seat_everyone() {
  std::vector<Action> actions;
  const Year before = years_after(scenario_.horizon.first_year, -1);
  for (const SeatPlan& seat : world_.seats) {
    const AccountId account = seat.brief.account;
    actions.emplace_back(OpenAccount{account});
    if (seat.cash > Cash()) actions.emplace_back(DepositCash{account, seat.cash});
    if (seat.allowances > Tonnes()) {
      actions.emplace_back(
          IssueAllowances{account, seat.brief.instrument, before, seat.allowances});
    }
  }
  if (needs_treasury(scenario_)) actions.emplace_back(OpenAccount{world_.treasury});
  set_rules(actions);
  return floor_.apply(actions);
}

void Session::set_rules(std::vector<Action>& actions) const {
  const InstrumentId instrument = world_.seats.front().brief.instrument;
  const TradingRules rules = rules_of(scenario_, world_);
  if (rules != TradingRules()) actions.emplace_back(SetTradingRules{instrument, rules});
  if (scenario_.holding_limit > Tonnes())
    actions.emplace_back(SetHoldingLimit{instrument, AccountId{}, scenario_.holding_limit});
  if (scenario_.borrowing > BasisPoints()) {
    SurrenderTerms terms;
    terms.vintages.borrow_years = 1;
    actions.emplace_back(SetSurrenderTerms{instrument, terms});
  }
  schemes_.set_terms(actions);
}

void Session::issue_allocation(std::size_t year) {
  venue_.advance(time_of(scenario_.horizon, year, 0));
  regulator_.begin_year(year, recorder_.circulation());
  projects_.begin_year(year);
  if (year > 0) correct_reports(year - 1);
  const Year vintage = years_after(scenario_.horizon.first_year, static_cast<std::int32_t>(year));
  std::vector<Action> actions;
  for (std::size_t i = 0; i < world_.seats.size(); ++i) {
    const SeatBrief& brief = world_.seats[i].brief;
    if (!brief.emitter) continue;
    const Tonnes quantity = allocation_.advance(i, year) - borrowed_[i];
    borrowed_[i] = Tonnes();
    if (quantity == Tonnes()) continue;
    actions.emplace_back(IssueAllowances{brief.account, brief.instrument, vintage, quantity});
  }
  issue_credits(year, actions);
  schemes_.begin_year(year, actions);
  actions.emplace_back(SetTradingPhase{TradingPhase::kOpen});
  floor_.apply(actions);
  recorder_.begin_year(year, regulator_.adjustment(), regulator_.reserve().holdings);
  forwards_.begin_year(year);
  circulation_ = recorder_.circulation() + allocation_.expected_rest(year);
  all_deferred_ = std::accumulate(deferred_.begin(), deferred_.end(), Tonnes());
  std::ranges::fill(abatement_, std::nullopt);
  std::ranges::fill(builds_, std::nullopt);
}

// What a quota is worth this year, and all that can be made of credits, at hand to be sold.
void Session::issue_credits(std::size_t year, std::vector<Action>& actions) const {
  const Year vintage = years_after(scenario_.horizon.first_year, static_cast<std::int32_t>(year));
  for (const CreditBook& credits : world_.seats.front().brief.credits) {
    if (year > 0 && credits.quota[year] == credits.quota[year - 1]) continue;
    SurrenderTerms terms;
    terms.worth = credits.worth;
    terms.quota = credits.quota[year];
    actions.emplace_back(SetSurrenderTerms{credits.instrument, terms});
  }
  for (const SeatPlan& seat : world_.seats) {
    if (!seat.brief.producer) continue;
    const Tonnes most = seat.brief.producer->most[year];
    if (most == Tonnes()) continue;
    actions.emplace_back(IssueAllowances{seat.brief.account, seat.brief.instrument, vintage, most});
  }
}

// What was not sold was not made.
void Session::cancel_unmade_credits() {
  std::vector<Action> actions;
  venue_.look([&](const Market& market) {
    for (const SeatPlan& seat : world_.seats) {
      if (!seat.brief.producer) continue;
      const Tonnes left = market.allowances(seat.brief.account, seat.brief.instrument).available;
      if (left == Tonnes()) continue;
      actions.emplace_back(CancelAllowances{seat.brief.account, seat.brief.instrument, left});
    }
  });
  floor_.apply(actions);
}

void Session::begin_year() {
  issue_allocation(year_);
  day_ = 0;
  open_day();
}

void Session::open_day() {
  venue_.advance(time_of_turn(scenario_.horizon, year_, day_, 0));
  activity_ = world_.activity.seen_at(year_, part_passed(day_));
  take_measure(year_, day_);
  floor_.apply(regulator_.open_day(day_));
}

void Session::close_day() {
  floor_.apply(regulator_.close_day());
  venue_.look([&](const Market& market) { recorder_.see_quotes(market); });
  const bool last = day_ + 1 == scenario_.horizon.days_per_year;
  if (last) venue_.look([&](const Market& market) { recorder_.see_book(market, year_); });
  const Action close = CloseDay{};
  floor_.apply({&close, 1});
  recorder_.end_day(year_, day_);
  regulator_.end_day(day_, recorder_.days().back().close, recorder_.days().back().volume);
}

// What the law leaves to the regulator is decided here, and shows in the auctions from now on.
void Session::take_measure(std::size_t year, std::int32_t day) {
  const std::optional<PriceMeasure> measure = regulator_.measure(day);
  if (!measure) return;
  Tonnes release = measure->by_default;
  Price floor = measure->floor;
  if (world_.regulator) {
    Observation observation = observation_at(year, day, 0, /*trading=*/true);
    observation.measure = measure;
    const Decision& decision = floor_.wake(world_.seats.size(), observation);
    release = decision.release.value_or(release);
    floor = decision.floor.value_or(floor);
  }
  regulator_.take(*measure, release, floor);
  recorder_.see_adjustment(regulator_.adjustment(), regulator_.reserve().holdings);
}

void Session::play_turn(std::size_t year, std::int32_t day, std::int32_t turn) {
  venue_.advance(time_of_turn(scenario_.horizon, year, day, turn));
  begin_turn(turn);
  const double share = part_passed(day);
  Observation observation = observation_at(year, day, turn, /*trading=*/true);
  const PriceRange band{observation.lowest, observation.highest};
  const bool by_chance = scenario_.horizon.wakes == WakeSchedule::kPoisson;
  const std::span<const std::uint32_t> order = by_chance ? poisson_.draw() : wake_order_.draw();
  const SimTime start = observation.time;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::uint32_t seat = order[i];
    if (by_chance) {
      observation.time = start + part_of_turn(scenario_.horizon, poisson_.time(i));
      venue_.advance(observation.time);
    }
    floor_.expect(order.subspan(i + 1));
    // It is that of the book of allowances.
    const bool of_credits = world_.seats[seat].brief.producer.has_value();
    observation.lowest = of_credits ? Price() : band.low;
    observation.highest = of_credits ? Price() : band.high;
    show_plant(seat, year, share, observation);
    hear(seat, floor_.wake(seat, observation));
  }
  floor_.apply(calls_.end_turn(turn));
}

// What of a decision concerns the plant waits for the end of the year.
void Session::hear(std::size_t seat, const Decision& decision) {
  if (decision.abatement) abatement_[seat] = decision.abatement;
  if (decision.builds) builds_[seat] = decision.builds;
}

// Of the year, when that day's trading is over.
double Session::part_passed(std::int32_t day) const {
  return (day + 1.0) / scenario_.horizon.days_per_year;
}

void Session::begin_turn(std::int32_t turn) {
  TradingMode now{};
  venue_.look([&](const Market& market) {
    now = market.trading(world_.seats.front().brief.instrument).rules.mode;
  });
  floor_.apply(calls_.begin_turn(turn, now));
  floor_.set_mode(world_.seats.front().brief.instrument, calls_.mode_in(turn));
}

Observation Session::observation_at(std::size_t year, std::int32_t day, std::int32_t turn,
                                    bool trading) const {
  Observation observation;
  observation.time = time_of_turn(scenario_.horizon, year, day, turn);
  observation.year = years_after(scenario_.horizon.first_year, static_cast<std::int32_t>(year));
  observation.day = day;
  observation.turn = turn;
  observation.trading = trading;
  observation.emissions = emissions_;
  observation.year_prices = year_prices_;
  observation.circulation = circulation_;
  observation.deferred = all_deferred_;
  observation.activity = activity_;
  if (scenario_.trading.band > BasisPoints()) show_band(observation);
  observation.built = projects_.built();
  observation.to_auction = regulator_.to_auction();
  observation.reserve = regulator_.reserve();
  observation.auction = regulator_.notice();
  return observation;
}

void Session::take_in_change() {
  for (std::size_t i = 0; i < world_.seats.size(); ++i) {
    const SeatPlan& seat = world_.seats[i];
    floor_.set_robot(i, make_robot(seat.brief, seat.strategy));
  }
  regulator_.set_consigners(consigners(world_));
  activity_ = world_.activity.seen_at(year_, part_passed(day_));
}

Observation Session::view() const {
  if (trading()) return observation_at(year_, day_, turn_, /*trading=*/true);
  return observation_at(year_, scenario_.horizon.days_per_year - 1,
                        scenario_.horizon.turns_per_day - 1, /*trading=*/false);
}

void Session::show(std::size_t seat, Observation& view) const {
  show_plant(seat, year_, part_passed(view.day), view);
  floor_.show(seat, view);
}

void Session::show_band(Observation& observation) const {
  venue_.look([&](const Market& market) {
    const PriceRange band = market.trading(world_.seats.front().brief.instrument).band;
    observation.lowest = band.low;
    observation.highest = band.high;
  });
}

void Session::show_plant(std::size_t seat, std::size_t year, double share,
                         Observation& observation) const {
  const SeatPlan& plan = world_.seats[seat];
  observation.baseline = plan.brief.emitter ? estimate_baseline(plan.plant, year, share) : Tonnes();
  observation.baseline -= projects_.abated(seat, observation.baseline);
  observation.baseline -= std::min(observation.baseline, schemes_.spared(seat));
  observation.projects = projects_.menu(seat);
  observation.allocation = plan.brief.emitter ? allocation_.terms(seat, year, share) : std::nullopt;
}

void Session::comply(std::size_t year) {
  const Horizon& horizon = scenario_.horizon;
  venue_.advance(time_of(horizon, year, horizon.days_per_year));
  std::vector<Action> actions = {SetTradingPhase{TradingPhase::kClosed}};
  for (const SeatPlan& seat : world_.seats) {
    actions.emplace_back(CancelAllOrders{seat.brief.account, std::nullopt});
  }
  floor_.apply(actions);
  venue_.look([&](const Market& market) { recorder_.end_trading(market); });
  forwards_.end_trading(year);
  schemes_.settle();

  const Year this_year = years_after(horizon.first_year, static_cast<std::int32_t>(year));
  actions.clear();
  for (std::size_t seat = 0; seat < world_.seats.size(); ++seat) {
    if (!world_.seats[seat].brief.emitter) continue;
    const Tonnes reported = settle_plant(seat, year);
    const ChinaSettlement settled = allocation_.settle(seat, year, reported);
    const Tonnes owed_back = settle_allocation(seat, year, settled.allocation, actions);
    allocation_.see_emissions(seat, reported);
    const Tonnes owed = corrections_.add_to(seat, due(seat, year, settled.obligation) + owed_back);
    floor_.set_deferred(seat, deferred_[seat] + corrections_.owed(seat));
    actions.emplace_back(ReportEmissions{world_.seats[seat].brief.account, this_year, owed});
  }
  floor_.apply(actions);
  cancel_unmade_credits();
  surrender_credits(year);
  borrow(year);
  surrender(year);
  const Price mean_price = to_price_nearest(recorder_.mean_price(year));
  settle(year, mean_price);
  if (scenario_.carry_over && ends_period(scenario_, year)) lapse();

  venue_.look([&](const Market& market) { recorder_.end_year(market, year); });
  if (!scenario_.make_good) write_off(year);
  emissions_.push_back(recorder_.years().back().emissions);
  year_prices_.push_back(mean_price);
}

// The seat's holder decides when all trading is done; one that never said leaves it to the robot.
void Session::decide_plant(std::size_t seat, Observation& observation) {
  hear(seat, floor_.wake(seat, observation));
  const bool has_menu = !observation.projects.empty();
  if (abatement_[seat] && (builds_[seat] || !has_menu)) return;
  const Decision& robot = floor_.wake_robot(seat, observation);
  if (!abatement_[seat]) abatement_[seat] = robot.abatement;
  if (!builds_[seat]) builds_[seat] = robot.builds;
}

// What the plant is reported to have emitted. It abates what was decided, within what it can do.
Tonnes Session::settle_plant(std::size_t seat, std::size_t year) {
  Observation observation = observation_at(year, scenario_.horizon.days_per_year - 1,
                                           scenario_.horizon.turns_per_day - 1, /*trading=*/false);
  show_plant(seat, year, 1, observation);
  decide_plant(seat, observation);

  const Plant& plant = world_.seats[seat].plant;
  const Tonnes possible =
      std::min(observation.baseline, to_tonnes_floor(plant.curve.max_abatement_t()));
  const Tonnes abated = std::clamp(abatement_[seat].value_or(Tonnes()), Tonnes(), possible);
  const Tonnes emitted = observation.baseline - abated;
  const double reported_share = plant.reported_share[year];
  const Tonnes reported =
      reported_share == 1
          ? emitted
          : std::min(to_tonnes_nearest(to_double(emitted) * reported_share), kMaxQuantity);
  const Tonnes baseline = estimate_baseline(plant, year, 1);
  const ProjectYear projects = projects_.settle(seat, baseline, builds_[seat]);
  const Tonnes spared = baseline - projects.abated - observation.baseline;
  recorder_.see_plant(seat, {baseline, abated, spared, reported, projects});
  corrections_.see_report(seat, emitted - reported);
  return reported;
}

}  // namespace tanshi
