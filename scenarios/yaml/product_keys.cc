// The keys of what a group sells.

#include <algorithm>

#include "scenarios/yaml/scenario_keys.h"

namespace tanshi {
namespace {

void tell_market_of(Fields& fields, ProductMarket& product) {
  constexpr NumberRule kElasticity{0.001, 100};
  fields.number(
      {.name = "price", .doc = "Price of a unit without a price of carbon.", .required = true},
      product.price, {0.0001, 1e9, false, "money a unit"});
  fields.number({.name = "output",
                 .doc = "Units, such as MWh or t, that the group sells at that price in the first "
                        "year that it runs; they grow and are struck as its baseline is.",
                 .required = true},
                product.output, {0.001, 1e12, false, "a year"});
  fields.number({.name = "demand_elasticity",
                 .doc = "By how many % demand falls when the price rises by 1 % from there, on a "
                        "straight line.",
                 .required = true},
                product.demand_elasticity, kElasticity);
  double supply = 0;
  if (fields.number({.name = "supply_elasticity",
                     .doc = "By how many % more would be made for 1 % more, likewise. Of a carbon "
                            "cost the price takes up supply / (supply + demand elasticity).",
                     .default_doc = "without bound: the price takes up all of it"},
                    supply, kElasticity)) {
    product.supply_elasticity = supply;
  }
}

}  // namespace

void tell_product(Fields& fields, const Scenario& scenario, FirmGroup& firm) {
  ProductMarket product;
  const bool given = fields.object(
      {.name = "product",
       .doc =
           "What the group sells, in a competitive market of its own: the price of carbon raises "
           "its price, and output and emissions fall, as one more way to abate beside the "
           "curve. Not with allocation.settlement."},
      [&](Fields& keys) { tell_market_of(keys, product); });
  if (!given || !fields.ok()) return;
  if (std::ranges::any_of(scenario.settlement, [](const auto& year) { return year.has_value(); })) {
    return fields.refuse("product",
                         "stands beside allocation.settlement, which takes back what output that "
                         "is not made was given: a response to a cost that is only partly paid is "
                         "not modelled; leave out one of the two");
  }
  firm.product = product;
  firm.curve = with_output(firm.curve, product, firm.baseline_t);
}

}  // namespace tanshi
