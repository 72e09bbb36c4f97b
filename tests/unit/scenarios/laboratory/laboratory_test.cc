// An experiment from its design to its figures: what is told to whom, what a trade is worth, and
// that equal seeds give equal markets.
#include "scenarios/laboratory/laboratory.h"

#include <gtest/gtest.h>

#include <cmath>

#include "scenarios/laboratory/measures.h"

namespace tanshi {
namespace {

LaboratoryGroup group(std::string name, std::int32_t count, std::string strategy) {
  LaboratoryGroup one;
  one.name = std::move(name);
  one.count = count;
  one.strategy = std::move(strategy);
  return one;
}

// Gode & Sunder's first market.
LaboratoryDesign first_market(const std::string& strategy) {
  LaboratoryDesign design;
  design.periods = 3;
  design.turns = 1'000;
  LaboratoryGroup buyers = group("buyers", 6, strategy);
  for (const int value : {102, 97, 92, 87, 82, 77}) buyers.values.emplace_back(value * 100);
  LaboratoryGroup sellers = group("sellers", 6, strategy);
  for (const int cost : {34, 46, 58, 70, 82, 94}) sellers.costs.emplace_back(cost * 100);
  design.groups = {buyers, sellers};
  return design;
}

TEST(LaboratoryDesign, DealsAListAroundTheTradersOfAGroup) {
  LaboratoryDesign design;
  LaboratoryGroup buyers = group("buyers", 2, "zi_c");
  buyers.values = {Price(500), Price(400), Price(300)};
  buyers.dealt = true;
  design.groups = {buyers};

  const auto units = units_in_period(design, 1);

  EXPECT_EQ(units[0].values, (std::vector{Price(500), Price(300)}));
  EXPECT_EQ(units[1].values, (std::vector{Price(400)}));
}

TEST(LaboratoryDesign, AShiftHoldsFromItsPeriodOn) {
  LaboratoryDesign design = first_market("zi_c");
  design.shifts = {{2, 0, {Price(9'900)}, {}}, {3, 0, {Price(100)}, {}}};

  EXPECT_EQ(units_in_period(design, 1).front().values.size(), 6U);
  EXPECT_EQ(units_in_period(design, 2).front().values, (std::vector{Price(9'900)}));
  EXPECT_EQ(units_in_period(design, 3).front().values, (std::vector{Price(100)}));
  EXPECT_EQ(units_in_period(design, 3).back().costs.size(), 6U);
}

TEST(Laboratory, EqualSeedsGiveEqualMarketsAndOthersDoNot) {
  const LaboratoryDesign design = first_market("zi_c");

  EXPECT_EQ(play_laboratory(design, 1).events_hash, play_laboratory(design, 1).events_hash);
  EXPECT_NE(play_laboratory(design, 1).events_hash, play_laboratory(design, 2).events_hash);
}

// ZI-U trades every unit: 918 of 1,020 are gained, whoever trades with whom.
TEST(Laboratory, UnconstrainedTradersTradeAllTheyHave) {
  const LaboratoryDesign design = first_market("zi_u");
  const LaboratoryRun run = play_laboratory(design, 1);

  for (const LaboratoryPeriod& period : run.periods) EXPECT_EQ(period.trades.size(), 36U);
  EXPECT_NEAR(*measure_laboratory(design, {run}).efficiency, 918.0 / 1'020, 1e-12);
}

TEST(Laboratory, UnitsAreTradedInTheirOrderOrInAny) {
  LaboratoryDesign design = first_market("zi_u");
  const LaboratoryRun in_order = play_laboratory(design, 1);
  for (std::size_t buyer = 0; buyer < 6; ++buyer) {
    std::vector<Price> bought;
    for (const LaboratoryTrade& trade : in_order.periods[0].trades)
      if (trade.buyer == buyer) bought.push_back(*trade.value);
    EXPECT_EQ(bought, design.groups[0].values);
  }

  // In any order some first unit bought is not the first of the list.
  design.units_in_order = false;
  const LaboratoryRun any = play_laboratory(design, 1);
  std::vector<bool> seen(6);
  int out_of_order = 0;
  for (const LaboratoryTrade& trade : any.periods[0].trades) {
    if (!seen[trade.buyer] && trade.value != design.groups[0].values.front()) ++out_of_order;
    seen[trade.buyer] = true;
  }
  EXPECT_GT(out_of_order, 0);
}

TEST(Laboratory, APeriodEndsWhenItHasBeenQuiet) {
  LaboratoryDesign design = first_market("sniper");  // who all wait
  design.quiet_turns = 50;

  for (const LaboratoryPeriod& period : play_laboratory(design, 1).periods)
    EXPECT_EQ(period.turns, 50);
}

// A buyer of 10 and 6, a seller of 2 and 8: P0 between 6 and 8, so 7; gains of 8. One trade at 5
// gives them 5 and 3, against 3 and 5 in equilibrium.
TEST(LaboratoryMeasures, AreThoseWorkedOutByHand) {
  LaboratoryDesign design;
  LaboratoryGroup buyers = group("buyers", 1, "zi_c");
  buyers.values = {Price(1'000), Price(600)};
  LaboratoryGroup sellers = group("sellers", 1, "zi_c");
  sellers.costs = {Price(200), Price(800)};
  design.groups = {buyers, sellers};
  LaboratoryRun run;
  LaboratoryPeriod period;
  period.trades = {{0, Price(500), 0, 1, Price(1'000), Price(200)}};
  period.received = {Cash(-500), Cash(500)};
  period.inventory = {Tonnes(), Tonnes()};
  run.periods = {period};

  const LaboratoryMeasures measures = measure_laboratory(design, {run});

  EXPECT_DOUBLE_EQ(measures.periods[0].price_equilibrium, 7);
  EXPECT_DOUBLE_EQ(*measures.efficiency, 1);
  EXPECT_DOUBLE_EQ(*measures.alpha, 100 * 2.0 / 7);
  EXPECT_DOUBLE_EQ(measures.profit_dispersion, 2);
  EXPECT_DOUBLE_EQ(*measures.mean_price, 5);
  EXPECT_DOUBLE_EQ(measures.groups[0].profit, 5);
  EXPECT_DOUBLE_EQ(measures.groups[0].profit_equilibrium, 3);
  EXPECT_EQ(measures.slope, std::nullopt);
}

// Two periods with prices 2 and 4 off, then 1 and 1 off: roots sqrt(5/2), sqrt(17/2).
TEST(LaboratoryMeasures, TheSlopeIsThroughTheRootMeanSquareOfEachTrade) {
  LaboratoryDesign design;
  design.periods = 2;
  LaboratoryGroup buyers = group("buyers", 1, "zi_c");
  buyers.values = {Price(1'000), Price(1'000)};
  LaboratoryGroup sellers = group("sellers", 1, "zi_c");
  sellers.costs = {Price(1'000), Price(1'000)};
  design.groups = {buyers, sellers};
  LaboratoryRun run;
  for (const auto& [first, second] : {std::pair{1'200, 1'400}, std::pair{900, 900}}) {
    LaboratoryPeriod& period = run.periods.emplace_back();
    period.trades = {{0, Price(first), 0, 1, Price(1'000), Price(1'000)},
                     {1, Price(second), 0, 1, Price(1'000), Price(1'000)}};
    period.received = {Cash(-first - second), Cash(first + second)};
    period.inventory = {Tonnes(), Tonnes()};
  }

  EXPECT_NEAR(*measure_laboratory(design, {run}).slope, std::sqrt(17.0 / 2) - std::sqrt(5.0 / 2),
              1e-12);
}

// ---- What the papers found of their strategies --------------------------------------------------

LaboratoryDesign smith(const std::string& buyers_are, const std::string& sellers_are) {
  LaboratoryDesign design;
  design.highest_price = Price(40'000);
  design.periods = 8;
  design.turns = 1'000;
  LaboratoryGroup buyers = group("buyers", 11, buyers_are);
  LaboratoryGroup sellers = group("sellers", 11, sellers_are);
  for (int limit = 75; limit <= 325; limit += 25) {
    buyers.values.emplace_back((400 - limit) * 100);
    sellers.costs.emplace_back(limit * 100);
  }
  buyers.dealt = sellers.dealt = true;
  design.groups = {buyers, sellers};
  return design;
}

LaboratoryMeasures measured(const LaboratoryDesign& design) {
  std::vector<LaboratoryRun> runs;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) runs.push_back(play_laboratory(design, seed));
  return measure_laboratory(design, runs);
}

TEST(Literature, GdGdxAndZipConvergeToTheEquilibriumOfSmithsMarketAndZiCDoesNot) {
  for (const char* const name : {"gd", "gdx", "zip"}) {
    const LaboratoryMeasures measures = measured(smith(name, name));
    EXPECT_NEAR(*measures.periods.back().mean_price, 200, 4) << name;
    EXPECT_LT(*measures.periods.back().alpha, 6) << name;
    EXPECT_LT(*measures.periods.back().alpha, *measures.periods.front().alpha / 2) << name;
    EXPECT_GT(*measures.periods.back().efficiency, 0.95) << name;
  }
  EXPECT_GT(*measured(smith("zi_c", "zi_c")).periods.back().alpha, 15);
}

TEST(Literature, AaIsAsEfficientAsZip) {
  EXPECT_GE(*measured(smith("aa", "aa")).efficiency, *measured(smith("zip", "zip")).efficiency);
}

// Among themselves snipers never begin; one among ZI-C traders gains more than in equilibrium.
TEST(Literature, SnipersLiveOnOthers) {
  EXPECT_LT(*measured(smith("sniper", "sniper")).efficiency, 0.5);

  LaboratoryDesign mixed = smith("zi_c", "zi_c");
  mixed.groups[0].count = 10;
  mixed.groups[0].dealt = mixed.groups[1].dealt = false;
  mixed.groups[0].values = {Price(32'500), Price(30'000), Price(27'500), Price(25'000)};
  mixed.groups[1].costs = {Price(10'000), Price(20'000), Price(30'000)};
  mixed.groups.push_back(mixed.groups[0]);
  mixed.groups[2].name = "sniper";
  mixed.groups[2].strategy = "sniper";
  mixed.groups[2].count = 1;
  const LaboratoryMeasures measures = measured(mixed);

  EXPECT_GT(measures.groups[2].profit, 1.2 * measures.groups[2].profit_equilibrium);
}

TEST(Literature, GiveawayGivesUpGainsToWhoeverCannotTradeInEquilibrium) {
  const LaboratoryMeasures measures = measured(smith("giveaway", "giveaway"));
  EXPECT_GT(measures.trades, 6);
  EXPECT_LT(*measures.efficiency, *measured(smith("zip", "zip")).efficiency);
}

// A monopolist who withholds sells fewer units than one who does not, at a higher price.
TEST(Literature, AWithholderSellsLessForMore) {
  LaboratoryDesign design = smith("zip", "zip");
  design.groups[1].count = 1;
  const LaboratoryMeasures competitive = measured(design);
  design.groups[1].strategy = "withholder";
  const LaboratoryMeasures withheld = measured(design);

  EXPECT_LT(withheld.trades, competitive.trades - 0.5);
  EXPECT_GT(*withheld.periods.back().mean_price, *competitive.periods.back().mean_price);
}

// A & S: the inventory is held near what it began with.
TEST(Literature, AnAvellanedaStoikovMarketMakerKeepsItsInventory) {
  LaboratoryDesign design = smith("zi_c", "zi_c");
  design.trade_clears_quotes = false;
  LaboratoryGroup maker = group("maker", 1, "avellaneda_stoikov");
  maker.speculates = true;
  maker.units = 10;
  design.groups.push_back(maker);

  const LaboratoryMeasures measures = measured(design);

  EXPECT_LT(*measures.groups[2].inventory_rms, 3);
}

}  // namespace
}  // namespace tanshi
