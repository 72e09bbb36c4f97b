#include "scenarios/laboratory/learned_bids.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <span>

#include "exchange/auction/clear_auction.h"
#include "exchange/base/check.h"
#include "exchange/base/random_stream.h"

namespace tanshi {
namespace {

constexpr std::uint32_t kUnits = 1;   // purposes of chance, of the owner 0
constexpr std::uint32_t kTrials = 2;  // of each trader

// What each choice has paid so far, as seen by one trader.
class Learner {
 public:
  Learner(std::span<const double> choices, double hope, RandomStream random)
      : choices_(choices),
        paid_(choices.size(), hope),
        tried_(choices.size(), 1),
        random_(random) {}

  // The share of what is worth a try falls from 1 to 0.
  double choose(double trying) {
    if (random_.uniform() < trying) {
      choice_ = static_cast<std::size_t>(
          random_.uniform_int(0, static_cast<std::int64_t>(choices_.size()) - 1));
    } else {
      choice_ = 0;
      for (std::size_t i = 1; i < choices_.size(); ++i)
        if (mean(i) > mean(choice_)) choice_ = i;
    }
    return choices_[choice_];
  }

  void learn(double gain) {
    paid_[choice_] += gain;
    tried_[choice_] += 1;
  }

  [[nodiscard]] double chosen() const { return choices_[choice_]; }

 private:
  [[nodiscard]] double mean(std::size_t i) const { return paid_[i] / tried_[i]; }

  std::span<const double> choices_;
  std::vector<double> paid_;
  std::vector<double> tried_;
  RandomStream random_;
  std::size_t choice_ = 0;
};

Price shaded(Price price, double factor, const CallDesign& design) {
  const auto cents = std::llround(static_cast<double>(price.raw()) * factor);
  return Price(std::clamp<std::int64_t>(cents, 1, 2 * design.highest.raw()));
}

// Of values and costs that are known: the most gains, and the middle of the prices that balance.
struct Balance {
  Cash gains;
  double price = 0;
  std::size_t trades = 0;
};

Balance balance_of(std::vector<Price> values, std::vector<Price> costs) {
  std::ranges::sort(values, std::greater{});
  std::ranges::sort(costs);
  Balance balance;
  std::size_t& n = balance.trades;
  while (n < values.size() && n < costs.size() && values[n] > costs[n]) {
    balance.gains += (values[n] - costs[n]) * Tonnes(1);
    ++n;
  }
  if (n == 0) return balance;
  Price low = costs[n - 1];
  Price high = values[n - 1];
  if (n < values.size()) low = std::max(low, values[n]);
  if (n < costs.size()) high = std::min(high, costs[n]);
  balance.price = (static_cast<double>(low.raw()) + static_cast<double>(high.raw())) / 2;
  return balance;
}

struct Totals {
  Cash gains_made;
  Cash gains_possible;
  double price = 0;
  double price_equilibrium = 0;
  std::int64_t rounds_with_price = 0;
  double shade = 0;
  double markup = 0;
  std::int64_t choices_of_buyers = 0;
  std::int64_t choices_of_sellers = 0;
};

class Replication {
 public:
  Replication(const CallDesign& design, std::uint64_t seed)
      : design_(design), units_(seed, 0, kUnits) {
    const double hope = static_cast<double>((design.highest - design.lowest).raw()) / 20;
    std::uint32_t owner = 0;
    for (std::int32_t i = 0; i < design.buyers; ++i)
      buyers_.emplace_back(design.shades, hope, RandomStream(seed, ++owner, kTrials));
    for (std::int32_t i = 0; i < design.sellers; ++i)
      sellers_.emplace_back(design.markups, hope, RandomStream(seed, ++owner, kTrials));
    auction_.rules.pricing = design.pricing;
  }

  void play(Totals& totals) {
    const double trying_rounds = 0.6 * static_cast<double>(design_.rounds - design_.measured);
    for (std::int32_t round = 0; round < design_.rounds; ++round) {
      const bool measured = round >= design_.rounds - design_.measured;
      const double trying = measured ? 0 : 1 - std::min(1.0, round / std::max(1.0, trying_rounds));
      ask_and_bid(round, trying);
      const AuctionOutcome outcome = clear_auction(auction_, bids_);
      const Cash made = share_gains(outcome);
      if (measured) count(outcome, made, totals);
    }
  }

