#include "scenarios/model/apportion.h"

#include <algorithm>
#include <functional>
#include <numeric>

#include "agents/abatement/rounding.h"
#include "exchange/base/check.h"

namespace tanshi {

std::vector<Tonnes> apportion(Tonnes total, const std::vector<double>& weights) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  TANSHI_CHECK(sum > 0);
  std::vector<Tonnes> shares;
  std::vector<double> remainders;
  Tonnes left = total;
  for (const double weight : weights) {
    const double exact = to_double(total) * (weight / sum);
    shares.push_back(std::min(left, Tonnes(static_cast<std::int64_t>(exact))));
    remainders.push_back(exact - to_double(shares.back()));
    left -= shares.back();
  }
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::ranges::greater(),
                           [&](std::size_t i) { return remainders[i]; });
  // One round gives a tonne each; rounding of the doubles may leave a few for a second.
  for (std::size_t i = 0; left > Tonnes(); i = (i + 1) % order.size()) {
    shares[order[i]] += Tonnes(1);
    left -= Tonnes(1);
  }
  return shares;
}

}  // namespace tanshi
