// Experiments of every kind, drawn at random: schedules, mixes of strategies, rules of the market.
// None loses a unit or a cent (play_laboratory aborts), no trader who takes limits trades at a
// loss, no more is gained than there is, and each plays to the same events again.
#include <gtest/gtest.h>

#include <string>

#include "agents/strategy/strategies.h"
#include "exchange/base/random_stream.h"
#include "scenarios/laboratory/laboratory.h"
#include "scenarios/laboratory/market_schedule.h"
#include "scenarios/laboratory/measures.h"
#include "tests/testing/seeds.h"

namespace tanshi {
namespace {

class DesignMaker {
 public:
  explicit DesignMaker(std::uint64_t seed) : random_(seed, 0, 97) {}

  LaboratoryDesign make() {
    LaboratoryDesign design;
    design.tick = Price(one_of(1, 50, 100));
    design.highest_price = Price(design.tick.raw() * between(100, 400));
    design.periods = static_cast<std::int32_t>(between(1, 4));
    design.turns = static_cast<std::int32_t>(between(1, 300));
    design.quiet_turns = static_cast<std::int32_t>(one_of(0, 0, 20));
    design.trade_clears_quotes = one_of(0, 1, 1) == 1;
    design.units_in_order = one_of(0, 1, 1) == 1;
    if (one_of(0, 0, 1) == 1) design.speakers = SpeakerRule::kAllInRandomOrder;
    const std::int64_t groups = between(2, 6);
    for (std::int64_t i = 0; i < groups; ++i) {
      LaboratoryGroup group;
      group.name = "group-" + std::to_string(i);
      group.count = static_cast<std::int32_t>(between(1, 5));
      group.strategy = strategies()[static_cast<std::size_t>(between(
                                        0, static_cast<std::int64_t>(strategies().size()) - 1))]
                           .name;
      group.dealt = one_of(0, 0, 1) == 1;
      if (i != 1) group.values = units(design);
      if (i != 0) group.costs = units(design);
      if (i > 3) {
        group.speculates = true;
        group.values.clear();
        group.costs.clear();
        group.units = static_cast<std::int32_t>(between(0, 10));
      }
      design.groups.push_back(group);
    }
    return design;
  }

 private:
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return random_.uniform_int(low, high);
  }
  std::int64_t one_of(std::int64_t a, std::int64_t b, std::int64_t c) {
    const std::int64_t choices[] = {a, b, c};
    return choices[between(0, 2)];
  }

  std::vector<Price> units(const LaboratoryDesign& design) {
    std::vector<Price> list;
    for (std::int64_t i = between(1, 8); i > 0; --i) {
      const std::int64_t highest = design.highest_price.raw() / design.tick.raw();
      list.emplace_back(design.tick.raw() * between(1, highest));
    }
    return list;
  }

  RandomStream random_;
};

TEST(Laboratory, AnyMixOfStrategiesInAnyDesignKeepsTheAccountsAndItsLimits) {
  for (const std::uint64_t seed : test_seeds(300)) {
    const ReplayLine replay(seed);
    const LaboratoryDesign design = DesignMaker(seed).make();
    const std::vector<std::size_t> groups = groups_of_traders(design);

    const LaboratoryRun run = play_laboratory(design, seed);

    bool reckless = false;
    const auto takes_limits = [&](std::size_t trader) {
      return design.groups[groups[trader]].strategy != "zi_u";
    };
    for (std::size_t p = 0; p < run.periods.size(); ++p) {
      Cash gains;
      for (const LaboratoryTrade& trade : run.periods[p].trades) {
        if (trade.value && takes_limits(trade.buyer)) {
          EXPECT_LE(trade.price, *trade.value);
        }
        if (trade.cost && takes_limits(trade.seller)) {
          EXPECT_GE(trade.price, *trade.cost);
        }
        reckless = reckless || !trade.value || !trade.cost;
        gains += Cash(trade.value.value_or(Price()).raw() - trade.cost.value_or(Price()).raw());
      }
      const auto units = units_in_period(design, static_cast<std::int32_t>(p) + 1);
      if (!reckless) {
        EXPECT_LE(gains, market_schedule(units).gains);
      }
    }
    EXPECT_EQ(play_laboratory(design, seed).events_hash, run.events_hash);
    EXPECT_FALSE(figures_of(measure_laboratory(design, {run})).empty());
  }
}

}  // namespace
}  // namespace tanshi
