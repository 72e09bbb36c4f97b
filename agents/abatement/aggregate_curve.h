// The abatement of several firms together: at each price the sum of what each would abate
// (horizontal addition of their MAC curves).
//
// A value; pure. Units as in abatement_curve.h. It is what a market has, what a firm believes of
// the others, or, with one member, a firm that plans alone.
#pragma once

#include <vector>

#include "agents/abatement/abatement_curve.h"
#include "agents/abatement/margin.h"

namespace tanshi {

class AggregateCurve {
 public:
  // Nothing can be abated.
  AggregateCurve() = default;
  explicit AggregateCurve(std::vector<AbatementCurve> members);

  // In the order given.
  [[nodiscard]] const std::vector<AbatementCurve>& members() const { return members_; }
  [[nodiscard]] double max_abatement_t() const { return max_abatement_t_; }

  // All that is worth abating at this price.
  [[nodiscard]] double abatement_at(double price) const;

  // The same with a share of what jumps at the price: members on a flat fill it pro rata.
  [[nodiscard]] double abatement_at(const Margin& margin) const;

  // The least margin at which `abatement_t` are abated: the inverse of abatement_at. Its `price`
  // is the cost of the last tonne. Measures that pay for themselves are always done, so less than
  // they abate counts as that, and more than max_abatement_t() as that. Sums are exact to 1e-12.
  [[nodiscard]] Margin margin_of(double abatement_t) const;

  // The price of margin_of: the MAC of the last tonne when cost is least.
  [[nodiscard]] double mac_of_last(double abatement_t) const {
    return margin_of(abatement_t).price;
  }

  // The least cost of abating so much: shared out among the members as at margin_of.
  [[nodiscard]] double total_cost(double abatement_t) const;

  // As AbatementCurve's, member by member.
  [[nodiscard]] AggregateCurve scaled(double factor) const;
  [[nodiscard]] AggregateCurve repriced(double factor) const;

 private:
  std::vector<AbatementCurve> members_;
  double max_abatement_t_ = 0;
};

}  // namespace tanshi
