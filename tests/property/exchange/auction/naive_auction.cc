#include "tests/property/exchange/auction/naive_auction.h"

#include <algorithm>
#include <vector>

namespace tanshi {
namespace {

class NaiveAuction {
 public:
  NaiveAuction(const Auction& auction, std::span<const Bid> bids)
      : auction_(auction), rules_(auction.rules), bids_(bids), standing_(bids.size()) {
    reserve_ = std::max(rules_.reserve_price, rules_.confidential_reserve_price).raw();
    for (const Bid& bid : bids) top_ = std::max(top_, bid.price.raw());
    out_.awards.resize(bids.size());
    out_.steps.resize(auction.supply.size());
  }

  AuctionOutcome run() {
    for (const SupplyStep& step : auction_.supply) {
      if (step.supply_class <= SupplyClass::kWithheld) out_.offered += step.quantity;
    }
    for (std::size_t i = 0; i < bids_.size(); ++i) out_.bid += bids_[i].quantity;
    let_stand();
    for (std::size_t i = 0; i < bids_.size(); ++i) out_.demand += Tonnes(standing_[i]);
    decide();
    if (out_.status == AuctionStatus::kHeld) trade();
    explain();
    return out_;
  }

 private:
  // --- Tonnes at a price ------------------------------------------------------------------------

  [[nodiscard]] std::int64_t demand(std::int64_t price) const {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < bids_.size(); ++i) {
      if (bids_[i].price.raw() >= price) sum += standing_[i];
    }
    return sum;
  }

  [[nodiscard]] std::int64_t from(std::size_t step) const {
    return std::max(auction_.supply[step].from.raw(), reserve_);
  }

  [[nodiscard]] std::int64_t supply(std::int64_t price) const {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < auction_.supply.size(); ++i) {
      if (from(i) <= price) sum += auction_.supply[i].quantity.raw();
    }
    return sum;
  }

  // --- Which bids stand -------------------------------------------------------------------------

