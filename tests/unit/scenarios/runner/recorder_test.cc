// What a recorder keeps: the firms' cost curves as they are drawn, and the prices of a year.
#include "scenarios/runner/recorder.h"

#include <cstdint>
#include <optional>
#include <variant>
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

// A recorder told of days by hand: what the only trade of each was made at, 0 for none.
class RecordedDays {
 public:
  RecordedDays() {
    std::vector<Event> events;
    const InstrumentId instrument = world_.seats.front().brief.instrument;
    market_.apply({SimTime(), ListInstrument{instrument, Year{2024}, Year{2027}, scenario_.tick,
                                             scenario_.lot, scenario_.max_price}},
                  events);
    for (const SeatPlan& seat : world_.seats) {
      market_.apply({SimTime(), OpenAccount{seat.brief.account}}, events);
    }
  }

  void year(const std::vector<std::int64_t>& trades_cents) {
    recorder_.begin_year(next_year_, Adjustment(), Tonnes());
    std::int32_t day = 0;
    for (const std::int64_t cents : trades_cents) {
      Traded trade;
      trade.instrument = world_.seats.front().brief.instrument;
      trade.price = Price(cents);
      trade.quantity = Tonnes(1);
      const Event event = trade;
      if (cents > 0) recorder_.see({&event, 1});
      recorder_.end_day(next_year_, day++);
    }
    recorder_.end_year(market_, next_year_++);
  }

  [[nodiscard]] const Recorder& recorder() const { return recorder_; }

 private:
  Scenario scenario_ = small_scenario();
  World world_ = make_world(scenario_, 1);
  Recorder recorder_{scenario_, world_};
  Market market_;
  std::size_t next_year_ = 0;
};

TEST(Recorder, AYearsPriceIsTheMeanOfItsClosesFromItsFirstTradeOn) {
  RecordedDays days;

  days.year({5'000, 0, 5'600});
  days.year({0, 4'000, 0});

  EXPECT_DOUBLE_EQ(days.recorder().years()[0].price_mean.value(), (50 + 50 + 56) / 3.0);
  EXPECT_DOUBLE_EQ(days.recorder().years()[1].price_mean.value(), 40);
  EXPECT_EQ(days.recorder().days()[3].close, Price());
  EXPECT_EQ(days.recorder().days()[5].close, Price(4'000));
}

TEST(Recorder, AYearWithoutATradeHasNoPrice) {
  RecordedDays days;

  days.year({5'000});
  days.year({0, 0});

  EXPECT_EQ(days.recorder().years()[1].price_mean, std::nullopt);
  EXPECT_EQ(days.recorder().years()[1].price_last, Price());
}

// Two firms that trade in a market of their own, and the recorder that is told of it.
class RecordedMarket {
 public:
  RecordedMarket() {
    const ListInstrument listing{kBook,          Year{2024},    Year{2027},
                                 scenario_.tick, scenario_.lot, scenario_.max_price};
    recorder_.begin_year(0, Adjustment(), Tonnes());
    for (const SeatPlan& seat : world_.seats) carry_out({OpenAccount{seat.brief.account}});
    carry_out({listing, OpenAccount{kExchange}, DepositCash{kBuyer, Cash(10'000'000)},
               DepositCash{kSeller, Cash(10'000'000)},
               IssueAllowances{kSeller, kBook, Year{2025}, Tonnes(1'000)},
               SetTradingPhase{TradingPhase::kOpen}});
  }

  void carry_out(const std::vector<Action>& actions) {
    std::vector<Event> events;
    for (const Action& action : actions) market_.apply({SimTime(), action}, events);
    for (const Event& event : events) EXPECT_FALSE(std::holds_alternative<Refused>(event));
    recorder_.see(events);
  }

  void trade(OrderId buy, OrderId sell, Price price, Tonnes quantity) {
    carry_out({SubmitOrder{.account = kSeller,
                           .order = sell,
                           .instrument = kBook,
                           .side = Side::kSell,
                           .limit = price,
                           .quantity = quantity},
               SubmitOrder{.account = kBuyer,
                           .order = buy,
                           .instrument = kBook,
                           .side = Side::kBuy,
                           .limit = price,
                           .quantity = quantity}});
  }

  const Recorder& end_year() {
    recorder_.end_day(0, 0);
    recorder_.end_year(market_, 0);
    return recorder_;
  }

  [[nodiscard]] Cash cash(AccountId account) const {
    const CashBalance balance = market_.cash(account);
    return balance.available + balance.escrowed;
  }
  [[nodiscard]] Cash earned(AccountId account) const { return cash(account) - Cash(10'000'000); }

  static constexpr InstrumentId kBook{1};
  static constexpr AccountId kBuyer{1};
  static constexpr AccountId kSeller{2};
  static constexpr AccountId kExchange{1'000};

 private:
  Scenario scenario_ = small_scenario();
  World world_ = make_world(scenario_, 1);
  Recorder recorder_{scenario_, world_};
  Market market_;
};

TEST(Recorder, CountsWhateverWayATradeCameAbout) {
  RecordedMarket market;
  const auto seller = RecordedMarket::kSeller;
  const auto buyer = RecordedMarket::kBuyer;
  const auto book = RecordedMarket::kBook;

  market.trade(OrderId{1}, OrderId{1}, Price(5'000), Tonnes(10));
  market.carry_out(
      {OfferDirect{seller, OrderId{2}, book, Side::kSell, Price(100), Tonnes(20), buyer, false},
       AcceptOffer{buyer, seller, OrderId{2}}});
  TradingRules by_call;
  by_call.mode = TradingMode::kCall;
  market.carry_out({SetTradingRules{book, by_call}});
  market.trade(OrderId{3}, OrderId{3}, Price(4'000), Tonnes(30));
  market.carry_out({Uncross{book, TradingMode::kContinuous}});
  const Recorder& recorder = market.end_year();

  const DayResult& day = recorder.days()[0];
  EXPECT_EQ(day.volume, Tonnes(10 + 20 + 30));
  EXPECT_EQ(day.open, Price(5'000));
  EXPECT_EQ(day.low, Price(4'000)) << "a trade over the counter makes no price";
  EXPECT_EQ(day.close, Price(4'000));
  EXPECT_EQ(recorder.firms()[0].trading_cash, -Cash(50'000 + 2'000 + 120'000));
  EXPECT_EQ(recorder.firms()[1].trading_cash, Cash(50'000 + 2'000 + 120'000));
  EXPECT_EQ(recorder.conservation_violations(), 0);
}

TEST(Recorder, FeesAreAccountedFor) {
  RecordedMarket market;
  TradingRules with_fees;
  with_fees.taker_fee = BasisPoints(30);
  with_fees.maker_fee = BasisPoints(10);
  with_fees.fee_account = RecordedMarket::kExchange;

  market.carry_out({SetTradingRules{RecordedMarket::kBook, with_fees}});
  market.trade(OrderId{1}, OrderId{1}, Price(5'000), Tonnes(10));
  const Recorder& recorder = market.end_year();

  EXPECT_EQ(recorder.firms()[0].trading_cash, -Cash(50'000 + 150));
  EXPECT_EQ(recorder.firms()[1].trading_cash, Cash(50'000 - 50));
  EXPECT_EQ(market.cash(RecordedMarket::kExchange), Cash(150 + 50));
  EXPECT_EQ(market.earned(RecordedMarket::kBuyer), recorder.firms()[0].trading_cash);
  EXPECT_EQ(market.earned(RecordedMarket::kSeller), recorder.firms()[1].trading_cash);
  EXPECT_EQ(recorder.conservation_violations(), 0);
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
