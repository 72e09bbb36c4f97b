#include "exchange/wire/curves.h"

#include <utility>
#include <variant>

#include "fmt/format.h"

namespace tanshi {

namespace {

struct ShapeWriter {
  v1::AbatementCurve& wire;

  void operator()(const LinearMac& shape) const {
    wire.mutable_linear()->set_intercept(to_decimal_text(shape.intercept));
    wire.mutable_linear()->set_slope(to_decimal_text(shape.slope));
  }
  void operator()(const QuadraticMac& shape) const {
    wire.mutable_quadratic()->set_a(to_decimal_text(shape.a));
    wire.mutable_quadratic()->set_b(to_decimal_text(shape.b));
  }
  void operator()(const PowerMac& shape) const {
    wire.mutable_power()->set_scale(to_decimal_text(shape.scale));
    wire.mutable_power()->set_exponent(to_decimal_text(shape.exponent));
    wire.mutable_power()->set_baseline_t(to_decimal_text(shape.baseline_t));
  }
  void operator()(const ExponentialMac& shape) const {
    wire.mutable_exponential()->set_p0(to_decimal_text(shape.p0));
    wire.mutable_exponential()->set_k(to_decimal_text(shape.k));
  }
  void operator()(const StepMac& shape) const {
    v1::StepCurve& steps = *wire.mutable_steps();
    for (const Project& project : shape.steps) {
      v1::StepProject& out = *steps.add_projects();
      out.set_price(to_decimal_text(project.price));
      out.set_quantity_t(to_decimal_text(project.quantity_t));
    }
  }
};

// Reads the numbers of a shape one after another and keeps the first error.
class ShapeReader {
 public:
  explicit ShapeReader(std::string_view name) : name_(name) {}

  double number(std::string_view parameter, std::string_view text) {
    double value = 0;
    error.Update(read_decimal(text, fmt::format("{}.{}", name_, parameter), value));
    return value;
  }

  MacShape shape(const v1::AbatementCurve& wire) {
    switch (wire.shape_case()) {
      case v1::AbatementCurve::kLinear:
        return LinearMac{.intercept = number("linear.intercept", wire.linear().intercept()),
                         .slope = number("linear.slope", wire.linear().slope())};
      case v1::AbatementCurve::kQuadratic:
        return QuadraticMac{.a = number("quadratic.a", wire.quadratic().a()),
                            .b = number("quadratic.b", wire.quadratic().b())};
      case v1::AbatementCurve::kPower:
        return PowerMac{.scale = number("power.scale", wire.power().scale()),
                        .exponent = number("power.exponent", wire.power().exponent()),
                        .baseline_t = number("power.baseline_t", wire.power().baseline_t())};
      case v1::AbatementCurve::kExponential:
        return ExponentialMac{.p0 = number("exponential.p0", wire.exponential().p0()),
                              .k = number("exponential.k", wire.exponential().k())};
      case v1::AbatementCurve::kSteps:
        return steps(wire.steps());
      case v1::AbatementCurve::SHAPE_NOT_SET:
        break;
    }
    return LinearMac{};
  }

  absl::Status error;

 private:
  StepMac steps(const v1::StepCurve& wire) {
    StepMac shape;
    for (const v1::StepProject& project : wire.projects()) {
      shape.steps.push_back(
          {.price = number("steps.projects.price", project.price()),
           .quantity_t = number("steps.projects.quantity_t", project.quantity_t())});
    }
    return shape;
  }

  std::string_view name_;
};

}  // namespace

void curve_to_wire(const AbatementCurve& curve, v1::AbatementCurve& wire) {
  wire.set_max_abatement_t(to_decimal_text(curve.max_abatement_t()));
  std::visit(ShapeWriter{wire}, curve.shape());
}

absl::Status read_decimal(std::string_view text, std::string_view name, double& value) {
  const auto number = from_decimal_text(text);
  if (!number) {
    return absl::InvalidArgumentError(
        fmt::format("{} is \"{}\"; must be a decimal number", name, text));
  }
  value = *number;
  return absl::OkStatus();
}

absl::Status read_number(std::string_view text, std::string_view name, double least, double most,
                         double& value) {
  absl::Status error = read_decimal(text, name, value);
  if (error.ok() && !(value >= least && value <= most))
    error = absl::InvalidArgumentError(
        fmt::format("{} is {}; must be in [{}, {}]", name, text, least, most));
  return error;
}

absl::Status read_curve(const v1::AbatementCurve& wire, std::string_view name,
                        AbatementCurve& curve) {
  if (wire.shape_case() == v1::AbatementCurve::SHAPE_NOT_SET) {
    curve = AbatementCurve();
    return absl::OkStatus();
  }
  ShapeReader reader(name);
  MacShape shape = reader.shape(wire);
  const double max = reader.number("max_abatement_t", wire.max_abatement_t());
  if (!reader.error.ok()) return reader.error;
  if (const auto error = find_error(shape, max)) {
    return absl::InvalidArgumentError(
        fmt::format("{}.{} {}", name, error->parameter, error->reason));
  }
  curve = AbatementCurve(std::move(shape), max);
  return absl::OkStatus();
}

}  // namespace tanshi
