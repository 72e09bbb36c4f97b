// Strategies of the literature one wake at a time: each rule as its paper states it, and the bound
// that none of them quotes beyond its limit.
#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <string_view>
#include <vector>

#include "agents/strategy/aa_target.h"
#include "agents/strategy/avellaneda_stoikov.h"
#include "agents/strategy/belief.h"
#include "agents/strategy/strategies.h"
#include "tests/unit/agents/strategy/observations.h"

namespace tanshi {
namespace {

Appraisal buyer(std::int64_t limit, Price fair = Price()) {
  return {{Price(limit), Tonnes(100)}, {}, fair};
}

Appraisal seller(std::int64_t limit, Price fair = Price()) {
  return {{}, {Price(limit), Tonnes(100)}, fair};
}

TapeEntry trade(Side taker, std::int64_t price) {
  return {true, taker, Price(price), Tonnes(100)};
}

TapeEntry shout(Side side, std::int64_t price) {
  return {false, side, Price(price), Tonnes(100)};
}

// A book with both sides, on the last day of a year or not.
Observation book(std::int64_t bid, std::int64_t ask) {
  Observation observation = test_observation();
  observation.bid = Price(bid);
  observation.bid_quantity = Tonnes(100);
  observation.ask = Price(ask);
  observation.ask_quantity = Tonnes(100);
  return observation;
}

// What a strategy shows of each wake; price 0: nothing.
class Listener {
 public:
  explicit Listener(std::string_view name, const SeatBrief& brief = test_brief())
      : strategy_(find_strategy(name)->make(brief)) {}

  Price quote(const Appraisal& appraisal, Observation observation,
              const std::vector<TapeEntry>& tape = {}) {
    observation.tape = tape;
    Decision decision;
    strategy_->quote(appraisal, observation, random_, decision);
    if (decision.intents.empty()) return {};
    return std::get<SubmitOrder>(decision.intents.front()).limit;
  }

