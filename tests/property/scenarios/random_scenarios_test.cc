// Whatever a scenario asks for within what its reader allows, a run ends, conserves every tonne
// and every cent, settles every obligation, and is the same a second time. Scenarios are drawn
// towards the edges: one firm, one day, no cap, free abatement, huge lots, no cash; and with every
// rule of auctions, supply and trading on or off, as if a regulator threw dice.
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "exchange/base/random_stream.h"
#include "scenarios/runner/runner.h"
#include "tests/testing/seeds.h"

namespace tanshi {
namespace {

class ScenarioMaker {
 public:
  explicit ScenarioMaker(std::uint64_t seed)
      : random_(seed, 0, 99),
        rules_(seed, 0, 98),
        credits_(seed, 0, 97),
        projects_(seed, 0, 96),
        products_(seed, 0, 95),
        schemes_(seed, 0, 94) {}

  Scenario make() {
    Scenario scenario;
    scenario.name = "random";
    scenario.horizon = {Year{2025}, one_of(1, 2, 5), one_of(1, 3, 10), one_of(1, 2, 3)};
    scenario.tick = Price(one_of(1, 5, 1'000));
    scenario.lot = Tonnes(one_of(1, 1'000, 1'000'000));
    scenario.max_price = Price(one_of(1'000, 100'000, 10'000'000));
    scenario.penalty = Price(one_of(1, 10'000, 10'000'000));
    scenario.discount_rate = 0.01 * one_of(0, 5, 50);
    if (one_of(0, 0, 1) == 1) scenario.carry_over = CarryOverRule{};
    scenario.beliefs = {0.1 * one_of(0, 1, 5), 0.1 * one_of(0, 1, 5), 0.01 * one_of(0, 1, 100)};
    const int groups = one_of(1, 2, 4);
    for (int i = 0; i < groups; ++i) scenario.firms.push_back(group("g" + std::to_string(i)));
    scenario.firms.front().allocation_weight = 1;
    const double total = scenario.firms.front().baseline_t * groups;
    for (int year = 0; year < scenario.horizon.years; ++year) {
      scenario.cap.emplace_back(static_cast<std::int64_t>(total * 0.25 * one_of(0, 3, 5)));
    }
    scenario.initial_bank = Tonnes(one_of(0, 1'000, 50'000'000));
    if (one_of(0, 1, 1) == 1) {
      scenario.traders.push_back({"maker", 1, "market_maker", Cash(one_of(0, 1, 1'000'000)),
                                  Tonnes(scenario.initial_bank.raw() / 2)});
    }
    auction(scenario);
    adjust(scenario);
    trade(scenario);
    surrender(scenario);
    if (project(0, 0, 1) == 1)
      for (FirmGroup& group : scenario.firms) menu(group);
    if (products_.uniform_int(0, 2) == 0)
      for (FirmGroup& group : scenario.firms) product(group);
    const std::size_t kinds = std::min(kMostKinds - scenario.credits.size(), std::size_t{2});
    for (std::size_t kind = 0; kind < kinds; ++kind)
      if (of_scheme(0, 0, 1) == 1) add_scheme(scenario);
    return scenario;
  }

 private:
  template <class T>
  T one_of(T a, T b, T c) {
    const T choices[] = {a, b, c};
    return choices[random_.uniform_int(0, 2)];
  }

  template <class T>
  T rule(T a, T b, T c) {
    const T choices[] = {a, b, c};
    return choices[rules_.uniform_int(0, 2)];
  }
  template <class Enum>
  Enum any(std::int64_t last) {
    return static_cast<Enum>(rules_.uniform_int(1, last));
  }

  void auction(Scenario& scenario) {
    for (const Tonnes cap : scenario.cap)
      scenario.free.emplace_back(cap.raw() / 2 * rule(0, 1, 2) + rule(0, 0, 1) * (cap.raw() % 2));
    AuctionPlan& plan = scenario.auctions;
    plan.per_year = std::min(scenario.horizon.days_per_year, rule(1, 2, 10));
    plan.rules.pricing = any<PricingRule>(3);
    plan.rules.tie = any<TieRule>(3);
    plan.rules.rest = any<RestRule>(3);
    plan.rules.shortfall = any<ShortfallRule>(4);
    plan.rules.lot = Tonnes(scenario.lot.raw() * rule(1, 1, 7));
    plan.rules.bid_limit.share_bps = rule(0, 0, 2'500);
    plan.rules.purchase_limit.share_bps = rule(0, 1, 2'500);
    plan.unsold.fate = any<UnsoldFate>(4);
    plan.unsold.most_volume_bps = rule(0, 0, 12'500);
    for (std::size_t year = 0; year < scenario.cap.size(); ++year) {
      AuctionYear& terms = plan.years.emplace_back();
      const std::int64_t ticks = scenario.max_price.raw() / scenario.tick.raw();
      const auto at = [&](std::int64_t tick) {
        return Price(std::clamp<std::int64_t>(tick, 1, ticks) * scenario.tick.raw());
      };
      const std::int64_t reserve = rule<std::int64_t>(1, ticks / 100, ticks);
      terms.reserve_price = at(reserve);
      for (const SupplyClass of :
           {SupplyClass::kWithheld, SupplyClass::kReserve, SupplyClass::kCeiling}) {
        const Tonnes size(rule<std::int64_t>(0, 1, 50'000'000));
        if (size > Tonnes()) terms.tiers.push_back({of, at(reserve * rule(1, 2, 50)), size});
      }
      std::ranges::stable_sort(terms.tiers, {}, &AuctionTier::trigger);
    }
  }

  void adjust(Scenario& scenario) {
    QuantityCollar collar;
    collar.bank_least = Tonnes(rule(0, 1'000, 10'000'000));
    collar.bank_most = collar.bank_least + Tonnes(rule(0, 1'000, 10'000'000));
    if (rule(0, 0, 1) == 1) scenario.adjustment = collar;
    if (rule(0, 0, 1) == 1)
      scenario.adjustment = EuMsrAdjustment{static_cast<EuMsrLaw>(rules_.uniform_int(0, 3))};
    scenario.reserve.holdings = Tonnes(rule(0, 1'000'000, 500'000'000));
    scenario.reserve.intake_left = Tonnes(rule(0, 0, 1'000'000'000));
    follow_price(scenario);
  }

  // Prices before were anything, so that the rules are met often.
  void follow_price(Scenario& scenario) {
    PriceResponse& response = scenario.price_response;
    const PriceRule rules[] = {
        NoPriceRule(),
        EuPriceRule{rule(EuArticle29a::kDirective2009, EuArticle29a::kReform2023,
                         EuArticle29a::kReform2023)},
        UkPriceRule{.most_share = BasisPoints(rule(1, 2'500, 10'000))},
        KoreaPriceRule{.triggers = {}, .most_share = BasisPoints(rule(0, 2'500, 10'000))}};
    response.rule = rules[rules_.uniform_int(0, 3)];
    response.discretion = rule(Discretion::kAutomatic, Discretion::kAutomatic, Discretion::kSeat);
    response.default_share = BasisPoints(rule(0, 10'000, 3'333));
    response.pause_months = rule(0, 0, 5);
    response.months_before.assign(rule<std::size_t>(0, 36, 36), Price(rule(1, 10, 1'000'000)));
    scenario.auctions.confidential_share = BasisPoints(rule(0, 0, 10'000));
    if (rule(0, 0, 1) == 1) scenario.auctions.floor = AuctionFloor::kRecentMeans;
    for (FirmGroup& group : scenario.firms)
      group.consign_share = BasisPoints(rule(0, 0, rule(0, 5'000, 10'000)));
  }

  void trade(Scenario& scenario) {
    TradingRules& rules = scenario.trading;
    if (rule(0, 0, 1) == 1) rules.mode = TradingMode::kCall;
    if (rule(0, 0, 1) == 1) rules.close_rule = CloseRule::kVolumeWeightedMean;
    rules.reference = Price(rule<std::int64_t>(0, 0, scenario.tick.raw()));
    rules.band = BasisPoints(rule(0, 0, 1'000));
    rules.breaker = BasisPoints(rule(0, 0, 500));
    rules.taker_fee = BasisPoints(rule(0, 0, 10'000));
    rules.maker_fee = BasisPoints(rule(0, 0, 5));
    rules.t_plus_one = rule(0, 0, 1) == 1;
    rules.order_limit = Tonnes(scenario.lot.raw() * rule(0, 0, 2));
    scenario.holding_limit = Tonnes(rule<std::int64_t>(0, 0, 2'000'000));
  }

  template <class T>
  T credit(T a, T b, T c) {
    const T choices[] = {a, b, c};
    return choices[credits_.uniform_int(0, 2)];
  }

  void surrender(Scenario& scenario) {
    const bool is_barred = scenario.carry_over.has_value();
    if (!is_barred) scenario.borrowing = BasisPoints(credit(0, 1'000, 10'000));
    const int kinds = credit(0, 1, 2);
    for (int i = 0; i < kinds; ++i) scenario.credits.push_back(credits(scenario, i));
  }

  CreditKind credits(const Scenario& scenario, int number) {
    CreditKind kind;
    kind.name = "k" + std::to_string(number);
    kind.worth = BasisPoints(credit(1, 10'000, 1'000'000));
    ProducerGroup group;
    group.name = kind.name;
    group.count = credit(1, 2, 3);
    group.strategy = credit("zip", "zi_c", "market_maker");
    const double most = credit(1.0, 1e6, 1e9);
    group.curve = AbatementCurve(LinearMac{credit(-5.0, 0.0, 1e6), credit(0.0, 1e-6, 1.0)}, most);
    group.growth = credit(-0.5, 0.0, 1.0);
    for (std::size_t year = 0; year < scenario.cap.size(); ++year) {
      kind.quota.emplace_back(credit(0, 500, 10'000));
      group.ready.emplace_back(credit<std::int64_t>(-1'000, 0, 1'000'000));
      group.most.emplace_back(credit<std::int64_t>(0, 1, static_cast<std::int64_t>(most)));
    }
    kind.producers.push_back(std::move(group));
    return kind;
  }

  template <class T>
  T project(T a, T b, T c) {
    const T choices[] = {a, b, c};
    return choices[projects_.uniform_int(0, 2)];
  }

  void menu(FirmGroup& group) {
    const int count = project(0, 1, 3);
    for (int i = 0; i < count; ++i) {
      Technology technology;
      technology.name = "t" + std::to_string(i);
      technology.abates_t = group.baseline_t * project(0.01, 0.2, 1.0);
      technology.capex = technology.abates_t * project(0.0, 50.0, 1'000.0);
      technology.running_cost = project(-10.0, 0.0, 40.0);
      technology.build_years = project(1, 2, 4);
      technology.lifetime_years = project(1, 2, 20);
      technology.units = project(1, 1, 3);
      technology.learning = 0.1 * i;
      technology.experience_t = 1e6;
      group.projects.push_back(std::move(technology));
    }
  }

  template <class T>
  T of_scheme(T a, T b, T c) {
    const T choices[] = {a, b, c};
    return choices[schemes_.uniform_int(0, 2)];
  }

  void add_scheme(Scenario& scenario) {
    const std::size_t years = scenario.cap.size();
    const std::string name = "scheme" + std::to_string(scenario.schemes.size());
    Scheme scheme;
    scheme.name = name;
    scheme.unit = "MWh";
    scheme.share.assign(years, BasisPoints(of_scheme(1, 2'000, 10'000)));
    scheme.allocated.assign(years, Tonnes(of_scheme(0, 1'000, 10'000'000)));
    scheme.penalty = Price(of_scheme(1, 500, 10'000));
    if (of_scheme(0, 1, 1) == 1) {
      ProducerGroup maker;
      maker.name = name + "-maker";
      maker.count = of_scheme(1, 2, 3);
      maker.strategy = "zip";
      const std::int64_t most = of_scheme(1, 5'000, 2'000'000);
      maker.curve =
          AbatementCurve(LinearMac{0, of_scheme(1e-6, 1e-4, 1e-1)}, static_cast<double>(most));
      maker.ready.assign(years, Tonnes());
      maker.most.assign(years, Tonnes(most));
      scheme.makers.push_back(std::move(maker));
    }
    if (of_scheme(0, 0, 1) == 1)
      scheme.displaces = Displacement{scenario.firms.front().name, of_scheme(0.1, 1.0, 100.0)};
    for (FirmGroup& group : scenario.firms) {
      const double used = of_scheme(0.0, 777.0, 1e6);
      if (used == 0) continue;
      const AbatementCurve saving(LinearMac{of_scheme(-1.0, 0.0, 2.0), of_scheme(1e-6, 1e-3, 1.0)},
                                  used * of_scheme(0.0, 0.3, 1.0));
      group.uses.push_back({scenario.schemes.size(), used, of_scheme(-0.2, 0.0, 0.2), saving,
                            of_scheme(0.0, 0.5, 10.0)});
    }
    scenario.schemes.push_back(std::move(scheme));
  }

  void product(FirmGroup& group) {
    const auto any = [&](double a, double b, double c) {
      const double choices[] = {a, b, c};
      return choices[products_.uniform_int(0, 2)];
    };
    ProductMarket product{any(0.01, 50, 1e4), any(1, 1e3, 1e9), any(0.01, 0.5, 10), {}};
    if (const double supply = any(0, 0.1, 2); supply > 0) product.supply_elasticity = supply;
    group.product = product;
    group.curve = with_output(group.curve, product, group.baseline_t);
  }

  AbatementCurve curve(double baseline) {
    switch (random_.uniform_int(0, 5)) {
      case 0:
        return AbatementCurve(LinearMac{0.0, one_of(1e-9, 1e-6, 1.0)}, baseline);
      case 1:
        return AbatementCurve(LinearMac{-5.0, one_of(0.0, 1e-6, 1e-3)}, baseline / 2);
      case 2:
        return AbatementCurve(QuadraticMac{1e-12, one_of(-1e-6, 0.0, 1e-6)}, baseline);
      case 3:
        return AbatementCurve(PowerMac{one_of(1.0, 100.0, 1e5), 3, baseline});
      case 4:
        return AbatementCurve(ExponentialMac{10, one_of(1e-9, 1e-7, 1e-5)}, baseline);
      default:
        return AbatementCurve(
            StepMac{{{one_of(-1.0, 0.0, 20.0), baseline / 10}, {50, baseline / 5}}}, baseline);
    }
  }

  FirmGroup group(std::string name) {
    FirmGroup group;
    group.name = std::move(name);
    group.count = one_of(1, 2, 7);
    group.baseline_t = one_of(1.0, 1e6, 1e9);
    group.growth = one_of(-1.0, -0.5, 0.1);
    group.volatility = one_of(0.0, 0.02, 0.9);
    group.curve = curve(group.baseline_t);
    group.discount_rate = 0.05 * one_of(0, 1, 4);
    group.strategy = one_of("zip", "zi_c", "zi_u");
    group.cash = Cash(one_of(std::int64_t{0}, std::int64_t{1'000'000}, std::int64_t{1} << 50));
    group.allocation_weight = one_of(0.0, 1.0, group.baseline_t);
    return group;
  }

  RandomStream random_;
  RandomStream rules_;    // apart, so that a scenario without rules stays what it was
  RandomStream credits_;  // likewise
  RandomStream projects_;
  RandomStream products_;
  RandomStream schemes_;
};

bool learns(const Scenario& scenario) {
  return std::ranges::any_of(scenario.firms, [](const FirmGroup& group) {
    return std::ranges::any_of(
        group.projects, [](const Technology& technology) { return technology.learning > 0; });
  });
}

TEST(RandomScenarios, RunToTheEndAndBalance) {
  for (const std::uint64_t seed : test_seeds(1000)) {
    const ReplayLine replay(seed);
    const Scenario scenario = ScenarioMaker(seed).make();
    const auto go_on = [](const SessionPosition&) { return true; };

    const auto result = run_locally(scenario, seed, go_on);
    const auto again = run_locally(scenario, seed, go_on);

    ASSERT_TRUE(result && again);
    EXPECT_EQ(result->conservation_violations, 0);
    EXPECT_EQ(result->events_hash, again->events_hash);
    if (result->efficiency) {
      EXPECT_NEAR(*result->efficiency + *result->loss_abated + *result->loss_untraded +
                      *result->loss_timing + *result->loss_uncovered +
                      result->loss_investment.value_or(0),
                  1, 1e-6 * (1 + std::abs(*result->efficiency)));
      EXPECT_GE(*result->loss_abated, 0);
      EXPECT_GE(*result->loss_untraded, 0);
    }
    EXPECT_EQ(std::ssize(result->years), scenario.horizon.years);
    bool held = true;
    for (const YearResult& year : result->years) {
      EXPECT_EQ(year.surrendered + year.shortfall, year.obligation);
      held = held && year.shortfall == Tonnes() && year.baseline > Tonnes(1'000);
    }
    for (const SchemeResult& scheme : result->schemes)
      EXPECT_EQ(scheme.surrendered + scheme.shortfall, scheme.owed);
    // Whoever learns from others may do better than price-takers.
    held = held && !learns(scenario);
    // Who owes has borrowed, which the yardstick may not; and of a few tonnes rounding makes all.
    if (held) {
      EXPECT_LE(result->efficiency.value_or(0), 1 + 1e-6);
    }
  }
}

}  // namespace
}  // namespace tanshi
