#include "exchange/classroom/class_figures.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "agents/abatement/aggregate_curve.h"
#include "agents/abatement/rounding.h"
#include "exchange/base/checked_math.h"
#include "exchange/policy/borrowing.h"

namespace tanshi {

std::vector<SeatYearFigures> seat_years(const SeatBrief& brief,
                                        const std::vector<AccountYear>& account,
                                        const std::vector<Tonnes>& baselines) {
  std::vector<SeatYearFigures> years;
  for (std::size_t i = 0; i < account.size() && account[i].settled; ++i) {
    SeatYearFigures& year = years.emplace_back();
    year.account = account[i];
    if (i >= baselines.size()) continue;  // before a restart, or no plant
    year.baseline = baselines[i];
    if (!brief.emitter) continue;
    year.abated = std::max(Tonnes(), baselines[i] - account[i].emissions);
    year.abatement_cost = to_cash_nearest(brief.firm.curve.total_cost(to_double(year.abated)));
  }
  return years;
}

v1::SeatYear year_to_wire(const SeatYearFigures& figures, Year year) {
  v1::SeatYear wire;
  wire.set_year(raw(year));
  wire.set_emissions_t(figures.account.emissions.raw());
  wire.set_abated_t(figures.abated.raw());
  wire.set_abatement_cost_cents(figures.abatement_cost.raw());
  wire.set_bought_t(figures.account.bought.raw());
  wire.set_paid_cents(figures.account.paid.raw());
  wire.set_surrendered_t(figures.account.surrendered.raw());
  wire.set_shortfall_t(figures.account.shortfall.raw());
  wire.set_penalty_cents(figures.account.penalty.raw());
  wire.set_banked_t(figures.account.banked.raw());
  wire.set_paid_beside_cents(figures.account.paid_beside.raw());
  return wire;
}

Cash gain(const SeatBrief& brief, const std::vector<SeatYearFigures>& years, Price price) {
  std::vector<AloneYear> without_trade;
  Cash cost;
  for (std::size_t i = 0; i < years.size(); ++i) {
    const SeatYearFigures& year = years[i];
    without_trade.push_back({.baseline = year.baseline,
                             .allocation = year.account.issued,
                             .penalty = penalty_in(brief, i)});
    cost +=
        year.abatement_cost + year.account.paid + year.account.paid_beside + year.account.penalty;
  }
  const AloneStand stand = alone(brief.firm.curve, without_trade, brief.make_good, brief.banking);
  Cash gained = stand.cost - cost;
  const bool goes_on = static_cast<std::int32_t>(years.size()) < brief.years;
  if (!goes_on || years.empty()) return gained;
  const AccountYear& last = years.back().account;
  const Tonnes debt = brief.make_good ? last.shortfall : Tonnes();
  const Tonnes bank = brief.banking ? last.banked - stand.bank : Tonnes();
  return gained + price * (bank + stand.debt - debt);
}

std::optional<BasisPoints> cost_effectiveness(const std::vector<std::vector<AbatedPlant>>& years) {
  double cost = 0;
  double least = 0;
  for (const std::vector<AbatedPlant>& plants : years) {
    std::vector<AbatementCurve> curves;
    curves.reserve(plants.size());
    double abated_t = 0;
    for (const AbatedPlant& plant : plants) {
      curves.push_back(*plant.curve);
      abated_t += to_double(plant.abated);
      cost += plant.curve->total_cost(to_double(plant.abated));
    }
    least += AggregateCurve(std::move(curves)).total_cost(abated_t);
  }
  if (cost <= 0) return std::nullopt;
  const double share = std::clamp(least / cost, 0.0, 1.0);
  return BasisPoints(std::llround(share * static_cast<double>(kFullShare.raw())));
}

PlantFacts plant_facts(const SeatBrief& brief, const DeskState& desk, Tonnes held,
                       Price mean_price) {
  const SeatView& view = desk.view;
  const auto year = static_cast<std::size_t>(raw(view.year) - raw(brief.first_year));
  PlantFacts facts;
  facts.baseline = view.baseline;
  facts.debts = view.debts;
  facts.held = held;
  if (desk.plan.year == view.year) facts.abatement = desk.plan.abatement;
  facts.passed = view.trading ? static_cast<double>(view.day) / brief.days_per_year : 1;
  if (year < brief.deferred_share.size()) facts.due_share = 1 - brief.deferred_share[year];
  const Price by_price(
      mul_div_nearest(mean_price.raw(), brief.penalty_price_times.raw(), kFullShare.raw()));
  facts.penalty = std::max(penalty_in(brief, year), by_price);
  facts.allocation = view.allocation;
  return facts;
}

// What may be surrendered: vintages up to the year's, credits, and what forwards bring before.
PlantFacts plant_facts(const SeatBrief& brief, const DeskState& desk, const Market& market,
                       Price mean_price) {
  std::vector<VintageHolding> lots;
  market.vintages(brief.account, brief.instrument, lots);
  Tonnes held;
  for (const VintageHolding& lot : lots) {
    if (lot.vintage <= desk.view.year) held += lot.quantity;
  }
  PlantFacts facts = plant_facts(brief, desk, held, mean_price);
  const auto year = static_cast<std::size_t>(raw(desk.view.year) - raw(brief.first_year));
  for (const CreditBook& book : brief.credits) {
    if (!market.has_instrument(book.instrument)) continue;
    const AllowanceBalance balance = market.allowances(brief.account, book.instrument);
    HeldCredits& credits = facts.credits.emplace_back();
    credits.units = balance.available + balance.escrowed;
    credits.terms.worth = book.worth;
    credits.terms.quota = book.quota[year];
  }
  for (std::int64_t id = 1; id <= raw_id(kMaxInstrumentId); ++id) {
    const auto book = static_cast<InstrumentId>(id);
    const auto forward = market.has_instrument(book) ? market.forward(book) : std::nullopt;
    if (!forward || forward->is_delivered || forward->listing.delivery != desk.view.year) continue;
    if (forward->listing.underlying != brief.instrument) continue;
    facts.forward += market.position(brief.account, book).position.quantity;
  }
  return facts;
}

Tonnes borrowable(const SeatBrief& brief, Year year) {
  const auto next = static_cast<std::size_t>(raw(year) - raw(brief.first_year)) + 1;
  if (brief.borrowing == BasisPoints() || next >= brief.firm.allocation.size()) return Tonnes();
  return borrowing_limit(brief.borrowing, brief.firm.allocation[next]);
}

}  // namespace tanshi
