// Proves the four steps of the call auction, on published books and on the smallest that show each.
#include "exchange/auction/call_auction.h"

#include <vector>

#include <gtest/gtest.h>

namespace tanshi {
namespace {

using Levels = std::vector<DepthLevel>;

DepthLevel level(std::int64_t limit, std::int64_t quantity) {
  return {Price(limit), Tonnes(quantity), 1};
}

constexpr BookSpec kBook{.tick = Price(1), .max_price = Price(100'000)};

CallResult result(std::int64_t price, std::int64_t volume, std::int64_t surplus, CallStep step) {
  return {Price(price), Tonnes(volume), Tonnes(surplus), step};
}

// "Stock X" of the course Trading Engine, University of New South Wales (appendix of session 3),
// on the algorithm that the Australian exchange took in 2002: 1,000 trade from 6.10 to 6.39, least
// surplus from 6.35 to 6.39, buyers press.
TEST(CallAuction, StockXOfTheAustralianExchange) {
  const Levels buys = {level(640, 500), level(639, 1'000), level(634, 1'000), level(633, 500)};
  const Levels sells = {level(610, 1'000), level(640, 500), level(641, 520), level(642, 550),
                        level(643, 519)};

  EXPECT_EQ(call_auction(buys, sells, kBook, Price(610)),
            result(639, 1'000, 500, CallStep::kMarketPressure));
}

// The example of MarketGrid's documentation, "Single-Price Auction".
TEST(CallAuction, MaximumVolumeDecides) {
  const Levels buys = {level(13'000, 45),  level(12'900, 95), level(12'800, 25),
                       level(12'700, 35),  level(12'600, 25), level(12'500, 55),
                       level(12'400, 200), level(12'300, 80), level(12'200, 60)};
  const Levels sells = {level(12'200, 10), level(12'300, 125), level(12'400, 155),
                        level(12'500, 90), level(12'600, 20),  level(12'700, 10),
                        level(12'800, 15), level(12'900, 10),  level(13'000, 50),
                        level(13'100, 35)};

  EXPECT_EQ(call_auction(buys, sells, kBook, std::nullopt),
            result(12'400, 290, 190, CallStep::kMaximumVolume));
}

TEST(CallAuction, LeastSurplusDecidesAmongEqualVolumes) {
  // From 100 to 102, 50 trade: at 100 buyers lack 30, at 101 and 102 there is more on offer yet.
  const Levels buys = {level(102, 50), level(100, 30)};
  const Levels sells = {level(100, 50), level(101, 40)};

  EXPECT_EQ(call_auction(buys, sells, kBook, Price(102)),
            result(100, 50, 30, CallStep::kLeastSurplus));
}

TEST(CallAuction, BuyersLeftOverPressUpAndSellersDown) {
  const Levels buys = {level(105, 70)};
  const Levels sells = {level(101, 50)};

  EXPECT_EQ(call_auction(buys, sells, kBook, Price(103)),
            result(105, 50, 20, CallStep::kMarketPressure));
  EXPECT_EQ(call_auction(Levels{level(105, 50)}, Levels{level(101, 70)}, kBook, Price(103)),
            result(101, 50, -20, CallStep::kMarketPressure));
}

TEST(CallAuction, NearestToTheReferenceDecidesWhenNothingIsLeftOver) {
  const Levels buys = {level(105, 50)};
  const Levels sells = {level(101, 50)};
  const auto price_near = [&](std::optional<Price> reference) {
    const auto found = call_auction(buys, sells, kBook, reference);
    EXPECT_EQ(found->step, CallStep::kReferencePrice);
    return found->price;
  };

  EXPECT_EQ(price_near(Price(90)), Price(101));
  EXPECT_EQ(price_near(Price(102)), Price(102));
  EXPECT_EQ(price_near(Price(200)), Price(105));
  EXPECT_EQ(price_near(std::nullopt), Price(103));
}

TEST(CallAuction, ReferenceDecidesWherePressureChangesSides) {
  // At 100 and 101 buyers lack 5, at 102 and 103 sellers do.
  const Levels buys = {level(103, 5), level(101, 5)};
  const Levels sells = {level(100, 5), level(102, 5)};

  EXPECT_EQ(call_auction(buys, sells, kBook, Price(100)),
            result(101, 5, 5, CallStep::kReferencePrice));
  EXPECT_EQ(call_auction(buys, sells, kBook, Price(103)),
            result(102, 5, -5, CallStep::kReferencePrice));
}

TEST(CallAuction, StaysOnTheTick) {
  constexpr BookSpec kCoarse{.tick = Price(10), .max_price = Price(1'000)};
  const Levels buys = {level(150, 50)};
  const Levels sells = {level(100, 50)};

  EXPECT_EQ(call_auction(buys, sells, kCoarse, Price(124))->price, Price(120));
  EXPECT_EQ(call_auction(buys, sells, kCoarse, Price(125))->price, Price(130));
  EXPECT_EQ(call_auction(buys, sells, kCoarse, std::nullopt)->price, Price(120));
}

TEST(CallAuction, NothingTradesWhenTheSidesDoNotMeet) {
  EXPECT_EQ(call_auction(Levels{level(100, 5)}, Levels{level(101, 5)}, kBook, Price(100)),
            std::nullopt);
  EXPECT_EQ(call_auction(Levels{level(100, 5)}, {}, kBook, Price(100)), std::nullopt);
  EXPECT_EQ(call_auction({}, Levels{level(101, 5)}, kBook, Price(100)), std::nullopt);
}

TEST(CallAuction, ReachesBothEndsOfTheBook) {
  EXPECT_EQ(call_auction(Levels{level(1, 5)}, Levels{level(1, 5)}, kBook, std::nullopt),
            result(1, 5, 0, CallStep::kMaximumVolume));
  EXPECT_EQ(call_auction(Levels{level(100'000, 5)}, Levels{level(100'000, 5)}, kBook, std::nullopt),
            result(100'000, 5, 0, CallStep::kMaximumVolume));
}

}  // namespace
}  // namespace tanshi
