#include "agents/regulator/allocation/california_adjustment.h"

#include <array>
#include <cstddef>

#include "exchange/base/check.h"

namespace tanshi {
namespace {

constexpr std::array kThousandths{981, 963, 944, 925, 907, 888, 869, 851, 817, 783,
                                  749, 715, 681, 647, 613, 579, 545, 511, 494};

}  // namespace

PartsPerMillion california_cap_adjustment(Year year) {
  TANSHI_CHECK(year >= kFirstCapAdjustment && year <= kLastCapAdjustment);
  const auto row = static_cast<std::size_t>(raw(year) - raw(kFirstCapAdjustment));
  return PartsPerMillion(std::int64_t{1'000} * kThousandths.at(row));
}

}  // namespace tanshi
