// Proves which auctions and bids are refused, and in which order of precedence.
#include "exchange/auction/auction.h"

#include <functional>
#include <vector>

#include <gtest/gtest.h>

namespace tanshi {
namespace {

Auction good() {
  Auction auction;
  auction.rules.reserve_price = Price(200);
  auction.rules.lot = Tonnes(1'000);
  auction.supply = {{SupplyClass::kBase, Price(), Tonnes(100), AccountId{}},
                    {SupplyClass::kConsigned, Price(), Tonnes(10), AccountId{7}}};
  return auction;
}

struct BadAuction {
  std::function<void(Auction&)> spoil;
  AuctionFault fault;
};

// By falling precedence: each is also right when all that follow are spoilt with it.
std::vector<BadAuction> bad_auctions() {
  return {
      {[](Auction& a) { a.rules.reserve_price = Price(-1); }, AuctionFault::kPriceOutOfRange},
      {[](Auction& a) { a.rules.confidential_reserve_price = kMaxPrice + Price(1); },
       AuctionFault::kPriceOutOfRange},
      {[](Auction& a) { a.supply[0].from = Price(-1); }, AuctionFault::kPriceOutOfRange},
      {[](Auction& a) { a.rules.lot = Tonnes(0); }, AuctionFault::kLotOutOfRange},
      {[](Auction& a) { a.rules.award_lot = kMaxOrderQuantity + Tonnes(1); },
       AuctionFault::kLotOutOfRange},
      {[](Auction& a) { a.rules.bid_limit.share_bps = 10'001; }, AuctionFault::kLimitOutOfRange},
      {[](Auction& a) { a.rules.purchase_limit.quantity = Tonnes(-1); },
       AuctionFault::kLimitOutOfRange},
      {[](Auction& a) { a.rules.pricing = PricingRule{0}; }, AuctionFault::kUnknownRule},
      {[](Auction& a) { a.rules.shortfall = ShortfallRule{5}; }, AuctionFault::kUnknownRule},
      {[](Auction& a) { a.supply[1].supply_class = SupplyClass{6}; }, AuctionFault::kUnknownRule},
      {[](Auction& a) { a.supply[1].quantity = Tonnes(0); }, AuctionFault::kQuantityOutOfRange},
      {[](Auction& a) { a.supply[1].quantity = kMaxAuctionQuantity; },
       AuctionFault::kQuantityOutOfRange},
      {[](Auction& a) { a.supply[1].seller = AccountId{}; }, AuctionFault::kSellerMissing},
      {[](Auction& a) { a.supply[0].seller = AccountId{7}; }, AuctionFault::kSellerMissing},
      {[](Auction& a) { a.supply.clear(); }, AuctionFault::kNothingOffered},
      {[](Auction& a) { a.supply = {{SupplyClass::kReserve, Price(900), Tonnes(5), AccountId{}}}; },
       AuctionFault::kNothingOffered},
  };
}

TEST(Auction, IsRefusedForEachFault) {
  EXPECT_EQ(check_auction(good()), std::nullopt);
  for (const BadAuction& bad : bad_auctions()) {
    Auction auction = good();
    bad.spoil(auction);
    EXPECT_EQ(check_auction(auction), bad.fault);
  }
}

TEST(Auction, NamesTheFaultOfHighestPrecedence) {
  Auction auction = good();
  std::vector<BadAuction> all = bad_auctions();
  all.resize(all.size() - 2);  // without supply the other faults of steps are gone
  for (auto bad = all.rbegin(); bad != all.rend(); ++bad) {
    bad->spoil(auction);
    EXPECT_EQ(check_auction(auction), bad->fault);
  }
}

TEST(Bid, IsRefusedForEachFaultByPrecedence) {
  const AuctionRules rules = good().rules;
  Bid bid{.bidder = AccountId{1}, .price = Price(1), .quantity = Tonnes(1'000), .arrival = 0};

  EXPECT_EQ(check_bid(rules, bid), std::nullopt);  // below the reserve price: it stands, and loses
  bid.quantity = Tonnes(1'001);
  EXPECT_EQ(check_bid(rules, bid), BidFault::kQuantityNotOnLot);
  bid.quantity = kMaxOrderQuantity + Tonnes(1);
  EXPECT_EQ(check_bid(rules, bid), BidFault::kQuantityAboveLimit);
  bid.quantity = Tonnes(0);
  EXPECT_EQ(check_bid(rules, bid), BidFault::kQuantityNotPositive);
  bid.price = kMaxPrice + Price(1);
  EXPECT_EQ(check_bid(rules, bid), BidFault::kPriceAboveLimit);
  bid.price = Price(0);
  EXPECT_EQ(check_bid(rules, bid), BidFault::kPriceNotPositive);
  bid.bidder = AccountId{};
  EXPECT_EQ(check_bid(rules, bid), BidFault::kBidderMissing);
}

}  // namespace
}  // namespace tanshi
