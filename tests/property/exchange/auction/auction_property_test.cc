// clear_auction does what brute force over all prices and tonnes does, on random stacks that are
// biased to their edges: quantities that meet a step to the tonne, prices at and beside triggers,
// ties, limits of one lot, steps at one price. A canary shows that the comparison sees a mistake.
#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

#include "exchange/auction/clear_auction.h"
#include "exchange/base/random_stream.h"
#include "tests/property/exchange/auction/naive_auction.h"
#include "tests/testing/seeds.h"

namespace tanshi {
namespace {

constexpr int kAuctionsPerSeed = 400;

class RandomAuctions {
 public:
  explicit RandomAuctions(std::uint64_t seed) : random_(seed, 0, 0) {}

  Auction auction() {
    Auction auction;
    AuctionRules& rules = auction.rules;
    rules.pricing = PricingRule{static_cast<std::uint8_t>(up_to(1, 4))};
    rules.reserve_price = Price(one_in(4) ? 0 : up_to(1, 6));
    rules.confidential_reserve_price = Price(one_in(3) ? up_to(1, 8) : 0);
    rules.lot = Tonnes(one_in(2) ? 1 : 5);
    rules.award_lot = Tonnes(one_in(2) ? 1 : up_to(1, 7));
    rules.bid_limit = limit();
    rules.purchase_limit = limit();
    rules.tie = TieRule{static_cast<std::uint8_t>(up_to(1, 3))};
    rules.rest = RestRule{static_cast<std::uint8_t>(up_to(1, 3))};
    rules.shortfall = ShortfallRule{static_cast<std::uint8_t>(up_to(1, 4))};
    rules.consignment = ConsignmentRule{static_cast<std::uint8_t>(up_to(1, 2))};
    auction.tie_seed = random_.next();
    auction.supply.push_back(step(SupplyClass::kBase));
    for (std::int64_t more = up_to(0, 5); more > 0; --more) {
      auction.supply.push_back(step(SupplyClass{static_cast<std::uint8_t>(up_to(1, 5))}));
    }
    return auction;
  }

  std::vector<Bid> bids(const Auction& auction) {
    std::vector<Bid> bids;
    const std::int64_t lot = auction.rules.lot.raw();
    for (std::int64_t count = up_to(0, 12); count > 0; --count) {
      const SupplyStep& near = auction.supply[static_cast<std::size_t>(
          up_to(0, static_cast<std::int64_t>(auction.supply.size()) - 1))];
      const std::int64_t lots =
          one_in(3) ? std::max<std::int64_t>(1, near.quantity.raw() / lot) : up_to(1, 8);
      const std::int64_t price = one_in(2) ? near.from.raw() + up_to(-1, 1) : up_to(1, 12);
      bids.push_back({.bidder = AccountId{static_cast<std::int32_t>(up_to(1, 4))},
                      .price = Price(std::max<std::int64_t>(1, price)),
                      .quantity = Tonnes(lots * lot),
                      .arrival = up_to(0, 6)});
    }
    return bids;
  }

 private:
  std::int64_t up_to(std::int64_t low, std::int64_t high) { return random_.uniform_int(low, high); }
  bool one_in(std::int64_t n) { return up_to(1, n) == 1; }

