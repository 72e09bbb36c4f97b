// What is learned in a sealed call: nothing to hide at one price for all, much where the own bid
// is paid to the lowest ask.
#include "scenarios/laboratory/learned_bids.h"

#include <gtest/gtest.h>

namespace tanshi {
namespace {

CallDesign six_on_six(PricingRule pricing) {
  CallDesign design;
  design.pricing = pricing;
  design.shades = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6};
  design.markups = {-0.6, -0.45, -0.3, -0.15, 0, 0.15, 0.3, 0.45, 0.6};
  design.rounds = 3'000;
  design.replications = 4;
  return design;
}

// With nothing to choose, the call finds all gains at the price that theory expects.
TEST(LearnedBids, TruthfulBidsMakeAllGains) {
  CallDesign design = six_on_six(PricingRule::kLowestAccepted);
  design.shades = {0};
  design.markups = {0};

  const CallMeasures measures = learn_bids(design);

  EXPECT_DOUBLE_EQ(measures.efficiency, 1);
  EXPECT_NEAR(measures.price_bias(), 0, 0.1);
}

TEST(LearnedBids, AllThatIsAskedForMoreThanItIsWorthIsLost) {
  CallDesign design = six_on_six(PricingRule::kLowestAccepted);
  design.shades = {0.999};
  design.markups = {1};

  EXPECT_LT(learn_bids(design).efficiency, 0.05);
}

// Cason and Plott 1996: under the EPA's rule bids are shaded and prices are below equilibrium.
TEST(LearnedBids, TheRuleOfTheEpaTeachesToShade) {
  const CallMeasures uniform = learn_bids(six_on_six(PricingRule::kLowestAccepted));
  const CallMeasures epa = learn_bids(six_on_six(PricingRule::kLowAskToHighBid));

  EXPECT_GT(epa.shade, uniform.shade + 0.1);
  EXPECT_LT(epa.price_bias(), uniform.price_bias() - 0.1);
  EXPECT_LT(epa.markup, 0);
}

TEST(LearnedBids, EqualSeedsGiveEqualFigures) {
  const CallDesign design = six_on_six(PricingRule::kLowAskToHighBid);
  CallDesign other = design;
  other.seed = 2;

  EXPECT_EQ(learn_bids(design).efficiency, learn_bids(design).efficiency);
  EXPECT_NE(learn_bids(design).price, learn_bids(other).price);
}

}  // namespace
}  // namespace tanshi
