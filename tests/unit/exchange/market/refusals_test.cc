// Proves that docs/errors.md lists exactly the reasons to refuse that the code has, by their
// numbers and names, in the order of their precedence.
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "exchange/market/reject_reason.h"

namespace tanshi {
namespace {

using Rows = std::vector<std::pair<int, std::string>>;

// The rows of the table; TANSHI_ERRORS is the path of docs/errors.md, set by CMake.
Rows documented() {
  std::ifstream page(TANSHI_ERRORS);
  Rows rows;
  for (std::string line; std::getline(page, line);) {
    std::istringstream words(line);
    std::string bar;
    std::string name;
    int number = 0;
    if (words >> bar >> number >> bar >> name && name.size() > 2) {
      rows.emplace_back(number, name.substr(1, name.size() - 2));  // without its backticks
    }
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
  EXPECT_EQ(named.size(), 53U);
}

}  // namespace
}  // namespace tanshi
