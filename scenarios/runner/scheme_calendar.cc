#include "scenarios/runner/scheme_calendar.h"

#include <algorithm>
#include <numeric>

#include "agents/abatement/rounding.h"
#include "agents/seat/scheme.h"
#include "scenarios/runner/scheme_theory.h"

namespace tanshi {

SchemeCalendar::SchemeCalendar(const Scenario& scenario, const World& world, Venue& venue,
                               TradingFloor& floor, Recorder& recorder)
    : scenario_(scenario), world_(world), venue_(venue), floor_(floor), recorder_(recorder) {}

void SchemeCalendar::list(ListInstrument listing, std::vector<Action>& actions) const {
  for (const SchemeBook& book : world_.seats.front().brief.schemes) {
    listing.instrument = book.instrument;
    actions.emplace_back(listing);
  }
}

void SchemeCalendar::set_terms(std::vector<Action>& actions) const {
  for (std::size_t scheme = 0; scheme < scenario_.schemes.size(); ++scheme) {
    SurrenderTerms terms;
    terms.scheme = id_of_scheme(scheme);
    actions.emplace_back(
        SetSurrenderTerms{world_.seats.front().brief.schemes[scheme].instrument, terms});
  }
}

void SchemeCalendar::begin_year(std::size_t year, std::vector<Action>& actions) {
  year_ = year;
  saved_.clear();
  displaced_t_.clear();
  for (std::size_t scheme = 0; scheme < scenario_.schemes.size(); ++scheme) {
    displaced_t_.push_back(displaced_t(scenario_, world_, scheme, year, world_.made[scheme][year]));
    for (const SeatPlan& seat : world_.seats) {
      if (!seat.brief.emitter) continue;
      const Tonnes quantity = seat.brief.firm.schemes[scheme].allocated[year];
      if (quantity == Tonnes()) continue;
      actions.emplace_back(IssueAllowances{
          seat.brief.account, seat.brief.schemes[scheme].instrument, this_year(), quantity});
    }
  }
}

Tonnes SchemeCalendar::spared(std::size_t seat) const {
  if (scenario_.schemes.empty() || !world_.seats[seat].brief.emitter) return Tonnes();
  const std::vector<SchemeUse>& uses = world_.seats[seat].brief.firm.schemes;
  double spared_t = 0;
  venue_.look([&](const Market& market) {
    for (std::size_t scheme = 0; scheme < uses.size(); ++scheme) {
      const Tonnes saved =
          saved_.empty() ? position_of(market, seat, scheme).saved : saved_[scheme][seat];
      spared_t += uses[scheme].spares_t * to_double(saved) + displaced_t_[scheme][seat];
    }
  });
  return to_tonnes_floor(spared_t);
}

void SchemeCalendar::settle() {
  for (std::size_t scheme = 0; scheme < scenario_.schemes.size(); ++scheme) settle(scheme);
}

// By the price at which an allowance last traded.
SchemeCalendar::Position SchemeCalendar::position_of(const Market& market, std::size_t seat,
                                                     std::size_t scheme) const {
  const SeatBrief& brief = world_.seats[seat].brief;
  const SchemeBook& book = brief.schemes[scheme];
  const AllowanceBalance balance = market.allowances(brief.account, book.instrument);
  const Tonnes held = balance.available + balance.escrowed;
  const double allowance = currency_per_tonne(market.quote(brief.instrument).last);
  return {held, saved_with(book, brief.firm.schemes[scheme], year_, held, allowance)};
}

void SchemeCalendar::settle(std::size_t scheme) {
  displaced_t_[scheme] =
      displaced_t(scenario_, world_, scheme, year_, to_double(settle_making(scheme)));
  recorder_.schemes().see_displaced(
      scheme, std::accumulate(displaced_t_[scheme].begin(), displaced_t_[scheme].end(), 0.0));
  const SchemeId id = id_of_scheme(scheme);
  const Year year = this_year();
  std::vector<Action> reports;
  std::vector<Action> surrenders;
  std::vector<Action> lapses;
  std::vector<Tonnes> saved(world_.seats.size());
  venue_.look([&](const Market& market) {
    for (std::size_t seat = 0; seat < world_.seats.size(); ++seat) {
      const SeatBrief& brief = world_.seats[seat].brief;
      if (!brief.emitter) continue;
      const InstrumentId instrument = brief.schemes[scheme].instrument;
      const Position position = position_of(market, seat, scheme);
      saved[seat] = position.saved;
      const SchemeUse& use = brief.firm.schemes[scheme];
      const Tonnes owed = owed_after(brief.schemes[scheme], use, year_, position.saved);
      const Tonnes given = std::min(owed, position.held);
      recorder_.schemes().see_saving(seat, scheme, position.saved);
      if (owed > Tonnes()) reports.emplace_back(ReportEmissions{brief.account, year, owed, id});
      if (given > Tonnes())
        surrenders.emplace_back(SurrenderAllowances{brief.account, instrument, year, given});
      if (position.held > given)
        lapses.emplace_back(CancelAllowances{brief.account, instrument, position.held - given});
    }
  });
  saved_.push_back(std::move(saved));
  floor_.apply(reports);
  floor_.apply(surrenders);
  const Action settle = SettleCompliance{year, scenario_.schemes[scheme].penalty, id};
  floor_.apply({&settle, 1});
  floor_.apply(lapses);
  write_off(scheme);
}

// A missing unit is bought out by its fine: the market makes it good, so the regulator covers it.
void SchemeCalendar::write_off(std::size_t scheme) {
  const Year next = years_after(this_year(), 1);
  std::vector<Action> actions;
  venue_.look([&](const Market& market) {
    for (const SeatPlan& seat : world_.seats) {
      if (!seat.brief.emitter) continue;
      const InstrumentId instrument = seat.brief.schemes[scheme].instrument;
      const Tonnes missing = market.obligation(seat.brief.account, id_of_scheme(scheme));
      if (missing == Tonnes()) continue;
      actions.emplace_back(IssueAllowances{seat.brief.account, instrument, this_year(), missing});
      actions.emplace_back(SurrenderAllowances{seat.brief.account, instrument, next, missing});
    }
  });
  floor_.apply(actions);
}

// Units that makers had and sold.
Tonnes SchemeCalendar::settle_making(std::size_t scheme) {
  const InstrumentId instrument = world_.seats.front().brief.schemes[scheme].instrument;
  Tonnes sum;
  venue_.look([&](const Market& market) {
    for (std::size_t seat = 0; seat < world_.seats.size(); ++seat) {
      const SeatBrief& brief = world_.seats[seat].brief;
      if (!brief.producer || brief.instrument != instrument) continue;
      const Tonnes made =
          brief.producer->most[year_] - market.allowances(brief.account, instrument).available;
      recorder_.schemes().see_making(seat, scheme, made);
      sum += made;
    }
  });
  return sum;
}

Year SchemeCalendar::this_year() const {
  return years_after(scenario_.horizon.first_year, static_cast<std::int32_t>(year_));
}

}  // namespace tanshi
