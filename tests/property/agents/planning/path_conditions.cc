#include "tests/property/agents/planning/path_conditions.h"

#include <algorithm>
#include <cmath>

namespace tanshi {
namespace {

constexpr double kTonnes = 1e-7;  // problems have hundreds of tonnes
constexpr double kPriceShare = 1e-9;

bool same_price(double a, double b) {
  return std::abs(a - b) <= kPriceShare * std::max(std::abs(a), std::abs(b));
}

// What the year's curves offer a hair below and above the price encloses what is done.
bool is_worth_doing(const PathYear& year, const PathPoint& point) {
  const double hair = kPriceShare * std::max(point.price, 1e-6);
  return point.abatement_t >= year.abatement.abatement_at(point.price - hair) - kTonnes &&
         point.abatement_t <= year.abatement.abatement_at(point.price + hair) + kTonnes;
}

std::optional<std::string> broken_in_year(const PathYear& year, const PathPoint& point) {
  if (point.price < 0) return "a price is below 0";
  if (point.price > year.price_ceiling * (1 + kPriceShare)) return "the ceiling does not hold";
  if (!is_worth_doing(year, point)) return "abatement is not what the price calls for";
  if (point.uncovered_t < 0 || point.expired_t < 0) return "a negative quantity";
  if (point.uncovered_t > kTonnes && !same_price(point.price, year.price_ceiling)) {
    return "tonnes are uncovered below the ceiling";
  }
  if (point.expired_t > kTonnes && point.price > 0) return "allowances with a price expire";
  if (point.expired_t > kTonnes && point.bank_t < year.most_bank_t - kTonnes) {
    return "allowances expire that could be banked";
  }
  if (point.bank_t < year.least_bank_t - kTonnes) return "the bank is below its least";
  if (point.bank_t > year.most_bank_t + kTonnes) return "the bank is above its most";
  return std::nullopt;
}

}  // namespace

std::optional<std::string> find_broken_condition(const PathProblem& problem,
                                                 const std::vector<PathPoint>& path) {
  if (path.size() != problem.years.size()) return "a year is missing";
  double bank_t = problem.initial_bank_t;
  for (std::size_t t = 0; t < path.size(); ++t) {
    const PathYear& year = problem.years[t];
    const PathPoint& point = path[t];
    const std::string place = " in year " + std::to_string(t);
    if (auto broken = broken_in_year(year, point)) return *broken + place;

    bank_t += point.abatement_t + point.uncovered_t - year.need_t - point.expired_t;
    if (std::abs(bank_t - point.bank_t) > kTonnes) return "the bank does not add up" + place;
    bank_t = point.bank_t;

    const bool above_least = point.bank_t > year.least_bank_t + kTonnes;
    const bool below_most = point.bank_t < year.most_bank_t - kTonnes;
    if (t + 1 == path.size()) {
      if (above_least && point.price > 0) return "a bank with a price is left at the end";
      break;
    }
    const double grown_price = point.price * (1 + problem.discount_rate);
    const double next = path[t + 1].price;
    if (same_price(next, grown_price)) continue;
    if (above_least && next < grown_price) return "it would pay to bank less" + place;
    if (below_most && next > grown_price) return "it would pay to bank more" + place;
  }
  return std::nullopt;
}

}  // namespace tanshi
