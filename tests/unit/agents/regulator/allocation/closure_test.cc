// Proves what a plant keeps that closes or produces much less.
#include "agents/regulator/allocation/closure.h"

#include <gtest/gtest.h>

#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

TEST(Closure, KeepsTheYearOrTheMonthsOrNothing) {
  EXPECT_EQ(allocation_at_closure(ClosureRule::kKeepYear, Tonnes(1'000), 1), Tonnes(1'000));
  EXPECT_EQ(allocation_at_closure(ClosureRule::kByMonths, Tonnes(1'000), 7), Tonnes(583));
  EXPECT_EQ(allocation_at_closure(ClosureRule::kByMonths, Tonnes(1'000), 12), Tonnes(1'000));
  EXPECT_EQ(allocation_at_closure(ClosureRule::kByMonths, Tonnes(1'000), 0), Tonnes());
  EXPECT_EQ(allocation_at_closure(ClosureRule::kReturnAll, Tonnes(1'000), 11), Tonnes());
}

// Decision 2011/278/EU, Article 23: the first threshold is V, the rest is a parameter.
TEST(Closure, CutsInBandsAtPartialCessation) {
  const auto kept = [](std::int64_t activity) {
    return allocation_after_cessation(kEuThirdPhaseCessation, Tonnes(1'001), Output(10'000),
                                      Output(activity));
  };
  EXPECT_EQ(kept(20'000), Tonnes(1'001));
  EXPECT_EQ(kept(5'001), Tonnes(1'001));
  EXPECT_EQ(kept(5'000), Tonnes(500));
  EXPECT_EQ(kept(2'501), Tonnes(500));
  EXPECT_EQ(kept(2'500), Tonnes(250));
  EXPECT_EQ(kept(1'001), Tonnes(250));
  EXPECT_EQ(kept(1'000), Tonnes());
  EXPECT_EQ(kept(0), Tonnes());
}

TEST(Closure, ComparesReductionsBeforeRounding) {
  // 49.99999 % of the largest output.
  EXPECT_EQ(allocation_after_cessation(kEuThirdPhaseCessation, kMaxQuantity, kMaxOutput,
                                       Output(kMaxOutput.raw() / 2 + 1)),
            kMaxQuantity);
}

}  // namespace
}  // namespace tanshi
