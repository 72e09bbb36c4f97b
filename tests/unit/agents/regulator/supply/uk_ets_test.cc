// Proves the UK's rules: cost containment on the published months, volumes, unsold allowances.
#include "agents/regulator/supply/uk_ets.h"

#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

// SI 2021/484, regulation 12(2) as made (V).
TEST(UkCcm, AsksForMoreFromYearToYear) {
  EXPECT_EQ(uk_ccm_rule(Year{2021}).multiple, BasisPoints(20'000));
  EXPECT_EQ(uk_ccm_rule(Year{2021}).months, 3);
  EXPECT_EQ(uk_ccm_rule(Year{2022}).multiple, BasisPoints(25'000));
  EXPECT_EQ(uk_ccm_rule(Year{2022}).months, 3);
  EXPECT_EQ(uk_ccm_rule(Year{2023}).multiple, BasisPoints(30'000));
  EXPECT_EQ(uk_ccm_rule(Year{2030}).months, 6);
}

// May 49.09 and June 46.08 were above August's trigger of 44.74 (V, Argus, 13 July 2021); July's
// average of 44.15 was not (V), so that nothing was met in August.
TEST(UkCcm, WasNotMetInAugust2021) {
  const UkCcmRule rule = uk_ccm_rule(Year{2021});
  const std::vector<Price> months = {Price(4'909), Price(4'608), Price(4'415)};

  EXPECT_FALSE(uk_ccm_is_met(rule, Price(4'474), months));
  EXPECT_TRUE(
      uk_ccm_is_met(rule, Price(4'474), std::vector{Price(4'909), Price(4'608), Price(4'475)}));
}

// October, November and December 2021 were each above 56.58, January's trigger (V, New Power); the
// averages of October and November are not known here, December's was 60.98.
TEST(UkCcm, IsMetOnlyWhenEveryMonthIsAboveTheTrigger) {
  const UkCcmRule rule = uk_ccm_rule(Year{2021});
  const Price trigger(5'658);

  EXPECT_TRUE(uk_ccm_is_met(rule, trigger, std::vector{Price(5'659), Price(5'659), Price(6'098)}));
  EXPECT_FALSE(uk_ccm_is_met(rule, trigger, std::vector{Price(5'658), Price(5'659), Price(6'098)}));
  EXPECT_FALSE(uk_ccm_is_met(rule, trigger, std::vector{Price(5'659), Price(6'098)}));
}

TEST(UkAuctionVolume, IsTheCapLessWhatIsSetAside) {
  const UkAuctionVolume parts{.cap = Tonnes(1'000),
                              .aviation = Tonnes(40),
                              .industry_cap = Tonnes(500),
                              .flexible_share = Tonnes(60),
                              .new_entrants = Tonnes(20),
                              .brought_forward = Tonnes(10),
                              .added = Tonnes(5)};
  EXPECT_EQ(uk_auction_volume(parts), Tonnes(375));
  EXPECT_EQ(uk_auction_volume({.cap = Tonnes(1), .industry_cap = Tonnes(2)}), Tonnes());
}

UkRedistribution redistribute(std::int64_t unsold_t, const std::array<UkAuction, 4>& auctions) {
  const UkRedistribution result = uk_redistribute(Tonnes(unsold_t), auctions);
  Tonnes all = result.left;
  for (const Tonnes added : result.added) all += added;
  EXPECT_EQ(all, Tonnes(unsold_t));  // no tonne is lost
  return result;
}

// SI 2021/484, regulation 6(8) (V).
TEST(UkRedistribute, GivesEachOfFourAuctionsAQuarter) {
  const UkAuction even{Tonnes(1'000), Tonnes(1'000)};
  const auto result = redistribute(402, {even, even, even, even});

  EXPECT_EQ(result.added, (std::array{Tonnes(101), Tonnes(101), Tonnes(100), Tonnes(100)}));
  EXPECT_EQ(result.left, Tonnes());
}

TEST(UkRedistribute, LetsNoAuctionGrowBeyondItsLimit) {
  const UkAuction even{Tonnes(1'000), Tonnes(1'000)};
  const UkAuction full{Tonnes(1'000), Tonnes(1'250)};
  const UkAuction over{Tonnes(1'000), Tonnes(1'300)};

  EXPECT_EQ(redistribute(400, {full, even, even, even}).added,
            (std::array{Tonnes(), Tonnes(200), Tonnes(100), Tonnes(100)}));
  EXPECT_EQ(redistribute(1'000, {even, even, even, even}).left, Tonnes());
  EXPECT_EQ(redistribute(1'001, {even, even, even, even}).left, Tonnes(1));
  EXPECT_EQ(redistribute(10, {full, over, full, full}).left, Tonnes(10));
}

}  // namespace
}  // namespace tanshi
