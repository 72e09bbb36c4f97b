// A plant's figures against ones worked out by hand, and what a firm would have paid alone.
#include "exchange/classroom/plant_view.h"

#include <gtest/gtest.h>

#include "agents/abatement/rounding.h"
#include "exchange/classroom/alone.h"

namespace tanshi {
namespace {

// MAC of q tonnes: q / 100 currency units.
AbatementCurve slope_of_a_cent(double most_t = kUnbounded) {
  return AbatementCurve(LinearMac{.intercept = 0, .slope = 0.01}, most_t);
}

PlantFacts facts_of(std::int64_t baseline_t, std::int64_t held_t) {
  PlantFacts facts;
  facts.baseline = Tonnes(baseline_t);
  facts.held = Tonnes(held_t);
  facts.penalty = Price(100'00);
  return facts;
}

HeldCredits credits(std::int64_t units, std::int64_t worth_bps, std::int64_t quota_bps) {
  HeldCredits held;
  held.units = Tonnes(units);
  held.terms.worth = BasisPoints(worth_bps);
  held.terms.quota = BasisPoints(quota_bps);
  return held;
}

TEST(PlantView, TheBalancingAbatementIsWhatIsMissing) {
  const PlantFigures figures = plant_figures(slope_of_a_cent(), facts_of(10'000, 8'000));

  EXPECT_EQ(figures.obligation, Tonnes(10'000));
  EXPECT_EQ(figures.covered, Tonnes(8'000));
  EXPECT_EQ(figures.balancing, Tonnes(2'000));
  EXPECT_EQ(figures.next_tonne, Cash(20'00));
  EXPECT_EQ(figures.max_abatement, Tonnes(10'000));
}

TEST(PlantView, WhatIsDecidedLowersTheObligationAndCosts) {
  PlantFacts facts = facts_of(10'000, 8'000);
  facts.abatement = Tonnes(1'000);
  facts.debts = Tonnes(50);
  facts.passed = 0.5;

  const PlantFigures figures = plant_figures(slope_of_a_cent(), facts);

  EXPECT_EQ(figures.obligation, Tonnes(9'050));
  EXPECT_EQ(figures.emitted, Tonnes(4'500));
  EXPECT_EQ(figures.abatement_cost, Cash(5'000'00));  // 0.01 x 1000^2 / 2
  EXPECT_EQ(figures.balancing, Tonnes(2'050));
}

TEST(PlantView, CreditsMeetWhatIsOwedWithinTheirQuota) {
  PlantFacts facts = facts_of(10'000, 8'000);
  facts.credits = {credits(300, 10'000, 500), credits(2'000, 5'000, 800)};

  const PlantFigures figures = plant_figures(slope_of_a_cent(), facts);

  // All 300 of the first, whose quota is 500; of the second 1,600, which meet the quota of 800.
  EXPECT_EQ(figures.met_by_credits, Tonnes(1'100));
  EXPECT_EQ(figures.covered, Tonnes(9'100));
  // What is abated is owed no more, and lowers the quota.
  const Tonnes left = Tonnes(10'000) - figures.balancing;
  EXPECT_LE(lack_at(facts, figures.balancing), Tonnes());
  EXPECT_GT(lack_at(facts, figures.balancing - Tonnes(1)), Tonnes());
  EXPECT_NEAR(to_double(left), 8'300 / 0.92, 2);
}

TEST(PlantView, ForwardsBringAllowancesOrTakeThem) {
  PlantFacts facts = facts_of(10'000, 8'000);

  facts.forward = Tonnes(500);
  EXPECT_EQ(plant_figures(slope_of_a_cent(), facts).covered, Tonnes(8'500));
  facts.forward = Tonnes(-500);
  EXPECT_EQ(plant_figures(slope_of_a_cent(), facts).balancing, Tonnes(2'500));
}

TEST(PlantView, BeyondTheMostATonneIsWorthThePenalty) {
  const PlantFigures figures = plant_figures(slope_of_a_cent(1'500), facts_of(10'000, 8'000));

  EXPECT_EQ(figures.max_abatement, Tonnes(1'500));
  EXPECT_EQ(figures.balancing, Tonnes(2'000));
  EXPECT_EQ(figures.next_tonne, Cash(100'00));
}

TEST(PlantView, ALongFirmNeedsNoAbatement) {
  const PlantFigures figures = plant_figures(slope_of_a_cent(), facts_of(10'000, 12'000));

  EXPECT_EQ(figures.balancing, Tonnes());
  EXPECT_EQ(figures.next_tonne, Cash());
}

TEST(PlantView, BalancesWhereEvenNoEmissionsAreNotEnough) {
  PlantFacts facts = facts_of(1'000, 0);
  facts.debts = Tonnes(500);

  EXPECT_EQ(plant_figures(slope_of_a_cent(), facts).balancing, Tonnes(1'500));
}

// What is promised is floor(90 % of emissions) less the advance: each tonne abated covers a tenth.
TEST(PlantView, ASettledAllocationFollowsEmissions) {
  PlantFacts facts = facts_of(10'000, 7'000);
  facts.allocation = AllocationTerms{.advance = Tonnes(7'000),
                                     .by_output = Tonnes(20'000),
                                     .floor = BasisPoints(),
                                     .ceiling = BasisPoints(9'000)};

  const PlantFigures figures = plant_figures(slope_of_a_cent(), facts);

  EXPECT_EQ(figures.covered, Tonnes(9'000));
  EXPECT_EQ(figures.balancing, Tonnes(10'000));
  facts.held = Tonnes(7'500);
  EXPECT_EQ(lack_at(facts, plant_figures(slope_of_a_cent(), facts).balancing), Tonnes());
  EXPECT_GT(lack_at(facts, plant_figures(slope_of_a_cent(), facts).balancing - Tonnes(10)),
            Tonnes());
}

TEST(PlantView, StepsAreExactAndLinesAreTwoPoints) {
  const AbatementCurve steps(StepMac{{{.price = 30, .quantity_t = 50}, {5, 100}}});

  const std::vector<CurvePoint> points = curve_points(steps, Tonnes(120));

  EXPECT_EQ(points, (std::vector<CurvePoint>{{Tonnes(0), Cash(5'00)},
                                             {Tonnes(100), Cash(5'00)},
                                             {Tonnes(100), Cash(30'00)},
                                             {Tonnes(120), Cash(30'00)}}));
  EXPECT_EQ(curve_points(slope_of_a_cent(), Tonnes(1'000)),
            (std::vector<CurvePoint>{{Tonnes(0), Cash(0)}, {Tonnes(1'000), Cash(10'00)}}));
  EXPECT_TRUE(curve_points(slope_of_a_cent(), Tonnes()).empty());
}

TEST(Alone, AFirmAbatesWhatItLacksAndBanksWhatItHas) {
  const std::vector<AloneYear> years = {
      {.baseline = Tonnes(10'000), .allocation = Tonnes(10'500), .penalty = Price(100'00)},
      {.baseline = Tonnes(10'000), .allocation = Tonnes(8'500), .penalty = Price(100'00)}};

  const AloneStand stand = alone(slope_of_a_cent(), years, /*make_good=*/true, /*banking=*/true);
  const AloneStand lapsed = alone(slope_of_a_cent(), years, /*make_good=*/true, /*banking=*/false);

  EXPECT_EQ(stand.cost, Cash(5'000'00));  // 1000 t in the second year
  EXPECT_EQ(stand.bank, Tonnes());
  EXPECT_EQ(lapsed.cost, Cash(11'250'00));  // 1500 t
}

TEST(Alone, WhatItCannotAbateIsFinedAndOwedAgain) {
  const std::vector<AloneYear> years = {
      {.baseline = Tonnes(10'000), .allocation = Tonnes(9'000), .penalty = Price(100'00)},
      {.baseline = Tonnes(10'000), .allocation = Tonnes(10'000), .penalty = Price(100'00)}};

  const AloneStand stand = alone(slope_of_a_cent(600), years, /*make_good=*/true, true);

  EXPECT_EQ(stand.debt, Tonnes());
  // 600 t and 400 t abated, 400 t fined once.
  EXPECT_EQ(stand.cost, Cash(1'800'00 + 800'00 + 40'000'00));
  EXPECT_EQ(alone(slope_of_a_cent(600), {years[0]}, true, true).debt, Tonnes(400));
  EXPECT_EQ(alone(slope_of_a_cent(600), {years[0]}, false, true).debt, Tonnes());
}

}  // namespace
}  // namespace tanshi
