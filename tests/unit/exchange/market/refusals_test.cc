// Proves that docs/errors.md lists exactly the reasons to refuse that the code has, by their
// numbers and names, in the order of their precedence.
#include <algorithm>
#include <fstream>
#include <regex>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "exchange/market/reject_reason.h"

namespace tanshi {
namespace {

using Rows = std::vector<std::pair<int, std::string>>;

// TANSHI_ERRORS is the path of docs/errors.md, set by CMake.
Rows documented() {
  const std::regex row(R"(\| (\d+) \| `(\w+)` \| .+ \|)");
  std::ifstream page(TANSHI_ERRORS);
  Rows rows;
  std::smatch match;
  for (std::string line; std::getline(page, line);) {
    if (std::regex_match(line, match, row)) rows.emplace_back(std::stoi(match[1]), match[2]);
  }
  return rows;
}

TEST(Refusals, AreThoseOfThePage) {
  Rows named;
  for (int number = 0; number < 256; ++number) {
    const auto name = name_of(static_cast<RejectReason>(number));
    if (!name.empty()) named.emplace_back(number, name);
  }

  EXPECT_EQ(named, documented());
  EXPECT_EQ(named.size(), 29U);
}

}  // namespace
}  // namespace tanshi
