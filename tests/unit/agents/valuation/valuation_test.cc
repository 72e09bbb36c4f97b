// What an allowance is worth: to an emitter against the equilibrium of its own beliefs, to a
// market maker around the market's price, and by a laboratory's schedule.
#include "agents/valuation/valuation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>
#include <vector>

#include "agents/abatement/rounding.h"
#include "agents/valuation/abatement_banking.h"
#include "agents/valuation/bank_demand.h"
#include "agents/valuation/induced.h"
#include "agents/valuation/inventory.h"
#include "exchange/base/checked_math.h"
#include "tests/unit/agents/valuation/rubin_market.h"

namespace tanshi {
namespace {

TEST(BankDemand, IsThePublishedBankAtThePublishedPrice) {
  const AggregateCurve market = rubin_market();
  BankDemand bank(market, rubin_future(), 0.05, 100);

  EXPECT_NEAR(bank.at(20.7324) / kScale, 90 - (100 - 20.7324), 0.02);
}

// A penalty of thousands must not blur a price of tens.
TEST(BankDemand, IsAsSharpWhereTheHighestPriceIsFarAway) {
  const AggregateCurve market = rubin_market();
  BankDemand near(market, rubin_future(), 0.05, 100);
  BankDemand far(market, rubin_future(), 0.05, 100'000);

  EXPECT_EQ(near.at(20.7324), far.at(20.7324));
}

TEST(BankDemand, FallsWithThePriceAndIsNothingWithoutAFuture) {
  const AggregateCurve market = rubin_market();
  BankDemand bank(market, rubin_future(), 0.05, 100);

  EXPECT_GT(bank.at(10), bank.at(20));
  EXPECT_GT(bank.at(20), bank.at(30));
  EXPECT_EQ(bank.at(1e9), 0);
  EXPECT_EQ(BankDemand().at(5), 0);
}

TEST(AbatementBanking, BelievesThePriceOfTheEquilibrium) {
  const auto valuation = make_abatement_banking_valuation(rubin_brief());

  const Appraisal appraisal = valuation->appraise(rubin_observation(90));

  EXPECT_NEAR(currency_per_tonne(appraisal.fair), 20.7324, 0.02);
}

// What the firm abates when the year ends, holding so many millions: what its tonne is worth.
double worth_to(Expectations expectations, double held) {
  SeatBrief brief = rubin_brief();
  brief.firm.expectations = std::move(expectations);
  const auto valuation = make_abatement_banking_valuation(brief);
  Observation observation = rubin_observation(held);
  observation.trading = false;
  return to_double(valuation->abatement(observation).value()) / kScale;
}

// All together want to bank B(P) = 320 - P x (1.05 + ... + 1.05^11) at a price P below 21.45, and
// the firm lacks 10. At 21 that is 6.7403; it is short of nothing where it keeps 11, 1.632 times
// that. So it expects 1.05 x 21 x 1.0632 = 23.4436 of the next year. One that expects 21.77 plans
// as the market does.
TEST(AbatementBanking, KeepsMoreWhereItExpectsToGainByKeeping) {
  EXPECT_NEAR(worth_to(ModelExpectations{}, 90), 20.7324, 1e-3);
  EXPECT_NEAR(worth_to(RuleExpectations{20.7324, 0.05}, 90), 20.7324, 1e-3);
  EXPECT_NEAR(worth_to(RuleExpectations{23.4436 / 1.05, 0.05}, 90), 21, 1e-3);
}

TEST(AbatementBanking, KeepsNothingWhereItExpectsToLoseByKeeping) {
  EXPECT_NEAR(worth_to(RuleExpectations{5, 0}, 90), 10, 1e-3);
}

// Of theory's bank of 10.7324, the firm being all, at theory's prices; twice that where it is told
// of a price so much higher next year that it would keep more.
TEST(AbatementBanking, WithForesightKeepsWhatTheoryDoes) {
  ForesightExpectations known{std::vector(12, 20.7324), std::vector(12, 10.7324 * kScale)};
  known.price[1] = 20.7324 * 1.05;
  EXPECT_NEAR(worth_to(known, 90), 20.7324, 1e-3);
  known.price[1] = 99;
  EXPECT_NEAR(worth_to(known, 90), 10 + 2 * 10.7324, 1e-3);
  known.bank_t[0] = 0;
  EXPECT_NEAR(worth_to(known, 90), 10, 1e-3);
}

// The same at the end of the year's second day, after closes at 200 and at another price; it is
// averse by a third and given so many millions free of charge in every year.
double worth_at_risk(double allocation, Price second_close) {
  SeatBrief brief = rubin_brief();
  brief.firm.risk_aversion = 1.0 / 3;
  brief.firm.allocation.assign(12, to_tonnes_nearest(allocation * kScale));
  const auto valuation = make_abatement_banking_valuation(brief);
  Observation observation = rubin_observation(90);
  observation.close = Price(20'000);
  (void)valuation->appraise(observation);
  observation.day = 1;
  observation.close = second_close;
  observation.trading = false;
  return to_double(valuation->abatement(observation).value()) / kScale;
}

// It is the whole market, which is given 90. With 70 it will lack 20 more next year than all will.
// A change of the logarithm by 0.1 in a day is a variance of 0.1 in a year of ten: 1/3 x 0.1 stands
// against 0.1, so it keeps a quarter of the 20 on top: P - (320 - 14.91713 P) - 5 = 10.
TEST(AbatementBanking, UnderRiskWhoWillBeShortCoversEarlyAndWhoWillBeLongSellsEarly) {
  EXPECT_NEAR(worth_at_risk(70, Price(22'103)), 21.0465, 2e-3);
  EXPECT_NEAR(worth_at_risk(110, Price(22'103)), 20.4182, 2e-3);
  EXPECT_NEAR(worth_at_risk(90, Price(22'103)), 20.7324, 1e-3);
}

TEST(AbatementBanking, WithoutVolatilityRiskAversionChangesNothing) {
  EXPECT_NEAR(worth_at_risk(70, Price(20'000)), 20.7324, 1e-3);
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
  brief.supply.resize(1);
  brief.years = 1;
  const auto valuation = make_abatement_banking_valuation(brief);

  const Appraisal appraisal = valuation->appraise(rubin_observation(200));

  EXPECT_EQ(appraisal.sell.limit, brief.tick);
  EXPECT_GT(appraisal.sell.quantity, Tonnes());
}

// The penalty of 5, and an allowance to make good at the 20.73 that the firm expects: not the 200
// at which somebody has just traded, or a market of such firms would outbid itself without end.
TEST(AbatementBanking, NeverPaysMoreThanGoingWithoutCosts) {
  SeatBrief brief = rubin_brief();
  brief.penalty = Price(500);
  const auto valuation = make_abatement_banking_valuation(brief);
  Observation observation = rubin_observation(1);
  observation.last = Price(20'000);

  const Appraisal appraisal = valuation->appraise(observation);

  EXPECT_NEAR(currency_per_tonne(appraisal.buy.limit), 20.73 + 5, 0.02);
}

// Of what is held, 10 t of 100 are free to be abated or not in the one year of the brief.
SeatBrief one_year_brief(const AbatementCurve& curve) {
  SeatBrief brief = rubin_brief();
  brief.cap.resize(1);
  brief.supply.resize(1);
  brief.years = 1;
  brief.firm.curve = curve;
  brief.firm.believed_market_curve = AggregateCurve({curve});
  return brief;
}

TEST(AbatementBanking, AbatesWhatIsWorthItAtTheValueOfWhatItHolds) {
  const auto valuation = make_abatement_banking_valuation(rubin_brief());
  Observation observation = rubin_observation(90);
  observation.trading = false;

  const auto balanced = valuation->abatement(observation);
  observation.allowances_available = to_tonnes_nearest(40 * kScale);
  const auto short_of = valuation->abatement(observation);

  EXPECT_NEAR(to_double(balanced.value()) / kScale, 20.7324, 0.02);
  EXPECT_EQ(short_of, to_tonnes_nearest(60 * kScale));
}

TEST(AbatementBanking, PaysThePenaltyRatherThanAbateAtAnyCost) {
  SeatBrief brief = rubin_brief();
  brief.penalty = Price(2'000);
  const auto valuation = make_abatement_banking_valuation(brief);
  Observation observation = rubin_observation(10);
  observation.trading = false;

  EXPECT_NEAR(to_double(valuation->abatement(observation).value()) / kScale, 20.73 + 20, 0.02);
}

// At the cost of its only measure a firm is content with any holding that the measure can make
// up for: it does the share that leaves it what it needs.
TEST(AbatementBanking, TakesTheShareOfAFlatThatItsHoldingLeavesOpen) {
  const AbatementCurve flat(LinearMac{30, 0}, 50 * kScale);
  const auto valuation = make_abatement_banking_valuation(one_year_brief(flat));
  Observation observation = rubin_observation(90);
  observation.trading = false;

  for (const double held : {90.0, 75.0, 51.0}) {
    observation.allowances_available = to_tonnes_nearest(held * kScale);
    EXPECT_EQ(valuation->abatement(observation), to_tonnes_nearest((100 - held) * kScale));
  }
}

TEST(AbatementBanking, BuysBelowAndSellsAboveTheCostOfAFlat) {
  const AbatementCurve flat(LinearMac{30, 0}, 50 * kScale);
  const auto valuation = make_abatement_banking_valuation(one_year_brief(flat));
  Observation observation = rubin_observation(75);
  const std::vector<TapeEntry> tape = {{true, Side::kBuy, Price(2'999), Tonnes(1)}};
  (void)valuation->appraise(observation);  // the year's first wake
  observation.turn = 1;
  observation.tape = tape;

  observation.last = Price(2'999);
  const Appraisal below = valuation->appraise(observation);
  observation.last = Price(3'001);
  const Appraisal above = valuation->appraise(observation);

  EXPECT_EQ(below.buy.limit, Price(3'000));
  EXPECT_GT(below.buy.quantity, Tonnes());
  EXPECT_EQ(above.sell.limit, Price(3'000));
  EXPECT_GT(above.sell.quantity, Tonnes());
}

TEST(AbatementBanking, AsksForAllThatItLacksWhenTheYearEndsAndForALotIfItCan) {
  SeatBrief brief = rubin_brief();
  brief.lot = Tonnes(1'000'000);
  const auto valuation = make_abatement_banking_valuation(brief);
  const Tonnes early = valuation->appraise(rubin_observation(70)).buy.quantity;
  const Tonnes lot = valuation->appraise(rubin_observation(88)).buy.quantity;
  Observation last = rubin_observation(70);
  last.day = brief.days_per_year - 1;

  const Tonnes late = valuation->appraise(last).buy.quantity;

  EXPECT_NEAR(to_double(early), 0.25 * to_double(late), 2);
  EXPECT_EQ(lot, Tonnes(1'000'000));
}

// A firm that lacks 8 Gt in its one year.
struct Giant {
  SeatBrief brief = one_year_brief(AbatementCurve(LinearMac{0, 1 / kTonnes}, 100 * kTonnes));
  Observation observation = rubin_observation(2'000);

  Giant() {
    brief.firm.baseline_t = brief.firm.believed_market_baseline_t = 100 * kTonnes;
    brief.cap = {to_tonnes_nearest(90 * kTonnes)};
    brief.supply = {{90 * kTonnes, {}}};
    observation.circulation = to_tonnes_nearest(90 * kTonnes);
    observation.baseline = to_tonnes_nearest(100 * kTonnes);
  }

 private:
  static constexpr double kTonnes = 100 * kScale;
};

// It would ask for two at once: an order may ask for one, and is worth what that one saves.
TEST(AbatementBanking, AsksForNoMoreThanAnOrderMay) {
  const Giant giant;
  const auto valuation = make_abatement_banking_valuation(giant.brief);

  const Worth buy = valuation->appraise(giant.observation).buy;

  EXPECT_EQ(buy.quantity, kMaxOrderQuantity);
  EXPECT_EQ(buy.limit, Price(7'000));  // the MAC of 7 Gt
}

// At 5.00 it would abate 0.5 Gt of the 8.
TEST(AbatementBanking, BidsForMoreThanABidMayInSeveral) {
  Giant giant;
  AuctionNotice& auction = giant.observation.auction.emplace();
  auction.supply = Tonnes(9'000'000'000);
  auction.lot = Tonnes(1'000);
  auction.reserve_price = Price(500);
  const auto valuation = make_abatement_banking_valuation(giant.brief);

  Tonnes sum;
  for (const Worth& bid : valuation->demand(giant.observation)) {
    EXPECT_LE(bid.quantity, kMaxOrderQuantity);
    EXPECT_GT(bid.quantity, Tonnes());
    sum += bid.quantity;
  }
  EXPECT_EQ(sum, Tonnes(7'500'000'000));
}

// A maker whose second wake shows a trade at 100.00.
Appraisal appraise_after_trade(Valuation& maker, Observation observation) {
  const std::vector<TapeEntry> tape = {{true, Side::kBuy, Price(10'000), Tonnes(1)}};
  (void)maker.appraise(observation);
  observation.last = Price(10'000);
  observation.tape = tape;
  return maker.appraise(observation);
}

TEST(Inventory, LeansAgainstWhatItHolds) {
  const auto valuation = make_inventory_valuation(test_brief(), InventoryRule());
  Observation observation = test_observation();
  const Appraisal even = appraise_after_trade(*valuation, observation);

  observation.allowances_available = Tonnes(1'500);
  const Appraisal heavy = appraise_after_trade(*valuation, observation);

  EXPECT_EQ(even.buy.limit, Price(9'900));
  EXPECT_EQ(even.sell.limit, Price(10'100));
  EXPECT_FALSE(even.sell.pressing);
  EXPECT_EQ(heavy.buy.limit, Price(9'650));
  EXPECT_EQ(heavy.sell.limit, Price(9'850));
}

TEST(Inventory, MeansToHoldNothingWhenTheHorizonEnds) {
  const auto valuation = make_inventory_valuation(test_brief(), InventoryRule());
  Observation observation = test_observation();
  observation.year = Year{2027};
  observation.day = 9;

  const Appraisal appraisal = appraise_after_trade(*valuation, observation);

  EXPECT_EQ(appraisal.sell.limit, Price(9'500));
  EXPECT_TRUE(appraisal.sell.pressing);
}

TEST(Inventory, BeforeTheYearsFirstTradeItStandsBetweenTheQuotesOrIsSilent) {
  const auto valuation = make_inventory_valuation(test_brief(), InventoryRule());
  Observation observation = test_observation();
  (void)appraise_after_trade(*valuation, observation);
  observation.year = Year{2026};
  observation.last = Price(10'000);

  const Appraisal without = valuation->appraise(observation);
  observation.bid = Price(4'000);
  observation.bid_quantity = Tonnes(10);
  const Appraisal bid = valuation->appraise(observation);
  observation.ask = Price(6'000);
  observation.ask_quantity = Tonnes(10);
  const Appraisal both = valuation->appraise(observation);

  EXPECT_EQ(without.buy.quantity, Tonnes());
  EXPECT_EQ(without.sell.quantity, Tonnes());
  EXPECT_EQ(bid.sell.limit, Price(4'040));
  EXPECT_EQ(both.sell.limit, Price(5'050));
  EXPECT_EQ(both.buy.limit, Price(4'950));
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
