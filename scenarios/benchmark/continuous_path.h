// Banking in continuous time, in closed form: the yardstick of textbooks, and a check of the
// yearly solver. (Rubin 1996; Schennach 2000.)
//
// Emissions fall with the price along a line, e = e0 - p / c, down to 0; allowances arrive at a
// rate that falls along a line, s(t) = max(0, s0 - d t); a bank B0 is there at time 0. While the
// bank lasts the price rises at the discount rate and meets at the time T of exhaustion what the
// flow alone would ask:
//
//   p(t) = p_T e^(r (t - T)),  p_T = c (e0 - s(T)),  integral over 0 .. T of (e - s) = B0.
//
// After T the price is c (e0 - s(t)). The integral grows with T once there is anything to bank
// for, so T is found by bisection.
//
// Pure. Time in years, tonnes, currency units per tonne.
#pragma once

#include <optional>

namespace tanshi {

struct ContinuousMarket {
  double baseline = 0;        // e0: emissions a year at a price of 0; above 0
  double mac_slope = 0;       // c: the price rises so much for each tonne a year less; above 0
  double supply = 0;          // s0: allowances a year at time 0; at least 0
  double supply_decline = 0;  // d: less supply each year, a year; at least 0
  double initial_bank_t = 0;  // B0; at least 0
  double discount_rate = 0;   // r; above 0
};

class ContinuousPath {
 public:
  // REQUIRES: the ranges above, and that allowances become scarce: a decline, or supply < baseline.
  explicit ContinuousPath(const ContinuousMarket& market);

  // T; 0 where nothing is ever banked.
  [[nodiscard]] double exhaustion_time() const { return exhaustion_time_; }

  // At `time` >= 0.
  [[nodiscard]] double price(double time) const;
  [[nodiscard]] double emissions(double time) const;  // a year
  [[nodiscard]] double bank_t(double time) const;

 private:
  [[nodiscard]] double supply(double time) const;
  [[nodiscard]] double supplied_t(double time) const;  // since time 0
  // Emissions less supply from 0 to `time` if the price rises at the discount rate to what the
  // flow asks at `end`. REQUIRES: time <= end.
  [[nodiscard]] double drawn_t(double time, double end) const;

  ContinuousMarket market_;
  double exhaustion_time_ = 0;
};

}  // namespace tanshi
