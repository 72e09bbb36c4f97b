#include "agents/valuation/abatement_banking.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "agents/abatement/rounding.h"
#include "agents/expectation/price_expectation.h"
#include "agents/expectation/price_volatility.h"
#include "agents/valuation/clearing.h"
#include "agents/valuation/clip.h"
#include "agents/valuation/final_allocation.h"
#include "agents/valuation/forward_hedge.h"
#include "agents/valuation/market_outlook.h"
#include "agents/valuation/market_view.h"
#include "agents/valuation/own_lack.h"
#include "agents/valuation/supply_outlook.h"
#include "exchange/auction/auction.h"
#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

// The prices that a firm bids, over the one that it thinks fair: an assumption. Close together
// where the auction should clear, and wide enough for a firm that is wrong.
constexpr std::array kBidPrices = {2.0,   1.5,   1.25, 1.12, 1.06, 1.03, 1.015, 1.005,
                                   0.995, 0.985, 0.97, 0.94, 0.88, 0.75, 0.5,   0.25};

// How far above the market's price a firm bids, over that price: an assumption. What is for sale
// elsewhere need not be bought at a reserve price above it.
constexpr double kAboveMarket = 1.02;

// A firm that expects so much more of keeping than its discount rate, of the price, keeps twice its
// share; one that expects so much less keeps nothing: an assumption.
constexpr double kDoubling = 0.1;
constexpr double kCent = 0.01;

class AbatementBanking final : public Valuation {
 public:
  explicit AbatementBanking(const SeatBrief& brief)
      : brief_(brief), outlook_(brief_), expectation_(make_expectation(brief_)) {}

