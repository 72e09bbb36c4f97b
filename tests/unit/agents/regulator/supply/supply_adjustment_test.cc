// How a reserve moves through the years of a session.
#include "agents/regulator/supply/supply_adjustment.h"

#include <gtest/gtest.h>

namespace tanshi {
namespace {

constexpr Tonnes kMuch{1'000'000'000};

// The TNAC of 2022 and 2023, and the 272,350,737 and 266,816,768 t that the Commission published
// for them (market_rules.md 1.5): a third of each from September to December.
TEST(SupplyAdjustment, TheEuropeanReserveTakesInFromSeptemberToAugust) {
  ReserveState state;
  const AdjustmentRule rule = EuMsrAdjustment{EuMsrLaw::kReform2023};

  const Adjustment first = adjust_supply(rule, state, Year{2023}, Tonnes(1'134'794'738), kMuch);
  EXPECT_EQ(first.withheld, Tonnes(90'783'579));
  EXPECT_EQ(state.intake_left, Tonnes(272'350'737 - 90'783'579));

  const Adjustment second = adjust_supply(rule, state, Year{2024}, Tonnes(1'111'736'535), kMuch);
  EXPECT_EQ(second.withheld, Tonnes(272'350'737 - 90'783'579 + 88'938'922));
  EXPECT_EQ(state.holdings, first.withheld + second.withheld);
}

// On 1 January 2024 whatever is above 400 Mt stops being valid; then the TNAC of 350 Mt gives back.
TEST(SupplyAdjustment, TheEuropeanReserveForgetsWhatIsAboveItsLimitAndGivesBack) {
  ReserveState state{.holdings = Tonnes(900'000'000),
                     .intake_left = {},
                     .release_left = {},
                     .auctioned = Tonnes(700'000'000)};

  const Adjustment adjustment =
      adjust_supply(EuMsrAdjustment(), state, Year{2024}, Tonnes(350'000'000), kMuch);

  EXPECT_EQ(adjustment.invalidated, Tonnes(500'000'000));
  EXPECT_EQ(adjustment.released, Tonnes(33'333'333));
  EXPECT_EQ(state.release_left, Tonnes(66'666'667));
  EXPECT_EQ(state.holdings, Tonnes(400'000'000 - 33'333'333));
}

TEST(SupplyAdjustment, NoMoreIsWithheldThanWouldBeAuctionedNorReleasedThanIsHeld) {
  QuantityCollar collar;
  collar.bank_least = Tonnes(50);
  collar.bank_most = Tonnes(100);
  ReserveState state;

  EXPECT_EQ(adjust_supply(collar, state, Year{2025}, Tonnes(500), Tonnes(30)).withheld, Tonnes(30));
  EXPECT_EQ(adjust_supply(collar, state, Year{2026}, Tonnes(0), Tonnes(30)).released, Tonnes(30));
  EXPECT_EQ(state.holdings, Tonnes());
}

TEST(SupplyAdjustment, WithoutARuleNothingMoves) {
  ReserveState state{.holdings = Tonnes(7), .intake_left = {}, .release_left = {}, .auctioned = {}};
  const Adjustment adjustment = adjust_supply(NoAdjustment(), state, Year{2025}, kMuch, kMuch);

  EXPECT_EQ(adjustment.withheld, Tonnes());
  EXPECT_EQ(adjustment.released, Tonnes());
  EXPECT_EQ(state.holdings, Tonnes(7));
}

}  // namespace
}  // namespace tanshi
