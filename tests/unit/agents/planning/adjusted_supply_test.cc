// What years bring: at a price, to the path of a market, and under a rule that adjusts it.
#include "agents/planning/adjusted_supply.h"

#include <gtest/gtest.h>

#include <variant>
#include <vector>

namespace tanshi {
namespace {

TEST(YearSupply, AnOfferIsThereFromItsPriceUpwards) {
  const YearSupply supply{10, {{5, 20}, {8, 7}}};

  EXPECT_EQ(supply.at(4.99), 10);
  EXPECT_EQ(supply.at(5), 30);
  EXPECT_EQ(supply.at(100), 37);
}

// MAC p = 100 - e; 40 come free and 30 at a reserve price r. All 30 are sold where the price of
// a cap of 70, which is 30, is above r; at 45 emissions are 55, so 15 are.
TEST(YearSupply, APathBuysOnlyWhatIsWorthTheReservePrice) {
  const auto year = [](double reserve_price) {
    PathProblem problem;
    problem.years = {
        path_year({AbatementCurve(LinearMac{0, 1}, 100)}, 100, {40, {{reserve_price, 30}}})};
    return std::get<std::vector<PathPoint>>(hotelling_path(problem)).front();
  };

  EXPECT_NEAR(year(20).price, 30, 1e-9);
  EXPECT_NEAR(year(45).price, 45, 1e-9);
  EXPECT_NEAR(year(45).abatement_t, 45 + 15, 1e-9);  // abated and bought
}

constexpr YearSupply kNothing{};

// Half of what is above a bank of 10 is withheld from the year's auctions of 100; the bank that a
// year leaves is a tenth of what it brought: B = (100 - (B - 10) / 2) / 10 = 10.
TEST(AdjustedSupply, IsWhereRuleAndMarketFitEachOther) {
  QuantityCollar collar;
  collar.bank_most = Tonnes(4);
  collar.withheld_share = BasisPoints(5'000);
  const std::vector<YearSupply> by_law = {{0, {{1, 100}}}, {0, {{1, 100}}}};
  const auto bank_before = [](const std::vector<YearSupply>& supply) {
    return std::vector<double>{20, supply[0].offers[0].quantity_t / 10};
  };

  const std::vector<YearSupply> supply =
      adjusted_supply(by_law, collar, ReserveState(), Year{2025}, bank_before, 50);

  EXPECT_NEAR(supply[0].offers[0].quantity_t, 100 - 8, 1e-9);
  EXPECT_NEAR(supply[1].offers[0].quantity_t, 100 - 2, 1);  // in whole tonnes
}

TEST(AdjustedSupply, WithoutARuleIsWhatTheLawSays) {
  const std::vector<YearSupply> by_law = {{5, {{1, 100}}}, kNothing};
  const auto never = [](const std::vector<YearSupply>&) -> std::vector<double> {
    ADD_FAILURE() << "nothing to solve";
    return {};
  };

  EXPECT_EQ(adjusted_supply(by_law, NoAdjustment(), ReserveState(), Year{2025}, never, 50), by_law);
}

}  // namespace
}  // namespace tanshi
