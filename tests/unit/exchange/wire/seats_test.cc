// A brief, an observation and a decision arrive as they were sent, doubles to the last bit.
#include "exchange/wire/seats.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <initializer_list>
#include <limits>
#include <string>
#include <variant>
#include <vector>

#include "exchange/market/command_fields.h"
#include "exchange/wire/curves.h"
#include "exchange/wire/decimal_text.h"

namespace tanshi {
namespace {

using ::testing::ElementsAreArray;
using ::testing::HasSubstr;

AbatementCurve sent(const AbatementCurve& curve) {
  v1::AbatementCurve wire;
  curve_to_wire(curve, wire);
  AbatementCurve read;
  const absl::Status status = read_curve(wire, "curve", read);
  EXPECT_TRUE(status.ok()) << status;
  return read;
}

TEST(WireSeats, DecimalTextNamesADoubleExactly) {
  for (const double value :
       {0.0, -0.0, 0.1, 1.0 / 3, 6.02214076e23, 4.9e-324, -2.4e-5,
        std::numeric_limits<double>::max(), std::numeric_limits<double>::infinity()}) {
    const auto read = from_decimal_text(to_decimal_text(value));
    ASSERT_TRUE(read.has_value()) << value;
    EXPECT_EQ(std::signbit(*read), std::signbit(value));
    EXPECT_EQ(*read, value);
  }
  EXPECT_EQ(to_decimal_text(0.043), "0.043");
}

TEST(WireSeats, TextThatIsNoNumberIsRefused) {
  for (const char* text : {"", " 1", "1 ", "0x10", "1,5", "nan", "1e999", "--1"}) {
    EXPECT_FALSE(from_decimal_text(text).has_value()) << text;
  }
}

TEST(WireSeats, EveryShapeOfCurveArrivesExactly) {
  const AbatementCurve curves[] = {
      AbatementCurve(),
      AbatementCurve(LinearMac{.intercept = -3.1, .slope = 2.4e-5}),
      AbatementCurve(LinearMac{.intercept = 20, .slope = 0}, 5e6),
      AbatementCurve(QuadraticMac{.a = 1.1e-9, .b = -7e-4}, 1e7),
      AbatementCurve(PowerMac{.scale = 344, .exponent = 2.6, .baseline_t = 1.3e9}),
      AbatementCurve(ExponentialMac{.p0 = 11.7, .k = 1.0 / 3e6}),
      AbatementCurve(StepMac{{{30, 1e6}, {-5, 2.5e5}, {30, 7e5}}}, 1.5e6),
      AbatementCurve(SumMac{{AbatementCurve(StepMac{{{-5, 2.5e5}, {30, 7e5}}}),
                             AbatementCurve(LinearMac{.intercept = 0, .slope = 1.0 / 3e4}, 1e6)}},
                     1.2e6)};
  for (const AbatementCurve& curve : curves) {
    const AbatementCurve read = sent(curve);

    EXPECT_EQ(read.max_abatement_t(), curve.max_abatement_t());
    for (const double price : {-10.0, 0.0, 0.1, 29.99, 30.0, 71.3, 1e4}) {
      EXPECT_EQ(read.abatement_at(price), curve.abatement_at(price)) << price;
    }
    for (const double abated : {0.0, 1.0, 1e5 / 3, 1.4e6}) {
      EXPECT_EQ(read.mac(abated), curve.mac(abated));
      EXPECT_EQ(read.total_cost(abated), curve.total_cost(abated));
    }
  }
}

TEST(WireSeats, ACurveThatCannotBeIsRefusedByItsParameter) {
  v1::AbatementCurve wire;
  wire.mutable_linear()->set_intercept("0");
  wire.mutable_linear()->set_slope("-1");
  wire.set_max_abatement_t("inf");
  AbatementCurve curve;

  EXPECT_THAT(std::string(read_curve(wire, "firm.curve", curve).message()),
              HasSubstr("firm.curve.slope"));
  wire.mutable_linear()->set_slope("steep");
  EXPECT_THAT(std::string(read_curve(wire, "firm.curve", curve).message()),
              HasSubstr("firm.curve.linear.slope is \"steep\""));
}

SeatBrief some_brief() {
  SeatBrief brief;
  brief.seat = "power-3";
  brief.account = AccountId{4};
  brief.instrument = InstrumentId{1};
  brief.tick = Price(1);
  brief.lot = Tonnes(100);
  brief.max_price = Price(500'00);
  brief.order_limit = Tonnes(99'000);
  brief.fee = BasisPoints(12);
  brief.penalty_price_times = BasisPoints(30'000);
  brief.make_good = false;
  brief.most_carried = Tonnes(123);
  brief.deferred_share = {0.5, 1.0 / 3, 0};
  brief.first_year = Year{2025};
  brief.years = 2;
  brief.days_per_year = 50;
  brief.turns_per_day = 3;
  brief.cap = {Tonnes(90'000'000), Tonnes(86'000'000)};
  brief.supply = {{36e6, {{40, 54e6}, {45.01, 3e6}}}, {86e6, {}}};
  brief.initial_bank = Tonnes(1'000);
  brief.borrowing = BasisPoints(1'500);
  brief.credits = {{"offsets",
                    InstrumentId{2},
                    BasisPoints(8'000),
                    {BasisPoints(500), BasisPoints(600)},
                    {{{3.48, 7}, {4, 8}}, {{5, 9}}}}};
  brief.schemes = {{"green-power",
                    "MWh",
                    InstrumentId{3},
                    Price(15'000),
                    {BasisPoints(0), BasisPoints(330)},
                    {Tonnes(100), Tonnes(110)},
                    {Tonnes(5), Tonnes(6)},
                    {{{3.5, 7}}, {}}}};
  brief.firm.schemes = {{AbatementCurve(LinearMac{1, 2}, 3),
                         0.45,
                         {Tonnes(10), Tonnes(11)},
                         {Tonnes(1), Tonnes(2)},
                         {19.5, 1.0 / 3}}};
  brief.firm.spared_t = {0.25, 1e9 / 7};
  brief.firm.market_spared_t = {1, 2e9 / 7};
  brief.forwards = ForwardPlan{
      .margin = BasisPoints(1'250), .years_ahead = 3, .hedge_share = BasisPoints(7'000)};
  brief.producer = ProducerBrief{AbatementCurve(LinearMac{1, 2}, 3),
                                 0.02,
                                 {Tonnes(-5), Tonnes(6)},
                                 {Tonnes(7), Tonnes(8)},
                                 {2.5, 1.0 / 3}};
  brief.penalty = Price(100'00);
  brief.penalty_rise = PartsPerMillion(20'000);
  brief.banking = false;
  brief.emitter = true;
  brief.firm.curve = AbatementCurve(LinearMac{.intercept = 0, .slope = 1.0 / 3});
  brief.firm.baseline_t = 3e6 + 1.0 / 7;
  brief.firm.growth = -0.011;
  brief.firm.volatility = 0.05;
  brief.firm.risk_aversion = 1.5;
  brief.firm.discount_rate = 0.08;
  brief.firm.allocation = {Tonnes(5), Tonnes(4)};
  brief.firm.believed_market_baseline_t = 1e8 / 3;
  brief.firm.believed_market_growth = 0.01;
  brief.firm.believed_market_curve = AggregateCurve({brief.firm.curve, brief.firm.curve.scaled(2)});
  brief.firm.running = RunningYears{Year{2025}, Year{2025}};
  brief.firm.market_running = {{Year{2025}, Year{2025}}, {Year{2026}, Year{2026}}};
  brief.firm.market_running_share = {1.0 / 3, 2.0 / 3};
  const Technology arc{.name = "arc",
                       .capex = 1e9 / 3,
                       .abates_t = 5e5 / 7,
                       .running_cost = -1.0 / 3,
                       .build_years = 3,
                       .lifetime_years = 25,
                       .units = 2,
                       .learning = 0.1,
                       .experience_t = 1e6};
  brief.firm.projects = {arc};
  brief.firm.market_projects = {{arc, 0, 1e6 / 3}, {arc, 1, 2e6}};
  brief.firm.first_market_project = 1;
  brief.firm.group_count = 4;
  brief.firm.place_in_group = 3;
  return brief;
}

TEST(WireSeats, ABriefArrivesAsItWasSent) {
  const SeatBrief brief = some_brief();
  v1::SeatBrief wire;
  to_wire(brief, wire);

  const auto read = from_wire(wire);

  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->seat, brief.seat);
  EXPECT_EQ(read->account, brief.account);
  EXPECT_EQ(read->instrument, brief.instrument);
  EXPECT_EQ(read->tick, brief.tick);
  EXPECT_EQ(read->lot, brief.lot);
  EXPECT_EQ(read->max_price, brief.max_price);
  EXPECT_EQ(read->order_limit, brief.order_limit);
  EXPECT_EQ(read->fee, brief.fee);
  EXPECT_EQ(read->penalty_price_times, brief.penalty_price_times);
  EXPECT_EQ(read->make_good, brief.make_good);
  EXPECT_EQ(read->most_carried, brief.most_carried);
  EXPECT_EQ(read->deferred_share, brief.deferred_share);
  EXPECT_EQ(read->first_year, brief.first_year);
  EXPECT_EQ(read->years, brief.years);
  EXPECT_EQ(read->days_per_year, brief.days_per_year);
  EXPECT_EQ(read->turns_per_day, brief.turns_per_day);
  EXPECT_EQ(read->cap, brief.cap);
  EXPECT_EQ(read->supply, brief.supply);
  EXPECT_TRUE(std::holds_alternative<NoAdjustment>(read->adjustment));
  EXPECT_EQ(read->initial_bank, brief.initial_bank);
  EXPECT_EQ(read->penalty, brief.penalty);
  EXPECT_EQ(read->penalty_rise, brief.penalty_rise);
  EXPECT_EQ(read->borrowing, brief.borrowing);
  EXPECT_EQ(read->credits, brief.credits);
  EXPECT_EQ(read->schemes, brief.schemes);
  ASSERT_EQ(read->firm.schemes.size(), 1U);
  EXPECT_EQ(read->firm.schemes.front().used, brief.firm.schemes.front().used);
  EXPECT_EQ(read->firm.schemes.front().believed_price, brief.firm.schemes.front().believed_price);
  EXPECT_EQ(read->firm.spared_t, brief.firm.spared_t);
  EXPECT_EQ(read->firm.market_spared_t, brief.firm.market_spared_t);
  EXPECT_EQ(read->forwards, brief.forwards);
  ASSERT_TRUE(read->producer.has_value());
  EXPECT_EQ(read->producer->ready, brief.producer->ready);
  EXPECT_EQ(read->producer->believed_price, brief.producer->believed_price);
  EXPECT_EQ(read->producer->cost_of(0.5, 1), brief.producer->cost_of(0.5, 1));
  EXPECT_EQ(read->banking, brief.banking);
  EXPECT_EQ(read->firm.baseline_t, brief.firm.baseline_t);
  EXPECT_EQ(read->firm.growth, brief.firm.growth);
  EXPECT_EQ(read->firm.volatility, brief.firm.volatility);
  EXPECT_EQ(read->firm.risk_aversion, brief.firm.risk_aversion);
  EXPECT_EQ(read->firm.discount_rate, brief.firm.discount_rate);
  EXPECT_EQ(read->firm.allocation, brief.firm.allocation);
  EXPECT_EQ(read->firm.believed_market_baseline_t, brief.firm.believed_market_baseline_t);
  EXPECT_EQ(read->firm.believed_market_growth, brief.firm.believed_market_growth);
  EXPECT_EQ(read->firm.running, brief.firm.running);
  EXPECT_EQ(read->firm.market_running, brief.firm.market_running);
  EXPECT_EQ(read->firm.market_running_share, brief.firm.market_running_share);
  EXPECT_EQ(read->firm.projects, brief.firm.projects);
  EXPECT_EQ(read->firm.market_projects, brief.firm.market_projects);
  EXPECT_EQ(read->firm.first_market_project, 1U);
  EXPECT_EQ(read->firm.group_count, 4);
  EXPECT_EQ(read->firm.place_in_group, 3);
  EXPECT_EQ(read->firm.believed_market_curve.abatement_at(17.5),
            brief.firm.believed_market_curve.abatement_at(17.5));
  v1::SeatBrief again;
  to_wire(*read, again);
  EXPECT_EQ(again.SerializeAsString(), wire.SerializeAsString());
}

TEST(WireSeats, RefusesCreditsThatLackAYear) {
  SeatBrief brief = some_brief();
  brief.credits.front().quota.pop_back();
  v1::SeatBrief wire;
  to_wire(brief, wire);
  EXPECT_EQ(from_wire(wire).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(WireSeats, RefusesSchemesThatDoNotFitTogether) {
  const auto error_of = [](const auto& spoil) {
    v1::SeatBrief wire;
    to_wire(some_brief(), wire);
    spoil(wire);
    return std::string(from_wire(wire).status().message());
  };
  EXPECT_THAT(error_of([](v1::SeatBrief& wire) { wire.mutable_schemes(0)->add_used(1); }),
              HasSubstr("schemes.used: must have an entry for each year"));
  EXPECT_THAT(error_of([](v1::SeatBrief& wire) { wire.mutable_schemes(0)->set_share_bps(0, -1); }),
              HasSubstr("schemes.share_bps: must have an entry for each year, in [0, 10000]"));
  EXPECT_THAT(error_of([](v1::SeatBrief& wire) { wire.mutable_firm()->clear_schemes(); }),
              HasSubstr("firm.schemes: must have an entry for each of schemes"));
  EXPECT_THAT(error_of([](v1::SeatBrief& wire) { wire.mutable_firm()->add_spared_t("1"); }),
              HasSubstr("firm.spared_t: must have an entry for each year"));
  EXPECT_THAT(
      error_of([](v1::SeatBrief& wire) { wire.mutable_firm()->set_market_spared_t(0, "-1"); }),
      HasSubstr("firm.market_spared_t is -1; must be in [0"));
}

absl::StatusOr<AdjustmentRule> sent(const AdjustmentRule& rule) {
  SeatBrief brief = some_brief();
  brief.adjustment = rule;
  v1::SeatBrief wire;
  to_wire(brief, wire);
  auto read = from_wire(wire);
  if (!read.ok()) return read.status();
  return read->adjustment;
}

TEST(WireSeats, EveryLawOfTheEuReserveArrivesAsItWasSent) {
  for (const EuMsrLaw law : {EuMsrLaw::kDecision2015, EuMsrLaw::kDirective2018,
                             EuMsrLaw::kDecision2023, EuMsrLaw::kReform2023}) {
    const auto read = sent(EuMsrAdjustment{law});

    ASSERT_TRUE(read.ok()) << read.status();
    ASSERT_TRUE(std::holds_alternative<EuMsrAdjustment>(*read));
    EXPECT_EQ(std::get<EuMsrAdjustment>(*read).law, law);
  }
}

TEST(WireSeats, AQuantityCollarArrivesAsItWasSent) {
  const QuantityCollar collar{.bank_least = Tonnes(1),
                              .bank_most = Tonnes(2),
                              .withheld_share = BasisPoints(2'400),
                              .released_share = BasisPoints(5'000),
                              .most_withheld = Tonnes(3),
                              .most_released = Tonnes(4)};

  const auto read = sent(collar);

  ASSERT_TRUE(read.ok()) << read.status();
  ASSERT_TRUE(std::holds_alternative<QuantityCollar>(*read));
  const QuantityCollar& arrived = std::get<QuantityCollar>(*read);
  EXPECT_EQ(arrived.bank_least, collar.bank_least);
  EXPECT_EQ(arrived.bank_most, collar.bank_most);
  EXPECT_EQ(arrived.withheld_share, collar.withheld_share);
  EXPECT_EQ(arrived.released_share, collar.released_share);
  EXPECT_EQ(arrived.most_withheld, collar.most_withheld);
  EXPECT_EQ(arrived.most_released, collar.most_released);
}

TEST(WireSeats, ALawThatHasNoMeaningIsRefused) {
  v1::SeatBrief wire;
  to_wire(some_brief(), wire);
  for (const int law : {0, v1::EU_MSR_LAW_REFORM_2023 + 1, -1}) {
    wire.mutable_adjustment()->mutable_eu_msr()->set_law(static_cast<v1::EuMsrLaw>(law));

    EXPECT_THAT(std::string(from_wire(wire).status().message()),
                HasSubstr("adjustment.eu_msr.law is " + std::to_string(law)));
  }
}

TEST(WireSeats, TheRuleOfThePriceAndTheRegulatorsSeatArriveAsTheyWereSent) {
  for (const PriceRuleName rule :
       {PriceRuleName::kNone, PriceRuleName::kEuArticle29a2009, PriceRuleName::kEuArticle29a2023,
        PriceRuleName::kUkCcm, PriceRuleName::kKoreaStabilisation}) {
    SeatBrief brief = some_brief();
    brief.price_rule = rule;
    brief.regulator = rule == PriceRuleName::kUkCcm;
    v1::SeatBrief wire;
    to_wire(brief, wire);

    EXPECT_TRUE(v1::PriceRule_IsValid(wire.price_rule()));
    EXPECT_EQ(from_wire(wire)->price_rule, rule);
    EXPECT_EQ(from_wire(wire)->regulator, brief.regulator);
    wire.set_price_rule(static_cast<v1::PriceRule>(5));
    EXPECT_THAT(std::string(from_wire(wire).status().message()), HasSubstr("price_rule is 5"));
  }
}

TEST(WireSeats, WhatTheRegulatorDecidesArrivesAsItWasSentOrIsRefused) {
  Decision decision;
  v1::Turn wire;
  to_wire(decision, wire);
  EXPECT_EQ(from_wire(wire, AccountId{4})->release, std::nullopt);
  EXPECT_EQ(from_wire(wire, AccountId{4})->floor, std::nullopt);

  decision.release = Tonnes();
  decision.floor = Price(7'020'00);
  to_wire(decision, wire);
  EXPECT_EQ(from_wire(wire, AccountId{4})->release, Tonnes());
  EXPECT_EQ(from_wire(wire, AccountId{4})->floor, Price(7'020'00));

  wire.set_floor_cents_per_tonne(-1);
  EXPECT_THAT(std::string(from_wire(wire, AccountId{4}).status().message()),
              HasSubstr("floor_cents_per_tonne is -1; must be in [0, 10000000]"));
  wire.set_release_t(-1);
  EXPECT_THAT(std::string(from_wire(wire, AccountId{4}).status().message()),
              HasSubstr("release_t is -1; must be at least 0"));
}

TEST(WireSeats, HowAFirmExpectsAPriceArrivesAsItWasSentOrIsRefused) {
  SeatBrief brief = some_brief();
  const auto years = static_cast<std::size_t>(brief.years);
  for (const Expectations& expectations : std::initializer_list<Expectations>{
           ModelExpectations{}, AdaptiveExpectations{0.1}, TrendExpectations{1.3},
           RuleExpectations{30.01, -0.02},
           ForesightExpectations{std::vector(years, 0.1), std::vector(years, -7.5)}}) {
    brief.firm.expectations = expectations;
    v1::SeatBrief wire;
    to_wire(brief, wire);
    const auto read = from_wire(wire);

    ASSERT_TRUE(read.ok()) << read.status();
    EXPECT_EQ(read->firm.expectations, expectations);
  }
  brief.firm.expectations = ForesightExpectations{{1}, std::vector(years, 0.0)};
  v1::SeatBrief wire;
  to_wire(brief, wire);
  EXPECT_THAT(std::string(from_wire(wire).status().message()),
              HasSubstr("foresight.price: must have an entry a year"));
  wire.mutable_firm()->mutable_expectations()->mutable_adaptive()->set_gain("1.5");
  EXPECT_THAT(std::string(from_wire(wire).status().message()),
              HasSubstr("adaptive.gain is 1.5; must be in [0, 1]"));
  wire.mutable_firm()->mutable_expectations()->mutable_trend()->set_strength("inf");
  EXPECT_THAT(std::string(from_wire(wire).status().message()), HasSubstr("trend.strength"));
}

TEST(WireSeats, WhatIsBuiltArrivesAsItWasSentOrIsRefused) {
  Decision decision;
  v1::Turn wire;
  to_wire(decision, wire);
  EXPECT_EQ(from_wire(wire, AccountId{4})->builds, std::nullopt);

  decision.builds.emplace();
  to_wire(decision, wire);
  EXPECT_EQ(from_wire(wire, AccountId{4})->builds, decision.builds);
  decision.builds = {{0, 2}, {3, 1}};
  to_wire(decision, wire);
  EXPECT_EQ(from_wire(wire, AccountId{4})->builds, decision.builds);

  wire.mutable_builds()->mutable_builds(1)->set_units(0);
  EXPECT_THAT(std::string(from_wire(wire, AccountId{4}).status().message()),
              HasSubstr("builds.units is 0; must be in [1, 1000]"));
  wire.mutable_builds()->mutable_builds(0)->set_project(-1);
  EXPECT_THAT(std::string(from_wire(wire, AccountId{4}).status().message()),
              HasSubstr("builds.project is -1; must be at least 0"));
}

TEST(WireSeats, AProjectThatCannotBeIsRefused) {
  v1::SeatBrief wire;
  to_wire(some_brief(), wire);
  v1::FirmBrief& firm = *wire.mutable_firm();
  firm.set_place_in_group(4);
  EXPECT_THAT(std::string(from_wire(wire).status().message()),
              HasSubstr("projects: do not fit market_projects"));
  firm.mutable_market_projects(1)->set_curve_index(2);
  EXPECT_THAT(std::string(from_wire(wire).status().message()),
              HasSubstr("curve_index: names no believed curve"));
  firm.mutable_projects(0)->set_abates_t("0");
  EXPECT_THAT(std::string(from_wire(wire).status().message()),
              HasSubstr("project 'arc': a number is out of its range"));
}

TEST(WireSeats, ASeatWithoutAPlantHasNoFirm) {
  SeatBrief brief = some_brief();
  brief.emitter = false;
  v1::SeatBrief wire;
  to_wire(brief, wire);

  EXPECT_FALSE(wire.has_firm());
  EXPECT_FALSE(from_wire(wire)->emitter);
}

TEST(WireSeats, AnObservationArrivesAsItWasSent) {
  const OwnOrder orders[] = {{OrderId{1}, Side::kBuy, Price(70), Tonnes(5)},
                             {OrderId{2}, Side::kSell, Price(80), Tonnes(6)}};
  const TapeEntry tape[] = {{true, Side::kSell, Price(75), Tonnes(7)}};
  const Tonnes emissions[] = {Tonnes(8), Tonnes(9)};
  const Price prices[] = {Price(77)};
  const PartsPerMillion activity[] = {PartsPerMillion(970'000), PartsPerMillion(1'020'000)};
  const OwnBid bids[] = {{OrderId{3}, Price(71), Tonnes(21)}, {OrderId{4}, Price(72), Tonnes(22)}};
  const SupplyOffer to_auction[] = {{40.01, 23}, {45, 24}};
  const BookView books[] = {{.instrument = InstrumentId{2},
                             .available = Tonnes(35),
                             .escrowed = Tonnes(36),
                             .orders = orders,
                             .bid = Price(1),
                             .bid_quantity = Tonnes(37),
                             .ask = Price(2),
                             .ask_quantity = Tonnes(38),
                             .last = Price(3),
                             .close = Price(4),
                             .tape = tape,
                             .position = Tonnes(-39),
                             .delivery = Year{2027}}};
  const ProjectView projects[] = {{2, 1e9 / 3}, {0, 0}};
  const BuiltCapacity built[] = {{1, Year{2025}, 5e5 / 7}};
  const Observation observation{.time = SimTime(123),
                                .year = Year{2026},
                                .day = 4,
                                .turn = 2,
                                .trading = false,
                                .next_order = OrderId{17},
                                .cash_available = Cash(-5),
                                .cash_escrowed = Cash(6),
                                .allowances_available = Tonnes(11),
                                .allowances_escrowed = Tonnes(12),
                                .obligation = Tonnes(13),
                                .orders = orders,
                                .bids = bids,
                                .bid = Price(70),
                                .bid_quantity = Tonnes(14),
                                .ask = Price(80),
                                .ask_quantity = Tonnes(15),
                                .last = Price(75),
                                .close = Price(74),
                                .lowest = Price(67),
                                .highest = Price(81),
                                .tape = tape,
                                .emissions = emissions,
                                .year_prices = prices,
                                .circulation = Tonnes(16),
                                .deferred = Tonnes(17),
                                .activity = activity,
                                .to_auction = to_auction,
                                .reserve = {.holdings = Tonnes(25),
                                            .intake_left = Tonnes(26),
                                            .release_left = Tonnes(27),
                                            .auctioned = Tonnes(28),
                                            .brought_forward = Tonnes(35)},
                                .auction = AuctionNotice{.auction = AuctionId{29},
                                                         .supply = Tonnes(30),
                                                         .lot = Tonnes(31),
                                                         .reserve_price = Price(32),
                                                         .bid_limit = Tonnes(33),
                                                         .purchase_limit = Tonnes(34)},
                                .measure = PriceMeasure{.price = Price(36),
                                                        .trigger = Price(37),
                                                        .most = Tonnes(38),
                                                        .by_default = Tonnes(39),
                                                        .floor = Price(40)},
                                .books = books,
                                .baseline = Tonnes(18),
                                .projects = projects,
                                .built = built,
                                .allocation = AllocationTerms{.advance = Tonnes(35),
                                                              .by_output = Tonnes(36),
                                                              .floor = BasisPoints(8'000),
                                                              .ceiling = BasisPoints(10'300)}};
  v1::Observation wire;
  to_wire(observation, wire);
  ReceivedObservation received;

  const Observation& read = received.read(wire);

  EXPECT_EQ(read.time, observation.time);
  EXPECT_EQ(read.trading, false);
  EXPECT_EQ(read.next_order, OrderId{17});
  EXPECT_EQ(read.cash_available, Cash(-5));
  ASSERT_EQ(read.orders.size(), 2U);
  EXPECT_EQ(read.orders[1].side, Side::kSell);
  ASSERT_EQ(read.tape.size(), 1U);
  EXPECT_TRUE(read.tape[0].trade);
  EXPECT_EQ(read.emissions.back(), Tonnes(9));
  EXPECT_EQ(read.year_prices.front(), Price(77));
  EXPECT_THAT(read.activity, ElementsAreArray(activity));
  ASSERT_EQ(read.bids.size(), 2U);
  EXPECT_EQ(read.bids[1].bid, OrderId{4});
  EXPECT_EQ(read.bids[1].price, Price(72));
  EXPECT_EQ(read.bids[1].quantity, Tonnes(22));
  EXPECT_THAT(read.to_auction, ElementsAreArray(to_auction));
  EXPECT_EQ(read.reserve, observation.reserve);
  EXPECT_EQ(read.auction, observation.auction);
  ASSERT_EQ(read.books.size(), 1U);
  EXPECT_EQ(read.books[0].instrument, InstrumentId{2});
  EXPECT_EQ(read.books[0].escrowed, Tonnes(36));
  EXPECT_EQ(read.books[0].orders[1].open, Tonnes(6));
  EXPECT_EQ(read.books[0].ask_quantity, Tonnes(38));
  EXPECT_EQ(read.books[0].tape[0].price, Price(75));
  EXPECT_EQ(read.books[0].position, Tonnes(-39));
  EXPECT_EQ(read.books[0].delivery, Year{2027});
  EXPECT_THAT(read.projects, ElementsAreArray(projects));
  EXPECT_THAT(read.built, ElementsAreArray(built));
  EXPECT_EQ(read.allocation, observation.allocation);
  EXPECT_EQ(read.measure, observation.measure);
  v1::Observation again;
  to_wire(read, again);
  EXPECT_EQ(again.SerializeAsString(), wire.SerializeAsString());
}

TEST(WireSeats, AnObservationLeavesNothingOfTheOneBefore) {
  const OwnBid bids[] = {{OrderId{3}, Price(71), Tonnes(21)}};
  const SupplyOffer to_auction[] = {{40, 23}};
  const PartsPerMillion activity[] = {PartsPerMillion(970'000)};
  Observation with;
  with.activity = activity;
  with.bids = bids;
  with.to_auction = to_auction;
  with.reserve.holdings = Tonnes(25);
  with.auction.emplace();
  with.allocation.emplace();
  with.measure.emplace();
  v1::Observation wire;
  to_wire(with, wire);
  v1::Observation empty;
  to_wire(Observation{}, empty);
  ReceivedObservation received;
  received.read(wire);

  const Observation& read = received.read(empty);

  EXPECT_TRUE(read.activity.empty());
  EXPECT_TRUE(read.bids.empty());
  EXPECT_TRUE(read.to_auction.empty());
  EXPECT_EQ(read.reserve, ReserveState());
  EXPECT_EQ(read.auction, std::nullopt);
  EXPECT_EQ(read.allocation, std::nullopt);
  EXPECT_EQ(read.measure, std::nullopt);
}

TEST(WireSeats, ADecisionArrivesAsItWasSent) {
  Decision decision;
  decision.intents = {
      SubmitOrder{.account = AccountId{4},
                  .order = OrderId{5},
                  .instrument = InstrumentId{1},
                  .limit = Price(70),
                  .quantity = Tonnes(1)},
      CancelOrder{.account = AccountId{4}, .order = OrderId{2}},
      SubmitBid{.account = AccountId{4},
                .bid = OrderId{6},
                .auction = AuctionId{3},
                .price = Price(71),
                .quantity = Tonnes(2)},
      WithdrawBid{.account = AccountId{4}, .bid = OrderId{5}, .auction = AuctionId{3}}};
  decision.abatement = Tonnes(0);
  decision.fit_to_mode = true;
  v1::Turn wire;
  to_wire(decision, wire);

  const auto read = from_wire(wire, AccountId{4});

  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_TRUE(read->intents == decision.intents);
  EXPECT_TRUE(read->fit_to_mode);
  EXPECT_EQ(read->abatement, Tonnes(0));
}

TEST(WireSeats, ADecisionThatCannotBeIsNamed) {
  v1::Turn wire;
  wire.set_abatement_t(-1);
  EXPECT_EQ(from_wire(wire, AccountId{4}).status().message(),
            "abatement_t is -1; must be at least 0");
  wire.clear_abatement_t();
  wire.add_commands()->mutable_cancel()->set_order_id(1);
  wire.add_commands();
  EXPECT_THAT(std::string(from_wire(wire, AccountId{4}).status().message()),
              HasSubstr("commands[1].command is absent"));
  for (int i = 0; i < kMaxCommands; ++i) wire.add_commands();
  EXPECT_THAT(std::string(from_wire(wire, AccountId{4}).status().message()),
              HasSubstr("commands has 1026 entries; must have at most 1024"));
}

}  // namespace
}  // namespace tanshi
