#include "exchange/classroom/desks.h"

#include <algorithm>
#include <span>
#include <utility>

#include "agents/abatement/rounding.h"
#include "exchange/base/check.h"
#include "fmt/format.h"

namespace tanshi {

namespace {

Tonnes sum_of(std::span<const SupplyOffer> offers) {
  double sum_t = 0;
  for (const SupplyOffer& offer : offers) sum_t += offer.quantity_t;
  return to_tonnes_nearest(sum_t);
}

// Before the first wake.
SeatView expected_by(const SeatBrief& brief) {
  SeatView view;
  view.year = brief.first_year;
  view.baseline = brief.emitter ? to_tonnes_nearest(brief.firm.baseline_t) : Tonnes();
  if (!brief.supply.empty()) view.to_auction = sum_of(brief.supply.front().offers);
  for (const Technology& project : brief.firm.projects) {
    view.projects.push_back({.units_left = project.units, .capex = project.capex});
  }
  return view;
}

SeatView view_of(const Observation& observation) {
  SeatView view;
  view.year = observation.year;
  view.day = observation.day;
  view.trading = observation.trading;
  view.baseline = observation.baseline;
  view.debts = observation.obligation;
  view.allocation = observation.allocation;
  view.projects.assign(observation.projects.begin(), observation.projects.end());
  view.to_auction = sum_of(observation.to_auction);
  return view;
}

// What was paid for the projects that one view still had and the next has no more.
Cash spent_between(const SeatView& before, const SeatView& after) {
  Cash spent;
  const std::size_t count = std::min(before.projects.size(), after.projects.size());
  for (std::size_t i = 0; i < count; ++i) {
    const int built = before.projects[i].units_left - after.projects[i].units_left;
    if (built > 0) spent += to_cash_nearest(before.projects[i].capex * built);
  }
  return spent;
}

}  // namespace

Desks::Desks(const std::vector<const SeatBrief*>& briefs) {
  for (const SeatBrief* brief : briefs) {
    Desk& desk = desks_[brief->seat];
    desk.brief = brief;
    desk.state.view = expected_by(*brief);
  }
}

void Desks::woken(const SeatBrief& seat, const Observation& observation) {
  SeatView view = view_of(observation);
  const std::lock_guard lock(mutex_);
  Desk* const desk = find(seat.seat);
  if (desk == nullptr) return;
  desk->brief = &seat;  // it may have changed
  DeskState& state = desk->state;
  // One that was put back may be of a year that is still to be seen again.
  if (state.plan.year < view.year) {
    state.plan = {};
    state.plan.year = view.year;
  }
  // The wake after the last day shows what the year came to.
  const auto ended = static_cast<std::size_t>(raw(view.year) - raw(seat.first_year));
  if (!view.trading && state.baselines.size() == ended) state.baselines.push_back(view.baseline);
  if (view == state.view) return;
  state.spent_on_projects += spent_between(state.view, view);
  state.view = std::move(view);
  desk->changed = true;
}

Decision Desks::decision_of(std::string_view seat, const Observation& observation) const {
  Decision decision;
  const std::lock_guard lock(mutex_);
  const auto found = desks_.find(seat);
  if (found == desks_.end()) return decision;
  const Plan& plan = found->second.state.plan;
  if (plan.year != observation.year) return decision;
  decision.abatement = plan.abatement;
  decision.builds = plan.builds;
  return decision;
}

absl::StatusOr<Plan> Desks::decide(std::string_view seat, std::optional<Tonnes> abatement,
                                   std::optional<std::vector<BuildProject>> builds) {
  const std::lock_guard lock(mutex_);
  Desk* const desk = find(seat);
  if (desk == nullptr) return absl::NotFoundError(fmt::format("there is no seat \"{}\"", seat));
  if (!desk->brief->emitter) {
    return absl::FailedPreconditionError(
        fmt::format("seat \"{}\" has no plant to plan for (plant_absent)", seat));
  }
  DeskState& state = desk->state;
  state.plan.year = state.view.year;
  if (abatement) {
    const Tonnes most =
        std::min(state.view.baseline, to_tonnes_floor(desk->brief->firm.curve.max_abatement_t()));
    state.plan.abatement = std::clamp(*abatement, Tonnes(), most);
  }
  if (builds) {
    const std::vector<ProjectView>& menu = state.view.projects;
    std::erase_if(*builds, [&](const BuildProject& b) { return b.project >= menu.size(); });
    for (BuildProject& build : *builds)
      build.units = std::min(build.units, menu[build.project].units_left);
    std::erase_if(*builds, [](const BuildProject& b) { return b.units < 1; });
    state.plan.builds = std::move(builds);
  }
  desk->changed = true;
  return state.plan;
}

void Desks::restore(std::string_view seat, Plan plan) {
  const std::lock_guard lock(mutex_);
  if (Desk* const desk = find(seat); desk != nullptr) {
    desk->state.plan = std::move(plan);
    desk->changed = true;
  }
}

void Desks::forget_plan(std::string_view seat) {
  restore(seat, {});
}

DeskState Desks::state(std::string_view seat) const {
  const std::lock_guard lock(mutex_);
  const auto found = desks_.find(seat);
  TANSHI_CHECK(found != desks_.end());
  return found->second.state;
}

std::vector<std::string> Desks::take_changed() {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> changed;
  for (auto& [seat, desk] : desks_) {
    if (std::exchange(desk.changed, false)) changed.push_back(seat);
  }
  return changed;
}

Desks::Desk* Desks::find(std::string_view seat) {
  const auto found = desks_.find(seat);
  return found == desks_.end() ? nullptr : &found->second;
}

void PersonSeat::wake(const SeatBrief& seat, std::int64_t turn, const Observation& observation) {
  // Refused only if the seat was taken away meanwhile, or the session is over.
  static_cast<void>(
      broker_.answer(seat.seat, this, turn, desks_->decision_of(seat.seat, observation)));
}

}  // namespace tanshi
