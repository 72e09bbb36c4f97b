// Proves the budgets on 17 CCR 95841 and Quebec's orders (V).
#include "agents/regulator/cap/wci_budgets.h"

#include <gtest/gtest.h>

namespace tanshi {
namespace {

TEST(WciBudgets, AreTheTableOfCaliforniasRegulation) {
  EXPECT_EQ(california_budget(Year{2013}), Tonnes(162'800'000));
  EXPECT_EQ(california_budget(Year{2014}), Tonnes(159'700'000));
  EXPECT_EQ(california_budget(Year{2015}), Tonnes(394'500'000));
  EXPECT_EQ(california_budget(Year{2020}), Tonnes(334'200'000));
  EXPECT_EQ(california_budget(Year{2021}), Tonnes(320'800'000));
  EXPECT_EQ(california_budget(Year{2025}), Tonnes(267'400'000));
  EXPECT_EQ(california_budget(Year{2030}), Tonnes(200'500'000));
  EXPECT_EQ(california_budget(Year{2031}), Tonnes(193'800'000));
}

TEST(WciBudgets, FallByEqualStepsAfterCaliforniasTable) {
  EXPECT_EQ(california_budget(Year{2032}), Tonnes(187'100'000));
  EXPECT_EQ(california_budget(Year{2050}), Tonnes(66'500'000));
  EXPECT_DEATH((void)california_budget(Year{2051}), "CHECK failed");
}

TEST(WciBudgets, AreThoseOfQuebecsOrders) {
  EXPECT_EQ(quebec_budget(Year{2013}), Tonnes(23'200'000));
  EXPECT_EQ(quebec_budget(Year{2015}), Tonnes(65'300'000));
  EXPECT_EQ(quebec_budget(Year{2018}), Tonnes(58'960'000));
  EXPECT_EQ(quebec_budget(Year{2021}), Tonnes(55'260'000));
  EXPECT_EQ(quebec_budget(Year{2030}), Tonnes(44'140'000));
  EXPECT_DEATH((void)quebec_budget(Year{2031}), "CHECK failed");
}

}  // namespace
}  // namespace tanshi
