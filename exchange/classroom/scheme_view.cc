#include "exchange/classroom/scheme_view.h"

#include <algorithm>

#include "agents/abatement/rounding.h"
#include "agents/seat/scheme.h"

namespace tanshi {

namespace {

Tonnes held_of(const Market& market, AccountId account, InstrumentId instrument) {
  if (!market.has_instrument(instrument)) return Tonnes();
  const AllowanceBalance balance = market.allowances(account, instrument);
  return balance.available + balance.escrowed;
}

}  // namespace

std::vector<SchemeStanding> scheme_standings(const SeatBrief& brief, std::size_t year,
                                             const Market& market) {
  std::vector<SchemeStanding> standings;
  const double allowance = currency_per_tonne(market.quote(brief.instrument).last);
  for (std::size_t i = 0; i < brief.schemes.size(); ++i) {
    const SchemeBook& book = brief.schemes[i];
    const SchemeUse& use = brief.firm.schemes[i];
    SchemeStanding& standing = standings.emplace_back();
    standing.used = use.used[year];
    standing.held = held_of(market, brief.account, book.instrument);
    standing.saved = saved_with(book, use, year, standing.held, allowance);
    standing.saving_cost = to_cash_nearest(use.saving.total_cost(to_double(standing.saved)));
    standing.owed = owed_after(book, use, year, standing.saved);
    standing.missing = std::max(Tonnes(), standing.owed - standing.held);
    standing.fine = book.penalty * standing.missing;
    standing.next_unit =
        to_cash_nearest(worth_of_unit(book, use, year, to_double(standing.held), allowance));
  }
  return standings;
}

MakerStanding maker_standing(const SeatBrief& brief, std::size_t year, const Market& market) {
  MakerStanding standing;
  standing.most = brief.producer->most[year];
  const Tonnes left = held_of(market, brief.account, brief.instrument);
  standing.sold = std::max(Tonnes(), standing.most - left);
  if (left > Tonnes()) {
    standing.next_cost =
        to_cash_nearest(brief.producer->cost_of(to_double(standing.sold) + 1, year));
  }
  return standing;
}

}  // namespace tanshi
