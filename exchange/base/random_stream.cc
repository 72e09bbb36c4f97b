#include "exchange/base/random_stream.h"

#include <cmath>

#include "exchange/base/check.h"
#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

constexpr std::uint32_t kMultiplier0 = 0xD2511F53;
constexpr std::uint32_t kMultiplier1 = 0xCD9E8D57;
constexpr std::uint32_t kWeyl0 = 0x9E3779B9;
constexpr std::uint32_t kWeyl1 = 0xBB67AE85;
constexpr int kRounds = 10;

constexpr std::uint32_t low32(std::uint64_t wide) {
  return static_cast<std::uint32_t>(wide);
}
constexpr std::uint32_t high32(std::uint64_t wide) {
  return static_cast<std::uint32_t>(wide >> 32);
}

// Horner's rule, highest power first.
template <std::size_t N>
double polynomial(const std::array<double, N>& coefficients, double x) {
  double value = 0;
  for (const double c : coefficients) value = value * x + c;
  return value;
}

double inverse_normal(double p) {
  constexpr std::array a = {-3.969683028665376e+01, 2.209460984245205e+02,  -2.759285104469687e+02,
                            1.383577518672690e+02,  -3.066479806614716e+01, 2.506628277459239e+00};
  constexpr std::array b = {-5.447609879822406e+01, 1.615858368580409e+02,  -1.556989798598866e+02,
                            6.680131188771972e+01,  -1.328068155288572e+01, 1.0};
  constexpr std::array c = {-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
                            -2.549732539343734e+00, 4.374664141464968e+00,  2.938163982698783e+00};
  constexpr std::array d = {7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
                            3.754408661907416e+00, 1.0};
  constexpr double kTail = 0.02425;
  if (p < kTail) {
    const double q = std::sqrt(-2 * std::log(p));
    return polynomial(c, q) / polynomial(d, q);
  }
  if (p > 1 - kTail) {
    const double q = std::sqrt(-2 * std::log1p(-p));
    return -polynomial(c, q) / polynomial(d, q);
  }
  const double q = p - 0.5;
  return polynomial(a, q * q) * q / polynomial(b, q * q);
}

}  // namespace

std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < kRounds; ++round) {
    const std::uint64_t product0 = std::uint64_t{kMultiplier0} * counter[0];
    const std::uint64_t product1 = std::uint64_t{kMultiplier1} * counter[2];
    counter = {high32(product1) ^ counter[1] ^ key[0], low32(product1),
               high32(product0) ^ counter[3] ^ key[1], low32(product0)};
    key = {key[0] + kWeyl0, key[1] + kWeyl1};
  }
  return counter;
}

RandomStream::RandomStream(std::uint64_t seed, std::uint32_t owner, std::uint32_t purpose)
    : key_{low32(seed), high32(seed)}, counter_{0, 0, owner, purpose} {}

std::uint64_t RandomStream::next() {
  if (used_ == 4) {
    block_ = philox4x32(counter_, key_);
    if (++counter_[0] == 0) ++counter_[1];
    used_ = 0;
  }
  const std::uint64_t word = std::uint64_t{block_[used_ + 1]} << 32 | block_[used_];
  used_ += 2;
  return word;
}

std::int64_t RandomStream::uniform_int(std::int64_t low, std::int64_t high) {
  TANSHI_CHECK(low <= high);
  const std::uint64_t span = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
  if (span == 0) return static_cast<std::int64_t>(next());
  // Lemire's multiplication, rejecting the draws that would favour low values; ends because more
  // than half of all draws are accepted whatever the span.
  const std::uint64_t biased_below = (0 - span) % span;
  for (;;) {
    const auto wide = UInt128{next()} * span;
    if (static_cast<std::uint64_t>(wide) >= biased_below) {
      return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) +
                                       static_cast<std::uint64_t>(wide >> 64));
    }
  }
}

double RandomStream::uniform() {
  return static_cast<double>(next() >> 11) * 0x1.0p-53;
}

double RandomStream::normal() {
  // Half a step off zero, so that the logarithm of the tail is finite.
  return inverse_normal((static_cast<double>(next() >> 11) + 0.5) * 0x1.0p-53);
}

}  // namespace tanshi
