// Horizontal sums of curves: the sum at a price, its inverse through flats and jumps, least cost.
#include "agents/abatement/aggregate_curve.h"

#include <vector>

#include <gtest/gtest.h>

namespace tanshi {
namespace {

// A line from 0, a menu with a flat at 10 and a jump from 10 to 50, and a free first part.
AggregateCurve mixed() {
  return AggregateCurve({AbatementCurve(LinearMac{0, 0.1}, 1000),
                         AbatementCurve(StepMac{{{10, 100}, {50, 100}}}),
                         AbatementCurve(QuadraticMac{0.0085, -0.0986}, 60)});
}

AggregateCurve only_steps() {
  return AggregateCurve({AbatementCurve(StepMac{{{10, 100}, {50, 100}}}),
                         AbatementCurve(StepMac{{{10, 300}, {20, 40}}})});
}

TEST(AggregateCurve, AbatementIsTheSumOfTheMembers) {
  const AggregateCurve curve = mixed();
  for (double price : {0.0, 3.0, 10.0, 49.0, 50.0, 1e6}) {
    double sum_t = 0;
    for (const AbatementCurve& member : curve.members()) sum_t += member.abatement_at(price);
    EXPECT_DOUBLE_EQ(curve.abatement_at(price), sum_t);
  }
  EXPECT_DOUBLE_EQ(curve.max_abatement_t(), 1260);
}

TEST(AggregateCurve, MarginOfIsTheInverseEverywhere) {
  const AggregateCurve curve = mixed();
  for (double q = 0; q <= 1260; q += 1.25) {
    EXPECT_NEAR(curve.abatement_at(curve.margin_of(q)), q, 1e-9) << q;
  }
}

TEST(AggregateCurve, OnAFlatMembersShareProRata) {
  const AggregateCurve curve = only_steps();

  const Margin margin = curve.margin_of(200);

  EXPECT_DOUBLE_EQ(margin.price, 10);
  EXPECT_DOUBLE_EQ(curve.members()[0].abatement_at(margin), 50);
  EXPECT_DOUBLE_EQ(curve.members()[1].abatement_at(margin), 150);
}

TEST(AggregateCurve, WhereASupplyJumpsTheLowPriceCounts) {
  const AggregateCurve curve = only_steps();

  EXPECT_DOUBLE_EQ(curve.mac_of_last(400), 10);
  EXPECT_DOUBLE_EQ(curve.mac_of_last(400.001), 20);
  EXPECT_DOUBLE_EQ(curve.mac_of_last(440), 20);
  EXPECT_DOUBLE_EQ(curve.mac_of_last(441), 50);
}

// 0.1 + 0.2 is more than 0.3 by a rounding: two whole projects all the same.
TEST(AggregateCurve, RoundingLeavesNoProjectUnfinished) {
  const AggregateCurve curve({AbatementCurve(StepMac{{{10, 0.1}, {11, 0.2}, {99, 5}}})});

  const Margin margin = curve.margin_of(0.3);

  EXPECT_DOUBLE_EQ(margin.price, 11);
  EXPECT_EQ(margin.share, 1);
}

TEST(AggregateCurve, FreeAbatementHasPriceZero) {
  const AggregateCurve curve = mixed();

  const Margin margin = curve.margin_of(5.8);

  EXPECT_EQ(margin.price, 0);
  EXPECT_NEAR(margin.share, 0.5, 1e-12);
}

TEST(AggregateCurve, AmountsOutsideItsRangeCountAsItsEnds) {
  const AggregateCurve curve = only_steps();

  EXPECT_EQ(curve.margin_of(-5).price, 0);
  EXPECT_EQ(curve.abatement_at(curve.margin_of(-5)), 0);
  EXPECT_DOUBLE_EQ(curve.abatement_at(curve.margin_of(1e9)), 540);
  EXPECT_DOUBLE_EQ(curve.margin_of(1e9).price, 50);
}

// p = 0.1 q and p = 0.3 q: 400 tonnes at the least cost are 300 and 100, at a price of 30.
TEST(AggregateCurve, TotalCostIsLeast) {
  const AggregateCurve curve(
      {AbatementCurve(LinearMac{0, 0.1}), AbatementCurve(LinearMac{0, 0.3})});

  EXPECT_NEAR(curve.mac_of_last(400), 30, 1e-9);
  EXPECT_NEAR(curve.total_cost(400), 0.05 * 300 * 300 + 0.15 * 100 * 100, 1e-6);
}

TEST(AggregateCurve, UnboundedMembersReachAnyAmount) {
  const AggregateCurve curve(
      {AbatementCurve(LinearMac{0, 1e-6}), AbatementCurve(QuadraticMac{1e-9, 0})});

  EXPECT_NEAR(curve.abatement_at(curve.margin_of(3e9)), 3e9, 1e-3);
  EXPECT_EQ(curve.max_abatement_t(), kUnbounded);
}

TEST(AggregateCurve, EmptyAbatesNothing) {
  const AggregateCurve none;

  EXPECT_EQ(none.abatement_at(1e9), 0);
  EXPECT_EQ(none.margin_of(10).price, 0);
  EXPECT_EQ(none.total_cost(10), 0);
}

TEST(AggregateCurve, ScalesAndRepricesMemberByMember) {
  const AggregateCurve curve = mixed();

  EXPECT_NEAR(curve.scaled(3).abatement_at(20), 3 * curve.abatement_at(20), 1e-9);
  EXPECT_NEAR(curve.repriced(2).abatement_at(40), curve.abatement_at(20), 1e-9);
}

}  // namespace
}  // namespace tanshi
