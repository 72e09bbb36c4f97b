#include "agents/regulator/supply/price_trigger.h"

#include "exchange/base/check.h"
#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

constexpr std::int64_t kOnce = 10'000;  // basis points

}  // namespace

MeanPrice mean_price(std::span<const Price> prices) {
  TANSHI_CHECK(!prices.empty() && prices.size() <= 1'000'000);
  MeanPrice mean{0, static_cast<std::int64_t>(prices.size())};
  for (const Price price : prices) {
    TANSHI_CHECK(price >= Price() && price <= kMaxPrice);
    mean.sum += price.raw();
  }
  return mean;
}

Price rounded(MeanPrice mean) {
  return Price(mul_div_nearest(mean.sum, 1, mean.count));
}

Price times(BasisPoints multiple, MeanPrice reference) {
  TANSHI_CHECK(reference.count > 0);
  return Price(mul_div_nearest(reference.sum, multiple.raw(), reference.count * kOnce));
}

bool is_above(MeanPrice mean, BasisPoints multiple, MeanPrice reference) {
  TANSHI_CHECK(mean.count > 0 && reference.count > 0);
  return Int128{mean.sum} * reference.count * kOnce >
         Int128{reference.sum} * mean.count * multiple.raw();
}

std::size_t periods_above(std::span<const Price> means, Price trigger) {
  std::size_t count = 0;
  while (count < means.size() && means[means.size() - 1 - count] > trigger) ++count;
  return count;
}

}  // namespace tanshi
