// Proves how much of later allowances may be borrowed.
#include "exchange/policy/borrowing.h"

#include <gtest/gtest.h>

namespace tanshi {
namespace {

TEST(Borrowing, IsAShareOfTheNextAllocation) {
  EXPECT_EQ(borrowing_limit(BasisPoints(1'500), Tonnes(1'000)), Tonnes(150));
  EXPECT_EQ(borrowing_limit(BasisPoints(1'500), Tonnes(99)), Tonnes(14));
  EXPECT_EQ(borrowing_limit(BasisPoints(0), Tonnes(99)), Tonnes());
}

// China, 2021 and 2022 (V): from a gap of 10 % on, half of it.
TEST(Borrowing, IsForThoseWhoLackMuch) {
  constexpr GapBorrowingRule kRule{BasisPoints(1'000), BasisPoints(5'000)};
  const Tonnes next(1'000'000);

  EXPECT_EQ(gap_borrowing_limit(kRule, Tonnes(1'000), Tonnes(901), next), Tonnes());
  EXPECT_EQ(gap_borrowing_limit(kRule, Tonnes(1'000), Tonnes(900), next), Tonnes(50));
  EXPECT_EQ(gap_borrowing_limit(kRule, Tonnes(1'001), Tonnes(901), next), Tonnes());
  EXPECT_EQ(gap_borrowing_limit(kRule, Tonnes(1'000), Tonnes(799), next), Tonnes(100));
  EXPECT_EQ(gap_borrowing_limit(kRule, Tonnes(1'000), Tonnes(1'000), next), Tonnes());
}

TEST(Borrowing, IsNeverMoreThanTheNextAllocation) {
  constexpr GapBorrowingRule kRule{BasisPoints(1'000), BasisPoints(5'000)};
  EXPECT_EQ(gap_borrowing_limit(kRule, Tonnes(1'000), Tonnes(800), Tonnes(70)), Tonnes(70));
}

}  // namespace
}  // namespace tanshi