  [[nodiscard]] std::int64_t most(const BidderLimit& limit) const {
    std::int64_t most = INT64_MAX;
    if (limit.quantity > Tonnes()) most = limit.quantity.raw();
    if (limit.share_bps > 0) {
      most = std::min(most, out_.offered.raw() * limit.share_bps / 10'000);
    }
    while (most != INT64_MAX && most % rules_.lot.raw() != 0) --most;
    return most;
  }

  // Whether bid `a` comes before `b`, of the same bidder or price.
  [[nodiscard]] bool is_earlier(std::size_t a, std::size_t b) const {
    return bids_[a].arrival < bids_[b].arrival || (bids_[a].arrival == bids_[b].arrival && a < b);
  }
  [[nodiscard]] bool is_better(std::size_t a, std::size_t b) const {
    return bids_[a].price > bids_[b].price ||
           (bids_[a].price == bids_[b].price && is_earlier(a, b));
  }

  void let_stand() {
    std::vector<std::size_t> by_arrival;
    for (std::size_t i = 0; i < bids_.size(); ++i) by_arrival.push_back(i);
    std::ranges::sort(by_arrival, [&](auto a, auto b) { return is_earlier(a, b); });
    for (const std::size_t i : by_arrival) {
      std::int64_t already = 0;
      for (std::size_t j = 0; j < bids_.size(); ++j) {
        if (bids_[j].bidder == bids_[i].bidder) already += standing_[j];
      }
      if (already + bids_[i].quantity.raw() > most(rules_.bid_limit)) {
        out_.awards[i].reason = LossReason::kOverBidLimit;
      } else {
        standing_[i] = bids_[i].quantity.raw();
      }
    }
    for (std::size_t i = 0; i < bids_.size(); ++i) {
      if (standing_[i] == 0 || bids_[i].price.raw() >= reserve_) continue;
      standing_[i] = 0;
      out_.awards[i].reason = LossReason::kBelowReserve;
    }
    const std::vector<std::int64_t> uncut = standing_;
    for (std::size_t i = 0; i < bids_.size(); ++i) {
      std::int64_t better = 0;
      for (std::size_t j = 0; j < bids_.size(); ++j) {
        if (bids_[j].bidder == bids_[i].bidder && is_better(j, i)) better += uncut[j];
      }
      const std::int64_t room = std::max<std::int64_t>(0, most(rules_.purchase_limit) - better);
      standing_[i] = std::min(uncut[i], room);
      out_.awards[i].cut = Tonnes(uncut[i] - standing_[i]);
    }
  }

  void decide() {
    if (out_.demand >= out_.offered) return;
    if (rules_.shortfall == ShortfallRule::kCancel) out_.status = AuctionStatus::kCancelled;
    if (rules_.shortfall != ShortfallRule::kDeclineIfBidsBelow) return;
    bool declines = out_.demand == Tonnes();
    for (const Award& award : out_.awards) declines |= award.reason == LossReason::kBelowReserve;
    if (declines) out_.status = AuctionStatus::kDeclined;
  }

  // --- What trades ------------------------------------------------------------------------------

  void trade() {
    std::int64_t sold = 0;
    for (std::int64_t price = reserve_; price <= top_; ++price) {
      sold = std::max(sold, std::min(demand(price), supply(price)));
    }
    out_.sold = Tonnes(sold);
    if (sold > 0) {
      give_out(sold);
      take_from_steps(sold);
      pay(price_of(sold));
    }
  }

  void give_out(std::int64_t sold) {
    std::int64_t lowest = top_;
    while (demand(lowest) < sold) --lowest;
    std::vector<std::size_t> tied;
    std::int64_t wanted = 0;
    for (std::size_t i = 0; i < bids_.size(); ++i) {
      if (bids_[i].price.raw() > lowest) out_.awards[i].quantity = Tonnes(standing_[i]);
      if (bids_[i].price.raw() != lowest || standing_[i] == 0) continue;
      tied.push_back(i);
      wanted += standing_[i];
    }
    std::ranges::sort(tied, [&](auto a, auto b) { return is_earlier(a, b); });
    std::int64_t rest = sold - demand(lowest + 1);
    if (rules_.tie == TieRule::kProRata && rest < wanted) {
      const std::int64_t all = rest;
      for (const std::size_t i : tied) {
        std::int64_t share = all * standing_[i] / wanted;
        while (share % rules_.award_lot.raw() != 0) --share;
        out_.awards[i].quantity = Tonnes(share);
        rest -= share;
      }
      if (rules_.rest == RestRule::kToLargest) {
        std::ranges::stable_sort(tied, [&](auto a, auto b) { return standing_[a] > standing_[b]; });
      }
      for (const std::size_t i : tied) {
        for (std::int64_t n = 0; n < rules_.award_lot.raw() && rest > 0; ++n) {
          if (out_.awards[i].quantity.raw() == standing_[i]) break;
          out_.awards[i].quantity += Tonnes(1);
          --rest;
        }
      }
      return;
    }
    for (const std::size_t i : tied) {
      while (rest > 0 && out_.awards[i].quantity.raw() < standing_[i]) {
        out_.awards[i].quantity += Tonnes(1);
        --rest;
      }
    }
  }

  // Low ones are sold first at any price; at one price in the order of their class.
  [[nodiscard]] int rank(std::size_t step) const {
    switch (auction_.supply[step].supply_class) {
      case SupplyClass::kConsigned:
        return rules_.consignment == ConsignmentRule::kFirst ? 0 : 1;
      case SupplyClass::kBase:
        return 1;
      case SupplyClass::kWithheld:
        return 3;
      case SupplyClass::kReserve:
        return 4;
      case SupplyClass::kCeiling:
        break;
    }
    return 5;
  }

  [[nodiscard]] bool are_equal(std::size_t a, std::size_t b) const {
    return from(a) == from(b) && rank(a) == rank(b);
  }

  void take_from_steps(std::int64_t sold) {
    for (std::size_t i = 0; i < out_.steps.size(); ++i) {
      std::int64_t before = 0;
      std::int64_t equal = 0;
      for (std::size_t j = 0; j < out_.steps.size(); ++j) {
        const std::int64_t quantity = auction_.supply[j].quantity.raw();
        if (are_equal(i, j)) {
          equal += quantity;
        } else if (from(j) < from(i) || (from(j) == from(i) && rank(j) < rank(i))) {
          before += quantity;
        }
      }
      const std::int64_t of_equal = std::clamp<std::int64_t>(sold - before, 0, equal);
      std::int64_t rest = of_equal;
      std::int64_t place = 0;  // among its equals
      for (std::size_t j = 0; j < out_.steps.size(); ++j) {
        if (!are_equal(i, j)) continue;
        rest -= of_equal * auction_.supply[j].quantity.raw() / equal;
        if (j < i) ++place;
      }
      const std::int64_t share = of_equal * auction_.supply[i].quantity.raw() / equal;
      out_.steps[i].sold = Tonnes(share + (place < rest ? 1 : 0));
    }
  }

  // --- At what price ----------------------------------------------------------------------------

  // Whether at `price` no buyer wants more than is sold, and no seller that asks for a price less
  // than it has tonnes left.
  [[nodiscard]] bool clears(std::int64_t price, std::int64_t sold) const {
    for (std::size_t i = 0; i < auction_.supply.size(); ++i) {
      if (from(i) > 0 && from(i) < price && supply(from(i)) > sold) return false;
    }
    return price >= reserve_ && supply(price) >= sold && demand(price) >= sold &&
           demand(price + 1) <= sold;
  }

  [[nodiscard]] std::int64_t price_of(std::int64_t sold) const {
    std::int64_t lowest = top_;
    while (demand(lowest) < sold) --lowest;
    if (rules_.pricing == PricingRule::kDiscriminative ||
        rules_.pricing == PricingRule::kLowAskToHighBid) {
      return lowest;
    }
    if (rules_.shortfall == ShortfallRule::kSellAtLowestBid && out_.demand < out_.offered) {
      return lowest;
    }
    std::int64_t low = 0;
    while (!clears(low, sold)) ++low;
    std::int64_t high = top_;
    while (!clears(high, sold)) --high;
    return rules_.pricing == PricingRule::kLowestAccepted ? high : low;
  }

  void pay(std::int64_t price) {
    out_.clearing_price = Price(price);
    const bool is_own_bid = rules_.pricing >= PricingRule::kDiscriminative;
    for (std::size_t i = 0; i < bids_.size(); ++i) {
      Award& award = out_.awards[i];
      if (award.quantity == Tonnes()) continue;
      award.price = is_own_bid ? bids_[i].price : Price(price);
      out_.proceeds += award.price * award.quantity;
    }
    if (rules_.pricing == PricingRule::kLowAskToHighBid) return match();
    std::int64_t sold = 0;
    for (StepOutcome& step : out_.steps) {
      const std::int64_t before = out_.proceeds.raw() * sold / out_.sold.raw();
      sold += step.sold.raw();
      step.proceeds = Cash(out_.proceeds.raw() * sold / out_.sold.raw() - before);
    }
  }

  // Tonne by tonne: the lowest ask that is left meets the highest bid that is left.
  void match() {
    std::vector<std::int64_t> bid_left;
    for (const Award& award : out_.awards) bid_left.push_back(award.quantity.raw());
    std::vector<std::int64_t> ask_left;
    for (const StepOutcome& step : out_.steps) ask_left.push_back(step.sold.raw());
    for (std::int64_t n = 0; n < out_.sold.raw(); ++n) {
      std::size_t bid = bids_.size();
      for (std::size_t i = 0; i < bids_.size(); ++i) {
        if (bid_left[i] > 0 && (bid == bids_.size() || is_better(i, bid))) bid = i;
      }
      std::size_t ask = ask_left.size();
      for (std::size_t i = 0; i < ask_left.size(); ++i) {
        if (ask_left[i] == 0) continue;
        if (ask == ask_left.size() || from(i) < from(ask) ||
            (from(i) == from(ask) && rank(i) < rank(ask))) {
          ask = i;
        }
      }
      --bid_left[bid];
      --ask_left[ask];
      out_.steps[ask].proceeds += Cash(bids_[bid].price.raw());
    }
  }

  void explain() {
    for (std::size_t i = 0; i < out_.steps.size(); ++i) {
      out_.steps[i].unsold = auction_.supply[i].quantity - out_.steps[i].sold;
    }
    std::int64_t lowest = top_;
    while (lowest > 0 && demand(lowest) < out_.sold.raw()) --lowest;
    for (std::size_t i = 0; i < bids_.size(); ++i) {
      Award& award = out_.awards[i];
      if (award.reason != LossReason::kWon || award.quantity == bids_[i].quantity) continue;
      if (award.quantity.raw() == standing_[i]) {
        award.reason = LossReason::kOverPurchaseLimit;
      } else if (out_.status != AuctionStatus::kHeld) {
        award.reason = LossReason::kNotHeld;
      } else {
        award.reason = out_.sold > Tonnes() && bids_[i].price.raw() >= lowest
                           ? LossReason::kRationed
                           : LossReason::kBelowClearing;
      }
    }
  }

  const Auction& auction_;
  const AuctionRules& rules_;
  std::span<const Bid> bids_;
  std::vector<std::int64_t> standing_;  // tonnes of each bid that stand
  std::int64_t reserve_ = 0;
  std::int64_t top_ = 0;
  AuctionOutcome out_;
};

}  // namespace

AuctionOutcome naive_auction(const Auction& auction, std::span<const Bid> bids) {
  return NaiveAuction(auction, bids).run();
}

}  // namespace tanshi
