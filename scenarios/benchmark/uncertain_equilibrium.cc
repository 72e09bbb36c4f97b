#include "scenarios/benchmark/uncertain_equilibrium.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "exchange/base/check.h"

namespace tanshi {
namespace {

std::vector<PathPoint> path_of(const PathProblem& problem) {
  PathResult result = hotelling_path(problem);
  TANSHI_CHECK(std::holds_alternative<std::vector<PathPoint>>(result));  // there is a ceiling
  return std::get<std::vector<PathPoint>>(std::move(result));
}

class TwoStages {
 public:
  explicit TwoStages(const UncertainMarket& market) {
    PathProblem expected = path_problem(market.expected);
    initial_bank_t_ = expected.initial_bank_t;
    discount_ = 1 / (1 + expected.discount_rate);
    first_ = expected.years.front();
    later_.reserve(market.samples.size());
    for (const BankingMarket& sample : market.samples) {
      PathProblem& later = later_.emplace_back(path_problem(sample));
      TANSHI_CHECK(later.years.size() == expected.years.size());
      later.years.erase(later.years.begin());
    }
    certain_ = std::move(expected);
  }

  UncertainEquilibrium solve() {
    const double least_t = first_year(first_.least_bank_t).bank_t;
    const PathPoint now = first_year(bank_from(least_t));
    const bool at_bound = now.bank_t <= least_t || now.bank_t >= first_.most_bank_t;
    UncertainEquilibrium result;
    result.bank_t = now.bank_t;
    result.price = at_bound ? now.price : later_price(now.bank_t);
    for (PathProblem& later : later_) result.later.push_back(path_of(starting(later, now.bank_t)));
    result.expected_cost = cost(now);
    result.cost_as_if_certain = cost(first_year(path_of(certain_).front().bank_t));
    result.cost_with_foresight = cost_with_foresight();
    return result;
  }

 private:
  // At which this year costs as much as the next is expected to, or the bound on that side.
  double bank_from(double low) {
    if (is_enough(low)) return low;
    double high = std::min(first_.most_bank_t,
                           initial_bank_t_ - first_.need_t + first_.abatement.max_abatement_t());
    high = std::max(low, high);
    const double close_t = 1e-10 * std::max(1.0, high - low);
    while (high - low > close_t) {  // ends: it is halved
      const double middle = low + (high - low) / 2;
      if (middle <= low || middle >= high) break;
      (is_enough(middle) ? high : low) = middle;
    }
    return high;
  }

  // Nobody gains by keeping more.
  bool is_enough(double bank_t) { return first_year(bank_t).price >= later_price(bank_t); }

  // The year that leaves so much, or more where allowances are worth nothing.
  [[nodiscard]] PathPoint first_year(double bank_t) const {
    PathYear year = first_;
    year.least_bank_t = bank_t;
    year.most_bank_t = std::max(bank_t, year.most_bank_t);
    PathProblem problem;
    problem.years.push_back(std::move(year));
    problem.initial_bank_t = initial_bank_t_;
    return path_of(problem).front();
  }

  static const PathProblem& starting(PathProblem& later, double bank_t) {
    later.initial_bank_t = bank_t;
    return later;
  }

  // Of the second year, expected and discounted. 0 where there is none.
  double later_price(double bank_t) {
    double sum = 0;
    for (PathProblem& later : later_)
      if (!later.years.empty()) sum += path_of(starting(later, bank_t)).front().price;
    return discount_ * sum / static_cast<double>(later_.size());
  }

  // Expected, where the first year goes so.
  double cost(const PathPoint& now) {
    double sum = 0;
    for (PathProblem& later : later_) {
      const PathProblem& problem = starting(later, now.bank_t);
      if (!problem.years.empty()) sum += present_cost(problem, path_of(problem));
    }
    return cost_of_year(first_, now) + discount_ * sum / static_cast<double>(later_.size());
  }

  [[nodiscard]] double cost_with_foresight() const {
    double sum = 0;
    for (const PathProblem& later : later_) {
      PathProblem whole = later;
      whole.initial_bank_t = initial_bank_t_;
      whole.years.insert(whole.years.begin(), first_);
      sum += present_cost(whole, path_of(whole));
    }
    return sum / static_cast<double>(later_.size());
  }

  double initial_bank_t_ = 0;
  double discount_ = 1;
  PathYear first_;
  std::vector<PathProblem> later_;  // the second year is their first
  PathProblem certain_;
};

}  // namespace

UncertainEquilibrium uncertain_equilibrium(const UncertainMarket& market) {
  TANSHI_CHECK(!market.samples.empty());
  return TwoStages(market).solve();
}

}  // namespace tanshi
