#include "exchange/classroom/debrief.h"

#include <algorithm>
#include <optional>

#include "agents/abatement/rounding.h"
#include "exchange/base/checked_math.h"
#include "exchange/base/random_stream.h"

namespace tanshi {

namespace {

// Apart from those of a session's streams (scenarios/runner/world.h).
constexpr std::uint32_t kPaymentPurpose = 101;

constexpr Cash kLeastCost{1'00};  // below that nobody learns from it
constexpr std::int32_t kForgottenDays = 2;
// What is earned is money of a game: more than this is paid no better.
constexpr Cash kMostEarned{1'000'000'000'000'000};
constexpr std::int64_t kMillion = 1'000'000'00;  // in cents

// Judges the years of one seat.
class Judge {
 public:
  Judge(const SeatBrief& brief, const SeatPast& past) : brief_(brief), past_(past) {}

  std::vector<v1::Mistake> all() {
    for (std::size_t year = 0; year < past_.years.size(); ++year) {
      judge_abatement(year);
      judge_late_plan(year);
      judge_settlement(year);
      judge_end(year);
    }
    for (const PastFill& fill : past_.account.fills) {
      if (fill.year < past_.years.size()) judge_fill(fill);
    }
    for (const LeftOrder& order : past_.account.left) {
      if (order.year < past_.years.size()) judge_left(order);
    }
    std::ranges::stable_sort(found_, std::ranges::greater(), &v1::Mistake::cost_cents);
    if (found_.size() > kMistakesTold) found_.resize(kMistakesTold);
    return std::move(found_);
  }

 private:
  struct Evidence {
    std::size_t year = 0;
    std::int32_t day = -1;
    Tonnes quantity = {};
    Price price = {};
    Price better = {};
    Cash cost = {};
    std::int64_t event = 0;
  };

  void tell(v1::MistakeKind kind, const Evidence& evidence) {
    if (evidence.cost < kLeastCost) return;
    v1::Mistake& mistake = found_.emplace_back();
    mistake.set_kind(kind);
    mistake.set_year(raw(brief_.first_year) + static_cast<std::int32_t>(evidence.year));
    mistake.set_day(evidence.day);
    mistake.set_quantity_t(evidence.quantity.raw());
    mistake.set_price_cents_per_tonne(evidence.price.raw());
    mistake.set_better_cents_per_tonne(evidence.better.raw());
    mistake.set_cost_cents(evidence.cost.raw());
    mistake.set_event_number(evidence.event);
  }

  [[nodiscard]] const AbatementCurve& curve() const { return brief_.firm.curve; }
  [[nodiscard]] Price mean(std::size_t year) const {
    return year < past_.mean_prices.size() ? past_.mean_prices[year] : Price();
  }
  [[nodiscard]] Cash abatement_cost(Tonnes abated) const {
    return to_cash_nearest(curve().total_cost(to_double(abated)));
  }
  [[nodiscard]] Tonnes most(std::size_t year) const {
    return std::min(past_.years[year].baseline, to_tonnes_floor(curve().max_abatement_t()));
  }
  [[nodiscard]] bool goes_on(std::size_t year) const {
    return static_cast<std::int32_t>(year) + 1 < brief_.years;
  }

  // The plan that held when an event happened; none: no plan was made in the year before it.
  [[nodiscard]] const PastPlan* plan_at(std::size_t year, std::int64_t event) const {
    const PastPlan* found = nullptr;
    for (const PastPlan& plan : past_.plans) {
      if (plan.year == year && plan.after_event < event) found = &plan;
    }
    return found;
  }
  // Else the robot did, and its decision is not the holder's mistake.
  [[nodiscard]] bool has_decided(std::size_t year) const {
    return std::ranges::any_of(past_.plans,
                               [&](const PastPlan& plan) { return plan.year == year; });
  }
  [[nodiscard]] const PastPlan* first_plan(std::size_t year) const {
    const auto found = std::ranges::find_if(past_.plans, [&](const PastPlan& plan) {
      return plan.year == year && plan.abatement > Tonnes();
    });
    return found == past_.plans.end() ? nullptr : &*found;
  }

  // What the firm meant to abate, or would have had to, when it traded.
  [[nodiscard]] Tonnes meant(const PastFill& fill) const {
    const PastPlan* const plan = plan_at(fill.year, fill.event);
    if (plan != nullptr) return std::clamp(plan->abatement, Tonnes(), most(fill.year));
    const Tonnes debt =
        fill.year > 0 && brief_.make_good ? past_.years[fill.year - 1].account.shortfall : Tonnes();
    const Tonnes before =
        fill.side == Side::kBuy ? fill.held - fill.quantity : fill.held + fill.quantity;
    const Tonnes lacks = past_.years[fill.year].baseline + debt - before;
    return std::clamp(lacks, Tonnes(), most(fill.year));
  }

  void judge_fill(const PastFill& fill) {
    const Tonnes abated = meant(fill);
    const bool buys = fill.side == Side::kBuy;
    Evidence evidence{fill.year, fill.day, fill.quantity, fill.price, {}, {}, fill.event};
    if (judge_forgotten(fill)) return;
    if (!buys) {
      // What is abated to be sold costs no more than the last of it.
      evidence.better = to_price_nearest(curve().mac_of_last(to_double(abated)));
      if (abated == Tonnes() || fill.price >= evidence.better) return;
      evidence.cost = (evidence.better - fill.price) * std::min(fill.quantity, abated);
      return tell(v1::MISTAKE_KIND_SOLD_BELOW_MAC, evidence);
    }
    if (is_late(fill) || abated >= most(fill.year)) return;
    evidence.better = to_price_nearest(curve().mac(to_double(abated)));
    if (brief_.banking && goes_on(fill.year)) {
      evidence.better = std::max(evidence.better, mean(fill.year + 1));
    }
    if (fill.price <= evidence.better) return;
    evidence.cost = (fill.price - evidence.better) * fill.quantity;
    tell(v1::MISTAKE_KIND_BOUGHT_ABOVE_MAC, evidence);
  }

  // An order that waited until the market had gone past it.
  bool judge_forgotten(const PastFill& fill) {
    if (fill.rested < kForgottenDays) return false;
    const auto close = past_.closes.find({fill.year, fill.day});
    if (close == past_.closes.end() || close->second == Price()) return false;
    const Price now = close->second;
    const Price loss = fill.side == Side::kBuy ? fill.price - now : now - fill.price;
    if (loss.raw() < now.raw() / 10 || loss <= Price()) return false;
    tell(v1::MISTAKE_KIND_FORGOT_ORDER,
         {fill.year, fill.day, fill.quantity, fill.price, now, loss * fill.quantity, fill.event});
    return true;
  }

  void judge_left(const LeftOrder& order) {
    const Price market = mean(order.year);
    const bool buys = order.side == Side::kBuy;
    const Price away = buys ? market - order.limit : order.limit - market;
    if (market == Price() || away.raw() < market.raw() / 5) return;
    const Tonnes abated = past_.years[order.year].abated;
    const Price own = to_price_nearest(buys ? curve().mac_of_last(to_double(abated))
                                            : curve().mac(to_double(abated)));
    const Price gain = buys ? own - market : market - own;
    const Tonnes counts =
        std::min(order.open, buys ? abated + past_.years[order.year].account.shortfall
                                  : past_.years[order.year].account.banked);
    if (gain <= Price()) return;
    tell(v1::MISTAKE_KIND_FORGOT_ORDER,
         {order.year, order.day, order.open, order.limit, market, gain * counts, order.event});
  }

  void judge_abatement(std::size_t year) {
    const Price price = mean(year);
    if (price == Price() || !has_decided(year)) return;
    const SeatYearFigures& figures = past_.years[year];
    const Tonnes best =
        std::min(to_tonnes_floor(curve().abatement_at(currency_per_tonne(price))), most(year));
    const Tonnes gap = best - figures.abated;
    const Tonnes apart = std::max(gap, -gap);
    if (apart.raw() < figures.baseline.raw() / 100) return;
    const Cash cost = figures.abatement_cost - abatement_cost(best) + price * gap;
    const double abated_t = to_double(figures.abated);
    const Price own =
        to_price_nearest(gap > Tonnes() ? curve().mac(abated_t) : curve().mac_of_last(abated_t));
    tell(gap > Tonnes() ? v1::MISTAKE_KIND_ABATED_TOO_LITTLE : v1::MISTAKE_KIND_ABATED_TOO_MUCH,
         {.year = year, .quantity = apart, .price = own, .better = price, .cost = cost});
  }

  // The marginal cost of what was abated after a late first plan; none: it was not late.
  [[nodiscard]] std::optional<Price> late_cost(std::size_t year) const {
    const PastPlan* const first = first_plan(year);
    if (first == nullptr || first->day * 4 < brief_.days_per_year * 3) return std::nullopt;
    return to_price_nearest(curve().mac_of_last(to_double(past_.years[year].abated)));
  }
  [[nodiscard]] bool is_late(const PastFill& fill) const {
    const std::optional<Price> own = late_cost(fill.year);
    return own && fill.side == Side::kBuy && fill.event <= first_plan(fill.year)->after_event &&
           fill.price > *own;
  }

  void judge_late_plan(std::size_t year) {
    const std::optional<Price> own = late_cost(year);
    if (!own) return;
    Evidence evidence{.year = year, .day = first_plan(year)->day, .better = *own};
    Cash paid;
    for (const PastFill& fill : past_.account.fills) {
      if (fill.year != year || !is_late(fill)) continue;
      evidence.quantity += fill.quantity;
      paid += fill.price * fill.quantity;
      if (fill.price <= evidence.price) continue;
      evidence.price = fill.price;  // the worst
      evidence.event = fill.event;
    }
    evidence.cost = paid - *own * evidence.quantity;
    tell(v1::MISTAKE_KIND_ABATED_LATE, evidence);
  }

  // What is missing could have been bought at the market's price, or abated.
  void judge_settlement(std::size_t year) {
    const SeatYearFigures& figures = past_.years[year];
    const Tonnes missing = figures.account.shortfall;
    if (missing <= Tonnes() || figures.account.penalty <= Cash()) return;
    Evidence evidence{.year = year, .quantity = missing};
    evidence.price = Price(figures.account.penalty.raw() / missing.raw());
    evidence.better = mean(year);
    if (figures.abated < most(year)) {
      const Price own = to_price_nearest(curve().mac(to_double(figures.abated)));
      if (evidence.better == Price() || own < evidence.better) evidence.better = own;
    }
    evidence.cost = figures.account.penalty;
    // Where it stays owed, the fine comes on top of the price.
    if (!brief_.make_good) evidence.cost -= evidence.better * missing;
    tell(v1::MISTAKE_KIND_SHORT, evidence);
  }

  void judge_end(std::size_t year) {
    if (goes_on(year) && brief_.banking) return;
    const Tonnes left = past_.years[year].account.banked;
    tell(v1::MISTAKE_KIND_HELD_PAST_END,
         {.year = year, .quantity = left, .better = mean(year), .cost = mean(year) * left});
  }

  const SeatBrief& brief_;
  const SeatPast& past_;
  std::vector<v1::Mistake> found_;
};

}  // namespace

std::vector<v1::Mistake> mistakes(const SeatBrief& brief, const SeatPast& past) {
  return Judge(brief, past).all();
}

Cash cost_of(const std::vector<SeatYearFigures>& years) {
  Cash cost;
  for (const SeatYearFigures& year : years) {
    cost +=
        year.abatement_cost + year.account.paid + year.account.paid_beside + year.account.penalty;
  }
  return cost;
}

Cash cost_alone(const SeatBrief& brief, const std::vector<SeatYearFigures>& years) {
  std::vector<AloneYear> without_trade;
  without_trade.reserve(years.size());
  for (std::size_t i = 0; i < years.size(); ++i) {
    without_trade.push_back({.baseline = years[i].baseline,
                             .allocation = years[i].account.issued,
                             .penalty = penalty_in(brief, i)});
  }
  return alone(brief.firm.curve, without_trade, brief.make_good, brief.banking).cost;
}

Cash cost_best(const SeatBrief& brief, const std::vector<SeatYearFigures>& years,
               const std::vector<Price>& prices) {
  if (prices.size() < years.size()) return Cash();
  const AbatementCurve& curve = brief.firm.curve;
  Cash cost;
  for (std::size_t i = 0; i < years.size(); ++i) {
    const Tonnes abated =
        std::min(to_tonnes_floor(curve.abatement_at(currency_per_tonne(prices[i]))),
                 std::min(years[i].baseline, to_tonnes_floor(curve.max_abatement_t())));
    cost += to_cash_nearest(curve.total_cost(to_double(abated)));
    cost += prices[i] * (years[i].baseline - abated - years[i].account.issued);
  }
  return cost;
}

v1::Payment payment_of(const std::vector<Cash>& gains, Year first_year, std::uint64_t seed,
                       std::int64_t paid_cents_per_million, std::int64_t show_up_fee_cents) {
  v1::Payment payment;
  payment.set_paid_cents(show_up_fee_cents);
  if (gains.empty()) return payment;
  RandomStream draws(seed, 0, kPaymentPurpose);
  const auto drawn = static_cast<std::size_t>(draws.uniform_int(0, std::ssize(gains) - 1));
  const Cash earned = std::clamp(gains[drawn], Cash(), kMostEarned);
  payment.set_year(raw(first_year) + static_cast<std::int32_t>(drawn));
  payment.set_earned_cents(gains[drawn].raw());
  payment.set_paid_cents(show_up_fee_cents +
                         mul_div_nearest(earned.raw(), paid_cents_per_million, kMillion));
  return payment;
}

}  // namespace tanshi
