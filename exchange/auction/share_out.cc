#include "exchange/auction/share_out.h"

#include <algorithm>
#include <numeric>

#include "exchange/base/check.h"
#include "exchange/base/checked_math.h"

namespace tanshi {

std::vector<std::int64_t> share_out(std::int64_t total, std::span<const std::int64_t> weights,
                                    std::int64_t unit, std::span<const std::size_t> queue) {
  const std::int64_t sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
  TANSHI_CHECK(unit >= 1 && total >= 0 && total <= sum && queue.size() == weights.size());

  std::vector<std::int64_t> shares(weights.size());
  std::int64_t left = total;
  for (std::size_t i = 0; i < weights.size() && sum > 0; ++i) {
    shares[i] = mul_div_floor(total, weights[i], sum) / unit * unit;
    left -= shares[i];
  }
  for (const std::size_t i : queue) {
    const std::int64_t extra = std::min({unit, weights[i] - shares[i], left});
    shares[i] += extra;
    left -= extra;
  }
  TANSHI_CHECK(left == 0);
  return shares;
}

}  // namespace tanshi