 private:
  RandomStream random_{1, 1, 1};
  std::unique_ptr<Strategy> strategy_;
};

// ---- Beliefs (Gjerstad & Dickhaut 1998) --------------------------------------------------------

// Asks at 60 and 80, the one at 60 taken; bids at 40 and 50. At 60 the ask has TA = 1, no bid as
// high and no ask rejected so low: 1. At 80: none, and one rejected: 0. At 50: the ask taken at 60
// and the bid at 50 speak for it, and nothing against: 1.
TEST(MarketBelief, CountsWhatWasAcceptedAgainstWhatWasNot) {
  MarketBelief belief;
  belief.hear(std::vector{shout(Side::kSell, 60), shout(Side::kSell, 80), shout(Side::kBuy, 40),
                          shout(Side::kBuy, 50), trade(Side::kBuy, 60)});
  const auto prospects =
      belief.prospects({Side::kSell, Price(30), Price(1), Price(200)}, test_observation());

  for (const Prospect& one : prospects) {
    if (one.price <= Price(60)) {
      EXPECT_DOUBLE_EQ(one.chance, 1) << one.price.raw();
    } else {
      EXPECT_LT(one.chance, 1) << one.price.raw();
    }
    EXPECT_LT(one.price, Price(80));
  }
  // Half-way between two prices that occurred, the cubic is half-way.
  const auto* const middle = &*std::ranges::find(prospects, Price(70), &Prospect::price);
  EXPECT_NEAR(middle->chance, 0.5, 1e-9);
}

TEST(MarketBelief, AnOrderThatMeetsTheOtherSideIsSureAndOneBehindARivalHopeless) {
  MarketBelief belief;
  const auto prospects =
      belief.prospects({Side::kBuy, Price(90), Price(1), Price(200)}, book(40, 70));

  EXPECT_EQ(prospects.back().price, Price(70));
  EXPECT_DOUBLE_EQ(prospects.back().chance, 1);
  EXPECT_DOUBLE_EQ(prospects.back().surplus, 20);
  EXPECT_GT(prospects.front().price, Price(40));
}

TEST(Gd, TakesASureGainOrBidsWhereItExpectsMore) {
  const std::vector<TapeEntry> tape = {shout(Side::kSell, 60), trade(Side::kBuy, 60),
                                       shout(Side::kSell, 60), trade(Side::kBuy, 60)};

  // 60 was always accepted: it asks that, not the 50 that is bid.
  EXPECT_EQ(Listener("gd").quote(seller(30), book(50, 150), tape), Price(60));
  // Nothing can be gained by who must have more than anybody pays.
  EXPECT_EQ(Listener("gd").quote(seller(20'000), book(50, 60), tape), Price());
}

TEST(Gdx, WaitsForMoreTheMoreChancesAreLeft) {
  SeatBrief brief = test_brief();
  const std::vector<TapeEntry> tape = {shout(Side::kSell, 60), trade(Side::kBuy, 60),
                                       shout(Side::kSell, 90)};
  Observation last_day = book(55, 150);
  last_day.day = brief.days_per_year - 1;

  const Price patient = Listener("gdx").quote(seller(30), book(55, 150), tape);
  const Price hurried = Listener("gdx").quote(seller(30), last_day, tape);

  EXPECT_GT(patient, hurried);
  EXPECT_EQ(hurried, Listener("gd").quote(seller(30), last_day, tape));
}

// ---- AA (Vytelingum, Cliff & Jennings 2008) ----------------------------------------------------

TEST(AaModel, TargetsRunFromTheFarEndOverTheEquilibriumToTheLimit) {
  const AaModel buys{Side::kBuy, 150, 100, 200, -4};
  EXPECT_NEAR(buys.target(-1), 0, 1e-9);
  EXPECT_NEAR(buys.target(0), 100, 1e-9);
  EXPECT_NEAR(buys.target(1), 150, 1e-9);

  const AaModel sells{Side::kSell, 70, 100, 200, -4};
  EXPECT_NEAR(sells.target(-1), 200, 1e-9);
  EXPECT_NEAR(sells.target(0), 100, 1e-9);
  EXPECT_NEAR(sells.target(1), 70, 1e-9);
}

TEST(AaModel, AnExtraMarginalTraderAimsNoFurtherThanItsLimit) {
  const AaModel buys{Side::kBuy, 80, 100, 200, 2};
  EXPECT_NEAR(buys.target(0.5), 80, 1e-9);
  EXPECT_NEAR(buys.target(-1), 0, 1e-9);
}

// t = p* + (l - p*) (e^(r theta) - 1) / (e^theta - 1), by hand.
TEST(AaModel, FollowsThePublishedCurve) {
  const AaModel buys{Side::kBuy, 150, 100, 200, 2};

  EXPECT_NEAR(buys.target(0.5), 100 + 50 * (std::exp(1.0) - 1) / (std::exp(2.0) - 1), 1e-9);
}

TEST(AaModel, HasOneSlopeWhereItTurnsBold) {
  for (const double theta : {-8.0, -3.0, 0.0, 2.0}) {
    const AaModel sells{Side::kSell, 70, 100, 300, theta};
    const double step = 1e-5;
    const double passive = (sells.target(0) - sells.target(-step)) / step;
    const double bold = (sells.target(step) - sells.target(0)) / step;
    EXPECT_NEAR(passive, bold, 1e-2 * std::abs(bold)) << theta;
  }
}

TEST(AaModel, AggressivenessIsTheInverseOfTheTarget) {
  for (const Side side : {Side::kBuy, Side::kSell}) {
    for (const double theta : {-8.0, -1.0, 0.0, 2.0}) {
      const AaModel model{side, side == Side::kBuy ? 150.0 : 60.0, 100, 200, theta};
      for (double r = -0.9; r <= 0.9; r += 0.15)
        EXPECT_NEAR(model.aggressiveness(model.target(r)), r, 1e-6) << theta;
    }
  }
}

// ---- Avellaneda & Stoikov 2008 -----------------------------------------------------------------

// With the paper's g = 0.1, v = 2, k = 1.5 and s = 100: g v^2 (T - t) + (2 / g) ln(1 + g / k).
TEST(AvellanedaStoikov, SpreadAndReservationPriceAreThePublishedOnes) {
  const AsQuotes start = as_quotes(100, 0, 1);
  EXPECT_NEAR(start.spread, 0.4 + 20 * std::log(1 + 0.1 / 1.5), 1e-12);
  EXPECT_NEAR(start.spread, 1.69077, 1e-5);
  EXPECT_NEAR(as_quotes(100, 0, 0).spread, 1.29077, 1e-5);
  EXPECT_NEAR(start.reservation, 100, 1e-12);
  EXPECT_NEAR(as_quotes(100, 3, 0.5).reservation, 100 - 3 * 0.1 * 4 * 0.5, 1e-12);
  EXPECT_NEAR(as_quotes(5'000, 1, 1).reservation, 5'000 - 0.4 * 50, 1e-9);
}

TEST(AvellanedaStoikov, LeansAgainstWhatItHolds) {
  Appraisal both = buyer(20'000);
  both.sell = {Price(1), Tonnes(100)};
  Observation observation = book(9'900, 10'100);
  Listener maker("avellaneda_stoikov");
  const Price before = maker.quote(both, observation);
  observation.allowances_available += Tonnes(500);

  EXPECT_LT(maker.quote(both, observation), before);
}

// ---- Others ------------------------------------------------------------------------------------

TEST(Giveaway, QuotesItsLimit) {
  EXPECT_EQ(Listener("giveaway").quote(buyer(70), test_observation()), Price(70));
  EXPECT_EQ(Listener("giveaway").quote(seller(70), test_observation()), Price(70));
}

TEST(Sniper, WaitsUntilTheSpreadIsSmallAndThereIsAProfit) {
  Listener sniper("sniper");

  EXPECT_EQ(sniper.quote(buyer(100), book(50, 80)), Price());    // spread of 37 %
  EXPECT_EQ(sniper.quote(buyer(100), book(75, 80)), Price(80));  // of 6 %
  EXPECT_EQ(sniper.quote(buyer(81), book(75, 80)), Price());     // profit of 1.25 %
  EXPECT_EQ(sniper.quote(buyer(70), book(75, 80)), Price());     // a loss
}

TEST(Sniper, TakesAnyGainWhenTimeRunsOut) {
  Observation last_day = book(50, 80);
  last_day.day = 9;

  EXPECT_EQ(Listener("sniper").quote(buyer(81), last_day), Price(80));
}

TEST(Sniper, JumpsAtWhatIsBetterThanAnyPriceOfTheLastPeriod) {
  Listener sniper("sniper");
  sniper.quote(buyer(100), book(10, 95), {trade(Side::kBuy, 70), trade(Side::kBuy, 80)});
  Observation next_year = book(10, 65);
  next_year.year = Year{2026};

  EXPECT_EQ(sniper.quote(buyer(100), next_year), Price(65));
  next_year.ask = Price(75);
  EXPECT_EQ(sniper.quote(buyer(100), next_year), Price());  // a wide spread
  next_year.bid = Price(89);
  next_year.ask = Price(90);
  EXPECT_EQ(sniper.quote(buyer(100), next_year), Price());  // above all of last period
}

TEST(TrendFollower, BuysWhilePricesAreMoreThanOnePercentAboveTheirMean) {
  Listener follower("trend_follower");
  EXPECT_EQ(follower.quote(buyer(20'000), book(90, 110)), Price());

  const std::vector<TapeEntry> flat(10, trade(Side::kBuy, 100));
  EXPECT_EQ(follower.quote(buyer(20'000), book(90, 110), flat), Price());
  EXPECT_EQ(follower.quote(buyer(20'000), book(90, 110), {trade(Side::kBuy, 105)}), Price(110));
  EXPECT_EQ(follower.quote(seller(1), book(90, 110), {trade(Side::kBuy, 80)}), Price(90));
}

TEST(Fundamentalist, QuotesAroundWhatItHoldsForFair) {
  SeatBrief brief = test_brief();
  brief.emitter = true;
  Listener firm("fundamentalist", brief);
  EXPECT_EQ(firm.quote(buyer(20'000, Price(10'000)), test_observation()), Price(9'900));
  EXPECT_EQ(firm.quote(seller(1, Price(10'000)), test_observation()), Price(10'100));
  EXPECT_EQ(firm.quote(buyer(5'000, Price(10'000)), test_observation()), Price(5'000));

  Listener trader("fundamentalist");
  EXPECT_EQ(trader.quote(buyer(20'000), test_observation()), Price());
  const std::vector<TapeEntry> tape = {trade(Side::kBuy, 1'000), trade(Side::kBuy, 3'000)};
  EXPECT_EQ(trader.quote(buyer(20'000), test_observation(), tape), Price(1'980));
}

TEST(Noise, OrdersComeAtRandomTimes) {
  Listener noise("noise");
  int orders = 0;
  for (int i = 0; i < 10'000; ++i)
    orders += noise.quote(buyer(10'000), book(90, 110)) > Price() ? 1 : 0;

  EXPECT_NEAR(orders, 3'000, 200);  // 1 in 10 takes, 1 in 5 shows a limit order
}

// Nothing known of the others: elasticity 4, so l / (1 + 1/4) and l (1 + 1/3).
TEST(Withholder, ShadesItsLimitByTheElasticityThatItBelievesIn) {
  EXPECT_EQ(Listener("withholder").quote(buyer(10'000), test_observation()), Price(8'000));
  EXPECT_EQ(Listener("withholder").quote(seller(9'000), test_observation()), Price(12'000));
}

// Others abate 1,000 t for each unit of price (two such firms believed, itself one of them), so a
// price moves by 0.1 cents for each tonne: 100 t for sale lift it by 10 cents.
TEST(Withholder, AsksMoreByTheSlopeOfTheOthersCosts) {
  SeatBrief brief = test_brief();
  brief.emitter = true;
  brief.firm.curve = AbatementCurve(LinearMac{0, 0.001}, 1e6);
  brief.firm.believed_market_curve = AggregateCurve({brief.firm.curve, brief.firm.curve});
  Listener firm("withholder", brief);

  EXPECT_EQ(firm.quote(seller(5'000, Price(5'000)), test_observation()), Price(5'010));
  Observation sold = test_observation();
  sold.allowances_available -= Tonnes(300);
  EXPECT_EQ(firm.quote(seller(5'000, Price(5'000)), sold), Price(5'040));
}

TEST(RothErev, ComesBackToWhatPaid) {
  Listener learner("roth_erev");
  Observation observation = test_observation();
  // Bids of at least 60 % of its limit are taken at once, lower ones never.
  int good = 0;
  for (int i = 0; i < 4'000; ++i) {
    const Price bid = learner.quote(buyer(10'000), observation);
    if (bid >= Price(6'000)) observation.allowances_available += Tonnes(100);
    if (i >= 3'000 && bid >= Price(6'000)) ++good;
  }

  EXPECT_GT(good, 300);  // at random 130: a trial that does not pay lasts eight wakes
}

// ---- All of them -------------------------------------------------------------------------------

TEST(Literature, NoStrategyThatTakesLimitsQuotesBeyondThem) {
  RandomStream random(7, 1, 1);
  for (const StrategyEntry& entry : strategies()) {
    if (entry.name == "zi_u") continue;
    Listener listener(entry.name);
    for (int i = 0; i < 2'000; ++i) {
      Observation observation = test_observation();
      observation.year = Year{2025 + i / 700};
      observation.day = static_cast<std::int32_t>(random.uniform_int(0, 9));
      const std::int64_t bid = random.uniform_int(1, 9'000);
      observation.bid = Price(bid);
      observation.bid_quantity = Tonnes(random.uniform_int(0, 2) * 10);
      observation.ask = Price(bid + random.uniform_int(1, 5'000));
      observation.ask_quantity = Tonnes(random.uniform_int(0, 2) * 10);
      observation.last = observation.ask;
      const Side side = i % 2 == 0 ? Side::kBuy : Side::kSell;
      const std::vector<TapeEntry> tape = {shout(side, random.uniform_int(1, 15'000)),
                                           trade(side, random.uniform_int(1, 15'000))};
      const std::int64_t limit = random.uniform_int(1, 19'000);
      const Price fair(random.uniform_int(0, 1) * random.uniform_int(1, 15'000));
      const Price quoted = listener.quote(
          side == Side::kBuy ? buyer(limit, fair) : seller(limit, fair), observation, tape);
      if (quoted == Price()) continue;
      if (side == Side::kBuy) {
        EXPECT_LE(quoted, Price(limit)) << entry.name;
      } else {
        EXPECT_GE(quoted, Price(limit)) << entry.name;
      }
    }
  }
}

}  // namespace
}  // namespace tanshi
