// How a firm forms its expectation of the allowance's price, as its brief says. What each kind does
// is in agents/expectation. Prices in currency units per tonne, rates a year.
#pragma once

#include <variant>
#include <vector>

namespace tanshi {

// By its own picture of the market (agents/valuation/market_outlook.h).
struct ModelExpectations {
  friend bool operator==(const ModelExpectations&, const ModelExpectations&) = default;
};

// It knows what theory says of this very world; an entry a year each.
struct ForesightExpectations {
  std::vector<double> price;
  std::vector<double> bank_t;  // of all at the year's end

  friend bool operator==(const ForesightExpectations&, const ForesightExpectations&) = default;
};

// By how far it was off.
struct AdaptiveExpectations {
  double gain = 0.65;  // of that, what a year corrects; 0 .. 1

  friend bool operator==(const AdaptiveExpectations&, const AdaptiveExpectations&) = default;
};

// By how prices have moved.
struct TrendExpectations {
  double strength = 0.4;  // of last year's change, what is expected of the next; 0: none

  friend bool operator==(const TrendExpectations&, const TrendExpectations&) = default;
};

// By a stated path.
struct RuleExpectations {
  double start = 0;  // in the first year
  double growth = 0;

  friend bool operator==(const RuleExpectations&, const RuleExpectations&) = default;
};

using Expectations = std::variant<ModelExpectations, ForesightExpectations, AdaptiveExpectations,
                                  TrendExpectations, RuleExpectations>;

}  // namespace tanshi
