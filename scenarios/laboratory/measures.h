// What came of an experiment, in figures.
//
// Of a period, with P0 and Q* as in market_schedule.h, prices p, and n traders who have a schedule:
//   efficiency         gains made / most gains: sum (value - cost) over trades; a unit that a
//                      speculator holds more or less than it began with counts at P0
//   alpha              100 sqrt(mean (p - P0)^2) / P0 (Smith 1962), in percent
//   profit_dispersion  sqrt(sum (profit - equilibrium profit)^2 / n) (Gode & Sunder 1993)
// Of all periods and replications together: efficiency is the ratio of the sums; the others are
// means over periods, each counted where it has trades; and
//   slope              of a straight line, by least squares, through the root mean squared
//   deviation
//                      from P0 of the first, second, ... trade of a period (Gode & Sunder 1993)
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/laboratory/design.h"
#include "scenarios/laboratory/laboratory.h"

namespace tanshi {

// Prices and profits in currency units.
struct PeriodMeasures {
  std::int32_t period = 0;  // from 1
  double price_equilibrium = 0;
  double quantity_equilibrium = 0;
  double trades = 0;
  std::optional<double> mean_price;
  std::optional<double> efficiency;  // nullopt: there were no gains to be made
  std::optional<double> alpha;
  double profit_dispersion = 0;
};

struct GroupMeasures {
  std::string name;
  std::string strategy;
  std::int32_t count = 0;
  double profit = 0;                    // a trader, a period
  double profit_equilibrium = 0;        // likewise, at P0
  std::optional<double> inventory_rms;  // of speculators: what they held more or less at the end
};

struct LaboratoryMeasures {
  std::vector<PeriodMeasures> periods;  // means over replications
  std::vector<GroupMeasures> groups;
  std::optional<double> efficiency;
  std::optional<double> alpha;
  double profit_dispersion = 0;
  std::optional<double> slope;
  std::optional<double> mean_price;
  double trades = 0;                           // a period
  std::optional<double> efficiency_deviation;  // standard deviation over replications
};

// REQUIRES: runs of the design, at least one.
[[nodiscard]] LaboratoryMeasures measure_laboratory(const LaboratoryDesign& design,
                                                    const std::vector<LaboratoryRun>& runs);

// What can be asked of an experiment by name, and what it means.
struct LaboratoryFigure {
  std::string_view name;
  std::string_view what;
};
[[nodiscard]] const std::vector<LaboratoryFigure>& laboratory_figures();

// The figures by name: "efficiency"; of period 3 "efficiency.3"; of a group "profit.NAME" and
// "profit_ratio.NAME", its profit over that in equilibrium. What has no value is not there.
[[nodiscard]] std::map<std::string, double> figures_of(const LaboratoryMeasures& measures);

}  // namespace tanshi
