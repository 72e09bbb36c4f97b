#include "agents/planning/hotelling_path.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "exchange/base/check.h"

namespace tanshi {
namespace {

// A stretch of years with one discounted price. Cumulative abatement (since the first year, less
// what expired) is `end_t` when it is over.
struct Phase {
  std::size_t last = 0;
  Margin margin;
  double end_t = 0;
};

class Tube {
 public:
  explicit Tube(const PathProblem& problem);

  [[nodiscard]] std::optional<PathInfeasible> find_infeasible() const;
  [[nodiscard]] std::vector<PathPoint> path() const;

 private:
  // Abatement and uncovered tonnes of a year at a discounted price.
  [[nodiscard]] double supply(std::size_t year, double price) const;
  [[nodiscard]] double supply(std::size_t year, const Margin& margin) const;

  // The least margin, `from` or higher, whose abatement in first .. last is `wanted_t`.
  [[nodiscard]] Margin margin_of(std::size_t first, std::size_t last, double wanted_t,
                                 const Margin& from) const;

  [[nodiscard]] Phase phase(std::size_t first, double start_t) const;
  void lay(std::size_t first, double start_t, const Phase& phase,
           std::vector<PathPoint>& path) const;

  const PathProblem& problem_;
  std::vector<double> growth_;  // (1 + r)^t
  std::vector<double> least_;   // bounds of cumulative abatement at the end of each year
  std::vector<double> most_;
  double all_t_ = 0;  // no less than any stretch of years can need
  double slack_t_ = 0;
};

Tube::Tube(const PathProblem& problem) : problem_(problem) {
  TANSHI_CHECK(problem.discount_rate > -1);
  double growth = 1;
  double need_t = -problem.initial_bank_t;
  double widest_t = std::abs(problem.initial_bank_t);
  all_t_ = widest_t;
  for (const PathYear& year : problem.years) {
    TANSHI_CHECK(std::isfinite(year.least_bank_t) && year.least_bank_t <= year.most_bank_t);
    need_t += year.need_t;
    growth_.push_back(growth);
    least_.push_back(need_t + year.least_bank_t);
    most_.push_back(need_t + year.most_bank_t);
    growth *= 1 + problem.discount_rate;
    widest_t = std::max(widest_t, std::abs(year.least_bank_t));
    all_t_ += std::abs(year.need_t);
  }
  all_t_ += 2 * widest_t;
  slack_t_ = kRounding * all_t_;
}

double Tube::supply(std::size_t year, double price) const {
  const PathYear& of_year = problem_.years[year];
  const double nominal = price * growth_[year];
  const double abated_t = of_year.abatement.abatement_at(nominal);
  return nominal < of_year.price_ceiling ? abated_t : abated_t + all_t_;
}

double Tube::supply(std::size_t year, const Margin& margin) const {
  return supply_at([&](double price) { return supply(year, price); }, margin);
}

Margin Tube::margin_of(std::size_t first, std::size_t last, double wanted_t,
                       const Margin& from) const {
  const auto sum = [&](double price) {
    double sum_t = 0;
    for (std::size_t year = first; year <= last; ++year) sum_t += supply(year, price);
    return sum_t;
  };
  const std::optional<Margin> margin = find_margin(sum, {wanted_t, slack_t_}, from);
  TANSHI_CHECK(margin.has_value());  // find_infeasible has seen to it
  return *margin;
}

std::optional<PathInfeasible> Tube::find_infeasible() const {
  double reach_t = 0;  // the most cumulative abatement, less what would not fit in the bank
  double abated_t = 0;
  for (std::size_t year = 0; year < growth_.size(); ++year) {
    abated_t += supply(year, kHighestPrice);
    reach_t = std::min(reach_t + supply(year, kHighestPrice), most_[year]);
    if (reach_t < least_[year] - slack_t_) {
      return PathInfeasible{year, least_[year] - reach_t, abated_t};
    }
  }
  return std::nullopt;
}

// Follows from `first` the lowest and the highest discounted price that have kept within the
// bounds so far. When a bound lies outside what they reach, the phase ends where the one that is
// too far off was set; the string bends there.
Phase Tube::phase(std::size_t first, double start_t) const {
  Margin low;  // set by the least bank at the end of `low_last`, if any year needed it
  Margin high{kHighestPrice, 1, kHighestPrice};  // or by the most bank at the end of `high_last`
  std::optional<std::size_t> low_last;
  std::optional<std::size_t> high_last;
  double at_low_t = start_t;
  double at_high_t = start_t;

  for (std::size_t year = first; year < growth_.size(); ++year) {
    at_low_t += supply(year, low);
    at_high_t += supply(year, high);

    if (at_low_t < least_[year] - slack_t_) {
      if (high_last && at_high_t < least_[year] - slack_t_) {
        return {*high_last, high, most_[*high_last]};
      }
      low = margin_of(first, year, least_[year] - start_t, low);
      at_low_t = least_[year];
      low_last = year;
    }

    if (at_low_t > most_[year] + slack_t_) {
      if (low_last) return {*low_last, low, least_[*low_last]};
      return {year, low, most_[year]};  // worthless already: the rest expires
    }
    if (at_high_t > most_[year] + slack_t_) {
      high = margin_of(first, year, most_[year] - start_t, low);
      at_high_t = most_[year];
      high_last = year;
    } else if (high_last && at_high_t >= most_[year] - slack_t_) {
      high_last = year;  // touches again: what follows may not be cheaper
    }
  }
  if (low_last) return {*low_last, low, least_[*low_last]};
  return {growth_.size() - 1, low, at_low_t};
}

void Tube::lay(std::size_t first, double start_t, const Phase& phase,
               std::vector<PathPoint>& path) const {
  double total_t = start_t;
  for (std::size_t year = first; year <= phase.last; ++year) {
    const PathYear& of_year = problem_.years[year];
    PathPoint point;
    point.margin = grown(phase.margin, growth_[year]);
    point.price = std::min(point.margin.price, of_year.price_ceiling);
    point.abatement_t = of_year.abatement.abatement_at(point.margin);
    const double supplied_t = supply(year, phase.margin);
    point.uncovered_t = std::max(0.0, supplied_t - point.abatement_t);
    total_t += supplied_t;
    if (year == phase.last) {
      point.expired_t = phase.margin == Margin{} ? std::max(0.0, total_t - phase.end_t) : 0;
      total_t = phase.end_t;
    }
    // Cumulative abatement less cumulative need is the bank; least_ holds the need.
    const double bank_t = total_t - least_[year] + of_year.least_bank_t;
    point.bank_t = std::clamp(bank_t, of_year.least_bank_t, of_year.most_bank_t);
    path.push_back(point);
  }
}

std::vector<PathPoint> Tube::path() const {
  std::vector<PathPoint> path;
  path.reserve(growth_.size());
  double start_t = 0;
  while (path.size() < growth_.size()) {  // ends: each phase has at least one year
    const Phase next = phase(path.size(), start_t);
    lay(path.size(), start_t, next, path);
    start_t = next.end_t;
  }
  return path;
}

}  // namespace

PathResult hotelling_path(const PathProblem& problem) {
  const Tube tube(problem);
  if (const auto infeasible = tube.find_infeasible()) return *infeasible;
  return tube.path();
}

double cost_of_year(const PathYear& year, const PathPoint& point) {
  double cost = 0;
  for (const AbatementCurve& curve : year.abatement.members()) {
    cost += curve.total_cost(curve.abatement_at(point.margin));
  }
  return point.uncovered_t > 0 ? cost + point.uncovered_t * year.price_ceiling : cost;
}

double present_cost(const PathProblem& problem, const std::vector<PathPoint>& path) {
  TANSHI_CHECK(path.size() == problem.years.size());
  double cost = 0;
  double growth = 1;
  for (std::size_t year = 0; year < path.size(); ++year) {
    cost += cost_of_year(problem.years[year], path[year]) / growth;
    growth *= 1 + problem.discount_rate;
  }
  return cost;
}

}  // namespace tanshi
