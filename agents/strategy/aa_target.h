// The aggressiveness model of AA (aa.h): which price a degree of aggressiveness aims at, and back.
//
// Pure. Prices in any one unit.
#pragma once

#include "exchange/book/book_types.h"

namespace tanshi {

struct AaModel {
  Side side{};
  double limit = 0;
  double equilibrium = 0;  // p*, above 0
  double highest = 0;      // M, at least p* and the limit
  double theta = 0;

  // For r in [-1, 1]. Falls with r for a seller, rises for a buyer; never beyond the limit.
  [[nodiscard]] double target(double r) const;
  // In [-1, 1]: the r whose target is `price`, or the nearest.
  [[nodiscard]] double aggressiveness(double price) const;

 private:
  [[nodiscard]] bool intra_marginal() const;
  // The farthest that it may aim at for r < 0, the target for r = 0, and that for r = 1.
  [[nodiscard]] double passive_end() const { return side == Side::kBuy ? 0 : highest; }
  [[nodiscard]] double middle() const { return intra_marginal() ? equilibrium : limit; }
  // The theta of r < 0.
  [[nodiscard]] double passive_theta() const;
};

}  // namespace tanshi
