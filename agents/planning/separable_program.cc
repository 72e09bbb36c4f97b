#include "agents/planning/separable_program.h"

#include <algorithm>
#include <cmath>

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include "exchange/base/check.h"

namespace tanshi {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr int kRounds = 200;
constexpr double kPrecise = 1e-11;    // of complementarity and of the rows
constexpr double kGoodEnough = 1e-8;  // where rounding stops it before
constexpr double kToBoundary = 0.995;
constexpr double kLeast = 1e-300;  // keeps what is above 0 so

Index index_of(std::size_t i) {
  return static_cast<Index>(i);
}

class InteriorPoint {
 public:
  explicit InteriorPoint(const SeparableProgram& program);

  [[nodiscard]] ProgramSolution solve();

 private:
  void measure();
  [[nodiscard]] double mean_product() const;
  [[nodiscard]] double error() const;
  void step(double product);
  [[nodiscard]] double longest_step(const VectorXd& dz, const VectorXd& dlow,
                                    const VectorXd& dhigh) const;
  [[nodiscard]] double slope(Index j) const;
  [[nodiscard]] VectorXd times(const VectorXd& z) const;             // A z
  [[nodiscard]] VectorXd transposed_times(const VectorXd& y) const;  // A' y
  [[nodiscard]] MatrixXd normal_matrix(const VectorXd& weight) const;

