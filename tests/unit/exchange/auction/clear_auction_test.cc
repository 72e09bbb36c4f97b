// Proves each rule of the auction: one rule a test, on the smallest stack of bids that shows it.
#include "exchange/auction/clear_auction.h"

#include <initializer_list>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanshi {
namespace {

using testing::ElementsAre;

constexpr AccountId kA{1};
constexpr AccountId kB{2};
constexpr AccountId kC{3};
constexpr AccountId kD{4};

SupplyStep base(std::int64_t quantity) {
  return {SupplyClass::kBase, Price(), Tonnes(quantity), AccountId{}};
}

SupplyStep step(SupplyClass supply_class, std::int64_t from, std::int64_t quantity,
                AccountId seller = {}) {
  return {supply_class, Price(from), Tonnes(quantity), seller};
}

Bid bid(AccountId bidder, std::int64_t price, std::int64_t quantity) {
  return {.bidder = bidder, .price = Price(price), .quantity = Tonnes(quantity)};
}

Auction auction(std::vector<SupplyStep> supply, std::int64_t reserve_price = 0) {
  Auction auction;
  auction.supply = std::move(supply);
  auction.rules.reserve_price = Price(reserve_price);
  return auction;
}

std::vector<std::int64_t> won(const AuctionOutcome& outcome) {
  std::vector<std::int64_t> quantities;
  for (const Award& award : outcome.awards) quantities.push_back(award.quantity.raw());
  return quantities;
}

std::vector<LossReason> reasons(const AuctionOutcome& outcome) {
  std::vector<LossReason> reasons;
  for (const Award& award : outcome.awards) reasons.push_back(award.reason);
  return reasons;
}

// ---- Price -------------------------------------------------------------------------------------

TEST(ClearAuction, SellsToTheHighestBids) {
  const std::vector bids = {bid(kA, 500, 40), bid(kB, 900, 60), bid(kC, 400, 50)};

  const AuctionOutcome outcome = clear_auction(auction({base(100)}, 200), bids);

  EXPECT_EQ(outcome.status, AuctionStatus::kHeld);
  EXPECT_EQ(outcome.sold, Tonnes(100));
  EXPECT_THAT(won(outcome), ElementsAre(40, 60, 0));
  EXPECT_THAT(reasons(outcome),
              ElementsAre(LossReason::kWon, LossReason::kWon, LossReason::kBelowClearing));
  EXPECT_EQ(outcome.bid, Tonnes(150));
  EXPECT_EQ(outcome.cover_percent(), 150);
}

TEST(ClearAuction, PricesAtTheLowestAcceptedBidOrAtTheFirstRejectedOne) {
  const std::vector bids = {bid(kA, 900, 60), bid(kB, 500, 40), bid(kC, 400, 50)};
  Auction both = auction({base(100)}, 200);

  EXPECT_EQ(clear_auction(both, bids).clearing_price, Price(500));
  both.rules.pricing = PricingRule::kFirstRejected;
  const AuctionOutcome first_rejected = clear_auction(both, bids);

  EXPECT_EQ(first_rejected.clearing_price, Price(400));
  EXPECT_EQ(first_rejected.awards[0].price, Price(400));
  EXPECT_EQ(first_rejected.proceeds, Cash(40'000));
}

TEST(ClearAuction, BothPricesAreThatOfABidThatIsPartlyAccepted) {
  const std::vector bids = {bid(kA, 900, 60), bid(kB, 500, 50), bid(kC, 400, 50)};
  Auction both = auction({base(100)}, 200);

  EXPECT_EQ(clear_auction(both, bids).clearing_price, Price(500));
  both.rules.pricing = PricingRule::kFirstRejected;
  EXPECT_EQ(clear_auction(both, bids).clearing_price, Price(500));
}

TEST(ClearAuction, FirstRejectedIsTheReservePriceWhenNoBidIsRejected) {
  Auction exact = auction({base(100)}, 200);
  exact.rules.pricing = PricingRule::kFirstRejected;

  const std::vector bids = {bid(kA, 900, 60), bid(kB, 500, 40), bid(kC, 199, 5)};

  EXPECT_EQ(clear_auction(exact, bids).clearing_price, Price(200));
}

TEST(ClearAuction, EachWinnerPaysTheOwnBidWhenItIsDiscriminative) {
  Auction discriminative = auction({base(100)}, 200);
  discriminative.rules.pricing = PricingRule::kDiscriminative;
  const std::vector bids = {bid(kA, 900, 60), bid(kB, 500, 50)};

  const AuctionOutcome outcome = clear_auction(discriminative, bids);

  EXPECT_EQ(outcome.awards[0].price, Price(900));
  EXPECT_EQ(outcome.awards[1].price, Price(500));
  EXPECT_EQ(outcome.proceeds, Cash(900 * 60 + 500 * 40));
  EXPECT_EQ(outcome.clearing_price, Price(500));
}

// Cason and Plott (1996): the lowest ask meets the highest bid, at the bid's price, so that a
// seller earns more by asking less.
TEST(ClearAuction, LowestAskMeetsHighestBid) {
  Auction epa = auction({step(SupplyClass::kConsigned, 300, 10, kC), base(20),
                         step(SupplyClass::kConsigned, 100, 10, kD),
                         step(SupplyClass::kConsigned, 600, 10, kA)});
  epa.rules.pricing = PricingRule::kLowAskToHighBid;
  const std::vector bids = {bid(kA, 900, 25), bid(kB, 500, 30)};

  const AuctionOutcome outcome = clear_auction(epa, bids);

  EXPECT_EQ(outcome.sold, Tonnes(40));  // the ask of 600 meets no bid
  EXPECT_EQ(outcome.steps[1], (StepOutcome{Tonnes(20), Tonnes(0), Cash(900 * 20)}));
  EXPECT_EQ(outcome.steps[2], (StepOutcome{Tonnes(10), Tonnes(0), Cash(900 * 5 + 500 * 5)}));
  EXPECT_EQ(outcome.steps[0], (StepOutcome{Tonnes(10), Tonnes(0), Cash(500 * 10)}));
  EXPECT_EQ(outcome.steps[3], (StepOutcome{Tonnes(0), Tonnes(10), Cash(0)}));
}

// ---- Reserve price and shortfall ---------------------------------------------------------------

TEST(ClearAuction, SellsNothingBelowTheReservePrice) {
  const std::vector bids = {bid(kA, 200, 30), bid(kB, 199, 30)};

  const AuctionOutcome outcome = clear_auction(auction({base(100)}, 200), bids);

  EXPECT_THAT(won(outcome), ElementsAre(30, 0));
  EXPECT_EQ(outcome.awards[1].reason, LossReason::kBelowReserve);
  EXPECT_EQ(outcome.demand, Tonnes(30));
  EXPECT_EQ(outcome.bid, Tonnes(60));
  EXPECT_EQ(outcome.steps[0].unsold, Tonnes(70));
}

TEST(ClearAuction, AnOfferThatIsNotSoldOutGoesAtTheReservePrice) {
  const std::vector bids = {bid(kA, 900, 30), bid(kB, 300, 30)};

  EXPECT_EQ(clear_auction(auction({base(100)}, 200), bids).clearing_price, Price(200));
}

// SI 2021/484, regulation 7(1)(b).
TEST(ClearAuction, OrAtTheLowestBidByTheRuleOfTheUk) {
  Auction uk = auction({base(100)}, 200);
  uk.rules.shortfall = ShortfallRule::kSellAtLowestBid;
  const std::vector bids = {bid(kA, 900, 30), bid(kB, 300, 30), bid(kC, 150, 10)};

  const AuctionOutcome outcome = clear_auction(uk, bids);

  EXPECT_EQ(outcome.clearing_price, Price(300));
  EXPECT_EQ(outcome.sold, Tonnes(60));
}

// Regulation (EU) No 1031/2010, Article 7(5).
TEST(ClearAuction, IsCancelledByTheRuleOfTheEuWhenBidsFallShort) {
  Auction eu = auction({base(100)});
  eu.rules.shortfall = ShortfallRule::kCancel;
  const std::vector bids = {bid(kA, 900, 60), bid(kB, 300, 39)};

  const AuctionOutcome outcome = clear_auction(eu, bids);

  EXPECT_EQ(outcome.status, AuctionStatus::kCancelled);
  EXPECT_EQ(outcome.sold, Tonnes(0));
  EXPECT_EQ(outcome.clearing_price, Price(0));
  EXPECT_EQ(outcome.steps[0].unsold, Tonnes(100));
  EXPECT_THAT(reasons(outcome), ElementsAre(LossReason::kNotHeld, LossReason::kNotHeld));
  EXPECT_EQ(clear_auction(eu, std::vector{bid(kA, 900, 100)}).status, AuctionStatus::kHeld);
}

// New Zealand's Ministry for the Environment, "Managing NZ ETS auctions", 2025: full clearance,
// partial clearance, and decline.
class NewZealand : public testing::Test {
 protected:
  NewZealand() : auction_(auction({base(100)}, 6'000)) {
    auction_.rules.confidential_reserve_price = Price(6'300);
    auction_.rules.shortfall = ShortfallRule::kDeclineIfBidsBelow;
  }
  Auction auction_;
};

TEST_F(NewZealand, BidsBelowTheConfidentialReserveDoNotMatterWhenTheRestSuffices) {
  const std::vector bids = {bid(kA, 7'000, 60), bid(kB, 6'400, 40), bid(kC, 6'100, 10)};

  const AuctionOutcome outcome = clear_auction(auction_, bids);

  EXPECT_EQ(outcome.status, AuctionStatus::kHeld);
  EXPECT_EQ(outcome.clearing_price, Price(6'400));
}

TEST_F(NewZealand, ClearsPartlyAtTheHigherReserveWhenAllBidsAreAboveIt) {
  const std::vector bids = {bid(kA, 7'000, 60), bid(kB, 6'400, 10)};

  const AuctionOutcome outcome = clear_auction(auction_, bids);

  EXPECT_EQ(outcome.sold, Tonnes(70));
  EXPECT_EQ(outcome.clearing_price, Price(6'300));
}

TEST_F(NewZealand, DeclinesWhenBidsFallShortAndOneIsBelowTheReserve) {
  const std::vector bids = {bid(kA, 7'000, 60), bid(kB, 6'400, 39), bid(kC, 6'299, 1)};

  const AuctionOutcome outcome = clear_auction(auction_, bids);

  EXPECT_EQ(outcome.status, AuctionStatus::kDeclined);
  EXPECT_THAT(won(outcome), ElementsAre(0, 0, 0));
  EXPECT_THAT(reasons(outcome),
              ElementsAre(LossReason::kNotHeld, LossReason::kNotHeld, LossReason::kBelowReserve));
}

TEST_F(NewZealand, DeclinesWithoutBids) {
  EXPECT_EQ(clear_auction(auction_, {}).status, AuctionStatus::kDeclined);
}

TEST(ClearAuction, WithoutBidsNothingIsSold) {
  const AuctionOutcome outcome = clear_auction(auction({base(100)}, 200), {});

  EXPECT_EQ(outcome.status, AuctionStatus::kHeld);
  EXPECT_EQ(outcome.sold, Tonnes(0));
  EXPECT_EQ(outcome.clearing_price, Price(0));
  EXPECT_EQ(outcome.cover_percent(), 0);
}

// ---- Supply steps ------------------------------------------------------------------------------

// Base 100 at 200 cents, a cost containment reserve of 50 at 1,300.
class CostContainment : public testing::TestWithParam<PricingRule> {
 protected:
  AuctionOutcome clear(std::initializer_list<Bid> bids) {
    Auction rggi = auction({base(100), step(SupplyClass::kReserve, 1'300, 50)}, 200);
    rggi.rules.pricing = GetParam();
    const AuctionOutcome outcome = clear_auction(rggi, std::vector(bids));
    reserve_sold_ = total_of(rggi, outcome, SupplyClass::kReserve).sold;
    return outcome;
  }
  Tonnes reserve_sold_;
};

TEST_P(CostContainment, IsNotTouchedWhenDemandAtTheTriggerIsTheOffer) {
  const AuctionOutcome outcome = clear({bid(kA, 1'300, 100), bid(kB, 1'299, 100)});

  EXPECT_EQ(reserve_sold_, Tonnes(0));
  EXPECT_EQ(outcome.sold, Tonnes(100));
}

TEST_P(CostContainment, PinsThePriceAtTheTriggerWhilePartlyUsed) {
  const AuctionOutcome outcome =
      clear({bid(kA, 2'000, 70), bid(kB, 1'500, 50), bid(kC, 1'300, 1), bid(kD, 1'299, 90)});

  EXPECT_EQ(reserve_sold_, Tonnes(21));
  EXPECT_EQ(outcome.sold, Tonnes(121));
  EXPECT_EQ(outcome.clearing_price, Price(1'300));
  EXPECT_THAT(won(outcome), ElementsAre(70, 50, 1, 0));
}

TEST_P(CostContainment, LetsThePriceRiseAboveTheTriggerWhenExhausted) {
  const AuctionOutcome outcome =
      clear({bid(kA, 2'000, 70), bid(kB, 1'500, 90), bid(kC, 1'400, 50)});

  EXPECT_EQ(reserve_sold_, Tonnes(50));
  EXPECT_EQ(outcome.sold, Tonnes(150));
  EXPECT_EQ(outcome.clearing_price, Price(1'500));
  EXPECT_EQ(outcome.awards[1], (Award{Tonnes(80), Price(1'500), LossReason::kRationed, Tonnes()}));
}

INSTANTIATE_TEST_SUITE_P(ByBothUniformPrices, CostContainment,
                         testing::Values(PricingRule::kLowestAccepted,
                                         PricingRule::kFirstRejected));

TEST(ClearAuction, PriceDoesNotPassATriggerBeforeItsTierIsExhausted) {
  const auto rggi = auction({base(100), step(SupplyClass::kReserve, 1'300, 50)}, 200);

  // The offer is sold to bids above the trigger: the next tonne would be had at the trigger.
  EXPECT_EQ(clear_auction(rggi, std::vector{bid(kA, 2'000, 100)}).clearing_price, Price(1'300));
  // So too when the tier is exhausted to the tonne, but then the lowest accepted bid is higher.
  EXPECT_EQ(clear_auction(rggi, std::vector{bid(kA, 2'000, 150)}).clearing_price, Price(2'000));
}

TEST(ClearAuction, TakesTiersOneAfterTheOther) {
  const auto two_tiers = auction(
      {base(100), step(SupplyClass::kReserve, 2'925, 50), step(SupplyClass::kReserve, 1'950, 50)},
      900);

  const AuctionOutcome first = clear_auction(two_tiers, std::vector{bid(kA, 4'000, 130)});
  const AuctionOutcome second =
      clear_auction(two_tiers, std::vector{bid(kA, 4'000, 170), bid(kB, 2'900, 100)});

  EXPECT_EQ(first.steps[2].sold, Tonnes(30));
  EXPECT_EQ(first.clearing_price, Price(1'950));
  EXPECT_EQ(second.steps[2].sold, Tonnes(50));
  EXPECT_EQ(second.steps[1].sold, Tonnes(20));
  EXPECT_EQ(second.clearing_price, Price(2'925));
}

TEST(ClearAuction, CeilingSaleMeetsAllDemandAtTheCeiling) {
  const auto collar = auction(
      {base(100), step(SupplyClass::kCeiling, 6'500, kMaxAuctionQuantity.raw() - 100)}, 1'000);

  const AuctionOutcome outcome = clear_auction(
      collar, std::vector{bid(kA, 9'000, 700), bid(kB, 6'500, 200), bid(kC, 6'499, 50)});

  EXPECT_EQ(outcome.steps[1].sold, Tonnes(800));
  EXPECT_EQ(outcome.clearing_price, Price(6'500));
  EXPECT_EQ(outcome.awards[2].reason, LossReason::kBelowClearing);
}

// An offer of 100, of which 10 are withheld below 600.
class Withholding : public testing::Test {
 protected:
  AuctionOutcome clear(std::initializer_list<Bid> bids) {
    return clear_auction(auction({base(90), step(SupplyClass::kWithheld, 600, 10)}, 200),
                         std::vector(bids));
  }
};

TEST_F(Withholding, WithholdsNothingAtOrAboveTheTrigger) {
  const AuctionOutcome outcome = clear({bid(kA, 600, 100), bid(kB, 500, 50)});

  EXPECT_EQ(outcome.offered, Tonnes(100));
  EXPECT_EQ(outcome.steps[1].sold, Tonnes(10));
  EXPECT_EQ(outcome.clearing_price, Price(600));
}

TEST_F(Withholding, WithholdsAsMuchAsHoldsThePriceAtTheTrigger) {
  const AuctionOutcome outcome = clear({bid(kA, 700, 94), bid(kB, 500, 50)});

  EXPECT_EQ(outcome.steps[1].unsold, Tonnes(6));
  EXPECT_EQ(outcome.sold, Tonnes(94));
  EXPECT_EQ(outcome.clearing_price, Price(600));
}

TEST_F(Withholding, WithholdsAllBeforeThePriceFallsBelowTheTrigger) {
  const AuctionOutcome outcome = clear({bid(kA, 700, 80), bid(kB, 500, 50)});

  EXPECT_EQ(outcome.steps[1].unsold, Tonnes(10));
  EXPECT_EQ(outcome.sold, Tonnes(90));
  EXPECT_EQ(outcome.clearing_price, Price(500));
}

// ---- Consignment -------------------------------------------------------------------------------

// Quebec, Q-2 r. 46.1, sections 52 and 54.1: consigned units go first; what is sold of them is
// shared pro rata, rounded down; the rest a unit each.
TEST(ClearAuction, ConsignedTonnesAreSoldFirstAndShareWhatIsSold) {
  const auto wci = auction({base(100), step(SupplyClass::kConsigned, 0, 20, kC),
                            step(SupplyClass::kConsigned, 0, 11, kD)},
                           1'273);

  const AuctionOutcome outcome = clear_auction(wci, std::vector{bid(kA, 1'400, 25)});

  EXPECT_EQ(outcome.steps[0].sold, Tonnes(0));
  EXPECT_EQ(outcome.steps[1].sold, Tonnes(17));  // 16.1, and the first of what is left
  EXPECT_EQ(outcome.steps[2].sold, Tonnes(8));   // 8.9
  EXPECT_EQ(outcome.steps[1].proceeds, Cash(17 * 1'273));
}

TEST(ClearAuction, OrConsignedTonnesShareWithTheBaseVolume) {
  Auction both = auction({base(75), step(SupplyClass::kConsigned, 0, 25, kC)}, 100);
  both.rules.consignment = ConsignmentRule::kWithBase;

  const AuctionOutcome outcome = clear_auction(both, std::vector{bid(kA, 1'400, 40)});

  EXPECT_EQ(outcome.steps[0].sold, Tonnes(30));
  EXPECT_EQ(outcome.steps[1].sold, Tonnes(10));
}

TEST(ClearAuction, SellersShareDiscriminativePaymentsToTheCent) {
  Auction shared = auction(
      {step(SupplyClass::kConsigned, 0, 1, kC), step(SupplyClass::kConsigned, 0, 1, kD), base(1)});
  shared.rules.pricing = PricingRule::kDiscriminative;

  const AuctionOutcome outcome =
      clear_auction(shared, std::vector{bid(kA, 5, 1), bid(kA, 4, 1), bid(kA, 1, 1)});

  EXPECT_EQ(outcome.proceeds, Cash(10));
  EXPECT_EQ(outcome.steps[0].proceeds, Cash(3));
  EXPECT_EQ(outcome.steps[1].proceeds, Cash(3));
  EXPECT_EQ(outcome.steps[2].proceeds, Cash(4));
}

// ---- Ties --------------------------------------------------------------------------------------

// 50 tonnes are left for three bids at one price.
class Tie : public testing::Test {
 protected:
  Tie() : auction_(auction({base(100)}, 200)) {}

  std::vector<std::int64_t> tied() {
    Bid late = bid(kB, 500, 60);
    late.arrival = 2;
    Bid early = bid(kC, 500, 10);
    early.arrival = 1;
    return won(
        clear_auction(auction_, std::vector{bid(kA, 900, 50), late, early, bid(kD, 500, 20)}));
  }
  Auction auction_;
};

TEST_F(Tie, ByArrival) {
  EXPECT_THAT(tied(), ElementsAre(50, 20, 10, 20));
}

TEST_F(Tie, ProRataWithTheRestToTheEarliest) {
  auction_.rules.tie = TieRule::kProRata;

  EXPECT_THAT(tied(), ElementsAre(50, 33, 5, 12));  // of 33.3, 5.6 and, come first, 11.1
}

TEST_F(Tie, ProRataInLotsWithTheRestToTheLargest) {
  auction_.rules.tie = TieRule::kProRata;
  auction_.rules.rest = RestRule::kToLargest;
  auction_.rules.award_lot = Tonnes(10);

  EXPECT_THAT(tied(), ElementsAre(50, 40, 0, 10));  // 30 + 10, 0, 10
}

TEST_F(Tie, SeededOrderFillsOneBidAfterTheOther) {
  auction_.rules.tie = TieRule::kSeeded;
  std::vector<std::vector<std::int64_t>> seen;
  for (auction_.tie_seed = 1; auction_.tie_seed <= 40; ++auction_.tie_seed) {
    seen.push_back(tied());
    EXPECT_EQ(seen.back(), tied());
  }

  // By who is first, second and third; the last two orders give the same.
  EXPECT_THAT(seen, testing::Contains(ElementsAre(50, 50, 0, 0)));
  EXPECT_THAT(seen, testing::Contains(ElementsAre(50, 40, 10, 0)));
  EXPECT_THAT(seen, testing::Contains(ElementsAre(50, 30, 0, 20)));
  EXPECT_THAT(seen, testing::Contains(ElementsAre(50, 20, 10, 20)));
}

// ---- Limits ------------------------------------------------------------------------------------

TEST(ClearAuction, RejectsTheBidThatLiftsABidderAboveTheBidLimit) {
  Auction limited = auction({base(100)}, 200);
  limited.rules.bid_limit.share_bps = 2'500;
  std::vector bids = {bid(kA, 900, 20), bid(kA, 950, 10), bid(kA, 300, 5), bid(kB, 800, 26)};
  for (std::size_t i = 0; i < bids.size(); ++i) bids[i].arrival = static_cast<std::int64_t>(i);

  const AuctionOutcome outcome = clear_auction(limited, bids);

  EXPECT_THAT(won(outcome), ElementsAre(20, 0, 5, 0));
  EXPECT_THAT(reasons(outcome), ElementsAre(LossReason::kWon, LossReason::kOverBidLimit,
                                            LossReason::kWon, LossReason::kOverBidLimit));
}

// Quebec, Q-2 r. 46.1, section 52: excess lots are removed, beginning with the lowest price.
TEST(ClearAuction, CutsABidderToThePurchaseLimitFromTheHighestPriceDown) {
  Auction limited = auction({base(100)}, 200);
  limited.rules.lot = Tonnes(5);
  limited.rules.purchase_limit.share_bps = 2'700;  // 27, of which 25 are whole lots
  const std::vector bids = {bid(kA, 300, 10), bid(kA, 900, 20), bid(kA, 700, 10), bid(kB, 250, 20)};

  const AuctionOutcome outcome = clear_auction(limited, bids);

  EXPECT_THAT(won(outcome), ElementsAre(0, 20, 5, 20));
  EXPECT_EQ(outcome.awards[0].reason, LossReason::kOverPurchaseLimit);
  EXPECT_EQ(outcome.awards[0].cut, Tonnes(10));
  EXPECT_EQ(outcome.awards[2].reason, LossReason::kOverPurchaseLimit);
  EXPECT_EQ(outcome.awards[2].cut, Tonnes(5));
  EXPECT_EQ(outcome.demand, Tonnes(45));
}

TEST(ClearAuction, LimitIsTheLowerOfTonnesAndShare) {
  Auction limited = auction(
      {base(100), step(SupplyClass::kWithheld, 300, 100), step(SupplyClass::kReserve, 900, 1'000)});
  limited.rules.bid_limit = {.quantity = Tonnes(60), .share_bps = 2'500};

  EXPECT_EQ(limit_of(limited, limited.rules.bid_limit), Tonnes(50));  // of 200: not the reserve
  limited.rules.bid_limit.quantity = Tonnes(40);
  EXPECT_EQ(limit_of(limited, limited.rules.bid_limit), Tonnes(40));
  EXPECT_GT(limit_of(limited, BidderLimit{}), kMaxAuctionQuantity);  // none
}

TEST(ClearAuction, HoldsAtTheLargestFigures) {
  const auto largest = auction({base(kMaxAuctionQuantity.raw())});
  const std::vector<Bid> bids(101, bid(kA, kMaxPrice.raw(), kMaxOrderQuantity.raw()));

  const AuctionOutcome outcome = clear_auction(largest, bids);

  EXPECT_EQ(outcome.sold, kMaxAuctionQuantity);
  EXPECT_EQ(outcome.proceeds, kMaxCash);
  EXPECT_EQ(outcome.awards[100].reason, LossReason::kRationed);
}

}  // namespace
}  // namespace tanshi
