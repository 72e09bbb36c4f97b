// What prices and books say of a market's quality, worked by hand.
#include "scenarios/runner/measures.h"

#include <cmath>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

namespace tanshi {
namespace {

// A year of days that closed at these prices, in cents; 0: no trade yet.
void add_year(RunResult& run, const std::vector<std::int64_t>& closes_cents) {
  YearResult& year = run.years.emplace_back();
  year.year = years_after(Year{2025}, static_cast<std::int32_t>(run.years.size()) - 1);
  for (const std::int64_t cents : closes_cents) {
    DayResult& day = run.days.emplace_back();
    day.year = year.year;
    day.close = Price(cents);
  }
}

TEST(Measures, VolatilityIsTheRootOfSquaredChangesOfTheLog) {
  RunResult run;
  add_year(run, {0, 1'000, 2'000, 1'000});

  measure_market(run);

  EXPECT_NEAR(run.years[0].volatility.value(), std::sqrt(2) * std::log(2), 1e-12);
}

TEST(Measures, OneCloseHasNoVolatilityAndYearsDoNotMix) {
  RunResult run;
  add_year(run, {1'000});
  add_year(run, {5'000, 5'000});

  measure_market(run);

  EXPECT_EQ(run.years[0].volatility, std::nullopt);
  EXPECT_EQ(run.years[1].volatility, 0);
}

// 9 to 11 is 2 of 10. The second day has no bid: its ask counts for depth alone.
TEST(Measures, SpreadIsOfTheDaysWithBothSidesAndDepthOfAll) {
  RunResult run;
  add_year(run, {1'000, 1'000});
  run.days[0].bid = Price(900);
  run.days[0].bid_quantity = Tonnes(30);
  run.days[0].ask = Price(1'100);
  run.days[0].ask_quantity = Tonnes(10);
  run.days[1].ask = Price(1'200);
  run.days[1].ask_quantity = Tonnes(8);

  measure_market(run);

  EXPECT_NEAR(run.years[0].spread.value(), 0.2, 1e-12);
  EXPECT_DOUBLE_EQ(run.years[0].depth_t, (20 + 4) / 2.0);
}

TEST(Measures, ABookThatIsAlwaysEmptyHasNoSpread) {
  RunResult run;
  add_year(run, {1'000});

  measure_market(run);

  EXPECT_EQ(run.years[0].spread, std::nullopt);
  EXPECT_EQ(run.years[0].depth_t, 0);
}

// Changes of log 2, log 2 and 0: their mean is 2/3 log 2, the sample deviation log 2 / sqrt 3.
TEST(Measures, PriceVariationIsOfYearsThatFollowEachOther) {
  RunResult run;
  for (const double price : {10.0, 20.0, 40.0, 40.0}) {
    add_year(run, {});
    run.years.back().price_mean = price;
  }
  add_year(run, {});

  measure_market(run);

  EXPECT_NEAR(run.price_variation.value(), std::log(2) / std::sqrt(3), 1e-12);
}

// 10 % above in one day and 10 % below in the other.
TEST(Measures, SmithsAlphaIsTheRootMeanSquareDeviationInPercent) {
  RunResult run;
  add_year(run, {1'100, 900});
  run.years[0].price_benchmark = 10;

  measure_market(run);

  EXPECT_NEAR(run.smith_alpha.value(), 10, 1e-9);
}

}  // namespace
}  // namespace tanshi
