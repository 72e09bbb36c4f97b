// Proves what a reserve grants.
#include "agents/regulator/allocation/new_entrants.h"

#include <gtest/gtest.h>

#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

TEST(NewEntrants, AreGrantedWhatTheyClaimToTheEndOfThePhase) {
  EXPECT_EQ(new_entrant_grant(Tonnes(480'200'000), Tonnes(1'000'000), 7),
            (NewEntrantGrant{Tonnes(1'000'000), Tonnes(7'000'000)}));
}

TEST(NewEntrants, AreGrantedWhatIsLeftDividedByTheYears) {
  EXPECT_EQ(new_entrant_grant(Tonnes(700), Tonnes(100), 7),
            (NewEntrantGrant{Tonnes(100), Tonnes(700)}));
  EXPECT_EQ(new_entrant_grant(Tonnes(699), Tonnes(100), 7),
            (NewEntrantGrant{Tonnes(99), Tonnes(693)}));
  EXPECT_EQ(new_entrant_grant(Tonnes(6), Tonnes(100), 7), NewEntrantGrant());
}

TEST(NewEntrants, NeverGetMoreThanTheReserve) {
  Tonnes left(1'000);
  for (int entrant = 0; entrant < 50; ++entrant)
    left -= new_entrant_grant(left, Tonnes(13), 1 + entrant % 8).reserved;
  EXPECT_GE(left, Tonnes());
  EXPECT_EQ(new_entrant_grant(kMaxQuantity, kMaxQuantity, 100).reserved, kMaxQuantity);
}

}  // namespace
}  // namespace tanshi
