#include "agents/regulator/allocation/shares.h"

#include <algorithm>
#include <numeric>

#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

Int128 sum_of(std::span<const Tonnes> weights) {
  Int128 sum = 0;
  for (const Tonnes weight : weights) {
    TANSHI_CHECK(weight >= Tonnes() && weight <= kMaxQuantity);
    sum += weight.raw();
  }
  return sum;
}

}  // namespace

std::vector<Tonnes> divide_in_proportion(Tonnes pool, std::span<const Tonnes> weights) {
  TANSHI_CHECK(pool >= Tonnes() && pool <= kMaxQuantity);
  const Int128 sum = sum_of(weights);
  std::vector<Tonnes> shares(weights.size());
  if (sum == 0) return shares;

  std::vector<Int128> fractions(weights.size());  // in 1/sum tonnes
  Tonnes left = pool;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const Int128 product = Int128{pool.raw()} * weights[i].raw();
    shares[i] = Tonnes(div_floor(product, sum));
    fractions[i] = product % sum;
    left -= shares[i];
  }
  std::vector<std::size_t> by_fraction(weights.size());
  std::iota(by_fraction.begin(), by_fraction.end(), std::size_t{0});
  std::ranges::sort(by_fraction, [&](std::size_t a, std::size_t b) {
    return fractions[a] != fractions[b] ? fractions[a] > fractions[b] : a < b;
  });
  // The fractions add up to `left`, each is below 1: there are more of them than tonnes left.
  for (std::size_t i = 0; left > Tonnes(); ++i, left -= Tonnes(1))
    shares[by_fraction[i]] += Tonnes(1);
  return shares;
}

std::vector<Tonnes> divide_equally(Tonnes pool, std::size_t count) {
  TANSHI_CHECK(count > 0);
  return divide_in_proportion(pool, std::vector<Tonnes>(count, Tonnes(1)));
}

std::vector<Tonnes> fit_to_pool(Tonnes pool, std::span<const Tonnes> claims) {
  if (sum_of(claims) <= pool.raw()) return {claims.begin(), claims.end()};
  return divide_in_proportion(pool, claims);
}

}  // namespace tanshi
