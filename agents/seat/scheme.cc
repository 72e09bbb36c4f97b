#include "agents/seat/scheme.h"

#include <algorithm>

#include "agents/abatement/rounding.h"
#include "exchange/base/check.h"

namespace tanshi {

double saved_at(const SchemeBook& book, const SchemeUse& use, std::size_t year, double price,
                double allowance) {
  const double pays = times_of(book.share[year]) * price + use.spares_t * allowance;
  return std::min(use.saving.abatement_at(pays), to_double(use.used[year]));
}

Tonnes saved_with(const SchemeBook& book, const SchemeUse& use, std::size_t year, Tonnes held,
                  double allowance) {
  const Tonnes used = use.used[year];
  const BasisPoints share = book.share[year];
  const Tonnes covered = share == BasisPoints()
                             ? used
                             : Tonnes(mul_div_floor(held.raw(), kFullShare.raw(), share.raw()));
  const double penalty = currency_per_tonne(book.penalty);
  const Tonnes least = to_tonnes_floor(saved_at(book, use, year, 0, allowance));
  const Tonnes most = to_tonnes_floor(saved_at(book, use, year, penalty, allowance));
  return std::clamp(used - covered, least, most);
}

Tonnes owed_after(const SchemeBook& book, const SchemeUse& use, std::size_t year, Tonnes saved) {
  TANSHI_CHECK(saved <= use.used[year]);
  return share_ceil(book.share[year], use.used[year] - saved);
}

double worth_of_unit(const SchemeBook& book, const SchemeUse& use, std::size_t year, double held,
                     double allowance) {
  const double share = times_of(book.share[year]);
  const double penalty = currency_per_tonne(book.penalty);
  if (share == 0) return 0;
  const double uncovered = to_double(use.used[year]) - held / share;
  if (uncovered <= saved_at(book, use, year, 0, allowance)) return 0;
  if (uncovered > use.saving.max_abatement_t()) return penalty;
  const double saving = use.saving.mac_of_last(uncovered) - use.spares_t * allowance;
  return std::clamp(saving / share, 0.0, penalty);
}

}  // namespace tanshi