  const SeparableProgram& program_;
  VectorXd z_;
  VectorXd duals_;
  VectorXd low_;         // multipliers of z >= 0,
  VectorXd high_;        // and of z <= most; 0 where there is no such bound
  VectorXd room_;        // most - z
  VectorXd of_columns_;  // what is wrong with the conditions of each column,
  VectorXd of_rows_;     // and row
  double step_ = 0;
};

InteriorPoint::InteriorPoint(const SeparableProgram& program) : program_(program) {
  const Index columns = index_of(program.columns.size());
  z_.resize(columns);
  room_.resize(columns);
  low_.resize(columns);
  high_ = VectorXd::Zero(columns);
  duals_ = Eigen::Map<const VectorXd>(program.duals.data(), index_of(program.duals.size()));
  for (Index j = 0; j < columns; ++j) {
    const ProgramColumn& column = program.columns[static_cast<std::size_t>(j)];
    TANSHI_CHECK(column.most > 0);
    z_(j) = std::max(column.start, 1e-2);
    if (std::isfinite(column.most))
      z_(j) = std::clamp(z_(j), 0.05 * column.most, 0.95 * column.most);
    room_(j) = column.most - z_(j);
    low_(j) = 0.1 / z_(j);
    if (std::isfinite(column.most)) high_(j) = 0.1 / room_(j);
  }
}

VectorXd InteriorPoint::times(const VectorXd& z) const {
  VectorXd sums = VectorXd::Zero(index_of(program_.rows.size()));
  for (std::size_t j = 0; j < program_.columns.size(); ++j)
    for (const auto& [row, value] : program_.columns[j].entries)
      sums(index_of(row)) += value * z(index_of(j));
  return sums;
}

VectorXd InteriorPoint::transposed_times(const VectorXd& y) const {
  VectorXd sums = VectorXd::Zero(z_.size());
  for (std::size_t j = 0; j < program_.columns.size(); ++j)
    for (const auto& [row, value] : program_.columns[j].entries)
      sums(index_of(j)) += value * y(index_of(row));
  return sums;
}

MatrixXd InteriorPoint::normal_matrix(const VectorXd& weight) const {
  const Index rows = index_of(program_.rows.size());
  MatrixXd normal = MatrixXd::Zero(rows, rows);
  for (std::size_t j = 0; j < program_.columns.size(); ++j) {
    for (const auto& [row, value] : program_.columns[j].entries) {
      for (const auto& [other, factor] : program_.columns[j].entries) {
        if (other > row) continue;  // the factorisation reads the other half
        normal(index_of(row), index_of(other)) += value * factor / weight(index_of(j));
      }
    }
  }
  return normal;
}

void InteriorPoint::measure() {
  of_columns_ = high_ - low_ - transposed_times(duals_);
  for (Index j = 0; j < z_.size(); ++j) {
    const ProgramColumn& column = program_.columns[static_cast<std::size_t>(j)];
    of_columns_(j) += column.curved ? column.curve.mac(z_(j)) : column.cost;
  }
  of_rows_ = times(z_);
  for (Index row = 0; row < of_rows_.size(); ++row)
    of_rows_(row) -= program_.rows[static_cast<std::size_t>(row)];
}

double InteriorPoint::mean_product() const {
  double sum = low_.dot(z_);
  Index terms = z_.size();
  for (Index j = 0; j < z_.size(); ++j) {
    if (high_(j) == 0) continue;
    sum += high_(j) * room_(j);
    ++terms;
  }
  return sum / static_cast<double>(terms);
}

double InteriorPoint::error() const {
  return std::max(
      {mean_product(), of_rows_.cwiseAbs().maxCoeff(), of_columns_.cwiseAbs().maxCoeff()});
}

// How fast the marginal cost rises: by a difference, which serves every shape.
double InteriorPoint::slope(Index j) const {
  const ProgramColumn& column = program_.columns[static_cast<std::size_t>(j)];
  if (!column.curved) return 0;
  constexpr double kShare = 1e-5;
  const double above = z_(j) + kShare * std::min(z_(j), room_(j));
  const double below = z_(j) * (1 - kShare);
  return std::max(0.0, (column.curve.mac(above) - column.curve.mac(below)) / (above - below));
}

double InteriorPoint::longest_step(const VectorXd& dz, const VectorXd& dlow,
                                   const VectorXd& dhigh) const {
  double longest = 1;
  const auto keep = [&](double value, double change) {
    if (change < 0) longest = std::min(longest, -kToBoundary * value / change);
  };
  for (Index j = 0; j < z_.size(); ++j) {
    keep(z_(j), dz(j));
    keep(low_(j), dlow(j));
    if (high_(j) == 0) continue;
    keep(room_(j), -dz(j));
    keep(high_(j), dhigh(j));
  }
  return longest;
}

// A Newton step towards the point where every variable times its multiplier is `product`.
void InteriorPoint::step(double product) {
  const Index columns = z_.size();
  VectorXd weight(columns);
  VectorXd push(columns);
  for (Index j = 0; j < columns; ++j) {
    weight(j) = slope(j) + low_(j) / z_(j) + 1e-14;
    push(j) = -of_columns_(j) + product / z_(j) - low_(j);
    if (high_(j) == 0) continue;
    weight(j) += high_(j) / room_(j);
    push(j) -= product / room_(j) - high_(j);
  }
  const Eigen::LDLT<MatrixXd> normal(normal_matrix(weight));
  const VectorXd wanted = -of_rows_ - times(push.cwiseQuotient(weight));
  VectorXd dduals = normal.solve(wanted);
  dduals += normal.solve(wanted - times(transposed_times(dduals).cwiseQuotient(weight)));
  const VectorXd dz = (push + transposed_times(dduals)).cwiseQuotient(weight);

  VectorXd dlow(columns);
  VectorXd dhigh = VectorXd::Zero(columns);
  for (Index j = 0; j < columns; ++j) {
    dlow(j) = (product - low_(j) * dz(j)) / z_(j) - low_(j);
    if (high_(j) != 0) dhigh(j) = (product + high_(j) * dz(j)) / room_(j) - high_(j);
  }
  step_ = longest_step(dz, dlow, dhigh);
  z_ = (z_ + step_ * dz).cwiseMax(kLeast);
  low_ = (low_ + step_ * dlow).cwiseMax(kLeast);
  duals_ += step_ * dduals;
  for (Index j = 0; j < columns; ++j) {
    if (high_(j) == 0) continue;
    room_(j) = std::max(room_(j) - step_ * dz(j), kLeast);
    high_(j) = std::max(high_(j) + step_ * dhigh(j), kLeast);
  }
}

ProgramSolution InteriorPoint::solve() {
  ProgramSolution best;
  double least_error = kUnbounded;
  measure();
  for (int round = 0; round < kRounds; ++round) {
    const double now = error();
    if (!std::isfinite(now)) break;
    if (now < least_error) {
      least_error = now;
      best.values.assign(z_.begin(), z_.end());
      best.duals.assign(duals_.begin(), duals_.end());
    }
    if (now < kPrecise) break;
    const double towards = step_ > 0.9 ? 0.1 : (step_ > 0.5 ? 0.3 : 0.6);
    step(towards * mean_product());
    measure();
  }
  best.found = least_error < kGoodEnough;
  return best;
}

}  // namespace

ProgramSolution solve(const SeparableProgram& program) {
  return InteriorPoint(program).solve();
}

}  // namespace tanshi
