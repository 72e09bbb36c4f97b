// Marginal abatement cost (MAC) curves: what abating the next tonne in one year costs.
//
// Values: copyable, immutable, pure. Abatement in tonnes a year, prices and MAC in currency units
// per tonne (EUR/t, not cents), cost in currency units a year, all double; what goes to the
// exchange leaves through agents/abatement/rounding.h.
//
//   shape        MAC at q tonnes                      cost of q tonnes
//   linear       intercept + slope q                  intercept q + slope q^2 / 2
//   quadratic    max(0, a q^2 + b q)                  a (q^3 - z^3) / 3 + b (q^2 - z^2) / 2
//   power        scale (q / baseline)^exponent        scale baseline / (exponent + 1)
//                                                       (q / baseline)^(exponent + 1)
//   exponential  p0 (e^(k q) - 1)                     p0 ((e^(k q) - 1) / k - q)
//   steps        price of the project that q reaches  projects in order of price
//   sum          price at which its parts abate q     least: of what each abates at that price
//
// with z = max(0, -b / a), the abatement that costs nothing. Quadratic: Ellerman and Decaux 1998
// (MIT Joint Program report 40). Power: MIMOSA has scale = kappa gamma and exponent 3, DICE's
// backstop price pback and exponent theta - 1. A cost below zero (linear, steps) is a measure
// that pays for itself: it is done even when allowances are worthless.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "agents/abatement/margin.h"

namespace tanshi {

inline constexpr double kUnbounded = std::numeric_limits<double>::infinity();

struct LinearMac {
  double intercept = 0;
  double slope = 0;  // at least 0; 0 needs a bound
};

struct QuadraticMac {
  double a = 0;  // above 0
  double b = 0;  // may be negative: then the MAC is 0 up to -b / a
};

struct PowerMac {
  double scale = 0;       // MAC of the last tonne of the baseline; above 0
  double exponent = 0;    // above 0
  double baseline_t = 0;  // emissions without abatement; bounds the curve
};

struct ExponentialMac {
  double p0 = 0;  // above 0
  double k = 0;   // per tonne, above 0
};

struct Project {
  double price = 0;
  double quantity_t = 0;  // above 0

  friend auto operator<=>(const Project&, const Project&) = default;  // by price, then quantity
};

struct StepMac {
  std::vector<Project> steps;  // in any order; the curve sorts them by price
};

class AbatementCurve;

// Several ways to abate, side by side, as one curve (AggregateCurve has several firms'). Only the
// first may have measures that pay for themselves.
struct SumMac {
  std::vector<AbatementCurve> parts;
};

using MacShape = std::variant<LinearMac, QuadraticMac, PowerMac, ExponentialMac, StepMac, SumMac>;

// "linear", "quadratic", "power", "exponential", "steps" or "sum".
[[nodiscard]] std::string_view shape_name(const MacShape& shape);

// What is wrong with a parameter, for a person who wrote it: "slope", "must be at least 0".
struct CurveError {
  std::string parameter;  // as in scenario files: "slope", "steps[2].quantity_t", ...
  std::string reason;
};

// The first thing wrong with a curve of this shape and bound; none if it can be built.
[[nodiscard]] std::optional<CurveError> find_error(const MacShape& shape,
                                                   double max_abatement_t = kUnbounded);

class AbatementCurve {
 public:
  // Nothing can be abated.
  AbatementCurve() = default;

  // Abatement of at most `max_abatement_t`, and at most the baseline (power) or the sum of the
  // projects (steps) or of the parts (sum). REQUIRES: find_error(shape, max_abatement_t) finds
  // none.
  explicit AbatementCurve(MacShape shape, double max_abatement_t = kUnbounded);

  [[nodiscard]] const MacShape& shape() const { return shape_; }
  [[nodiscard]] double max_abatement_t() const { return max_abatement_t_; }

  // Cost of the next tonne when `abated_t` are abated; of the last tonne at the maximum. Amounts
  // below 0 or above the maximum count as 0 and the maximum, here and in total_cost.
  [[nodiscard]] double mac(double abated_t) const;

  // Cost of the last tonne abated. Differs from mac() only where one step ends.
  [[nodiscard]] double mac_of_last(double abated_t) const;

  // All that is worth abating at this price: the most with a MAC of at most `price`.
  [[nodiscard]] double abatement_at(double price) const;

  // The same with a share of what jumps at the price.
  [[nodiscard]] double abatement_at(const Margin& margin) const;

  // Integral of the MAC from 0.
  [[nodiscard]] double total_cost(double abated_t) const;

  // The same measures with abatement counted in units of 1 / `factor`: mac'(q) = mac(q / factor).
  // A curve fitted in megatonnes, scaled(1e6), takes tonnes. REQUIRES: finite and above 0.
  [[nodiscard]] AbatementCurve scaled(double factor) const;

  // Every MAC times `factor`: another currency, inflation. REQUIRES: finite and above 0.
  [[nodiscard]] AbatementCurve repriced(double factor) const;

  // One of `count` identical firms that together have this curve. REQUIRES: count > 0.
  [[nodiscard]] AbatementCurve split(std::int64_t count) const;

  // The same curve ending at `limit_t` if it did not end before: a firm cannot abate more than
  // it would emit. REQUIRES: at least 0.
  [[nodiscard]] AbatementCurve bounded(double limit_t) const;

 private:
  MacShape shape_ = LinearMac{};
  double max_abatement_t_ = 0;
  double price_of_all_ = 0;  // at this price or above everything is abated
};

// What each part abates where all together abate `abated_t` at the least cost.
[[nodiscard]] std::vector<double> shared_out(const SumMac& sum, double abated_t);

}  // namespace tanshi
