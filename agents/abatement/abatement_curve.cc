#include "agents/abatement/abatement_curve.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "agents/abatement/aggregate_curve.h"
#include "exchange/base/check.h"

namespace tanshi {
namespace {

// What pays for itself, which only the first part may hold.
double free_t(const SumMac& sum) {
  return sum.parts.front().abatement_at(Margin{});
}

// One overload a shape; AbatementCurve clamps to the bounds.

double mac_of(const LinearMac& shape, double q) {
  return shape.intercept + shape.slope * q;
}
double mac_of(const QuadraticMac& shape, double q) {
  return std::max(0.0, (shape.a * q + shape.b) * q);
}
double mac_of(const PowerMac& shape, double q) {
  return shape.scale * std::pow(q / shape.baseline_t, shape.exponent);
}
double mac_of(const ExponentialMac& shape, double q) {
  return shape.p0 * std::expm1(shape.k * q);
}

// The project that is under way when q tonnes are abated, or that the next tonne begins.
double mac_of(const StepMac& shape, double q) {
  double done_t = 0;
  for (const Project& project : shape.steps) {
    done_t += project.quantity_t;
    if (q < done_t) return project.price;
  }
  return shape.steps.back().price;
}

double mac_of_last_tonne(const SumMac& sum, double q) {
  if (q <= free_t(sum)) return sum.parts.front().mac_of_last(q);
  return AggregateCurve(sum.parts).mac_of_last(q);
}

// Of the part whose next tonne is the cheapest, where not all are exhausted.
double mac_of(const SumMac& sum, double q) {
  const double last = mac_of_last_tonne(sum, q);
  const std::vector<double> abated_t = shared_out(sum, q);
  double next = kUnbounded;
  for (std::size_t i = 0; i < sum.parts.size(); ++i) {
    const AbatementCurve& part = sum.parts[i];
    if (abated_t[i] < part.max_abatement_t()) next = std::min(next, part.mac(abated_t[i]));
  }
  return next == kUnbounded ? last : std::max(last, next);
}

template <class Shape>
double mac_of_last_tonne(const Shape& shape, double q) {
  return mac_of(shape, q);
}
double mac_of_last_tonne(const StepMac& shape, double q) {
  double done_t = 0;
  for (const Project& project : shape.steps) {
    done_t += project.quantity_t;
    if (q <= done_t) return project.price;
  }
  return shape.steps.back().price;
}

double inverse_of(const LinearMac& shape, double price) {
  // A flat line starts at its bound's price, which the caller has dealt with.
  return shape.slope > 0 ? (price - shape.intercept) / shape.slope : 0;
}
double inverse_of(const QuadraticMac& shape, double price) {
  if (price < 0) return 0;
  const double root = std::sqrt(shape.b * shape.b + 4 * shape.a * price);
  // Two forms of one formula: each adds where the other would cancel.
  return shape.b > 0 ? 2 * price / (root + shape.b) : (root - shape.b) / (2 * shape.a);
}
double inverse_of(const PowerMac& shape, double price) {
  if (price <= 0) return 0;
  return shape.baseline_t * std::pow(price / shape.scale, 1 / shape.exponent);
}
double inverse_of(const ExponentialMac& shape, double price) {
  return price <= 0 ? 0 : std::log1p(price / shape.p0) / shape.k;
}
double inverse_of(const StepMac& shape, double price) {
  double done_t = 0;
  for (const Project& project : shape.steps) {
    if (project.price > price) break;
    done_t += project.quantity_t;
  }
  return done_t;
}
double inverse_of(const SumMac& sum, double price) {
  double sum_t = 0;
  for (const AbatementCurve& part : sum.parts) sum_t += part.abatement_at(price);
  return sum_t;
}

double cost_of(const LinearMac& shape, double q) {
  return (shape.intercept + shape.slope * q / 2) * q;
}
double cost_of(const QuadraticMac& shape, double q) {
  const double free_t = std::max(0.0, -shape.b / shape.a);
  if (q <= free_t) return 0;
  const double squares = q * q + q * free_t + free_t * free_t;
  return (q - free_t) * (shape.a * squares / 3 + shape.b * (q + free_t) / 2);
}
double cost_of(const PowerMac& shape, double q) {
  return mac_of(shape, q) * q / (shape.exponent + 1);
}

// e^x - 1 - x. Below 1 by its series, where the closed form would cancel.
double expm1_less_x(double x) {
  if (x >= 1) return std::expm1(x) - x;
  double term = x * x / 2;
  double sum = 0;
  for (int n = 3; n < 22; ++n) {  // 1 / 22! is below the rounding of the first term
    sum += term;
    term *= x / n;
  }
  return sum;
}
double cost_of(const ExponentialMac& shape, double q) {
  return shape.p0 * expm1_less_x(shape.k * q) / shape.k;
}
double cost_of(const StepMac& shape, double q) {
  double cost = 0;
  for (const Project& project : shape.steps) {
    const double part_t = std::min(q, project.quantity_t);
    cost += project.price * part_t;
    q -= part_t;
    if (q <= 0) break;
  }
  return cost;
}
double cost_of(const SumMac& sum, double q) {
  const std::vector<double> abated_t = shared_out(sum, q);
  double cost = 0;
  for (std::size_t i = 0; i < sum.parts.size(); ++i) cost += sum.parts[i].total_cost(abated_t[i]);
  return cost;
}

MacShape scaled_shape(const LinearMac& shape, double factor) {
  return LinearMac{shape.intercept, shape.slope / factor};
}
MacShape scaled_shape(const QuadraticMac& shape, double factor) {
  return QuadraticMac{shape.a / (factor * factor), shape.b / factor};
}
MacShape scaled_shape(const PowerMac& shape, double factor) {
  return PowerMac{shape.scale, shape.exponent, shape.baseline_t * factor};
}
MacShape scaled_shape(const ExponentialMac& shape, double factor) {
  return ExponentialMac{shape.p0, shape.k / factor};
}
MacShape scaled_shape(StepMac shape, double factor) {
  for (Project& project : shape.steps) project.quantity_t *= factor;
  return shape;
}
MacShape scaled_shape(SumMac sum, double factor) {
  for (AbatementCurve& part : sum.parts) part = part.scaled(factor);
  return sum;
}

MacShape repriced_shape(const LinearMac& shape, double factor) {
  return LinearMac{shape.intercept * factor, shape.slope * factor};
}
MacShape repriced_shape(const QuadraticMac& shape, double factor) {
  return QuadraticMac{shape.a * factor, shape.b * factor};
}
MacShape repriced_shape(const PowerMac& shape, double factor) {
  return PowerMac{shape.scale * factor, shape.exponent, shape.baseline_t};
}
MacShape repriced_shape(const ExponentialMac& shape, double factor) {
  return ExponentialMac{shape.p0 * factor, shape.k};
}
MacShape repriced_shape(StepMac shape, double factor) {
  for (Project& project : shape.steps) project.price *= factor;
  return shape;
}
MacShape repriced_shape(SumMac sum, double factor) {
  for (AbatementCurve& part : sum.parts) part = part.repriced(factor);
  return sum;
}

double natural_bound(const MacShape& shape) {
  if (const auto* power = std::get_if<PowerMac>(&shape)) return power->baseline_t;
  if (const auto* menu = std::get_if<StepMac>(&shape)) {
    double total_t = 0;
    for (const Project& project : menu->steps) total_t += project.quantity_t;
    return total_t;
  }
  if (const auto* sum = std::get_if<SumMac>(&shape)) {
    double total_t = 0;
    for (const AbatementCurve& part : sum->parts) total_t += part.max_abatement_t();
    return total_t;
  }
  return kUnbounded;
}

bool is_factor(double factor) {
  return std::isfinite(factor) && factor > 0;
}

std::optional<CurveError> error_unless(bool good, std::string parameter, std::string reason) {
  if (good) return std::nullopt;
  return CurveError{std::move(parameter), std::move(reason)};
}
std::optional<CurveError> error_unless_positive(double value, std::string parameter) {
  return error_unless(std::isfinite(value) && value > 0, std::move(parameter),
                      "must be a number above 0");
}

std::optional<CurveError> shape_error(const LinearMac& shape, double max_abatement_t) {
  if (auto error = error_unless(std::isfinite(shape.intercept), "intercept", "must be a number")) {
    return error;
  }
  if (auto error = error_unless(std::isfinite(shape.slope) && shape.slope >= 0, "slope",
                                "must be a number of at least 0")) {
    return error;
  }
  return error_unless(shape.slope > 0 || std::isfinite(max_abatement_t), "slope",
                      "must be above 0 unless max_abatement_t is given");
}
std::optional<CurveError> shape_error(const QuadraticMac& shape, double) {
  if (auto error = error_unless_positive(shape.a, "a")) return error;
  return error_unless(std::isfinite(shape.b), "b", "must be a number");
}
std::optional<CurveError> shape_error(const PowerMac& shape, double) {
  if (auto error = error_unless_positive(shape.scale, "scale")) return error;
  if (auto error = error_unless_positive(shape.exponent, "exponent")) return error;
  return error_unless_positive(shape.baseline_t, "baseline_t");
}
std::optional<CurveError> shape_error(const ExponentialMac& shape, double) {
  if (auto error = error_unless_positive(shape.p0, "p0")) return error;
  return error_unless_positive(shape.k, "k");
}
std::optional<CurveError> shape_error(const StepMac& shape, double) {
  for (std::size_t i = 0; i < shape.steps.size(); ++i) {
    const std::string place = "steps[" + std::to_string(i) + "].";
    if (auto error = error_unless(std::isfinite(shape.steps[i].price), place + "price",
                                  "must be a number")) {
      return error;
    }
    if (auto error = error_unless_positive(shape.steps[i].quantity_t, place + "quantity_t")) {
      return error;
    }
  }
  return error_unless(!shape.steps.empty(), "steps", "must list at least one project");
}
std::optional<CurveError> shape_error(const SumMac& sum, double) {
  for (std::size_t i = 1; i < sum.parts.size(); ++i) {
    if (auto error = error_unless(sum.parts[i].abatement_at(Margin{}) == 0,
                                  "parts[" + std::to_string(i) + "]",
                                  "must not pay for itself; only the first part may")) {
      return error;
    }
  }
  return error_unless(!sum.parts.empty(), "parts", "must list at least one curve");
}

}  // namespace

std::string_view shape_name(const MacShape& shape) {
  constexpr std::string_view kNames[] = {"linear",      "quadratic", "power",
                                         "exponential", "steps",     "sum"};
  static_assert(std::size(kNames) == std::variant_size_v<MacShape>);
  return kNames[shape.index()];
}

std::optional<CurveError> find_error(const MacShape& shape, double max_abatement_t) {
  if (auto error =
          error_unless(max_abatement_t >= 0, "max_abatement_t", "must be a number of at least 0")) {
    return error;
  }
  return std::visit(
      [&](const auto& alternative) { return shape_error(alternative, max_abatement_t); }, shape);
}

AbatementCurve::AbatementCurve(MacShape shape, double max_abatement_t) : shape_(std::move(shape)) {
  TANSHI_CHECK(!find_error(shape_, max_abatement_t));
  if (auto* menu = std::get_if<StepMac>(&shape_)) {
    std::ranges::sort(menu->steps);
  }
  max_abatement_t_ = std::min(max_abatement_t, natural_bound(shape_));
  price_of_all_ = mac_of_last(max_abatement_t_);
}

double AbatementCurve::mac(double abated_t) const {
  const double q = std::clamp(abated_t, 0.0, max_abatement_t_);
  return std::visit([&](const auto& shape) { return mac_of(shape, q); }, shape_);
}

double AbatementCurve::mac_of_last(double abated_t) const {
  const double q = std::clamp(abated_t, 0.0, max_abatement_t_);
  return std::visit([&](const auto& shape) { return mac_of_last_tonne(shape, q); }, shape_);
}

double AbatementCurve::abatement_at(double price) const {
  if (price >= price_of_all_) return max_abatement_t_;
  const double q = std::visit([&](const auto& shape) { return inverse_of(shape, price); }, shape_);
  return std::clamp(q, 0.0, max_abatement_t_);
}

double AbatementCurve::abatement_at(const Margin& margin) const {
  return supply_at([this](double price) { return abatement_at(price); }, margin);
}

double AbatementCurve::total_cost(double abated_t) const {
  const double q = std::clamp(abated_t, 0.0, max_abatement_t_);
  return std::visit([&](const auto& shape) { return cost_of(shape, q); }, shape_);
}

AbatementCurve AbatementCurve::scaled(double factor) const {
  TANSHI_CHECK(is_factor(factor));
  return std::visit(
      [&](const auto& shape) {
        return AbatementCurve(scaled_shape(shape, factor), max_abatement_t_ * factor);
      },
      shape_);
}

AbatementCurve AbatementCurve::repriced(double factor) const {
  TANSHI_CHECK(is_factor(factor));
  return std::visit(
      [&](const auto& shape) {
        return AbatementCurve(repriced_shape(shape, factor), max_abatement_t_);
      },
      shape_);
}

AbatementCurve AbatementCurve::split(std::int64_t count) const {
  TANSHI_CHECK(count > 0);
  return scaled(1 / static_cast<double>(count));
}

AbatementCurve AbatementCurve::bounded(double limit_t) const {
  TANSHI_CHECK(limit_t >= 0);
  return AbatementCurve(shape_, std::min(limit_t, max_abatement_t_));
}

std::vector<double> shared_out(const SumMac& sum, double abated_t) {
  std::vector<double> of_parts(sum.parts.size(), 0);
  of_parts.front() = std::max(0.0, abated_t);
  if (abated_t <= free_t(sum)) return of_parts;
  const Margin margin = AggregateCurve(sum.parts).margin_of(abated_t);
  for (std::size_t i = 0; i < of_parts.size(); ++i) of_parts[i] = sum.parts[i].abatement_at(margin);
  return of_parts;
}

}  // namespace tanshi
