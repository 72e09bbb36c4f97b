// The keys of the cap: allowances issued each year.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "agents/regulator/cap/eu_cap.h"
#include "agents/regulator/cap/intensity_cap.h"
#include "agents/regulator/cap/linear_factor_cap.h"
#include "agents/regulator/cap/peak_and_decline_cap.h"
#include "agents/regulator/cap/step_cap.h"
#include "agents/regulator/cap/wci_budgets.h"
#include "exchange/base/checked_math.h"
#include "scenarios/yaml/scenario_keys.h"

namespace tanshi {
namespace {

constexpr ExactRule kShare{.least = 0, .most = kFullShare.raw(), .decimals = 4};

// The cap of each year from a yearly cut in tonnes; never below 0.
std::vector<Tonnes> falling_cap(Tonnes start, double cut_t, std::int32_t years) {
  std::vector<Tonnes> path;
  for (std::int32_t year = 0; year < years; ++year) {
    const double cap = static_cast<double>(start.raw()) - cut_t * year;
    path.emplace_back(std::max<std::int64_t>(0, std::llround(cap)));
  }
  return path;
}

std::vector<Tonnes> shrinking_cap(Tonnes start, double factor, std::int32_t years) {
  std::vector<Tonnes> path;
  double cap = static_cast<double>(start.raw());
  for (std::int32_t year = 0; year < years; ++year, cap *= 1 - factor)
    path.emplace_back(std::llround(cap));
  return path;
}

Tonnes tell_cap_start(Fields& fields) {
  Tonnes start;
  fields.tonnes({.name = "start_t", .doc = "Cap of the first year.", .required = true}, start,
                Tonnes(), kMaxQuantity);
  return start;
}

// ---- By a linear factor ----

struct CapChange {
  std::int32_t year = 0;
  std::optional<BasisPoints> factor;
  std::optional<Tonnes> reference;
  Tonnes rebasing;
  Tonnes scope;
};

void tell_cap_change(Fields& fields, CapChange& change) {
  fields.integer({.name = "year", .doc = "The first year that it holds for.", .required = true},
                 change.year, 1900, 3000);
  std::int64_t factor = 0;
  if (fields.exact({.name = "linear_factor",
                    .doc = "From then on.",
                    .default_doc = "that of the year before"},
                   factor, kShare))
    change.factor = BasisPoints(factor);
  Tonnes reference;
  if (fields.tonnes(
          {.name = "reference_t", .doc = "From then on.", .default_doc = "that of the year before"},
          reference, Tonnes(), kMaxQuantity))
    change.reference = reference;
  fields.tonnes({.name = "rebasing_t", .doc = "Taken out of the cap once, in that year."},
                change.rebasing, Tonnes(), kMaxQuantity);
  fields.tonnes({.name = "scope_t",
                 .doc = "Added once for what becomes covered; below 0 for what no longer is."},
                change.scope, -kMaxQuantity, kMaxQuantity);
}

std::vector<CapChange> tell_cap_changes(Fields& fields) {
  std::vector<CapChange> changes;
  fields.objects(
      {.name = "changes",
       .doc = "Changes of the law, by year. Each year's cut is then rounded to a tonne."},
      {0, 63}, [&](Fields& keys) {
        CapChange change;
        tell_cap_change(keys, change);
        if (!changes.empty() && change.year <= changes.back().year)
          keys.refuse("year", "is not after the change before; changes must be in order");
        changes.push_back(change);
      });
  return changes;
}

std::vector<Tonnes> cap_by_law(const Horizon& horizon, Tonnes start, LinearFactorYear law,
                               const std::vector<CapChange>& changes) {
  std::vector<Tonnes> path = {start};
  for (std::int32_t year = 1; year < horizon.years; ++year) {
    law.rebasing = law.scope = Tonnes();
    for (const CapChange& change : changes) {
      if (change.year != raw(horizon.first_year) + year) continue;
      law.factor = change.factor.value_or(law.factor);
      law.reference = change.reference.value_or(law.reference);
      law.rebasing = change.rebasing;
      law.scope = change.scope;
    }
    path.push_back(std::min(linear_factor_cap(path.back(), law), kMaxQuantity));
  }
  return path;
}

void tell_cap_by_factor(Fields& fields, Scenario& scenario) {
  static constexpr std::array kOf = {
      Word{"start", "the cut is the same number of tonnes each year, a share of start_t"},
      Word{"previous", "the cut is a share of the year before"}};
  const Tonnes start = tell_cap_start(fields);
  double factor = 0;
  std::string of = "start";
  fields.number({.name = "linear_factor",
                 .doc = "Yearly cut as a share; 0.043 cuts 4.3 %. Caps are rounded to whole "
                        "tonnes and do not fall below 0.",
                 .required = true},
                factor, {0, 1});
  const bool of_given =
      fields.word({.name = "of", .doc = "What linear_factor is a share of."}, of, kOf);
  Tonnes reference = start;
  const bool fixed = fields.tonnes({.name = "reference_t",
                                    .doc = "A fixed quantity that it is a share of, in its place.",
                                    .default_doc = "start_t"},
                                   reference, Tonnes(), kMaxQuantity);
  const std::vector<CapChange> changes = tell_cap_changes(fields);
  if (!fields.ok()) return;
  if (fixed || !changes.empty()) {
    if (of_given) return fields.refuse("of", "stands beside reference_t or changes; leave it out");
    const BasisPoints exact(std::llround(factor * 10'000));
    if (std::abs(factor * 10'000 - static_cast<double>(exact.raw())) > 1e-9)
      return fields.refuse("linear_factor",
                           "must have at most 4 decimals beside reference_t or changes");
    for (const CapChange& change : changes) {
      if (change.year > raw(scenario.horizon.first_year)) continue;
      return fields.refuse("changes",
                           "has one of " + std::to_string(change.year) +
                               "; all must be after the first year, whose cap is start_t");
    }
    scenario.cap = cap_by_law(scenario.horizon, start, {exact, reference, {}, {}}, changes);
    return;
  }
  scenario.cap = of == "start" ? falling_cap(start, factor * static_cast<double>(start.raw()),
                                             scenario.horizon.years)
                               : shrinking_cap(start, factor, scenario.horizon.years);
}

void tell_cap_by_cut(Fields& fields, Scenario& scenario) {
  const Tonnes start = tell_cap_start(fields);
  Tonnes cut;
  fields.tonnes({.name = "yearly_cut_t",
                 .doc = "Tonnes by which each year's cap is below the one before, down to 0.",
                 .required = true},
                cut, Tonnes(), kMaxQuantity);
  if (!fields.ok()) return;
  scenario.cap = falling_cap(start, static_cast<double>(cut.raw()), scenario.horizon.years);
}

void tell_cap_path(Fields& fields, Scenario& scenario) {
  std::vector<std::int64_t> path;
  if (!fields.exacts({.name = "path_t",
                      .doc = "Cap of each year, one number for each of horizon.years.",
                      .required = true},
                     path, {0, kMaxQuantity.raw(), 0, "t"}, {1, 100})) {
    return;
  }
  scenario.cap.clear();
  for (const std::int64_t cap : path) scenario.cap.emplace_back(cap);
}

// The sum of what firms are allocated is known once they are.
void tell_bottom_up_cap(Fields& fields, Scenario& scenario) {
  scenario.bottom_up = true;
  fields.boolean({.name = "bottom_up",
                  .doc = "True: the cap is the sum of what firms are allocated by their output; "
                         "needs allocation.method: benchmark.",
                  .required = true},
                 scenario.bottom_up);
  if (!scenario.bottom_up)
    fields.refuse("bottom_up", "is false; true, or another way to give the cap");
  scenario.cap.assign(static_cast<std::size_t>(scenario.horizon.years), Tonnes());
}

// ---- Other paths ----

void tell_cap_by_steps(Fields& fields, Scenario& scenario) {
  const Tonnes start = tell_cap_start(fields);
  std::vector<CapStep> steps;
  fields.objects(
      {.name = "steps",
       .doc = "Cuts a year, each from its year on until the next.",
       .required = true},
      {1, 63}, [&](Fields& keys) {
        std::int32_t from = 0;
        CapStep step;
        keys.integer(
            {.name = "from", .doc = "The first year whose cap it lowers.", .required = true}, from,
            1900, 3000);
        keys.tonnes(
            {.name = "cut_t", .doc = "Tonnes a year; below 0 the cap rises.", .required = true},
            step.cut, -kMaxQuantity, kMaxQuantity);
        step.from = Year{from};
        if (!steps.empty() && step.from <= steps.back().from)
          keys.refuse("from", "is not after the step before; steps must be in order");
        steps.push_back(step);
      });
  if (!fields.ok()) return;
  const Year first = scenario.horizon.first_year;
  scenario.cap.clear();
  for (std::int32_t year = 0; year < scenario.horizon.years; ++year)
    scenario.cap.push_back(step_cap(first, start, steps, years_after(first, year)));
}

void tell_cap_with_peak(Fields& fields, Scenario& scenario) {
  const std::int32_t first = raw(scenario.horizon.first_year);
  PeakAndDecline path;
  path.start = {scenario.horizon.first_year, tell_cap_start(fields)};
  std::int32_t peak = 0;
  std::int32_t end = 0;
  fields.integer({.name = "peak_year",
                  .doc = "Until then the cap rises, or falls, in a straight "
                         "line; then it falls in another.",
                  .required = true},
                 peak, 1900, 3000);
  fields.tonnes({.name = "peak_t", .doc = "Cap of that year.", .required = true}, path.peak.cap,
                Tonnes(), kMaxQuantity);
  fields.integer({.name = "end_year", .doc = "Year in which end_t is reached.", .required = true},
                 end, 1900, 3000);
  fields.tonnes({.name = "end_t", .doc = "Cap from then on."}, path.end.cap, Tonnes(),
                kMaxQuantity);
  if (!fields.ok()) return;
  if (peak <= first) fields.refuse("peak_year", "is not after horizon.first_year; after it");
  if (end <= peak) fields.refuse("end_year", "is not after peak_year; after it");
  if (peak <= first || end <= peak) return;
  path.peak.year = Year{peak};
  path.end.year = Year{end};
  scenario.cap.clear();
  for (std::int32_t year = 0; year < scenario.horizon.years; ++year)
    scenario.cap.push_back(peak_and_decline_cap(path, Year{first + year}));
}

void tell_cap_by_intensity(Fields& fields, Scenario& scenario) {
  constexpr double kLargestOutput = 1e12;
  std::int64_t intensity = 0;
  fields.exact({.name = "intensity_t",
                .doc = "Tonnes for each unit of output, in the first year.",
                .required = true},
               intensity, {.least = 0, .most = kMaxIntensity.raw(), .decimals = 6, .unit = "t"});
  std::int64_t decline = 0;
  fields.exact({.name = "decline", .doc = "By which it falls each year, as a part of itself."},
               decline, kShare);
  double output = 0;
  fields.number(
      {.name = "output", .doc = "Output of all in the first year, in any unit.", .required = true},
      output, {0, kLargestOutput});
  double growth = 0;
  fields.number({.name = "output_growth", .doc = "Growth of output."}, growth,
                {-1, 1, false, "a year"});
  scenario.cap.clear();
  for (std::int32_t year = 0; year < scenario.horizon.years && fields.ok(); ++year) {
    const double of_year = output * std::pow(1 + growth, year);
    if (of_year > kLargestOutput)
      return fields.refuse("output",
                           "grows beyond 1_000_000_000_000 in the last year; at most that");
    const Intensity declined = declined_intensity(Intensity(intensity), BasisPoints(decline), year);
    scenario.cap.push_back(intensity_cap(declined, Output(std::llround(of_year * 1'000))));
  }
}

void tell_cap_by_law(Fields& fields, Scenario& scenario) {
  struct Law {
    Word word;
    Year first{};
    Year last{};
    Tonnes (*cap)(Year);
  };
  static constexpr std::array kLaws = {
      Law{{"eu", "Directive 2003/87/EC: 2013 to 2100"}, kFirstEuCapYear, kLastEuCapYear, eu_cap},
      Law{{"california", "17 CCR 95841: 2013 to 2050"},
          kFirstWciBudget,
          kLastCaliforniaBudget,
          california_budget},
      Law{{"quebec", "Orders in Council 1185-2012 and 1126-2017: 2013 to 2030"},
          kFirstWciBudget,
          kLastQuebecBudget,
          quebec_budget}};
  std::vector<Word> words;
  words.reserve(std::size(kLaws));
  for (const Law& law : kLaws) words.push_back(law.word);
  std::string name;
  if (!fields.word({.name = "law",
                    .doc = "Whose law gives the cap of each year, as agents/regulator/cap has it.",
                    .required = true},
                   name, words))
    return;
  const auto index = std::ranges::find(words, name, &Word::name) - words.begin();
  const Law& law = kLaws[static_cast<std::size_t>(index)];
  const Year first = scenario.horizon.first_year;
  const Year last = years_after(first, scenario.horizon.years - 1);
  if (first < law.first || last > law.last)
    return fields.refuse("law", "gives no cap for all years of the horizon; it does from " +
                                    std::to_string(raw(law.first)) + " to " +
                                    std::to_string(raw(law.last)));
  scenario.cap.clear();
  for (std::int32_t year = 0; year < scenario.horizon.years; ++year)
    scenario.cap.push_back(law.cap(years_after(first, year)));
}

}  // namespace

void tell_cap(Fields& fields, Scenario& scenario) {
  const std::array forms = {
      Form{"linear_factor", "A first cap and a yearly cut by a share.",
           [&](Fields& keys) { tell_cap_by_factor(keys, scenario); }},
      Form{"yearly_cut_t", "A first cap and a yearly cut in tonnes.",
           [&](Fields& keys) { tell_cap_by_cut(keys, scenario); }},
      Form{"path_t", "The cap of each year.", [&](Fields& keys) { tell_cap_path(keys, scenario); }},
      Form{"steps", "A first cap and yearly cuts in tonnes that change.",
           [&](Fields& keys) { tell_cap_by_steps(keys, scenario); }},
      Form{"peak_year", "A rise to a peak, and a fall from there to an end.",
           [&](Fields& keys) { tell_cap_with_peak(keys, scenario); }},
      Form{"intensity_t", "So much for each unit of an output that is known beforehand.",
           [&](Fields& keys) { tell_cap_by_intensity(keys, scenario); }},
      Form{"law", "As a law says.", [&](Fields& keys) { tell_cap_by_law(keys, scenario); }},
      Form{"bottom_up", "What firms are allocated by their output.",
           [&](Fields& keys) { tell_bottom_up_cap(keys, scenario); }},
  };
  const bool horizon_ok = fields.ok();
  fields.form({.name = "cap", .doc = "Allowances issued each year.", .required = true}, "", forms);
  const auto years = static_cast<std::size_t>(scenario.horizon.years);
  if (horizon_ok && fields.ok() && !scenario.cap.empty() && scenario.cap.size() != years) {
    fields.refuse("cap", "path_t has " + std::to_string(scenario.cap.size()) +
                             " entries; must have " + std::to_string(years) +
                             ", one for each of horizon.years");
  }
}

}  // namespace tanshi
