#include "agents/abatement/product_market.h"

#include <algorithm>
#include <variant>

#include "exchange/base/check.h"

namespace tanshi {

double pass_through_rate(const ProductMarket& product) {
  if (!product.supply_elasticity) return 1;
  return *product.supply_elasticity / (*product.supply_elasticity + product.demand_elasticity);
}

double intensity(const ProductMarket& product, double baseline_t) {
  return baseline_t / product.output;
}

double price_rise(const ProductMarket& product, double fewer) {
  return fewer * product.price / (product.demand_elasticity * product.output);
}

AbatementCurve with_output(const AbatementCurve& measures, const ProductMarket& product,
                           double baseline_t) {
  TANSHI_CHECK(baseline_t > 0);
  const double slope = product.price * product.output /
                       (product.demand_elasticity * pass_through_rate(product)) / baseline_t /
                       baseline_t;
  const AbatementCurve output(LinearMac{0, slope}, baseline_t);
  return AbatementCurve(SumMac{{measures, output}},
                        std::max(baseline_t, measures.max_abatement_t()));
}

double abated_by_output(const AbatementCurve& curve, double abated_t) {
  return shared_out(std::get<SumMac>(curve.shape()), abated_t).back();
}

}  // namespace tanshi
