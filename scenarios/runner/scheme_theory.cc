#include "scenarios/runner/scheme_theory.h"

#include <algorithm>
#include <variant>

#include "exchange/base/check.h"
#include "scenarios/runner/outcome.h"

namespace tanshi {
namespace {

using Eigen::Index;

std::size_t count_emitters(const World& world) {
  return static_cast<std::size_t>(
      std::ranges::count_if(world.seats, [](const SeatPlan& seat) { return seat.brief.emitter; }));
}

SchemesInTheory schemes_at(const Scenario& scenario, const World& world,
                           const Eigen::VectorXd& allowance) {
  const std::size_t emitters = count_emitters(world);
  const auto years = static_cast<Index>(scenario.cap.size());
  SchemesInTheory result;
  result.spared_t = Eigen::MatrixXd::Zero(years, static_cast<Index>(emitters));
  for (std::size_t scheme = 0; scheme < scenario.schemes.size(); ++scheme) {
    const SchemeBook& book = world.seats.front().brief.schemes[scheme];
    std::vector<const SchemeUse*> users;
    users.reserve(emitters);
    for (std::size_t firm = 0; firm < emitters; ++firm)
      users.push_back(&world.seats[firm].brief.firm.schemes[scheme]);
    std::vector<SchemeEquilibrium>& of_scheme = result.years.emplace_back();
    for (Index year = 0; year < years; ++year) {
      const auto index = static_cast<std::size_t>(year);
      const SchemeEquilibrium& cleared = of_scheme.emplace_back(
          scheme_equilibrium(book, users, index, std::max(0.0, allowance(year))));
      const std::vector<double> displaced =
          displaced_t(scenario, world, scheme, index, cleared.made);
      for (std::size_t firm = 0; firm < emitters; ++firm) {
        result.spared_t(year, static_cast<Index>(firm)) +=
            users[firm]->spares_t * cleared.saved[firm] + displaced[firm];
      }
    }
  }
  for (std::size_t firm = 0; firm < emitters; ++firm) {
    for (Index year = 0; year < years; ++year) {
      double& spared = result.spared_t(year, static_cast<Index>(firm));
      spared = std::min(spared, world.seats[firm].plant.baseline_t[static_cast<std::size_t>(year)]);
    }
  }
  return result;
}

// The price of what it makes, if that is a scheme's unit.
void tell_maker(const SchemesInTheory& theory, SeatBrief& brief) {
  if (!brief.producer) return;
  for (std::size_t scheme = 0; scheme < theory.years.size(); ++scheme) {
    if (brief.schemes[scheme].instrument != brief.instrument) continue;
    for (const SchemeEquilibrium& year : theory.years[scheme])
      brief.producer->believed_price.push_back(year.price);
  }
}

Eigen::VectorXd prices_given(const Scenario& scenario, const World& world,
                             const Eigen::MatrixXd& spared_t) {
  const auto found = banking_equilibrium(theory_given(scenario, world, spared_t));
  TANSHI_CHECK(std::holds_alternative<BankingEquilibrium>(found));  // there is a ceiling
  return std::get<BankingEquilibrium>(found).price;
}

}  // namespace

SchemesInTheory schemes_in_theory(const Scenario& scenario, const World& world) {
  if (scenario.schemes.empty()) return {};
  // A dearer allowance lets more be saved, and that makes it cheaper: steps that do not get smaller
  // are halved.
  constexpr int kRounds = 20;
  constexpr double kClose = 1e-5;  // of all that is emitted
  double emitted = 0;
  for (const SeatPlan& seat : world.seats)
    for (const double baseline : seat.plant.baseline_t) emitted += baseline;
  const double close_t = std::max(0.5, kClose * emitted);
  Eigen::VectorXd price = Eigen::VectorXd::Zero(static_cast<Index>(scenario.cap.size()));
  SchemesInTheory result = schemes_at(scenario, world, price);
  double step = 1;
  double moved = emitted;
  for (int round = 0; round < kRounds && moved > close_t; ++round) {
    price += step * (prices_given(scenario, world, result.spared_t) - price);
    SchemesInTheory next = schemes_at(scenario, world, price);
    const double before = moved;
    moved = (next.spared_t - result.spared_t).cwiseAbs().sum();
    if (moved > before / 2) step /= 2;
    result = std::move(next);
  }
  return result;
}

std::vector<double> displaced_t(const Scenario& scenario, const World& world, std::size_t scheme,
                                std::size_t year, double made) {
  std::vector<double> displaced(count_emitters(world), 0);
  const std::optional<Displacement>& rule = scenario.schemes[scheme].displaces;
  if (!rule) return displaced;
  double emitted = 0;
  for (std::size_t firm = 0; firm < displaced.size(); ++firm) {
    if (world.seats[firm].group == rule->group) emitted += world.seats[firm].plant.trend_t[year];
  }
  if (emitted == 0) return displaced;
  const double spared = std::min(made * rule->t_per_unit, emitted);
  for (std::size_t firm = 0; firm < displaced.size(); ++firm) {
    if (world.seats[firm].group == rule->group)
      displaced[firm] = spared * world.seats[firm].plant.trend_t[year] / emitted;
  }
  return displaced;
}

void tell_spared(const Scenario& scenario, World& world) {
  if (scenario.schemes.empty()) return;
  World expected = world;
  for (SeatPlan& seat : expected.seats) seat.plant.baseline_t = seat.plant.trend_t;
  const SchemesInTheory theory = schemes_in_theory(scenario, expected);
  for (const std::vector<SchemeEquilibrium>& scheme : theory.years) {
    std::vector<double>& made = world.made.emplace_back();
    for (const SchemeEquilibrium& year : scheme) made.push_back(year.made);
  }
  const Eigen::MatrixXd& spared_t = theory.spared_t;
  const Eigen::VectorXd of_all = spared_t.rowwise().sum();
  for (std::size_t seat = 0; seat < world.seats.size(); ++seat) {
    tell_maker(theory, world.seats[seat].brief);
    if (!world.seats[seat].brief.emitter) continue;
    FirmBrief& firm = world.seats[seat].brief.firm;
    const auto own = spared_t.col(static_cast<Index>(seat));
    firm.spared_t.assign(own.begin(), own.end());
    firm.market_spared_t.assign(of_all.begin(), of_all.end());
    for (std::size_t scheme = 0; scheme < theory.years.size(); ++scheme) {
      for (std::size_t year = 0; year < theory.years[scheme].size(); ++year) {
        firm.schemes[scheme].believed_price[year] =
            theory.years[scheme][year].price * world.seats[seat].dearer;
      }
    }
  }
}

}  // namespace tanshi
