#include "scenarios/environment/market_environment.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "agents/abatement/rounding.h"
#include "exchange/base/check.h"

namespace tanshi {

std::vector<std::string> emitters(const Scenario& scenario) {
  const World world = make_world(scenario, scenario.seed);
  std::vector<std::string> names;
  names.reserve(world.seats.size());
  for (const SeatPlan& seat : world.seats)
    if (seat.brief.emitter) names.push_back(seat.brief.seat);
  return names;
}

MarketEnvironment::Episode::Episode(const Scenario& scenario, std::uint64_t seed,
                                    SeatHolders& holders)
    : world(make_world(scenario, seed)), session(scenario, world, seed, venue, &holders) {}

MarketEnvironment::MarketEnvironment(Scenario scenario, std::span<const std::string> seats)
    : scenario_(std::move(scenario)) {
  const std::vector<std::string> names = emitters(scenario_);
  seats_.reserve(seats.size());
  for (const std::string& seat : seats) {
    const auto found = std::ranges::find(names, seat);
    TANSHI_CHECK(found != names.end());
    seats_.push_back(static_cast<std::size_t>(found - names.begin()));
  }
}

std::int64_t MarketEnvironment::steps() const {
  const Horizon& horizon = scenario_.horizon;
  return std::int64_t{horizon.years} * (horizon.days_per_year * horizon.turns_per_day + 1);
}

void MarketEnvironment::reset(std::uint64_t seed, std::span<float> observations) {
  SeatHolders& holders = *this;
  episode_ = std::make_unique<Episode>(scenario_, seed, holders);
  Episode& episode = *episode_;
  // The regulator's seat, if it may be held, comes after the others.
  learner_of_.assign(episode.world.seats.size() + 1, std::nullopt);
  episode.learners.reserve(seats_.size());
  episode.wealth.reserve(seats_.size());
  for (std::size_t i = 0; i < seats_.size(); ++i) {
    learner_of_[seats_[i]] = i;
    episode.learners.emplace_back(episode.world.seats[seats_[i]]);
  }
  TANSHI_CHECK(episode.session.open());
  for (std::size_t i = 0; i < seats_.size(); ++i) episode.wealth.push_back(wealth(i));
  tell(observations);
}

bool MarketEnvironment::step(std::span<const float> actions, std::span<float> observations,
                             std::span<double> rewards) {
  TANSHI_CHECK(!over() && actions.size() == seats_.size() * kActionSize);
  Episode& episode = *episode_;
  actions_ = actions;
  episode.session.play_next();
  for (std::size_t i = 0; i < seats_.size(); ++i) {
    const double now = wealth(i);
    rewards[i] = (now - episode.wealth[i]) / episode.learners[i].baseline_t();
    episode.wealth[i] = now;
  }
  if (over()) {
    std::ranges::fill(observations, 0.0F);
  } else {
    tell(observations);
  }
  return over();
}

bool MarketEnvironment::decide(std::size_t seat, const Observation& observation,
                               Decision& decision) {
  const std::optional<std::size_t> learner = learner_of_[seat];
  if (!learner) return false;
  const auto action = actions_.subspan(*learner * kActionSize, kActionSize);
  episode_->learners[*learner].decide(action, observation, decision);
  return true;
}

void MarketEnvironment::tell(std::span<float> observations) const {
  Observation view = episode_->session.view();
  for (std::size_t i = 0; i < seats_.size(); ++i) {
    episode_->session.show(seats_[i], view);
    episode_->learners[i].tell(view, observations.subspan(i * kObservationSize, kObservationSize));
  }
}

// In currency: cash, penalties paid, less what the abatement of all years so far has cost.
double MarketEnvironment::wealth(std::size_t learner) const {
  const std::size_t seat = seats_[learner];
  Cash cash;
  episode_->venue.look([&](const Market& market) {
    const CashBalance balance = market.cash(episode_->world.seats[seat].brief.account);
    cash = balance.available + balance.escrowed;
  });
  const std::vector<double>& abated = recorder().firms()[seat].abatement_cost;
  return currency(cash) - std::accumulate(abated.begin(), abated.end(), 0.0);
}

}  // namespace tanshi
