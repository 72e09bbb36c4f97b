#include "agents/strategy/aa_target.h"

#include <algorithm>
#include <cmath>

namespace tanshi {
namespace {

constexpr double kFlat = 1e-6;    // theta below which f is a straight line
constexpr double kSteepest = 40;  // of a theta' that is looked for

// f(x), from 0 to 1 for x from 0 to 1.
double curve(double x, double theta) {
  return std::abs(theta) < kFlat ? x : std::expm1(x * theta) / std::expm1(theta);
}

double inverse(double y, double theta) {
  return std::abs(theta) < kFlat ? y : std::log1p(y * std::expm1(theta)) / theta;
}

// The slope of f at 0; falls with theta.
double slope(double theta) {
  return std::abs(theta) < kFlat ? 1 : theta / std::expm1(theta);
}

double theta_of_slope(double wanted) {
  double low = -kSteepest;
  double high = kSteepest;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (slope(middle) > wanted ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace

bool AaModel::intra_marginal() const {
  return side == Side::kBuy ? limit > equilibrium : limit < equilibrium;
}

double AaModel::passive_theta() const {
  if (!intra_marginal()) return theta;
  const double behind = std::abs(passive_end() - equilibrium);
  if (behind <= 0) return theta;
  return theta_of_slope(std::abs(limit - equilibrium) / behind * slope(theta));
}

double AaModel::target(double r) const {
  if (r >= 0) return middle() + (limit - middle()) * curve(r, theta);
  return middle() + (passive_end() - middle()) * curve(-r, passive_theta());
}

double AaModel::aggressiveness(double price) const {
  const double direction = side == Side::kBuy ? 1 : -1;
  const bool bold = direction * (price - middle()) >= 0;
  const double end = bold ? limit : passive_end();
  if (end == middle()) return 0;
  const double share = std::clamp((price - middle()) / (end - middle()), 0.0, 1.0);
  return bold ? inverse(share, theta) : -inverse(share, passive_theta());
}

}  // namespace tanshi
