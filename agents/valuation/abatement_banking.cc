#include "agents/valuation/abatement_banking.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "agents/abatement/rounding.h"
#include "agents/valuation/clearing.h"
#include "agents/valuation/market_outlook.h"
#include "agents/valuation/market_view.h"
#include "exchange/auction/auction.h"
#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

// How much of the gap between what is held and what is wanted one order asks for: an assumption.
// Small enough that a firm learns from its trades, large enough that a year closes the gap.
constexpr double kClip = 0.25;

// The prices that a firm bids, over the one that it thinks fair: an assumption. Close together
// where the auction should clear, and wide enough for a firm that is wrong.
constexpr std::array kBidPrices = {2.0,   1.5,   1.25, 1.12, 1.06, 1.03, 1.015, 1.005,
                                   0.995, 0.985, 0.97, 0.94, 0.88, 0.75, 0.5,   0.25};

// How far above the market's price a firm bids, over that price: an assumption. What is for sale
// elsewhere need not be bought at a reserve price above it.
constexpr double kAboveMarket = 1.02;

class AbatementBanking final : public Valuation {
 public:
  explicit AbatementBanking(const SeatBrief& brief) : brief_(brief), outlook_(brief_) {}

  Appraisal appraise(const Observation& observation) override {
    plan(observation);
    view_.see(observation);
    Appraisal appraisal;
    appraisal.fair = view_.price(observation, outlook_.opening_price());

    const double need = needed(observation);
    const double gap = need - freed(currency_per_tonne(appraisal.fair), observation);
    const Tonnes clip = clip_of(to_tonnes_nearest(std::abs(gap)), observation);
    if (gap > 0) {
      appraisal.buy = {to_price_floor(value(need - to_double(clip), observation).price), clip};
    } else {
      const Tonnes sold = std::min(clip, holding(observation));
      // What has no value of its own (a bank with no year left to use it) is sold at any price.
      const Price worth = to_price_ceil(value(need + to_double(sold), observation).price);
      appraisal.sell = {std::max(worth, brief_.tick), sold};
    }
    return appraisal;
  }

  std::vector<Worth> demand(const Observation& observation) override {
    plan(observation);
    view_.see(observation);
    const AuctionNotice& auction = *observation.auction;
    const double need = needed(observation);
    const double part = part_of_year(auction, observation);
    const Tonnes most = within_limits(kMaxAuctionQuantity, auction);
    const Tonnes largest = whole_lots(kMaxOrderQuantity, auction);
    std::vector<Worth> bids;
    Tonnes sum;
    for (const Price price : bid_prices(auction, observation)) {
      const double lacked = need - freed_by_itself(currency_per_tonne(price), observation);
      const Tonnes wanted = std::min(whole_lots(to_tonnes_floor(lacked * part), auction), most);
      while (sum < wanted) {  // ends: a lot is no more than a bid may ask for
        const Tonnes bid = std::min(wanted - sum, largest);
        bids.push_back({price, bid});
        sum += bid;
      }
    }
    return bids;
  }

  std::optional<Tonnes> abatement(const Observation& observation) override {
    plan(observation);
    const auto abated = [&](double price) { return abatement_at(price, observation); };
    return to_tonnes_ceil(supply_at(abated, value(needed(observation), observation)));
  }

 private:
  void plan(const Observation& observation) {
    const ReserveState& reserve = observation.reserve;
    const Tonnes moved = reserve.holdings - reserve.brought_forward;
    if (planned_ == observation.year) {
      if (moved_ != moved) outlook_.expect_supply(observation);
      moved_ = moved;
      return;
    }
    planned_ = observation.year;
    moved_ = moved;
    outlook_.begin_year(observation);
    const double all = outlook_.baseline_t();
    share_ = all > 0 ? to_double(observation.baseline) / all : 0;
  }

  [[nodiscard]] static Tonnes holding(const Observation& observation) {
    return observation.allowances_available + observation.allowances_escrowed;
  }

