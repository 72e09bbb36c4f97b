// What the class looks back on once its session is over.
#include <algorithm>
#include <utility>

#include "agents/abatement/rounding.h"
#include "exchange/classroom/class_figures.h"
#include "exchange/classroom/classroom.h"
#include "exchange/classroom/debrief.h"
#include "fmt/format.h"

namespace tanshi {

namespace {

std::vector<Price> mean_prices(const std::vector<MarketYear>& market) {
  std::vector<Price> prices;
  prices.reserve(market.size());
  for (const MarketYear& year : market) prices.push_back(year.mean_close());
  return prices;
}

// What each year gained by itself, as a ranking at its end would have shown.
std::vector<Cash> gains_of(const SeatBrief& brief, const SeatPast& past) {
  std::vector<Cash> gains;
  std::vector<SeatYearFigures> years;
  Cash before;
  for (std::size_t i = 0; i < past.years.size(); ++i) {
    years.push_back(past.years[i]);
    const Price price = i < past.mean_prices.size() ? past.mean_prices[i] : Price();
    const Cash so_far = gain(brief, years, price);
    gains.push_back(so_far - before);
    before = so_far;
  }
  return gains;
}

std::size_t ended_years(const std::vector<MarketYear>& years) {
  return static_cast<std::size_t>(std::ranges::count_if(years, &MarketYear::settled));
}

// Projects for which the last plan paid: no wake follows that would show them.
Cash last_projects(const SeatBrief& brief, const DeskState& desk) {
  Cash cost;
  const bool is_last = raw(desk.plan.year) == raw(brief.first_year) + brief.years - 1;
  if (!is_last || !desk.plan.builds) return cost;
  for (const BuildProject& build : *desk.plan.builds) {
    if (build.project >= desk.view.projects.size()) continue;
    cost += to_cash_nearest(desk.view.projects[build.project].capex * build.units);
  }
  return cost;
}

}  // namespace

absl::StatusOr<v1::Debrief> Classroom::debrief(std::string_view seat) {
  if (absl::Status error = check_over(); !error.ok()) return error;
  sequencer_.flush();
  for (const SeatInfo& info : seats()) {
    if (info.brief->seat == seat) return debrief_of(info);
  }
  return absl::NotFoundError(
      fmt::format("seat is \"{}\"; the session has no such seat (seat_unknown)", seat));
}

absl::StatusOr<std::vector<v1::Debrief>> Classroom::debriefs() {
  if (absl::Status error = check_over(); !error.ok()) return error;
  sequencer_.flush();
  const std::vector<SeatInfo> told = seats();
  std::vector<v1::Debrief> all;
  all.reserve(told.size());
  for (const SeatInfo& info : told) all.push_back(debrief_of(info));
  return all;
}

absl::Status Classroom::check_over() const {
  const SessionPhase phase = session_.status().phase;
  if (phase == SessionPhase::kFinished || phase == SessionPhase::kStopped) return absl::OkStatus();
  return absl::FailedPreconditionError("the session is not over yet (session_plays)");
}

v1::Debrief Classroom::debrief_of(const SeatInfo& seat) {
  const SeatBrief& brief = *seat.brief;
  const DeskState desk = desks_->state(brief.seat);
  const SeatPast past = past_of(brief, desk);
  v1::Debrief debrief;
  debrief.set_seat(brief.seat);
  debrief.set_name(seat.name);
  const Cash projects = desk.spent_on_projects + last_projects(brief, desk);
  debrief.set_cost_cents((cost_of(past.years) + projects).raw());
  Year year = brief.first_year;
  for (const SeatYearFigures& figures : past.years) {
    *debrief.add_years() = year_to_wire(figures, year);
    year = years_after(year, 1);
  }
  if (brief.emitter) {
    debrief.set_cost_alone_cents(cost_alone(brief, past.years).raw());
    debrief.set_cost_best_cents(cost_best(brief, past.years, benchmark()).raw());
  }
  if (seat.participant == 0) return debrief;  // robots do not learn from it
  if (brief.emitter) {
    for (v1::Mistake& one : mistakes(brief, past)) *debrief.add_mistakes() = std::move(one);
  }
  const v1::SetClassOptionsRequest agreed = options();
  const bool pays = agreed.paid_cents_per_million() > 0 || agreed.show_up_fee_cents() > 0;
  if (setup_.practice || !pays) return debrief;
  std::vector<Cash> gains = gains_of(brief, past);
  gains.resize(ended_years(record_->market_years()));  // who never had an allowance gained nothing
  *debrief.mutable_payment() =
      payment_of(gains, brief.first_year, session_.status().seed, agreed.paid_cents_per_million(),
                 agreed.show_up_fee_cents());
  return debrief;
}

SeatPast Classroom::past_of(const SeatBrief& brief, const DeskState& desk) const {
  SeatPast past;
  past.years = seat_years(brief, record_->years(brief.account), desk.baselines);
  past.account = record_->past(brief.account);
  past.mean_prices = mean_prices(record_->market_years());
  std::int64_t total = 0;
  constexpr std::int64_t kAll = 1'000'000;
  for (const v1::MarketDay& day : record_->days(brief.instrument, 0, kAll, total)) {
    const auto year = static_cast<std::size_t>(day.year() - raw(brief.first_year));
    past.closes[{year, day.day()}] = Price(day.close_cents_per_tonne());
  }
  const std::lock_guard lock(mutex_);
  if (const auto found = plans_.find(brief.seat); found != plans_.end()) {
    past.plans = found->second;
  }
  return past;
}

}  // namespace tanshi
