// The end of a year in a session: what each account owes, and how it is met, settled and carried
// over.
#include <algorithm>
#include <numeric>
#include <vector>

#include "agents/regulator/allocation/pre_allocation.h"
#include "exchange/base/checked_math.h"
#include "exchange/policy/borrowing.h"
#include "exchange/policy/carry_over.h"
#include "exchange/policy/offset_quota.h"
#include "exchange/policy/penalty.h"
#include "exchange/policy/surrender_terms.h"
#include "scenarios/runner/session.h"

namespace tanshi {

// Gives what is missing to the final allocation, or takes back what was too much. What the seat no
// longer has of that, it owes.
Tonnes Session::settle_allocation(std::size_t seat, std::size_t year, Tonnes entitled,
                                  std::vector<Action>& actions) {
  const SeatBrief& brief = world_.seats[seat].brief;
  recorder_.see_settled_allocation(seat, entitled - brief.firm.allocation[year]);
  const Tonnes rest = true_up(entitled, allocation_.advance(seat, year));
  if (rest == Tonnes()) return Tonnes();
  if (rest > Tonnes()) {
    const Year vintage = years_after(scenario_.horizon.first_year, static_cast<std::int32_t>(year));
    actions.emplace_back(IssueAllowances{brief.account, brief.instrument, vintage, rest});
    return Tonnes();
  }
  Tonnes held;
  venue_.look([&](const Market& market) {
    held = market.allowances(brief.account, brief.instrument).available;
  });
  const Tonnes taken = std::min(held, -rest);
  if (taken > Tonnes())
    actions.emplace_back(CancelAllowances{brief.account, brief.instrument, taken});
  return -rest - taken;
}

// What of the seat's emissions it owes now; the rest waits for the end of the period.
Tonnes Session::due(std::size_t seat, std::size_t year, Tonnes reported) {
  const Tonnes now = ends_period(scenario_, year) ? deferred_[seat] + reported
                                                  : share_ceil(scenario_.periods.interim, reported);
  deferred_[seat] += reported - now;
  return now;
}

// Credits first: allowances can be banked without a quota.
void Session::surrender_credits(std::size_t year) {
  const Year this_year = years_after(scenario_.horizon.first_year, static_cast<std::int32_t>(year));
  for (const CreditBook& credits : world_.seats.front().brief.credits) {
    SurrenderTerms terms;
    terms.worth = credits.worth;
    terms.quota = credits.quota[year];
    std::vector<Action> actions;
    venue_.look([&](const Market& market) {
      for (const SeatPlan& seat : world_.seats) {
        if (!seat.brief.emitter) continue;
        const AccountId account = seat.brief.account;
        const Tonnes room = std::min(market.obligation(account),
                                     offset_quota(terms.quota, market.owed(account, this_year)));
        const Tonnes held = market.allowances(account, credits.instrument).available;
        const Tonnes units = std::min(held, units_within(terms, room));
        if (met_by(terms, units) == Tonnes()) continue;
        actions.emplace_back(SurrenderAllowances{account, credits.instrument, this_year, units});
      }
    });
    floor_.apply(actions);
  }
}

// Who is short is given a part of its next allocation now, of next year's vintage.
void Session::borrow(std::size_t year) {
  if (scenario_.borrowing == BasisPoints() || year + 1 == scenario_.cap.size()) return;
  const Year next = years_after(scenario_.horizon.first_year, static_cast<std::int32_t>(year) + 1);
  std::vector<Action> actions;
  venue_.look([&](const Market& market) {
    for (std::size_t i = 0; i < world_.seats.size(); ++i) {
      const SeatBrief& brief = world_.seats[i].brief;
      if (!brief.emitter) continue;
      const Tonnes held = market.allowances(brief.account, brief.instrument).available;
      const Tonnes lacked = std::max(Tonnes(), market.obligation(brief.account) - held);
      borrowed_[i] =
          std::min(lacked, borrowing_limit(scenario_.borrowing, brief.firm.allocation[year + 1]));
      if (borrowed_[i] == Tonnes()) continue;
      actions.emplace_back(IssueAllowances{brief.account, brief.instrument, next, borrowed_[i]});
    }
  });
  floor_.apply(actions);
  recorder_.see_borrowed(std::accumulate(borrowed_.begin(), borrowed_.end(), Tonnes()));
}

// Of the year before; the seats are told at once what they owe for it.
void Session::correct_reports(std::size_t year) {
  corrections_.find(year);
  for (std::size_t seat = 0; seat < world_.seats.size(); ++seat)
    floor_.set_deferred(seat, deferred_[seat] + corrections_.owed(seat));
}

// Every emitter gives up what it owes, as far as it has it.
void Session::surrender(std::size_t year) {
  const Year this_year = years_after(scenario_.horizon.first_year, static_cast<std::int32_t>(year));
  std::vector<Action> actions;
  venue_.look([&](const Market& market) {
    for (const SeatPlan& seat : world_.seats) {
      if (!seat.brief.emitter) continue;
      const AccountId account = seat.brief.account;
      const Tonnes held = market.allowances(account, seat.brief.instrument).available;
      const Tonnes quantity = std::min(held, market.obligation(account));
      if (quantity == Tonnes()) continue;
      actions.emplace_back(
          SurrenderAllowances{account, seat.brief.instrument, this_year, quantity});
    }
  });
  floor_.apply(actions);
}

void Session::settle(std::size_t year, Price mean_price) {
  const PenaltyRule rule{.fixed = penalty_in(scenario_, year),
                         .market_multiple = scenario_.penalty_price_times};
  const Price of_a_tonne(penalty_fine(rule, Tonnes(1), mean_price).raw());
  const Action settle = SettleCompliance{
      years_after(scenario_.horizon.first_year, static_cast<std::int32_t>(year)), of_a_tonne};
  floor_.apply({&settle, 1});
}

// What may not be carried over is worth nothing from now on.
void Session::lapse() {
  std::vector<Action> actions;
  venue_.look([&](const Market& market) {
    for (std::size_t seat = 0; seat < world_.seats.size(); ++seat) {
      const SeatBrief& brief = world_.seats[seat].brief;
      if (brief.producer) continue;
      const Tonnes held = market.allowances(brief.account, brief.instrument).available;
      const Tonnes net_sales = std::clamp(recorder_.net_sales(seat), -kMaxQuantity, kMaxQuantity);
      const Tonnes most = carry_over_limit(*scenario_.carry_over, net_sales);
      if (held <= most) continue;
      actions.emplace_back(CancelAllowances{brief.account, brief.instrument, held - most});
    }
  });
  floor_.apply(actions);
}

// The market makes good whatever is missing. Where the law does not, the regulator covers it.
void Session::write_off(std::size_t year) {
  const Year this_year = years_after(scenario_.horizon.first_year, static_cast<std::int32_t>(year));
  const Year next = years_after(this_year, 1);
  std::vector<Action> actions;
  Tonnes sum;
  venue_.look([&](const Market& market) {
    for (const SeatPlan& seat : world_.seats) {
      const SeatBrief& brief = seat.brief;
      const Tonnes missing = market.obligation(brief.account);
      if (missing == Tonnes()) continue;
      sum += missing;
      actions.emplace_back(IssueAllowances{brief.account, brief.instrument, this_year, missing});
      actions.emplace_back(SurrenderAllowances{brief.account, brief.instrument, next, missing});
    }
  });
  floor_.apply(actions);
  recorder_.see_written_off(sum);
}

}  // namespace tanshi
