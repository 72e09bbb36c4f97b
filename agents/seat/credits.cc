#include "agents/seat/credits.h"

#include <algorithm>
#include <cmath>

#include "agents/abatement/rounding.h"

namespace tanshi {
namespace {

// Steps in which a producer's costs are published.
constexpr std::int64_t kSteps = 32;

}  // namespace

double ProducerBrief::cost_of(double q, std::size_t year) const {
  const double abated = q - to_double(ready[year]);
  if (abated <= 0) return 0;
  return std::max(0.0, curve.mac_of_last(abated / std::pow(1 + growth, year)));
}

std::vector<SupplyOffer> producer_offers(const ProducerBrief& producer, std::size_t year) {
  std::vector<SupplyOffer> offers;
  const std::int64_t most = producer.most[year].raw();
  for (std::int64_t step = 0; step < kSteps; ++step) {
    const std::int64_t begin = mul_div_floor(most, step, kSteps);
    const std::int64_t end = mul_div_floor(most, step + 1, kSteps);
    if (begin == end) continue;
    const Price cost = to_price_ceil(producer.cost_of(static_cast<double>(end), year));
    offers.push_back(
        {currency_per_tonne(std::max(cost, Price(1))), static_cast<double>(end - begin)});
  }
  return offers;
}

double expected_quota(const CreditBook& book, std::size_t year, double cap_t) {
  const double share = times_of(book.quota[year]);
  return share < 1 ? cap_t * share / (1 - share) : kUnbounded;
}

std::vector<SupplyOffer> credit_offers(const CreditBook& book, std::size_t year, double limit_t) {
  const double worth = times_of(book.worth);
  std::vector<SupplyOffer> offers;
  double left_t = std::max(0.0, std::floor(limit_t));
  for (const SupplyOffer& offer : book.offers[year]) {
    const double met_t = std::min(left_t, std::floor(offer.quantity_t * worth));
    if (met_t < 1) continue;
    left_t -= met_t;
    offers.push_back({currency_per_tonne(to_price_ceil(offer.price / worth)), met_t});
  }
  return offers;
}

}  // namespace tanshi
