#include "scenarios/runner/products.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "agents/abatement/rounding.h"

namespace tanshi {
namespace {

// One group's market of its product.
class Seller {
 public:
  Seller(const FirmGroup& group, const BankingEquilibrium& theory)
      : group_(group),
        theory_(theory),
        curve_(group.curve.split(group.count)),
        intensity_(intensity(*group.product, group.baseline_t)) {}

  // Of the year's firms the rows, at the price at which they sell all together.
  void add_year(std::size_t index, std::size_t first_firm, RunResult& run) const {
    const YearResult& year = run.years[index];
    const std::size_t first_row = run.products.size();
    double fewer = 0;
    for (std::size_t firm = first_firm; firm < first_firm + members(); ++firm) {
      const ProductResult row = row_of(year, index, firm, run.firms[firm]);
      fewer += row.output_before - row.output;
      run.products.push_back(row);
    }
    const double price = group_.product->price + price_rise(*group_.product, fewer);
    for (std::size_t row = first_row; row < run.products.size(); ++row)
      run.products[row].price = price;
  }

  [[nodiscard]] std::size_t members() const { return static_cast<std::size_t>(group_.count); }

 private:
  [[nodiscard]] ProductResult row_of(const YearResult& year, std::size_t index, std::size_t firm,
                                     const FirmResult& result) const {
    const Tonnes baseline = result.emissions_true[index] + result.abatement[index];
    const double by_projects = to_double(result.project_abatement[index]);
    ProductResult row;
    row.year = year.year;
    row.firm = result.name;
    row.group = result.group;
    row.output_before = to_double(baseline) / intensity_;
    row.output = left_of(row.output_before, to_double(result.abatement[index]) - by_projects);
    row.output_benchmark = left_of(row.output_before, abated_in_theory(index, firm));
    row.price_before = group_.product->price;
    const std::optional<double> paid = year.price_mean ? year.price_mean : year.auction_price;
    if (paid) row.carbon_cost = *paid * intensity_;
    return row;
  }

  [[nodiscard]] double left_of(double output, double abated_t) const {
    return std::max(0.0, output - abated_by_output(curve_, abated_t) / intensity_);
  }

  [[nodiscard]] double abated_in_theory(std::size_t year, std::size_t firm) const {
    const auto row = static_cast<Eigen::Index>(year);
    const auto column = static_cast<Eigen::Index>(firm);
    const bool projects = theory_.project_abatement_t.size() > 0;
    return theory_.abatement_t(row, column) -
           (projects ? theory_.project_abatement_t(row, column) : 0);
  }

  const FirmGroup& group_;
  const BankingEquilibrium& theory_;
  AbatementCurve curve_;  // of a firm
  double intensity_;
};

std::optional<double> pass_through(const RunResult& run, Year year) {
  double passed = 0;
  double cost = 0;
  for (const ProductResult& row : run.products) {
    if (row.year != year) continue;
    passed += row.output * (row.price - row.price_before);
    cost += row.output * row.carbon_cost.value_or(0);
  }
  return cost > 0 ? std::optional(passed / cost) : std::nullopt;
}

}  // namespace

void add_products(const Scenario& scenario, const BankingEquilibrium& theory, RunResult& run) {
  for (std::size_t index = 0; index < run.years.size(); ++index) {
    std::size_t first_firm = 0;
    for (const FirmGroup& group : scenario.firms) {
      if (group.product && runs_in(group, run.years[index].year))
        Seller(group, theory).add_year(index, first_firm, run);
      first_firm += static_cast<std::size_t>(group.count);
    }
    run.years[index].pass_through = pass_through(run, run.years[index].year);
  }
}

}  // namespace tanshi
