// What a recorder keeps of the firms: the cost curves as they are drawn.
#include "scenarios/runner/recorder.h"

#include <vector>

#include <gtest/gtest.h>

#include "tests/unit/scenarios/runner/small_scenario.h"

namespace tanshi {
namespace {

// The prices recorded at `abated_t`, in order.
std::vector<double> prices_at(const FirmResult& firm, double abated_t) {
  std::vector<double> prices;
  for (const CurvePoint& point : firm.curve) {
    if (point.abated_t == abated_t) prices.push_back(point.price);
  }
  return prices;
}

std::vector<CurvePoint> recorded_curve(const AbatementCurve& curve) {
  Scenario scenario = small_scenario();
  scenario.firms.front().count = 1;
  scenario.firms.front().curve = curve;
  const World world = make_world(scenario, 1);
  return Recorder(scenario, world).firms().front().curve;
}

TEST(Recorder, KeepsBothPricesWhereAStepEnds) {
  const StepMac menu{{{10, 1'000}, {30, 777}, {20, 500}}};
  FirmResult firm;

  firm.curve = recorded_curve(AbatementCurve(menu));

  EXPECT_EQ(prices_at(firm, 0), (std::vector<double>{10}));
  EXPECT_EQ(prices_at(firm, 1'000), (std::vector<double>{10, 20}));
  EXPECT_EQ(prices_at(firm, 1'500), (std::vector<double>{20, 30}));
  EXPECT_EQ(prices_at(firm, 2'277), (std::vector<double>{30}));
}

TEST(Recorder, KeepsACurveInOrder) {
  const std::vector<CurvePoint> curve = recorded_curve(AbatementCurve(LinearMac{5, 0.001}, 1'000));

  ASSERT_GE(curve.size(), 2U);
  for (std::size_t i = 1; i < curve.size(); ++i) {
    EXPECT_GT(curve[i].abated_t, curve[i - 1].abated_t);
    EXPECT_GT(curve[i].price, curve[i - 1].price);
  }
  EXPECT_EQ(curve.front().price, 5);
  EXPECT_EQ(curve.back().abated_t, 1'000);
}

}  // namespace
}  // namespace tanshi
