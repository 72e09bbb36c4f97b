// Runs every table of tests/tables (*.market), each as it stands and with a market that is
// restored from its state after each command.
#include <algorithm>
#include <filesystem>
#include <string>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "tests/testing/market_table.h"

namespace tanshi {
namespace {

// TANSHI_TABLES is the folder, set by CMake.
std::vector<std::string> table_names() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(TANSHI_TABLES)) {
    if (entry.path().extension() == ".market") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

using Case = std::tuple<std::string, TableMode>;

class MarketTables : public testing::TestWithParam<Case> {};

TEST_P(MarketTables, GiveTheEventsThatTheySay) {
  const auto& [name, mode] = GetParam();
  run_market_table(std::string(TANSHI_TABLES) + "/" + name + ".market", mode);
}

INSTANTIATE_TEST_SUITE_P(All, MarketTables,
                         testing::Combine(testing::ValuesIn(table_names()),
                                          testing::Values(TableMode::kPlain, TableMode::kRestored)),
                         [](const testing::TestParamInfo<Case>& table) {
                           const bool plain = std::get<1>(table.param) == TableMode::kPlain;
                           return std::get<0>(table.param) + (plain ? "" : "_restored");
                         });

}  // namespace
}  // namespace tanshi
