#include "scenarios/benchmark/losses.h"

#include <algorithm>
#include <cmath>
#include <variant>

#include "exchange/base/check.h"
#include "scenarios/benchmark/static_equilibrium.h"

namespace tanshi {
namespace {

using Eigen::Index;

const std::vector<AbatementCurve>& curves_in(const BankingMarket& market, Index year) {
  return market.curves.size() == 1 ? market.curves.front()
                                   : market.curves[static_cast<std::size_t>(year)];
}

// The year's abatement at the least cost. As much as all can do is a cap that rounding may miss.
StaticEquilibrium efficient_year(const BankingMarket& market, const Conduct& conduct, Index year) {
  StaticMarket all{.curves = curves_in(market, year), .baseline_t = {}, .cap_t = 0};
  for (Index firm = 0; firm < market.baseline_t.cols(); ++firm)
    all.baseline_t.push_back(market.baseline_t(year, firm));
  all.cap_t = market.baseline_t.row(year).sum() - conduct.abatement_t.row(year).sum();
  auto found = static_equilibrium(all);
  if (const auto* const low = std::get_if<CapTooLow>(&found)) {
    all.cap_t = low->least_emissions_t * (1 + 1e-12);
    found = static_equilibrium(all);
  }
  TANSHI_CHECK(std::holds_alternative<StaticEquilibrium>(found));
  return std::get<StaticEquilibrium>(std::move(found));
}

// Of a deviation from the efficient abatement, what the firm's own account could have mended.
double share_of_own(double deviation_t, double held_t, double shortfall_t) {
  if (deviation_t == 0) return 0;
  const double own_t = deviation_t > 0 ? held_t : shortfall_t;
  return std::clamp(own_t / std::abs(deviation_t), 0.0, 1.0);
}

// What theory itself pays for tonnes that stay uncovered.
double paid_in_theory(const BankingMarket& market, const BankingEquilibrium& least) {
  double paid = 0;
  for (std::size_t year = 0; year < market.price_ceiling.size(); ++year) {
    const double uncovered_t = least.uncovered_t(static_cast<Index>(year));
    if (uncovered_t <= 0) continue;
    paid += std::pow(1 + market.discount_rate, -static_cast<double>(year)) *
            market.price_ceiling[year] * uncovered_t;
  }
  return paid;
}

}  // namespace

Losses losses(const BankingMarket& market, const BankingEquilibrium& least, const Conduct& conduct,
              double paid) {
  const Index years = market.baseline_t.rows();
  const Index firms = market.baseline_t.cols();
  TANSHI_CHECK(conduct.abatement_t.rows() == years && conduct.abatement_t.cols() == firms);
  Losses result;
  result.misallocation.assign(static_cast<std::size_t>(firms), 0);
  double efficient_cost = 0;
  double discount = 1;
  for (Index year = 0; year < years; ++year) {
    const StaticEquilibrium efficient = efficient_year(market, conduct, year);
    for (Index firm = 0; firm < firms; ++firm) {
      const auto column = static_cast<std::size_t>(firm);
      const AbatementCurve& curve = curves_in(market, year)[column];
      const double abated_t = conduct.abatement_t(year, firm);
      const double deviation_t = abated_t - efficient.abatement_t[column];
      const double loss =
          discount * std::max(0.0, curve.total_cost(abated_t) -
                                       curve.total_cost(efficient.abatement_t[column]) -
                                       efficient.price * deviation_t);
      const double own =
          share_of_own(deviation_t, conduct.held_t(year, firm), conduct.shortfall_t(year, firm));
      efficient_cost += discount * curve.total_cost(abated_t) - loss;
      result.misallocation[column] += loss;
      result.abated += own * loss;
      result.untraded += (1 - own) * loss;
    }
    discount /= 1 + market.discount_rate;
  }
  const double theory_paid = paid_in_theory(market, least);
  result.timing = efficient_cost - (least.present_cost - theory_paid);
  result.uncovered = paid - theory_paid;
  return result;
}

}  // namespace tanshi
