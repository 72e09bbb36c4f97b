// What a firm expects of the year that begins: from what was published, and as far as that goes.
#include "agents/valuation/market_outlook.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "agents/abatement/rounding.h"
#include "tests/unit/agents/valuation/rubin_market.h"

namespace tanshi {
namespace {

// Two years as a firm sees them begin; the first ended with these figures published.
class TwoYears {
 public:
  explicit TwoYears(SeatBrief brief) : brief_(std::move(brief)), outlook_(brief_) {
    outlook_.begin_year(rubin_observation(90));
  }

  MarketOutlook& after(double emitted, Price price, double circulation) {
    emissions_ = {to_tonnes_nearest(emitted * kScale)};
    prices_ = {price};
    Observation second = rubin_observation(90);
    second.year = Year{2026};
    second.emissions = emissions_;
    second.year_prices = prices_;
    second.circulation = to_tonnes_nearest(circulation * kScale);
    outlook_.begin_year(second);
    return outlook_;
  }

  MarketOutlook& outlook() { return outlook_; }

 private:
  SeatBrief brief_;
  MarketOutlook outlook_;
  std::vector<Tonnes> emissions_;
  std::vector<Price> prices_;
};

SeatBrief flat_brief() {
  SeatBrief brief = rubin_brief();
  brief.firm.curve = AbatementCurve(LinearMac{30, 0}, 50 * kScale);
  brief.firm.believed_market_curve = AggregateCurve({brief.firm.curve});
  return brief;
}

TEST(MarketOutlook, ExpectsThePriceOfTheEquilibriumAtFirst) {
  TwoYears years(rubin_brief());

  EXPECT_EQ(years.outlook().baseline_t(), 100 * kScale);
  EXPECT_NEAR(currency_per_tonne(years.outlook().opening_price()), 20.7324, 0.02);
}

// A year at 20.73 in which 100 - 20.73 was emitted shows that it was 100, but for the 5 % by which
// the last measure may have cost something else: 79.27 + 1.05 x 20.73.
TEST(MarketOutlook, LearnsTheBaselineFromPublishedEmissionsAsFarAsThePriceTells) {
  SeatBrief brief = rubin_brief();
  brief.firm.believed_market_baseline_t = 120 * kScale;

  TwoYears years(brief);

  const MarketOutlook& learnt = years.after(100 - 20.73, Price(2'073), 100.73);

  EXPECT_NEAR(learnt.baseline_t() / kScale, 79.27 + 1.05 * 20.73, 1e-6);
}

// A recession of a tenth in the first year is published as it comes: it explains why 90 - 10 was
// emitted at a price of 10, and the year after is as it was always believed to be.
TEST(MarketOutlook, WhatStrikesAllMovesTheYearAndNotTheBeliefAboutTheOthers) {
  const SeatBrief brief = rubin_brief();
  MarketOutlook outlook(brief);
  std::vector<PartsPerMillion> activity(12, PartsPerMillion(1'000'000));
  Observation observation = rubin_observation(90);
  observation.activity = activity;
  outlook.begin_year(observation);
  const double bank_t = outlook.bank_at(10);
  activity[0] = PartsPerMillion(900'000);
  outlook.expect_supply(observation);
  EXPECT_DOUBLE_EQ(outlook.baseline_t(), 90 * kScale);
  EXPECT_EQ(outlook.bank_at(10), bank_t);
  activity[11] = PartsPerMillion(900'000);
  outlook.expect_supply(observation);
  EXPECT_NEAR(outlook.bank_at(10), bank_t - 10 * kScale, 1);

  const std::vector<Tonnes> emissions = {to_tonnes_nearest(80 * kScale)};
  const std::vector<Price> prices = {Price(1'000)};
  observation.year = Year{2026};
  observation.emissions = emissions;
  observation.year_prices = prices;
  outlook.begin_year(observation);

  EXPECT_DOUBLE_EQ(outlook.baseline_t(), 100 * kScale);
}

// All firms can abate 50 at 30. That 80 were emitted at 29.99 may mean that none, or all, was.
TEST(MarketOutlook, AFlatNearTheYearsPriceLeavesTheBeliefAlone) {
  TwoYears years(flat_brief());

  EXPECT_EQ(years.after(80, Price(2'999), 90).baseline_t(), 100 * kScale);
}

TEST(MarketOutlook, AYearWithoutAPriceTellsOnlyWhatIsPossible) {
  SeatBrief brief = flat_brief();
  EXPECT_EQ(TwoYears(brief).after(80, Price(), 90).baseline_t(), 100 * kScale);

  brief.firm.believed_market_baseline_t = 150 * kScale;
  EXPECT_EQ(TwoYears(brief).after(80, Price(), 90).baseline_t(), 130 * kScale);
}

TEST(MarketOutlook, OpensAtTheDiscountRateAboveLastYearWhereABankWasCarriedOver) {
  TwoYears years(rubin_brief());

  const Price opening = years.after(79.27, Price(2'000), 100.73).opening_price();

  EXPECT_EQ(opening, Price(2'100));
}

// It expected 10, saw 9, and learnt that 90 + 1.05 x 9 would have been emitted: 29.45 is what the
// new cap asks for, and 9 x 29.45 / 10 what the market will make of it.
TEST(MarketOutlook, OpensWithoutABankWhereTheExpectedPriceMovedTo) {
  SeatBrief brief = rubin_brief();
  brief.banking = false;
  brief.cap = {Tonnes(90'000'000), Tonnes(70'000'000)};
  brief.supply = {{90'000'000, {}}, {70'000'000, {}}};
  TwoYears years(brief);
  ASSERT_EQ(years.outlook().opening_price(), Price(1'000));

  const Price opening = years.after(90, Price(900), 70).opening_price();

  EXPECT_EQ(opening, Price(2'651));
}

TEST(MarketOutlook, OpensNoMoreThanTheDiscountRateHigherWhereAllowancesCouldHaveBeenKept) {
  SeatBrief brief = rubin_brief();
  brief.cap = {Tonnes(90'000'000), Tonnes(70'000'000)};
  brief.supply = {{90'000'000, {}}, {70'000'000, {}}};
  TwoYears years(brief);

  EXPECT_EQ(years.after(90, Price(2'000), 70).opening_price(), Price(2'100));
}

TEST(MarketOutlook, OpensAtATickWhereAllowancesAreWorthless) {
  SeatBrief brief = rubin_brief();
  brief.cap = {Tonnes(90'000'000), Tonnes(200'000'000)};
  brief.supply = {{90'000'000, {}}, {200'000'000, {}}};
  TwoYears years(brief);

  EXPECT_EQ(years.after(90, Price(2'000), 200).opening_price(), brief.tick);
}

// Even where the firm believes that the caps cannot be kept, a tonne is worth no more than the
// dearest measure (100) and two penalties: one now, and one in the price of making good.
TEST(MarketOutlook, GoingWithoutNeverCostsMoreThanTheLastMeasureAndTwoPenalties) {
  SeatBrief brief = rubin_brief();
  brief.max_price = Price(10'000'000);
  brief.firm.believed_market_baseline_t = 1'000 * kScale;

  EXPECT_NEAR(TwoYears(brief).outlook().cost_of_going_without(), 100 + 2 * 100, 1e-9);
}

TEST(MarketOutlook, AFineThatFollowsThePriceCostsItsMultipleAndTheAllowance) {
  SeatBrief brief = rubin_brief();
  brief.penalty = Price(100);
  brief.penalty_price_times = BasisPoints(30'000);
  TwoYears years(brief);

  EXPECT_NEAR(years.outlook().cost_of_going_without(), 4 * 20.7324, 0.1);
}

TEST(MarketOutlook, APenaltyThatSparesTheAllowanceIsTheHighestPrice) {
  SeatBrief brief = rubin_brief();
  brief.penalty = Price(800);
  brief.make_good = false;
  TwoYears years(brief);

  EXPECT_EQ(years.outlook().cost_of_going_without(), 8);
  EXPECT_EQ(years.outlook().opening_price(), Price(800));
}

// Half of the first year's emissions may wait for the second, which is as plentiful as the first is
// short: 100 - 90 and 100 - 130 are abated at nothing, where the first alone would ask for 10.
TEST(MarketOutlook, WhatIsNotYetDueNeedNotBeAbatedYet) {
  SeatBrief brief = rubin_brief();
  brief.cap = {Tonnes(90'000'000), Tonnes(130'000'000)};
  brief.supply = {{90'000'000, {}}, {130'000'000, {}}};
  EXPECT_EQ(TwoYears(brief).outlook().opening_price(), Price(1'000));

  brief.deferred_share = {0.5, 0};

  EXPECT_EQ(TwoYears(brief).outlook().opening_price(), brief.tick);
}

TEST(MarketOutlook, NoMoreIsBankedThanMayBeCarriedOver) {
  SeatBrief brief = rubin_brief();
  brief.most_carried = Tonnes(2'000'000);
  TwoYears years(brief);

  EXPECT_EQ(years.outlook().bank_at(5), 2'000'000);
  EXPECT_EQ(years.outlook().opening_price(), Price(1'200));
}

TEST(MarketOutlook, SurvivesABeliefThatEmissionsVanish) {
  SeatBrief brief = rubin_brief();
  brief.firm.believed_market_growth = -1.5;
  TwoYears years(brief);

  EXPECT_GE(years.after(79.27, Price(2'073), 100.73).baseline_t(), 0);
  EXPECT_GE(years.outlook().opening_price(), brief.tick);
}

}  // namespace
}  // namespace tanshi
