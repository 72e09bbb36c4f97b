// The keys of a share that may change by year.

#include <string>
#include <utility>
#include <vector>

#include "exchange/base/checked_math.h"
#include "scenarios/yaml/scenario_keys.h"

namespace tanshi {
namespace {

// The share of the latest row that holds, by year; none before the first.
std::vector<BasisPoints> shares_by_year(const Horizon& horizon,
                                        const std::vector<std::pair<Year, BasisPoints>>& rows) {
  std::vector<BasisPoints> shares;
  for (std::int32_t year = 0; year < horizon.years; ++year) {
    BasisPoints share;
    for (const auto& [from, of_row] : rows) {
      if (from <= years_after(horizon.first_year, year)) share = of_row;
    }
    shares.push_back(share);
  }
  return shares;
}

}  // namespace

std::vector<BasisPoints> tell_shares(Fields& fields, const Horizon& horizon, const Key& key,
                                     const Key& by_year, BasisPoints otherwise) {
  constexpr ExactRule kShare{.least = 0, .most = kFullShare.raw(), .decimals = 4};
  std::int64_t of_all = otherwise.raw();
  const bool given = fields.exact(key, of_all, kShare);
  std::vector<std::pair<Year, BasisPoints>> rows;
  fields.objects(by_year, {0, 100}, [&](Fields& row) {
    std::int32_t from = 0;
    std::int64_t share = 0;
    row.integer({.name = "from", .doc = "First year.", .required = true}, from, 1900, 3100);
    row.exact({.name = "share", .doc = "The part.", .required = true}, share, kShare);
    if (!row.ok()) return;
    if (!rows.empty() && Year{from} <= rows.back().first)
      row.refuse("from", "does not rise; must be after the row before");
    rows.emplace_back(Year{from}, BasisPoints(share));
  });
  if (given && !rows.empty()) {
    fields.refuse(by_year.name, "is given beside " + std::string(key.name) + "; give one");
  }
  if (!rows.empty()) return shares_by_year(horizon, rows);
  return std::vector(static_cast<std::size_t>(horizon.years), BasisPoints(of_all));
}

}  // namespace tanshi
