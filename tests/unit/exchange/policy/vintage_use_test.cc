// Proves which vintages serve which year.
#include "exchange/policy/vintage_use.h"

#include <gtest/gtest.h>

namespace tanshi {
namespace {

TEST(VintageUse, BanksForEverAndBorrowsNotUnlessTold) {
  EXPECT_TRUE(is_usable({}, Year{2020}, Year{2020}));
  EXPECT_TRUE(is_usable({}, Year{2020}, Year{2099}));
  EXPECT_FALSE(is_usable({}, Year{2021}, Year{2020}));
}

TEST(VintageUse, BanksForAsManyYearsAsTheRuleSays) {
  EXPECT_TRUE(is_usable({.bank_years = 2}, Year{2020}, Year{2022}));
  EXPECT_FALSE(is_usable({.bank_years = 2}, Year{2020}, Year{2023}));
  EXPECT_FALSE(is_usable({.bank_years = 0}, Year{2020}, Year{2021}));
}

TEST(VintageUse, BorrowsForAsManyYearsAsTheRuleSays) {
  EXPECT_TRUE(is_usable({.borrow_years = 1}, Year{2021}, Year{2020}));
  EXPECT_FALSE(is_usable({.borrow_years = 1}, Year{2022}, Year{2020}));
}

// China's vintages to 2024 lapse but for what is carried over.
TEST(VintageUse, EndsAllVintagesUpToABarrier) {
  const VintageRule rule{.barrier = Year{2024}};
  EXPECT_TRUE(is_usable(rule, Year{2019}, Year{2024}));
  EXPECT_FALSE(is_usable(rule, Year{2024}, Year{2025}));
  EXPECT_TRUE(is_usable(rule, Year{2025}, Year{2026}));
}

}  // namespace
}  // namespace tanshi
