// What an allowance is worth: to an emitter against the equilibrium of its own beliefs, to a
// market maker around the market's price, and by a laboratory's schedule.
#include "agents/valuation/valuation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "agents/abatement/rounding.h"
#include "agents/valuation/abatement_banking.h"
#include "agents/valuation/bank_demand.h"
#include "agents/valuation/induced.h"
#include "agents/valuation/inventory.h"
#include "tests/unit/agents/strategy/observations.h"

namespace tanshi {
namespace {

// economics.md section 3 (Rubin, Schennach): MAC p = 100 - e, baseline 100 a period, caps 90 x 5
// then 60 x 7, r = 5 %: the price starts at 20.7324 and the bank after the first year is what
// that leaves, 90 - (100 - 20.7324). Here one tonne of the table is a million.
constexpr double kScale = 1e6;

AggregateCurve rubin_market() {
  return AggregateCurve({AbatementCurve(LinearMac{0, 1 / kScale}, 100 * kScale)});
}

std::vector<FutureYear> rubin_future() {
  std::vector<FutureYear> future;
  for (int year = 1; year < 12; ++year) {
    future.push_back({100 * kScale, (year < 5 ? 90 : 60) * kScale});
  }
  return future;
}

TEST(BankDemand, IsThePublishedBankAtThePublishedPrice) {
  const BankDemand bank(rubin_market(), rubin_future(), 0.05, 100);

  EXPECT_NEAR(bank.at(20.7324) / kScale, 90 - (100 - 20.7324), 0.02);
}

TEST(BankDemand, FallsWithThePriceAndIsNothingWithoutAFuture) {
  const BankDemand bank(rubin_market(), rubin_future(), 0.05, 100);

  EXPECT_GT(bank.at(10), bank.at(20));
  EXPECT_GT(bank.at(20), bank.at(30));
  EXPECT_EQ(bank.at(1e9), 0);
  EXPECT_EQ(BankDemand().at(5), 0);
}

// A firm that is the whole market, and knows it.
SeatBrief rubin_brief() {
  SeatBrief brief = test_brief();
  brief.lot = Tonnes(1);
  brief.max_price = Price(10'000);
  brief.penalty = Price(10'000);
  brief.years = 12;
  brief.emitter = true;
  for (int year = 0; year < 12; ++year) {
    brief.cap.push_back(Tonnes(static_cast<std::int64_t>((year < 5 ? 90 : 60) * kScale)));
  }
  brief.firm.curve = AbatementCurve(LinearMac{0, 1 / kScale}, 100 * kScale);
  brief.firm.baseline_t = 100 * kScale;
  brief.firm.discount_rate = 0.05;
  brief.firm.believed_market_baseline_t = 100 * kScale;
  brief.firm.believed_market_curve = rubin_market();
  return brief;
}

Observation rubin_observation(double held) {
  Observation observation = test_observation();
  observation.allowances_available = to_tonnes_nearest(held * kScale);
  observation.circulation = to_tonnes_nearest(90 * kScale);
  observation.baseline = to_tonnes_nearest(100 * kScale);
  return observation;
}

TEST(AbatementBanking, BelievesThePriceOfTheEquilibrium) {
  const auto valuation = make_abatement_banking_valuation(rubin_brief());

  const Appraisal appraisal = valuation->appraise(rubin_observation(90));

  EXPECT_NEAR(currency_per_tonne(appraisal.fair), 20.7324, 0.02);
}

TEST(AbatementBanking, BuysWhatItLacksUpToItsWorthAndSellsWhatItCanSpare) {
  const auto valuation = make_abatement_banking_valuation(rubin_brief());

  const Appraisal lacking = valuation->appraise(rubin_observation(70));
  const Appraisal sparing = valuation->appraise(rubin_observation(110));

  EXPECT_GT(lacking.buy.quantity, Tonnes());
  EXPECT_EQ(lacking.sell.quantity, Tonnes());
  EXPECT_GT(lacking.buy.limit, lacking.fair);
  EXPECT_GT(sparing.sell.quantity, Tonnes());
  EXPECT_EQ(sparing.buy.quantity, Tonnes());
  EXPECT_LT(sparing.sell.limit, sparing.fair);
}

// Hot air in the only year: more is held than was ever going to be emitted, so that the last of it
// is worth nothing at any price. It is still for sale.
TEST(AbatementBanking, SellsWhatHasNoValueOfItsOwnAtTheLeastPrice) {
  SeatBrief brief = rubin_brief();
  brief.cap.resize(1);
  brief.years = 1;
  const auto valuation = make_abatement_banking_valuation(brief);

  const Appraisal appraisal = valuation->appraise(rubin_observation(200));

  EXPECT_EQ(appraisal.sell.limit, brief.tick);
  EXPECT_GT(appraisal.sell.quantity, Tonnes());
}

TEST(AbatementBanking, NeverPaysMoreThanGoingWithoutCosts) {
  SeatBrief brief = rubin_brief();
  brief.penalty = Price(500);
  const auto valuation = make_abatement_banking_valuation(brief);
  Observation observation = rubin_observation(1);
  observation.last = Price(2'000);

  const Appraisal appraisal = valuation->appraise(observation);

  EXPECT_LE(appraisal.buy.limit, Price(2'500));
}

TEST(AbatementBanking, AbatesWhatThePricePaysForOrWhatComplianceNeeds) {
  const auto valuation = make_abatement_banking_valuation(rubin_brief());
  Observation observation = rubin_observation(90);
  observation.trading = false;
  observation.last = Price(3'000);

  const auto by_price = valuation->abatement(observation);
  observation.allowances_available = to_tonnes_nearest(40 * kScale);
  const auto by_need = valuation->abatement(observation);

  EXPECT_EQ(by_price, to_tonnes_nearest(30 * kScale));
  EXPECT_EQ(by_need, to_tonnes_nearest(60 * kScale));
}

TEST(AbatementBanking, PaysThePenaltyRatherThanAbateAtAnyCost) {
  SeatBrief brief = rubin_brief();
  brief.penalty = Price(2'000);
  const auto valuation = make_abatement_banking_valuation(brief);
  Observation observation = rubin_observation(10);
  observation.trading = false;
  observation.last = Price(3'000);

  EXPECT_EQ(valuation->abatement(observation), to_tonnes_nearest(50 * kScale));
}

TEST(AbatementBanking, LearnsTheOthersBaselineFromPublishedEmissions) {
  SeatBrief brief = rubin_brief();
  brief.firm.believed_market_baseline_t = 120 * kScale;  // wrong
  const auto valuation = make_abatement_banking_valuation(brief);
  const Price first = valuation->appraise(rubin_observation(90)).fair;
  // A year at 20.73 in which 100 - 20.73 was emitted shows that it was 100.
  const std::vector<Tonnes> emissions = {to_tonnes_nearest((100 - 20.7324) * kScale)};
  const std::vector<Price> prices = {Price(2'073)};
  Observation second = rubin_observation(90);
  second.year = Year{2026};
  second.emissions = emissions;
  second.year_prices = prices;
  second.circulation = to_tonnes_nearest((90 + 10.7324) * kScale);

  const Price learnt = valuation->appraise(second).fair;

  EXPECT_GT(currency_per_tonne(first), 30);
  EXPECT_NEAR(currency_per_tonne(learnt), 20.7324 * 1.05, 0.05);
}

TEST(Inventory, LeansAgainstWhatItHolds) {
  const auto valuation = make_inventory_valuation(test_brief(), InventoryRule());
  Observation observation = test_observation();
  observation.last = Price(10'000);
  const Appraisal even = valuation->appraise(observation);

  observation.allowances_available = Tonnes(1'500);
  const Appraisal heavy = valuation->appraise(observation);

  EXPECT_EQ(even.buy.limit, Price(9'900));
  EXPECT_EQ(even.sell.limit, Price(10'100));
  EXPECT_EQ(heavy.buy.limit, Price(9'650));
  EXPECT_EQ(heavy.sell.limit, Price(9'850));
}

TEST(Inventory, MeansToHoldNothingWhenTheHorizonEnds) {
  const auto valuation = make_inventory_valuation(test_brief(), InventoryRule());
  Observation observation = test_observation();
  observation.last = Price(10'000);
  observation.year = Year{2027};
  observation.day = 9;

  const Appraisal appraisal = valuation->appraise(observation);

  EXPECT_EQ(appraisal.sell.limit, Price(9'600));
}

TEST(Inventory, IsSilentWithoutAPrice) {
  const auto valuation = make_inventory_valuation(test_brief(), InventoryRule());

  const Appraisal appraisal = valuation->appraise(test_observation());

  EXPECT_EQ(appraisal.buy.quantity, Tonnes());
  EXPECT_EQ(appraisal.sell.quantity, Tonnes());
}

TEST(Induced, GoesDownTheScheduleAndBackUpWhenATradeIsUndone) {
  InducedSchedule schedule;
  schedule.values = {{Price(90), Tonnes(1)}, {Price(80), Tonnes(2)}};
  const auto valuation = make_induced_valuation(schedule);
  Observation observation = test_observation();

  EXPECT_EQ(valuation->appraise(observation).buy.limit, Price(90));
  observation.allowances_available = Tonnes(1'002);
  EXPECT_EQ(valuation->appraise(observation).buy.limit, Price(80));
  observation.allowances_available = Tonnes(1'003);
  EXPECT_EQ(valuation->appraise(observation).buy.quantity, Tonnes());
  observation.allowances_available = Tonnes(1'000);
  EXPECT_EQ(valuation->appraise(observation).buy.limit, Price(90));
}

}  // namespace
}  // namespace tanshi
