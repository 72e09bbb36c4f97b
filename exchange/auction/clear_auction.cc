#include "exchange/auction/clear_auction.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <tuple>
#include <utility>

#include "exchange/auction/share_out.h"
#include "exchange/base/check.h"
#include "exchange/base/checked_math.h"
#include "exchange/base/random_stream.h"

namespace tanshi {
namespace {

// A bid at or above the reserve price, with what the purchase limit leaves of it.
struct StandingBid {
  std::size_t index = 0;  // among the bids
  Price price;
  Tonnes quantity;
};

// Adjacent steps that share pro rata what is sold of them.
struct StepGroup {
  Price price;
  std::vector<std::size_t> steps;  // in the order given
  Tonnes quantity;
  Tonnes sold;
};

class Clearing {
 public:
  Clearing(const Auction& auction, std::span<const Bid> bids) : auction_(auction), bids_(bids) {
    outcome_.offered = offered(auction);
    outcome_.awards.resize(bids.size());
    outcome_.steps.resize(auction.supply.size());
  }

  AuctionOutcome run() {
    reject_over_bid_limit();
    find_standing_bids();
    group_steps();
    outcome_.status = status();
    if (outcome_.status == AuctionStatus::kHeld) {
      sell();
      award();
    }
    tell_losers();
    settle();
    check();
    return std::move(outcome_);
  }

 private:
  [[nodiscard]] const AuctionRules& rules() const { return auction_.rules; }

  void reject_over_bid_limit();
  void find_standing_bids();
  void cut_to_purchase_limit();
  void group_steps();
  [[nodiscard]] AuctionStatus status() const;

  [[nodiscard]] Tonnes demand_at(Price price) const;
  void sell();
  void award();
  void ration(std::span<const StandingBid> tied, Tonnes rest);
  [[nodiscard]] std::vector<std::size_t> shuffled(std::size_t count) const;
  void tell_losers();

  [[nodiscard]] Price clearing_price() const;
  void settle();
  void share_proceeds();
  void match_low_asks_to_high_bids();
  void check() const;

