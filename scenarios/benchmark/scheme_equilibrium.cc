#include "scenarios/benchmark/scheme_equilibrium.h"

#include <algorithm>
#include <numeric>

#include "agents/abatement/margin.h"
#include "agents/abatement/rounding.h"
#include "agents/valuation/clearing.h"

namespace tanshi {

SchemeEquilibrium scheme_equilibrium(const SchemeBook& book,
                                     std::span<const SchemeUse* const> users, std::size_t year,
                                     double allowance) {
  const double share = times_of(book.share[year]);
  const double penalty = currency_per_tonne(book.penalty);
  const std::vector<SupplyOffer>& offers = book.offers[year];
  double used = 0;
  for (const SchemeUse* const user : users) used += to_double(user->used[year]);
  const double lacked = share * used - to_double(book.allocated[year]);

  const auto freed = [&](double price) {
    double saved = 0;
    for (const SchemeUse* const user : users)
      saved += saved_at(book, *user, year, price, allowance);
    return offered_at(offers, price) + share * saved;
  };
  const Margin margin = clearing_margin(freed, lacked, penalty);
  SchemeEquilibrium result;
  result.price = margin.price;
  result.made = supply_at([&](double price) { return offered_at(offers, price); }, margin);
  double saved = 0;
  for (const SchemeUse* const user : users) {
    const auto of_user = [&](double price) {
      return saved_at(book, *user, year, price, allowance);
    };
    result.saved.push_back(supply_at(of_user, margin));
    saved += result.saved.back();
    result.cost += user->saving.total_cost(result.saved.back());
  }
  // Makers sell no more than is owed.
  result.made = std::clamp(lacked - share * saved, 0.0, result.made);
  result.uncovered = std::max(0.0, lacked - share * saved - result.made);
  result.cost += cost_of_making(offers, result.made);
  return result;
}

double saved_of(const SchemeEquilibrium& equilibrium) {
  return std::accumulate(equilibrium.saved.begin(), equilibrium.saved.end(), 0.0);
}

double cost_of_making(std::span<const SupplyOffer> offers, double made) {
  double cost = 0;
  for (const SupplyOffer& offer : offers) {
    const double part = std::min(made, offer.quantity_t);
    cost += part * offer.price;
    made -= part;
  }
  return cost;
}

}  // namespace tanshi
