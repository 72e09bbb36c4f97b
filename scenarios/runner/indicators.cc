#include "scenarios/runner/indicators.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

#include "agents/abatement/rounding.h"

namespace tanshi {
namespace {

double amount_in(const GrowingAmount& amount, std::size_t year) {
  return amount.start * std::pow(1 + amount.growth, static_cast<double>(year));
}

class YearIndicators {
 public:
  YearIndicators(const Scenario& scenario, const RunResult& run, std::size_t year)
      : scenario_(scenario), economy_(*scenario.economy), run_(run), year_(year) {}

  // What is used of a scheme, less what is saved.
  [[nodiscard]] double used(std::size_t scheme) const {
    const SchemeResult& of = scheme_in(scheme);
    return to_double(of.used - of.saved);
  }

  [[nodiscard]] double non_fossil() const {
    double sum = amount_in(economy_.non_fossil, year_) + economy_.energy_per_unit * made();
    for (const ProjectYield& yield : economy_.projects) sum += yield.energy * abated_by(yield);
    return sum;
  }

  [[nodiscard]] double power() const {
    double sum = amount_in(economy_.other_power, year_) + made();
    for (const ProjectYield& yield : economy_.projects) sum += yield.power * abated_by(yield);
    for (const PowerPlants& plants : economy_.plants) {
      const auto group = std::ranges::find(scenario_.firms, plants.group, &FirmGroup::name);
      if (group != scenario_.firms.end() && runs_in(*group, run_.years[year_].year))
        sum += plants.output;
    }
    return sum;
  }

  [[nodiscard]] double sink_t() const {
    double sum = amount_in(economy_.sink_t, year_);
    for (const CreditResult& credits : run_.credits)
      if (credits.year == run_.years[year_].year) sum += to_double(credits.made);
    return sum;
  }

  [[nodiscard]] double cost() const {
    const YearResult& year = run_.years[year_];
    double sum = year.abatement_cost + year.public_cost;
    for (const SchemeResult& scheme : run_.schemes)
      if (scheme.year == year.year) sum += scheme.cost;
    for (const CreditResult& credits : run_.credits)
      if (credits.year == year.year)
        sum += credits.price_mean.value_or(0) * to_double(credits.made);
    return sum;
  }

 private:
  // Rows are a year and scheme each, in that order.
  [[nodiscard]] const SchemeResult& scheme_in(std::size_t scheme) const {
    return run_.schemes[year_ * scenario_.schemes.size() + scheme];
  }

  [[nodiscard]] double made() const { return to_double(scheme_in(economy_.power_scheme).made); }

  [[nodiscard]] double abated_by(const ProjectYield& yield) const {
    double sum = 0;
    for (const ProjectResult& project : run_.projects) {
      if (project.year == run_.years[year_].year && project.project == yield.project)
        sum += to_double(project.abated);
    }
    return sum;
  }

  const Scenario& scenario_;
  const Economy& economy_;
  const RunResult& run_;
  std::size_t year_;
};

}  // namespace

void add_indicators(const Scenario& scenario, RunResult& run) {
  if (!scenario.economy) return;
  const Economy& economy = *scenario.economy;
  constexpr double kMillion = 1e6;
  double first_intensity = 0;
  for (std::size_t i = 0; i < run.years.size(); ++i) {
    YearResult& year = run.years[i];
    const YearIndicators of(scenario, run, i);
    const double gdp = economy.gdp[i];
    const double energy = of.used(economy.energy_scheme);
    const double demand = of.used(economy.power_scheme);
    if (i == 0) first_intensity = energy / gdp;
    year.carbon_intensity = to_double(year.emissions_true) / gdp * kMillion;
    year.carbon_intensity_change = *year.carbon_intensity / economy.reference_intensity - 1;
    if (first_intensity > 0) year.energy_intensity_change = energy / gdp / first_intensity - 1;
    if (energy > 0) year.non_fossil_share = of.non_fossil() / energy;
    year.sink_t = of.sink_t();
    year.policy_cost = of.cost();
    year.policy_cost_share = *year.policy_cost / gdp;
    if (demand > 0) year.power_margin = of.power() / demand - 1;
  }
}

}  // namespace tanshi
