// Proves Article 29a in both versions, and the rules of the EU's second system, at their edges.
#include <vector>

#include <gtest/gtest.h>

#include "agents/regulator/supply/eu_article_29a.h"
#include "agents/regulator/supply/eu_ets2.h"
#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

constexpr MeanPrice kReference{2'000, 1};

EuPriceRelease article_29a(EuArticle29a version, const std::vector<Price>& months,
                           Tonnes holdings = kMaxQuantity, bool decided = true) {
  return eu_article_29a(version, eu_article_29a_rule(version), months, kReference, holdings,
                        decided);
}

TEST(EuArticle29a, AsksFirstForMoreThanSixMonthsEachAboveThreeTimes) {
  const auto version = EuArticle29a::kDirective2009;
  const std::vector<Price> seven(7, Price(6'001));
  std::vector<Price> broken = seven;
  broken[3] = Price(6'000);

  EXPECT_TRUE(article_29a(version, seven).is_met);
  EXPECT_EQ(article_29a(version, seven).release, Tonnes(100'000'000));
  EXPECT_FALSE(article_29a(version, std::vector<Price>(6, Price(6'001))).is_met);
  EXPECT_FALSE(article_29a(version, broken).is_met);
  EXPECT_EQ(article_29a(version, seven).trigger, Price(6'000));
}

TEST(EuArticle29a, ThenForAnAverageOfSixMonthsAboveTwoPointFourTimes) {
  const auto version = EuArticle29a::kReform2023;
  std::vector<Price> six(6, Price(4'800));

  EXPECT_FALSE(article_29a(version, six).is_met);
  six[0] = Price(4'801);
  EXPECT_TRUE(article_29a(version, six).is_met);
  EXPECT_EQ(article_29a(version, six).release, Tonnes(75'000'000));
  six.insert(six.begin(), Price(1));  // a month too early counts no more
  EXPECT_TRUE(article_29a(version, six).is_met);
  EXPECT_FALSE(article_29a(version, std::vector<Price>(5, Price(9'000))).is_met);
}

TEST(EuArticle29a, ReleasesWhatIsHeldAtMostAndOnlyIfDecided) {
  const std::vector<Price> months(7, Price(9'000));
  for (const auto version : {EuArticle29a::kDirective2009, EuArticle29a::kReform2023}) {
    EXPECT_EQ(article_29a(version, months, Tonnes(3)).release, Tonnes(3));
    EXPECT_EQ(article_29a(version, months, kMaxQuantity, false).release, Tonnes());
    EXPECT_TRUE(article_29a(version, months, kMaxQuantity, false).is_met);
  }
}

TEST(EuEts2, ReserveMovesByTheBandOfTheTnac) {
  const EuEts2MsrRule rule;
  const Tonnes held(600'000'000);
  const auto release = [&](std::int64_t tnac_t) {
    return eu_ets2_msr(rule, Tonnes(tnac_t), held).release;
  };

  EXPECT_EQ(eu_ets2_msr(rule, Tonnes(440'000'001), held).intake, Tonnes(100'000'000));
  EXPECT_EQ(eu_ets2_msr(rule, Tonnes(440'000'000), held), EuMsrMovement());
  EXPECT_EQ(release(260'000'000), Tonnes());
  EXPECT_EQ(release(259'999'999), Tonnes(2));
  EXPECT_EQ(release(235'000'000), Tonnes(50'000'000));
  EXPECT_EQ(release(210'000'000), Tonnes(100'000'000));
  EXPECT_EQ(release(209'999'999), Tonnes(100'000'000));
  EXPECT_EQ(eu_ets2_msr(rule, Tonnes(), Tonnes(7)).release, Tonnes(7));
}

TEST(EuEts2, MayHaveNoGradualPart) {
  EuEts2MsrRule rule;
  rule.gradual_below = rule.release_below;

  EXPECT_EQ(eu_ets2_msr(rule, rule.release_below, kMaxQuantity), EuMsrMovement());
  EXPECT_EQ(eu_ets2_msr(rule, rule.release_below - Tonnes(1), kMaxQuantity).release, rule.release);
}

TEST(EuEts2, ReleasesWhenEachOfTwoMonthsIsAboveTheIndexedTrigger) {
  const EuEts2PriceRule rule;
  const Price trigger = eu_ets2_trigger(rule, BasisPoints(12'345));
  const std::vector<Price> above = {Price(1), Price(5'556), Price(5'556)};
  const auto release = [&](const std::vector<Price>& months, Tonnes released, Tonnes held) {
    return eu_ets2_price_release(rule, trigger, months, released, held);
  };

  EXPECT_EQ(trigger, Price(5'555));  // 55.5525
  EXPECT_EQ(release(above, Tonnes(), kMaxQuantity), Tonnes(20'000'000));
  EXPECT_EQ(release({Price(5'556), Price(5'555)}, Tonnes(), kMaxQuantity), Tonnes());
  EXPECT_EQ(release(above, Tonnes(70'000'000), kMaxQuantity), Tonnes(10'000'000));
  EXPECT_EQ(release(above, Tonnes(90'000'000), kMaxQuantity), Tonnes());
  EXPECT_EQ(release(above, Tonnes(), Tonnes(5)), Tonnes(5));
}

}  // namespace
}  // namespace tanshi
