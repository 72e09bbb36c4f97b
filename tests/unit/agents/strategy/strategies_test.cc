// Strategies one wake at a time: what each may quote, and how ZIP learns (Cliff 1997).
#include "agents/strategy/strategies.h"

#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "tests/unit/agents/strategy/observations.h"

namespace tanshi {
namespace {

Appraisal buyer(std::int64_t limit_cents) {
  return {{Price(limit_cents), Tonnes(100)}, {}, Price()};
}

Appraisal seller(std::int64_t limit_cents) {
  return {{}, {Price(limit_cents), Tonnes(100)}, Price()};
}

// The limit of the one order that the decision places or moves.
Price quoted(const Decision& decision) {
  EXPECT_EQ(decision.intents.size(), 1U);
  if (const auto* const order = std::get_if<SubmitOrder>(&decision.intents.front())) {
    return order->limit;
  }
  return std::get<ReplaceOrder>(decision.intents.front()).limit;
}

std::vector<Price> quotes_of(std::string_view name, const Appraisal& appraisal, int count,
                             const SeatBrief& brief = test_brief()) {
  const auto strategy = find_strategy(name)->make(brief);
  RandomStream random(1, 1, 1);
  std::vector<Price> prices;
  for (int i = 0; i < count; ++i) {
    Decision decision;
    strategy->quote(appraisal, test_observation(), random, decision);
    prices.push_back(quoted(decision));
  }
  return prices;
}

TEST(Strategies, NamesAreUniqueAndUnknownOnesAreNotFound) {
  std::set<std::string_view> names;
  for (const StrategyEntry& entry : strategies()) names.insert(entry.name);

  EXPECT_EQ(names.size(), strategies().size());
  EXPECT_EQ(find_strategy("nobody"), nullptr);
}

TEST(ZeroIntelligence, ConstrainedBuyersNeverBidAboveTheirLimitAndCoverTheRange) {
  const std::vector<Price> prices = quotes_of("zi_c", buyer(100), 2'000);

  EXPECT_LE(*std::ranges::max_element(prices), Price(100));
  EXPECT_GT(*std::ranges::max_element(prices), Price(97));
  EXPECT_LT(*std::ranges::min_element(prices), Price(4));
}

TEST(ZeroIntelligence, ConstrainedSellersNeverAskBelowTheirLimit) {
  const std::vector<Price> prices = quotes_of("zi_c", seller(19'900), 2'000);

  EXPECT_GE(*std::ranges::min_element(prices), Price(19'900));
  EXPECT_GT(*std::ranges::max_element(prices), Price(19'990));
}

// The market's 60.00 and the penalty of 10.00, or twice the 60.00; or their limit.
TEST(ZeroIntelligence, ConstrainedSellersAskNoMoreThanGoingWithoutCostsOrTwiceThePrice) {
  SeatBrief brief = test_brief();
  brief.penalty = Price(1'000);
  Appraisal appraisal = seller(5'000);
  appraisal.fair = Price(6'000);

  const std::vector<Price> prices = quotes_of("zi_c", appraisal, 2'000, brief);

  EXPECT_LE(*std::ranges::max_element(prices), Price(7'000));
  EXPECT_GT(*std::ranges::max_element(prices), Price(6'900));
  brief.penalty = Price(100'000);
  const std::vector<Price> unbounded = quotes_of("zi_c", appraisal, 2'000, brief);
  EXPECT_LE(*std::ranges::max_element(unbounded), Price(12'000));
  EXPECT_GT(*std::ranges::max_element(unbounded), Price(11'900));
  brief.penalty = Price(1'000);
  appraisal.sell.limit = Price(9'000);
  EXPECT_EQ(quotes_of("zi_c", appraisal, 1, brief).front(), Price(9'000));
}

TEST(ZeroIntelligence, UnconstrainedTradersQuoteThroughTheirLimit) {
  const std::vector<Price> prices = quotes_of("zi_u", buyer(100), 2'000);

  EXPECT_GT(*std::ranges::max_element(prices), Price(19'000));
}

TEST(Zip, FirstQuoteLeavesAProfitOfFiveToThirtyFivePercent) {
  const Price price = quotes_of("zip", seller(10'000), 1).front();

  EXPECT_GE(price, Price(10'500));
  EXPECT_LE(price, Price(13'500));
}

TEST(Zip, FirstQuoteIsTheMarketsPriceWhereTheValuationHasAnIdeaOfIt) {
  Appraisal appraisal = buyer(10'000);
  appraisal.fair = Price(6'000);

  EXPECT_EQ(quotes_of("zip", appraisal, 1).front(), Price(6'000));
}

// One ZIP trader, and what it quotes when it hears a tape or sees what stands in the book.
class ZipListener {
 public:
  explicit ZipListener(Appraisal appraisal, const SeatBrief& brief = test_brief())
      : appraisal_(appraisal), strategy_(find_strategy("zip")->make(brief)) {
    hear({});
  }

  Price hear(const std::vector<TapeEntry>& tape) {
    Observation observation = test_observation();
    observation.tape = tape;
    return see(observation);
  }

  Price see(const Observation& observation) {
    Decision decision;
    strategy_->quote(appraisal_, observation, random_, decision);
    return quoted(decision);
  }

  Appraisal& appraisal() { return appraisal_; }

 private:
  Appraisal appraisal_;
  RandomStream random_{1, 1, 1};
  std::unique_ptr<Strategy> strategy_;
};

Appraisal selling_at(std::int64_t limit_cents, std::int64_t fair_cents) {
  Appraisal appraisal = seller(limit_cents);
  appraisal.fair = Price(fair_cents);
  return appraisal;
}

TEST(Zip, SellerRaisesItsPriceWhenOthersTradeHigher) {
  ZipListener listener(seller(5'000));
  const Price before = listener.hear({});

  const Price after = listener.hear({{true, Side::kBuy, Price(9'000), Tonnes(10)}});

  EXPECT_GT(after, before);
}

TEST(Zip, SellerComesDownWhenUndercutButNeverBelowItsLimit) {
  ZipListener listener(seller(5'000));
  const Price before = listener.hear({});

  Price after = before;
  for (int i = 0; i < 200; ++i)
    after = listener.hear({{false, Side::kSell, Price(4'000), Tonnes(10)}});

  EXPECT_LT(after, before);
  EXPECT_EQ(after, Price(5'000));
}

TEST(Zip, BuyerGoesUpWhenOutbidButNeverAboveItsLimit) {
  ZipListener listener(buyer(5'000));
  const Price before = listener.hear({});

  Price after = before;
  for (int i = 0; i < 200; ++i)
    after = listener.hear({{false, Side::kBuy, Price(6'000), Tonnes(10)}});

  EXPECT_GT(after, before);
  EXPECT_EQ(after, Price(5'000));
}

TEST(Zip, BuyerLowersItsBidWhenOthersTradeLower) {
  ZipListener listener(buyer(5'000));
  const Price before = listener.hear({});

  const Price after = listener.hear({{true, Side::kSell, Price(2'000), Tonnes(10)}});

  EXPECT_LT(after, before);
}

// One who holds far too much sells its first tonnes from a cent, and its last from 50.00.
TEST(Zip, RemembersItsPriceWhenItsLimitMoves) {
  ZipListener listener(selling_at(1, 6'000));

  listener.appraisal().sell.limit = Price(5'000);

  EXPECT_EQ(listener.hear({}), Price(6'000));
}

TEST(Zip, ASideThatHadNothingToQuoteStartsFromTheMarketsPrice) {
  Appraisal both = buyer(10'000);
  both.fair = Price(6'000);
  ZipListener listener(both);

  listener.appraisal() = selling_at(1'000, 7'000);

  EXPECT_EQ(listener.hear({}), Price(7'000));
}

// On a coarse tick too: its own quote is as good as what it remembers.
TEST(Zip, ComesDownWhileItsOwnQuoteStandsUntaken) {
  for (const Price tick : {Price(1), Price(100), Price(500)}) {
    SeatBrief brief = test_brief();
    brief.tick = tick;
    ZipListener listener(selling_at(2'000, 6'050), brief);
    Observation observation = test_observation();
    Price ask = listener.hear({});
    const Price first = ask;

    for (int i = 0; i < 200; ++i) {
      observation.ask = ask;
      observation.ask_quantity = Tonnes(100);
      ask = listener.see(observation);
    }

    EXPECT_LT(ask, Price(first.raw() / 2)) << "tick " << tick.raw();
  }
}

TEST(Zip, ANewYearStartsFromTheMarketsPrice) {
  ZipListener listener(selling_at(1'000, 6'000));
  Observation next = test_observation();
  next.year = Year{2026};

  listener.appraisal().fair = Price(3'000);

  EXPECT_EQ(listener.hear({}), Price(6'000));
  EXPECT_EQ(listener.see(next), Price(3'000));
}

TEST(MarketMaker, StandsOnBothSidesAndTakesNothing) {
  const auto strategy = find_strategy("market_maker")->make(test_brief());
  Observation observation = test_observation();
  observation.bid = Price(5'000);
  observation.bid_quantity = Tonnes(10);
  observation.ask = Price(5'010);
  observation.ask_quantity = Tonnes(10);
  RandomStream random(1, 1, 1);
  Decision decision;

  strategy->quote({{Price(5'050), Tonnes(20)}, {Price(4'950), Tonnes(20)}, Price(5'000)},
                  observation, random, decision);

  ASSERT_EQ(decision.intents.size(), 2U);
  const auto& bid = std::get<SubmitOrder>(decision.intents[0]);
  const auto& ask = std::get<SubmitOrder>(decision.intents[1]);
  EXPECT_TRUE(bid.post_only && ask.post_only);
  EXPECT_EQ(bid.limit, Price(5'009));
  EXPECT_EQ(ask.limit, Price(5'001));
}

TEST(MarketMaker, TakesWhatPresses) {
  const auto strategy = find_strategy("market_maker")->make(test_brief());
  Observation observation = test_observation();
  observation.bid = Price(5'000);
  observation.bid_quantity = Tonnes(10);
  RandomStream random(1, 1, 1);
  Decision decision;

  strategy->quote({{}, {Price(4'950), Tonnes(20), /*pressing=*/true}, Price(5'000)}, observation,
                  random, decision);

  ASSERT_EQ(decision.intents.size(), 1U);
  const auto& ask = std::get<SubmitOrder>(decision.intents[0]);
  EXPECT_FALSE(ask.post_only);
  EXPECT_EQ(ask.limit, Price(4'950));
}

}  // namespace
}  // namespace tanshi