  const Auction& auction_;
  std::span<const Bid> bids_;
  AuctionOutcome outcome_;
  std::vector<StandingBid> standing_;  // highest price first, then by arrival
  std::vector<Tonnes> demand_;         // of the standing bids up to and including each
  std::vector<StepGroup> groups_;      // lowest price first, in the order of sale
  std::size_t winner_count_ = 0;       // standing bids at or above the lowest accepted price
};

// ---- Which bids stand --------------------------------------------------------------------------

void Clearing::reject_over_bid_limit() {
  std::vector<std::size_t> order(bids_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [this](std::size_t i) {
    return std::tuple(bids_[i].bidder, bids_[i].arrival, i);
  });

  const Tonnes limit = limit_of(auction_, rules().bid_limit);
  AccountId bidder{};
  Tonnes room;
  for (const std::size_t i : order) {
    const Bid& bid = bids_[i];
    TANSHI_CHECK(!check_bid(rules(), bid));
    outcome_.bid += bid.quantity;
    if (bid.bidder != bidder) room = limit;
    bidder = bid.bidder;
    if (bid.quantity > room) {
      outcome_.awards[i].reason = LossReason::kOverBidLimit;
    } else {
      room -= bid.quantity;
    }
  }
}

void Clearing::find_standing_bids() {
  for (std::size_t i = 0; i < bids_.size(); ++i) {
    LossReason& reason = outcome_.awards[i].reason;
    if (reason != LossReason::kWon) continue;
    if (bids_[i].price < rules().lowest_price()) {
      reason = LossReason::kBelowReserve;
    } else {
      standing_.push_back({i, bids_[i].price, bids_[i].quantity});
    }
  }
  std::ranges::sort(standing_, {}, [this](const StandingBid& bid) {
    return std::tuple(-bid.price, bids_[bid.index].arrival, bid.index);
  });
  cut_to_purchase_limit();
  for (const StandingBid& bid : standing_) {
    outcome_.demand += bid.quantity;
    demand_.push_back(outcome_.demand);
  }
}

// A bid of which nothing is left does not stand.
void Clearing::cut_to_purchase_limit() {
  std::vector<StandingBid*> order;
  order.reserve(standing_.size());
  for (StandingBid& bid : standing_) order.push_back(&bid);
  std::ranges::stable_sort(order, {},
                           [this](const StandingBid* bid) { return bids_[bid->index].bidder; });

  const Tonnes limit = limit_of(auction_, rules().purchase_limit);
  AccountId bidder{};
  Tonnes room;
  for (StandingBid* const bid : order) {
    if (bids_[bid->index].bidder != bidder) room = limit;
    bidder = bids_[bid->index].bidder;
    const Tonnes kept = std::min(bid->quantity, room);
    Award& award = outcome_.awards[bid->index];
    award.cut = bid->quantity - kept;
    if (award.cut > Tonnes()) award.reason = LossReason::kOverPurchaseLimit;
    bid->quantity = kept;
    room -= kept;
  }
  std::erase_if(standing_, [](const StandingBid& bid) { return bid.quantity == Tonnes(); });
}

// ---- What is sold ------------------------------------------------------------------------------

void Clearing::group_steps() {
  const auto price_of = [this](std::size_t i) {
    return std::max(auction_.supply[i].from, rules().lowest_price());
  };
  // Consigned tonnes come first, or at one with the base volume.
  const auto rank_of = [this](std::size_t i) {
    const SupplyClass supply_class = auction_.supply[i].supply_class;
    if (supply_class != SupplyClass::kConsigned) return static_cast<int>(supply_class);
    return rules().consignment == ConsignmentRule::kFirst ? 0
                                                          : static_cast<int>(SupplyClass::kBase);
  };
  std::vector<std::size_t> order(auction_.supply.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {},
                    [&](std::size_t i) { return std::tuple(price_of(i), rank_of(i), i); });

  for (std::size_t at = 0; at < order.size(); ++at) {
    const std::size_t i = order[at];
    const bool is_alone =
        at == 0 || price_of(i) != price_of(order[at - 1]) || rank_of(i) != rank_of(order[at - 1]);
    if (is_alone)
      groups_.push_back({.price = price_of(i), .steps = {}, .quantity = {}, .sold = {}});
    groups_.back().steps.push_back(i);
    groups_.back().quantity += auction_.supply[i].quantity;
  }
}

AuctionStatus Clearing::status() const {
  if (outcome_.demand >= outcome_.offered) return AuctionStatus::kHeld;
  if (rules().shortfall == ShortfallRule::kCancel) return AuctionStatus::kCancelled;
  if (rules().shortfall == ShortfallRule::kDeclineIfBidsBelow) {
    const auto is_below = [](const Award& award) {
      return award.reason == LossReason::kBelowReserve;
    };
    if (outcome_.demand == Tonnes() || std::ranges::any_of(outcome_.awards, is_below)) {
      return AuctionStatus::kDeclined;
    }
  }
  return AuctionStatus::kHeld;
}

// Of the standing bids at or above `price`.
Tonnes Clearing::demand_at(Price price) const {
  const auto end = std::ranges::partition_point(
      standing_, [price](const StandingBid& bid) { return bid.price >= price; });
  const auto count = static_cast<std::size_t>(end - standing_.begin());
  return count == 0 ? Tonnes() : demand_[count - 1];
}

void Clearing::sell() {
  Tonnes before;
  for (StepGroup& group : groups_) {
    group.sold = std::clamp(demand_at(group.price) - before, Tonnes(), group.quantity);
    outcome_.sold += group.sold;
    before += group.quantity;

    std::vector<std::int64_t> quantities;
    quantities.reserve(group.steps.size());
    for (const std::size_t i : group.steps) quantities.push_back(auction_.supply[i].quantity.raw());
    std::vector<std::size_t> queue(group.steps.size());
    std::iota(queue.begin(), queue.end(), std::size_t{0});
    const auto shares = share_out(group.sold.raw(), quantities, 1, queue);
    for (std::size_t k = 0; k < shares.size(); ++k) {
      outcome_.steps[group.steps[k]].sold = Tonnes(shares[k]);
    }
  }
}

// ---- Who gets it -------------------------------------------------------------------------------

void Clearing::award() {
  Tonnes left = outcome_.sold;
  auto level = standing_.begin();
  while (left > Tonnes()) {  // ends: what is sold is demanded
    const Price price = level->price;
    const auto end = std::find_if(level, standing_.end(),
                                  [price](const StandingBid& bid) { return bid.price != price; });
    const Tonnes wanted = demand_at(price) - (outcome_.sold - left);
    const Tonnes given = std::min(wanted, left);
    if (given < wanted) {
      ration({level, end}, given);
    } else {
      for (auto bid = level; bid != end; ++bid) {
        outcome_.awards[bid->index].quantity = bid->quantity;
      }
    }
    left -= given;
    level = end;
  }
  winner_count_ = static_cast<std::size_t>(level - standing_.begin());
}

void Clearing::ration(std::span<const StandingBid> tied, Tonnes rest) {
  std::vector<std::size_t> queue(tied.size());  // by arrival, as standing bids are
  std::iota(queue.begin(), queue.end(), std::size_t{0});
  const bool is_pro_rata = rules().tie == TieRule::kProRata;
  if (is_pro_rata ? rules().rest == RestRule::kSeeded : rules().tie == TieRule::kSeeded) {
    queue = shuffled(tied.size());
  } else if (is_pro_rata && rules().rest == RestRule::kToLargest) {
    std::ranges::stable_sort(queue, {}, [&](std::size_t k) { return -tied[k].quantity; });
  }

  if (is_pro_rata) {
    std::vector<std::int64_t> quantities;
    for (const StandingBid& bid : tied) quantities.push_back(bid.quantity.raw());
    const auto shares = share_out(rest.raw(), quantities, rules().award_lot.raw(), queue);
    for (std::size_t k = 0; k < tied.size(); ++k) {
      outcome_.awards[tied[k].index].quantity = Tonnes(shares[k]);
    }
    return;
  }
  for (const std::size_t k : queue) {
    const Tonnes given = std::min(tied[k].quantity, rest);
    outcome_.awards[tied[k].index].quantity = given;
    rest -= given;
  }
}

// Fisher and Yates's shuffle of 0 .. count-1.
std::vector<std::size_t> Clearing::shuffled(std::size_t count) const {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  RandomStream random(auction_.tie_seed, 0, 0);
  for (std::size_t k = count; k > 1; --k) {
    const auto other = random.uniform_int(0, static_cast<std::int64_t>(k) - 1);
    std::swap(order[k - 1], order[static_cast<std::size_t>(other)]);
  }
  return order;
}

void Clearing::tell_losers() {
  for (std::size_t k = 0; k < standing_.size(); ++k) {
    Award& award = outcome_.awards[standing_[k].index];
    if (award.quantity == standing_[k].quantity) continue;
    award.reason = outcome_.status != AuctionStatus::kHeld ? LossReason::kNotHeld
                   : k < winner_count_                     ? LossReason::kRationed
                                                           : LossReason::kBelowClearing;
  }
}

// ---- At what price -----------------------------------------------------------------------------

Price Clearing::clearing_price() const {
  if (outcome_.sold == Tonnes()) return Price();
  const Price lowest_accepted = standing_[winner_count_ - 1].price;
  const bool is_uniform = rules().pricing == PricingRule::kLowestAccepted ||
                          rules().pricing == PricingRule::kFirstRejected;
  const bool is_short = outcome_.demand < outcome_.offered;
  if (!is_uniform || (is_short && rules().shortfall == ShortfallRule::kSellAtLowestBid)) {
    return lowest_accepted;
  }

  if (rules().pricing == PricingRule::kLowestAccepted) {
    for (const StepGroup& group : groups_) {
      if (group.sold < group.quantity && group.price > Price()) {
        return std::min(lowest_accepted, group.price);
      }
    }
    return lowest_accepted;
  }
  Price low;
  for (const StepGroup& group : groups_) {
    if (group.sold > Tonnes()) low = group.price;
  }
  if (outcome_.sold < demand_[winner_count_ - 1]) return lowest_accepted;  // it lost tonnes too
  if (winner_count_ < standing_.size()) low = std::max(low, standing_[winner_count_].price);
  return low;
}

void Clearing::settle() {
  outcome_.clearing_price = clearing_price();
  const bool pays_own_bid = rules().pricing == PricingRule::kDiscriminative ||
                            rules().pricing == PricingRule::kLowAskToHighBid;
  for (std::size_t k = 0; k < winner_count_; ++k) {
    Award& award = outcome_.awards[standing_[k].index];
    if (award.quantity == Tonnes()) continue;
    award.price = pays_own_bid ? standing_[k].price : outcome_.clearing_price;
    outcome_.proceeds += award.price * award.quantity;
  }
  for (std::size_t i = 0; i < auction_.supply.size(); ++i) {
    outcome_.steps[i].unsold = auction_.supply[i].quantity - outcome_.steps[i].sold;
  }
  if (rules().pricing == PricingRule::kLowAskToHighBid) {
    match_low_asks_to_high_bids();
  } else {
    share_proceeds();
  }
}

// By tonnes sold. Cents are rounded as they add up, step by step, so that nothing is left over;
// with a uniform price nothing is rounded.
void Clearing::share_proceeds() {
  if (outcome_.sold == Tonnes()) return;
  Tonnes sold;
  Cash paid_out;
  for (StepOutcome& step : outcome_.steps) {
    sold += step.sold;
    const Cash due(mul_div_floor(outcome_.proceeds.raw(), sold.raw(), outcome_.sold.raw()));
    step.proceeds = due - paid_out;
    paid_out = due;
  }
}

void Clearing::match_low_asks_to_high_bids() {
  auto bid = standing_.begin();
  Tonnes matched;  // of this bid
  for (const StepGroup& group : groups_) {
    for (const std::size_t i : group.steps) {
      StepOutcome& step = outcome_.steps[i];
      Tonnes left = step.sold;
      while (left > Tonnes()) {  // ends: awards and steps add up to the same
        const Tonnes awarded = outcome_.awards[bid->index].quantity;
        const Tonnes quantity = std::min(left, awarded - matched);
        step.proceeds += bid->price * quantity;
        left -= quantity;
        matched += quantity;
        if (matched == awarded) {
          ++bid;
          matched = Tonnes();
        }
      }
    }
  }
}

void Clearing::check() const {
  Tonnes awarded;
  Cash paid;
  for (std::size_t i = 0; i < bids_.size(); ++i) {
    const Award& award = outcome_.awards[i];
    TANSHI_CHECK(award.quantity >= Tonnes() && award.quantity <= bids_[i].quantity);
    TANSHI_CHECK(award.price <= bids_[i].price);
    TANSHI_CHECK((award.reason == LossReason::kWon) == (award.quantity == bids_[i].quantity));
    awarded += award.quantity;
    paid += award.price * award.quantity;
  }
  Tonnes sold;
  Cash earned;
  for (const StepOutcome& step : outcome_.steps) {
    TANSHI_CHECK(step.sold >= Tonnes() && step.unsold >= Tonnes());
    sold += step.sold;
    earned += step.proceeds;
  }
  TANSHI_CHECK(awarded == outcome_.sold && sold == outcome_.sold);
  TANSHI_CHECK(paid == outcome_.proceeds && earned == outcome_.proceeds);
}

}  // namespace

std::int64_t AuctionOutcome::cover_percent() const {
  return mul_div_floor(demand.raw(), 100, offered.raw());
}

AuctionOutcome clear_auction(const Auction& auction, std::span<const Bid> bids) {
  TANSHI_CHECK(!check_auction(auction));
  return Clearing(auction, bids).run();
}

StepOutcome total_of(const Auction& auction, const AuctionOutcome& outcome,
                     SupplyClass supply_class) {
  TANSHI_CHECK(auction.supply.size() == outcome.steps.size());
  StepOutcome total;
  for (std::size_t i = 0; i < outcome.steps.size(); ++i) {
    if (auction.supply[i].supply_class != supply_class) continue;
    total.sold += outcome.steps[i].sold;
    total.unsold += outcome.steps[i].unsold;
    total.proceeds += outcome.steps[i].proceeds;
  }
  return total;
}

}  // namespace tanshi
