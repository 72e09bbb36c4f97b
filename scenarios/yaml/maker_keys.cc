#include "scenarios/yaml/maker_keys.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "agents/abatement/rounding.h"
#include "agents/strategy/strategies.h"
#include "exchange/base/checked_math.h"
#include "scenarios/yaml/scenario_keys.h"

namespace tanshi {

bool is_name_taken(const Scenario& scenario, const std::string& name) {
  const auto named = [&](const auto& group) { return group.name == name; };
  const auto makes = [&](const std::vector<ProducerGroup>& groups) {
    return std::ranges::any_of(groups, named);
  };
  return std::ranges::any_of(scenario.firms, named) ||
         std::ranges::any_of(scenario.traders, named) ||
         std::ranges::any_of(scenario.credits, makes, &CreditKind::producers) ||
         std::ranges::any_of(scenario.schemes, makes, &Scheme::makers);
}

void tell_maker_seats(Fields& fields, ProducerGroup& group) {
  fields.integer({.name = "count", .doc = "Sellers, who share all alike."}, group.count, 1, 10'000);
  group.strategy = "zip";
  std::vector<Word> words;
  for (const StrategyEntry& entry : strategies()) words.push_back({entry.name, entry.what});
  fields.word({.name = "strategy", .doc = "How they quote."}, group.strategy, words);
}

Tonnes grown(Tonnes start, double growth, std::size_t year) {
  const double level = to_double(start) * std::pow(1 + growth, static_cast<double>(year));
  return to_tonnes_floor(std::min(level, to_double(kMaxQuantity)));
}

void tell_maker(Fields& fields, const Horizon& horizon, const MakerKeys& keys,
                ProducerGroup& group) {
  tell_maker_seats(fields, group);
  Tonnes capacity;
  fields.tonnes(keys.capacity, capacity, Tonnes(1), kMaxQuantity);
  fields.number(keys.growth, group.growth, {-1, 1, true, "a year"});
  tell_curve(fields, keys.curve, to_double(capacity), group.curve);
  if (!fields.ok()) return;
  for (std::size_t year = 0; year < static_cast<std::size_t>(horizon.years); ++year) {
    const auto most = to_tonnes_floor(std::min(group.curve.max_abatement_t(), to_double(capacity)) *
                                      std::pow(1 + group.growth, static_cast<double>(year)));
    group.ready.emplace_back();
    group.most.push_back(std::min({grown(capacity, group.growth, year), most, kMaxQuantity}));
  }
}

}  // namespace tanshi