  BidderLimit limit() {
    BidderLimit limit;
    if (one_in(4)) limit.quantity = Tonnes(up_to(1, 30));
    if (one_in(4)) limit.share_bps = static_cast<std::int32_t>(up_to(1, 10'000));
    return limit;
  }

  SupplyStep step(SupplyClass supply_class) {
    SupplyStep step;
    step.supply_class = supply_class;
    step.from = Price(supply_class == SupplyClass::kBase ? 0 : up_to(0, 10));
    step.quantity = Tonnes(one_in(3) ? up_to(1, 3) : up_to(1, 40));
    if (supply_class == SupplyClass::kConsigned) {
      step.seller = AccountId{static_cast<std::int32_t>(up_to(1, 4))};
    }
    return step;
  }

  RandomStream random_;
};

bool draws_an_order(const AuctionRules& rules) {
  return rules.tie == TieRule::kSeeded ||
         (rules.tie == TieRule::kProRata && rules.rest == RestRule::kSeeded);
}

// Leaves what no order among the tied bids changes: their awards are taken from `other`.
void forget_order(AuctionOutcome& outcome, const AuctionOutcome& other) {
  for (std::size_t i = 0; i < outcome.awards.size(); ++i) {
    Award& award = outcome.awards[i];
    const bool is_tied =
        award.reason == LossReason::kRationed || other.awards[i].reason == LossReason::kRationed;
    if (is_tied) award = other.awards[i];
  }
}

TEST(AuctionProperty, IsTheNaiveAuction) {
  std::int64_t rationed = 0;
  std::int64_t partly_used = 0;
  for (const std::uint64_t seed : test_seeds(50)) {
    const ReplayLine replay(seed);
    RandomAuctions random(seed);
    for (int n = 0; n < kAuctionsPerSeed; ++n) {
      const Auction auction = random.auction();
      const std::vector<Bid> bids = random.bids(auction);
      ASSERT_EQ(check_auction(auction), std::nullopt);

      AuctionOutcome fast = clear_auction(auction, bids);
      const AuctionOutcome naive = naive_auction(auction, bids);

      for (const Award& award : fast.awards) rationed += award.reason == LossReason::kRationed;
      for (const StepOutcome& step : fast.steps) {
        partly_used += step.sold > Tonnes() && step.unsold > Tonnes();
      }
      if (draws_an_order(auction.rules)) forget_order(fast, naive);
      ASSERT_EQ(fast.status, naive.status) << "auction " << n;
      ASSERT_EQ(fast.sold, naive.sold) << "auction " << n;
      ASSERT_EQ(fast.clearing_price, naive.clearing_price) << "auction " << n;
      ASSERT_TRUE(fast.awards == naive.awards) << "auction " << n;
      ASSERT_TRUE(fast.steps == naive.steps) << "auction " << n;
      ASSERT_TRUE(fast == naive) << "auction " << n;
    }
  }
  EXPECT_GT(rationed, kAuctionsPerSeed) << "too few ties to prove much";
  EXPECT_GT(partly_used, kAuctionsPerSeed) << "too few tiers in use to prove much";
}

// By any seed: one bid after the other is filled, and pro-rata shares are within a lot of exact.
TEST(AuctionProperty, DrawnOrdersKeepTheirRules) {
  for (const std::uint64_t seed : test_seeds(50)) {
    const ReplayLine replay(seed);
    RandomAuctions random(seed);
    for (int n = 0; n < kAuctionsPerSeed; ++n) {
      const Auction auction = random.auction();
      if (!draws_an_order(auction.rules)) continue;
      const std::vector<Bid> bids = random.bids(auction);
      const AuctionOutcome fast = clear_auction(auction, bids);
      const AuctionOutcome naive = naive_auction(auction, bids);

      EXPECT_TRUE(fast == clear_auction(auction, bids)) << "auction " << n;
      int split = 0;
      for (std::size_t i = 0; i < bids.size(); ++i) {
        const Award& award = fast.awards[i];
        if (award.reason != LossReason::kRationed) continue;
        split += award.quantity > Tonnes();
        if (auction.rules.tie == TieRule::kProRata) {
          const Tonnes apart = award.quantity - naive.awards[i].quantity;
          EXPECT_LE(std::max(apart, -apart), auction.rules.award_lot) << "auction " << n;
        }
      }
      if (auction.rules.tie == TieRule::kSeeded) {
        EXPECT_LE(split, 1) << "auction " << n;
      }
    }
  }
}

// --- Canary: an auction whose tiers stay shut when demand exceeds the offer by one tonne --------

AuctionOutcome clear_with_a_shy_tier(Auction auction, std::span<const Bid> bids) {
  const AuctionOutcome outcome = clear_auction(auction, bids);
  for (std::size_t i = 0; i < auction.supply.size(); ++i) {
    SupplyStep& step = auction.supply[i];
    if (step.supply_class != SupplyClass::kReserve || outcome.steps[i].sold != Tonnes(1)) continue;
    step.from = kMaxPrice;
    return clear_auction(auction, bids);
  }
  return outcome;
}

TEST(AuctionProperty, CanaryIsFoundByOneOfThreeSeeds) {
  bool found = false;
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    RandomAuctions random(seed);
    for (int n = 0; n < kAuctionsPerSeed; ++n) {
      const Auction auction = random.auction();
      const std::vector<Bid> bids = random.bids(auction);
      found =
          found || clear_with_a_shy_tier(auction, bids).sold != naive_auction(auction, bids).sold;
    }
  }

  EXPECT_TRUE(found);
}

}  // namespace
}  // namespace tanshi
