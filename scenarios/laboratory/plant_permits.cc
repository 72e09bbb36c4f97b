#include "scenarios/laboratory/plant_permits.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>

#include "exchange/base/check.h"
#include "exchange/base/random_stream.h"

namespace tanshi {
namespace {

constexpr std::uint32_t kPurpose = 1;

struct PlantRound {
  double worth = 0;  // of a permit
  std::int32_t permits = 0;
};

std::vector<PlantRound> drawn_round(const PlantDesign& design, RandomStream& random) {
  const auto last = static_cast<std::int64_t>(design.product_prices.size()) - 1;
  const std::int32_t product =
      design.product_prices[static_cast<std::size_t>(random.uniform_int(0, last))];
  std::vector<PlantRound> plants;
  for (const PlantGroup& group : design.groups) {
    for (std::int32_t i = 0; i < group.plants; ++i) {
      const auto cost = random.uniform_int(group.cost_from, group.cost_to);
      const auto worth = static_cast<double>(product - cost) / group.permits;
      plants.push_back({worth, group.permits});
    }
  }
  return plants;
}

struct Use {
  double price = 0;
  double surplus = 0;
};

// Permits go where they are worth most, the last of them perhaps to a part of a plant.
Use best_use(std::vector<PlantRound> plants, std::int64_t permits) {
  std::ranges::sort(plants, std::greater{}, &PlantRound::worth);
  Use use;
  for (const PlantRound& plant : plants) {
    if (plant.worth <= 0) return {0, use.surplus};
    const std::int64_t given = std::min<std::int64_t>(plant.permits, permits);
    use.surplus += plant.worth * static_cast<double>(given);
    permits -= given;
    if (given < plant.permits) return {plant.worth, use.surplus};
  }
  return {0, use.surplus};
}

}  // namespace

PlantMeasures measure_plants(const PlantDesign& design) {
  TANSHI_CHECK(design.draws > 0 && design.rounds > 0 && !design.product_prices.empty());
  PlantMeasures measures;
  measures.static_price.assign(static_cast<std::size_t>(design.rounds), 0);
  std::vector<double> dynamic_prices;
  double static_surplus = 0;
  double dynamic_surplus = 0;
  for (std::int32_t draw = 0; draw < design.draws; ++draw) {
    RandomStream random(design.seed, static_cast<std::uint32_t>(draw), kPurpose);
    std::vector<PlantRound> all;
    std::int64_t permits = 0;
    for (std::int32_t round = 0; round < design.rounds; ++round) {
      const std::vector<PlantRound> plants = drawn_round(design, random);
      const std::int64_t offered = design.permits - std::int64_t{round} * design.permits_fall;
      TANSHI_CHECK(offered >= 0);
      const Use use = best_use(plants, offered);
      measures.static_price[static_cast<std::size_t>(round)] += use.price / design.draws;
      static_surplus += use.surplus;
      permits += offered;
      all.insert(all.end(), plants.begin(), plants.end());
    }
    const Use use = best_use(std::move(all), permits);
    dynamic_prices.push_back(use.price);
    dynamic_surplus += use.surplus;
  }
  for (const double price : dynamic_prices) measures.dynamic_price += price / design.draws;
  double squares = 0;
  for (const double price : dynamic_prices)
    squares += (price - measures.dynamic_price) * (price - measures.dynamic_price);
  measures.dynamic_price_deviation = std::sqrt(squares / std::max(1, design.draws - 1));
  measures.static_surplus_share = dynamic_surplus > 0 ? static_surplus / dynamic_surplus : 1;
  return measures;
}

}  // namespace tanshi