 private:
  Price drawn() { return Price(units_.uniform_int(design_.lowest.raw(), design_.highest.raw())); }

  void ask_and_bid(std::int32_t round, double trying) {
    values_.clear();
    costs_.clear();
    bids_.clear();
    auction_.supply.clear();
    auction_.tie_seed = static_cast<std::uint64_t>(round);
    std::int32_t account = 0;
    for (Learner& buyer : buyers_) {
      values_.push_back(drawn());
      const Price bid = shaded(values_.back(), 1 - buyer.choose(trying), design_);
      bids_.push_back({AccountId{++account}, bid, Tonnes(1), account});
    }
    for (Learner& seller : sellers_) {
      costs_.push_back(drawn());
      const Price ask = shaded(costs_.back(), 1 + seller.choose(trying), design_);
      auction_.supply.push_back({SupplyClass::kConsigned, ask, Tonnes(1), AccountId{++account}});
    }
  }

  // Tells each what it gained.
  Cash share_gains(const AuctionOutcome& outcome) {
    Cash made;
    for (std::size_t i = 0; i < buyers_.size(); ++i) {
      const Award& award = outcome.awards[i];
      const Cash gain = (values_[i] - award.price) * award.quantity;
      buyers_[i].learn(static_cast<double>(gain.raw()));
      made += gain;
    }
    for (std::size_t i = 0; i < sellers_.size(); ++i) {
      const StepOutcome& step = outcome.steps[i];
      const Cash gain = step.proceeds - costs_[i] * step.sold;
      sellers_[i].learn(static_cast<double>(gain.raw()));
      made += gain;
    }
    return made;
  }

  void count(const AuctionOutcome& outcome, Cash made, Totals& totals) const {
    const Balance balance = balance_of(values_, costs_);
    totals.gains_made += made;
    totals.gains_possible += balance.gains;
    if (balance.trades > 0 && outcome.sold > Tonnes()) {
      totals.price += static_cast<double>(outcome.clearing_price.raw());
      totals.price_equilibrium += balance.price;
      ++totals.rounds_with_price;
    }
    for (const Learner& buyer : buyers_) totals.shade += buyer.chosen();
    for (const Learner& seller : sellers_) totals.markup += seller.chosen();
    totals.choices_of_buyers += std::ssize(buyers_);
    totals.choices_of_sellers += std::ssize(sellers_);
  }

  const CallDesign& design_;
  RandomStream units_;
  std::vector<Learner> buyers_;
  std::vector<Learner> sellers_;
  std::vector<Price> values_;
  std::vector<Price> costs_;
  std::vector<Bid> bids_;
  Auction auction_;
};

}  // namespace

CallMeasures learn_bids(const CallDesign& design) {
  TANSHI_CHECK(design.buyers > 0 && design.sellers > 0 && design.replications > 0);
  TANSHI_CHECK(!design.shades.empty() && !design.markups.empty());
  TANSHI_CHECK(design.measured > 0 && design.measured <= design.rounds);
  Totals totals;
  for (std::int32_t i = 0; i < design.replications; ++i)
    Replication(design, design.seed + static_cast<std::uint64_t>(i)).play(totals);

  CallMeasures measures;
  measures.efficiency = static_cast<double>(totals.gains_made.raw()) /
                        static_cast<double>(std::max<std::int64_t>(1, totals.gains_possible.raw()));
  const double rounds = static_cast<double>(std::max<std::int64_t>(1, totals.rounds_with_price));
  measures.price = totals.price / rounds / 100;
  measures.price_equilibrium = totals.price_equilibrium / rounds / 100;
  measures.shade = totals.shade / static_cast<double>(totals.choices_of_buyers);
  measures.markup = totals.markup / static_cast<double>(totals.choices_of_sellers);
  return measures;
}

}  // namespace tanshi