  Appraisal appraise(const Observation& observation) override {
    plan(observation);
    view_.see(observation);
    Appraisal appraisal;
    appraisal.fair = view_.price(observation, opening_price());

    const double need = needed(observation);
    const double gap = need - freed(currency_per_tonne(appraisal.fair), observation);
    const Tonnes clip = clip_of(to_tonnes_nearest(std::abs(gap)), brief_, observation);
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

  std::optional<std::vector<BuildProject>> builds(const Observation& observation) override {
    if (brief_.firm.projects.empty()) return std::nullopt;
    plan(observation);
    outlook_.expect_supply(observation);  // by what has struck since
    return outlook_.investment().builds(observation);
  }

  std::optional<Tonnes> abatement(const Observation& observation) override {
    plan(observation);
    const auto abated = [&](double price) { return abatement_at(price, observation); };
    return to_tonnes_ceil(supply_at(abated, value(needed(observation), observation)));
  }

 private:
  void plan(const Observation& observation) {
    plan_market(observation);
    if (expectation_) expectation_->see(observation, currency_per_tonne(outlook_.opening_price()));
    if (brief_.firm.risk_aversion > 0) heed_risk(observation);
  }

  void heed_risk(const Observation& observation) {
    volatility_.see(observation);
    aversion_ = brief_.firm.risk_aversion * volatility_.variance_over(brief_.days_per_year);
    const std::size_t next = observation.emissions.size() + 1;
    const double price = expected_next();
    const std::optional<double> of_all = outlook_.next_lack_t(price);
    more_than_share_t_ =
        of_all ? own_lack_t(brief_, observation, next, price) - share_ * *of_all : 0;
  }

  // Of the next year.
  [[nodiscard]] double expected_next() const {
    return expectation_
               ? expectation_->next()
               : currency_per_tonne(outlook_.opening_price()) * (1 + brief_.firm.discount_rate);
  }

  void plan_market(const Observation& observation) {
    const ReserveState& reserve = observation.reserve;
    const Tonnes moved = reserve.holdings - reserve.brought_forward;
    const bool struck = !std::ranges::equal(observation.activity, activity_);
    if (struck) activity_.assign(observation.activity.begin(), observation.activity.end());
    if (planned_ == observation.year) {
      if (moved_ != moved || struck) outlook_.expect_supply(observation);
      if (struck) take_share(observation);
      moved_ = moved;
      return;
    }
    planned_ = observation.year;
    moved_ = moved;
    outlook_.begin_year(observation);
    take_share(observation);
    borrowing_share_ = borrowing_share(observation.emissions.size());
    credits_.clear();
    for (const CreditBook& book : brief_.credits)
      credits_.push_back(credit_offers(book, observation.emissions.size(), kUnbounded));
  }

  void take_share(const Observation& observation) {
    const double all = outlook_.baseline_t();
    share_ = all > 0 ? to_double(observation.baseline) / all : 0;
  }

  // The firm's of all that may be borrowed, which goes by what the next year gives to each.
  [[nodiscard]] double borrowing_share(std::size_t year) const {
    const double all = borrowing_limit(brief_, year);
    const bool defers = !brief_.deferred_share.empty() && brief_.deferred_share[year] > 0;
    if (all <= 0 || defers) return share_;
    return times_of(brief_.borrowing) * to_double(brief_.firm.allocation[year + 1]) / all;
  }

  // The bank that all will want, more of it where the firm expects to gain by keeping.
  [[nodiscard]] double bank_at(double price) {
    if (!expectation_) return outlook_.bank_at(price);
    const double bank = expectation_->bank_t().value_or(outlook_.bank_at(price));
    if (bank <= 0) return bank;
    const double worth_later = expected_next() / (1 + brief_.firm.discount_rate);
    const double gain = worth_later / std::max(price, kCent) - 1;
    return bank * std::clamp(1 + gain / (kDoubling + aversion_), 0.0, 2.0);
  }

  // The price to start the year from.
  [[nodiscard]] Price opening_price() const {
    if (!expectation_) return outlook_.opening_price();
    const Price price = std::min(to_price_nearest(expectation_->now(), brief_.tick),
                                 to_price_floor(currency_per_tonne(brief_.max_price), brief_.tick));
    return std::max(price, brief_.tick);
  }

  // Of the bank of all, what the firm keeps; below 0, what it borrows.
  [[nodiscard]] double kept_at(double price) {
    const double bank = bank_at(price);
    if (bank < 0) return borrowing_share_ * bank;
    const double hedged = aversion_ / (kDoubling + aversion_) * more_than_share_t_;
    return std::max(0.0, share_ * bank + hedged);
  }

  [[nodiscard]] static Tonnes holding(const Observation& observation) {
    return observation.allowances_available + observation.allowances_escrowed;
  }

  // Tonnes that the firm would lack if it neither abated nor banked; below 0: can spare.
  [[nodiscard]] static double needed(const Observation& observation) {
    const Tonnes coming = position_for(observation.year, observation);
    const double needed = to_double(observation.baseline + observation.obligation) -
                          to_double(holding(observation) + coming);
    const auto& terms = observation.allocation;
    if (!terms) return needed;
    return needed + to_double(terms->advance) -
           final_allocation_t(*terms, to_double(observation.baseline));
  }

  [[nodiscard]] double abatement_at(double price, const Observation& observation) const {
    const double baseline = to_double(observation.baseline);
    const auto worth_doing = [&](double at) {
      return std::min(brief_.firm.curve.abatement_at(at), baseline);
    };
    if (!observation.allocation) return worth_doing(price);
    return abatement_worth_doing_t(*observation.allocation, baseline, price, worth_doing);
  }

  // What abating frees: less where the allocation follows emissions.
  [[nodiscard]] static double saved_by(double abated, const Observation& observation) {
    if (!observation.allocation) return abated;
    const double baseline = to_double(observation.baseline);
    return abated - final_allocation_t(*observation.allocation, baseline) +
           final_allocation_t(*observation.allocation, baseline - abated);
  }

  // What the firm's abatement at a price frees, less what it keeps for later.
  [[nodiscard]] double freed_by_itself(double price, const Observation& observation) {
    return saved_by(abatement_at(price, observation), observation) +
           credits_at(price, observation) - kept_at(price);
  }

  // What credits will meet: those held, and while the year lasts those still to be bought, of which
  // the firm expects its share of what is made at that price. All within the quota.
  [[nodiscard]] double credits_at(double price, const Observation& observation) const {
    if (credits_.empty()) return 0;
    const double owed = std::max(0.0, to_double(observation.baseline + observation.obligation) -
                                          abatement_at(price, observation));
    const double to_come = observation.trading ? 1 - part_passed(observation) : 0;
    double sum = 0;
    for (std::size_t i = 0; i < credits_.size(); ++i) {
      const CreditBook& book = brief_.credits[i];
      const double most = times_of(book.quota[observation.emissions.size()]) * owed;
      const BookView& view = observation.books[i];
      const double held = to_double(view.available + view.escrowed) * times_of(book.worth);
      const double bought = std::min(most, share_ * offered_at(credits_[i], price));
      sum += std::min(most, held + to_come * std::max(0.0, bought - held));
    }
    return sum;
  }

  [[nodiscard]] double part_passed(const Observation& observation) const {
    return static_cast<double>(observation.day) / brief_.days_per_year;
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
    const double fair = currency_per_tonne(view_.price(observation, opening_price()));
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

  SeatBrief brief_;
  MarketOutlook outlook_;
  std::unique_ptr<PriceExpectation> expectation_;  // none: by the outlook
  PriceVolatility volatility_;
  double aversion_ = 0;           // of risk, times the variance of a year's price
  double more_than_share_t_ = 0;  // that it will lack next year than its share of what all will
  MarketView view_;
  Tonnes moved_;  // what the regulator then held, less what it had brought forward
  std::vector<PartsPerMillion> activity_;  // as last seen
  std::optional<Year> planned_;
  double share_ = 0;  // the firm's of all emissions without abatement
  double borrowing_share_ = 0;
  std::vector<std::vector<SupplyOffer>> credits_;  // of the year, one of the brief's credits each
};

}  // namespace

std::unique_ptr<Valuation> make_abatement_banking_valuation(const SeatBrief& brief) {
  return std::make_unique<AbatementBanking>(brief);
}

}  // namespace tanshi