  // Tonnes that the firm would lack if it neither abated nor banked; below 0: can spare.
  [[nodiscard]] static double needed(const Observation& observation) {
    return to_double(observation.baseline + observation.obligation) -
           to_double(holding(observation));
  }

  [[nodiscard]] double abatement_at(double price, const Observation& observation) const {
    return std::min(brief_.firm.curve.abatement_at(price), to_double(observation.baseline));
  }

  // What the firm abates at a price, less what it keeps for later.
  [[nodiscard]] double freed_by_itself(double price, const Observation& observation) {
    return abatement_at(price, observation) - share_ * outlook_.bank_at(price);
  }

  // The same with its share of what the year's auctions will sell at that price.
  [[nodiscard]] double freed(double price, const Observation& observation) {
    return freed_by_itself(price, observation) + share_ * offered_at(observation.to_auction, price);
  }

  // The part of what it lacks that a firm seeks in this auction: that of the year's volume.
  [[nodiscard]] static double part_of_year(const AuctionNotice& auction,
                                           const Observation& observation) {
    if (observation.to_auction.empty()) return 1;
    const double planned = observation.to_auction.front().quantity_t;
    return planned > 0 ? std::min(1.0, to_double(auction.supply) / planned) : 1;
  }

  // Falling, from what going without costs to the reserve price; nothing far above the price at
  // which others have traded.
  [[nodiscard]] std::vector<Price> bid_prices(const AuctionNotice& auction,
                                              const Observation& observation) const {
    const double fair = currency_per_tonne(view_.price(observation, outlook_.opening_price()));
    const double without = outlook_.cost_of_going_without();
    const double highest = view_.has_traded() ? std::min(without, fair * kAboveMarket) : without;
    std::vector<double> wanted = {highest, currency_per_tonne(auction.reserve_price)};
    for (const double over : kBidPrices) wanted.push_back(fair * over);
    std::ranges::sort(wanted, std::greater());

    std::vector<Price> prices;
    for (const double price : wanted) {
      if (price > highest || price < currency_per_tonne(auction.reserve_price)) continue;
      const Price bid = std::min(to_price_floor(price, brief_.tick), brief_.max_price);
      if (prices.empty() || bid < prices.back()) prices.push_back(bid);
    }
    return prices;
  }

  [[nodiscard]] static Tonnes whole_lots(Tonnes quantity, const AuctionNotice& auction) {
    return Tonnes(quantity.raw() - quantity.raw() % auction.lot.raw());
  }

  [[nodiscard]] static Tonnes within_limits(Tonnes quantity, const AuctionNotice& auction) {
    for (const Tonnes limit : {auction.bid_limit, auction.purchase_limit})
      if (limit > Tonnes()) quantity = std::min(quantity, limit);
    return whole_lots(quantity, auction);
  }

  // What a tonne is worth to a firm that lacks `need_t`: where it frees just that.
  [[nodiscard]] Margin value(double need_t, const Observation& observation) {
    return clearing_margin([&](double price) { return freed(price, observation); }, need_t,
                           outlook_.cost_of_going_without());
  }

  // What one order asks for: more of the gap when few turns are left, and a lot if the gap has one.
  [[nodiscard]] Tonnes clip_of(Tonnes gap, const Observation& observation) const {
    const std::int32_t turns_left =
        (brief_.days_per_year - observation.day) * brief_.turns_per_day - observation.turn;
    const double share = std::max(kClip, 1.0 / std::max(turns_left, 1));
    const Tonnes part = std::max(brief_.lot, to_tonnes_ceil(to_double(gap) * share));
    return std::min({gap, part, kMaxOrderQuantity});
  }

  SeatBrief brief_;
  MarketOutlook outlook_;
  MarketView view_;
  Tonnes moved_;  // what the regulator then held, less what it had brought forward
  std::optional<Year> planned_;
  double share_ = 0;  // the firm's of all emissions without abatement
};

}  // namespace

std::unique_ptr<Valuation> make_abatement_banking_valuation(const SeatBrief& brief) {
  return std::make_unique<AbatementBanking>(brief);
}

}  // namespace tanshi
