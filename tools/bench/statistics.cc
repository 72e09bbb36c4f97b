#include "tools/bench/statistics.h"

#include <algorithm>
#include <iterator>

#include "exchange/base/check.h"

namespace tanshi {

double median(std::vector<double> values) {
  TANSHI_CHECK(!values.empty());
  const auto middle = values.begin() + std::ssize(values) / 2;
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace tanshi
