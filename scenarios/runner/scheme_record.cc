#include "scenarios/runner/scheme_record.h"

#include <algorithm>
#include <optional>
#include <variant>

#include "agents/abatement/rounding.h"
#include "agents/seat/credits.h"
#include "scenarios/benchmark/scheme_equilibrium.h"

namespace tanshi {
namespace {

// Of an event of an instrument's, or of a direct trade, which names it in its offer.
std::optional<InstrumentId> instrument_of(const Event& event) {
  return std::visit(
      []<class E>(const E& told) -> std::optional<InstrumentId> {
        if constexpr (requires { told.instrument; }) {
          return told.instrument;
        } else if constexpr (requires { told.offer.instrument; }) {
          return told.offer.instrument;
        } else {
          return std::nullopt;
        }
      },
      event);
}

}  // namespace

SchemeRecord::SchemeRecord(const Scenario& scenario, const World& world)
    : scenario_(scenario),
      world_(world),
      emitters_(static_cast<std::size_t>(std::ranges::count_if(
          world.seats, [](const SeatPlan& seat) { return seat.brief.emitter; }))),
      outstanding_(scenario.schemes.size()),
      paid_(scenario.schemes.size()) {}

void SchemeRecord::begin_year(std::size_t year) {
  year_ = year;
  std::ranges::fill(paid_, Cash());
  for (std::size_t scheme = 0; scheme < scenario_.schemes.size(); ++scheme) {
    const SchemeBook& book = world_.seats.front().brief.schemes[scheme];
    SchemeResult& result = results_.emplace_back();
    result.year = years_after(scenario_.horizon.first_year, static_cast<std::int32_t>(year));
    result.scheme = book.name;
    result.unit = book.unit;
    result.used = book.used[year];
    for (std::size_t seat = 0; seat < emitters_; ++seat) {
      const SeatPlan& plan = world_.seats[seat];
      SchemeUseResult& use = uses_.emplace_back();
      use.year = result.year;
      use.scheme = book.name;
      use.firm = plan.brief.seat;
      use.group = plan.group;
      use.used = plan.brief.firm.schemes[scheme].used[year];
      result.allocated += plan.brief.firm.schemes[scheme].allocated[year];
    }
  }
}

void SchemeRecord::see(const Event& event) {
  if (const auto* const settled = std::get_if<ComplianceSettled>(&event)) return settle(*settled);
  const std::optional<InstrumentId> instrument = instrument_of(event);
  if (!instrument) return;
  const std::vector<SchemeBook>& books = world_.seats.front().brief.schemes;
  const auto book = std::ranges::find(books, *instrument, &SchemeBook::instrument);
  if (book == books.end()) return;
  const auto scheme = static_cast<std::size_t>(book - books.begin());
  std::visit([&](const auto& told) { see(scheme, told); }, event);
}

void SchemeRecord::see(std::size_t scheme, const AllowancesIssued& issue) {
  outstanding_[scheme] += issue.quantity;
}

void SchemeRecord::see(std::size_t scheme, const AllowancesCancelled& cancel) {
  outstanding_[scheme] -= cancel.quantity;
}

// What is surrendered for a later year writes off what was missing.
void SchemeRecord::see(std::size_t scheme, const AllowancesSurrendered& surrender) {
  outstanding_[scheme] -= surrender.quantity;
  if (results_.empty() || surrender.year != result_of(scheme).year) return;
  result_of(scheme).surrendered += surrender.quantity;
  if (SchemeUseResult* const use = use_of(surrender.account, scheme))
    use->surrendered += surrender.quantity;
}

void SchemeRecord::see(std::size_t scheme, const Traded& trade) {
  const bool taker_buys = trade.taker_side == Side::kBuy;
  hand_over(scheme, taker_buys ? trade.taker_account : trade.maker_account,
            taker_buys ? trade.maker_account : trade.taker_account, trade.price, trade.quantity);
}

void SchemeRecord::see(std::size_t scheme, const CallTraded& trade) {
  hand_over(scheme, trade.buyer, trade.seller, trade.price, trade.quantity);
}

void SchemeRecord::see(std::size_t scheme, const DirectTraded& trade) {
  const DirectOffer& offer = trade.offer;
  const bool buys = offer.side == Side::kBuy;
  hand_over(scheme, buys ? offer.account : offer.to, buys ? offer.to : offer.account, offer.price,
            offer.quantity);
}

void SchemeRecord::settle(const ComplianceSettled& settled) {
  if (settled.scheme == kEmissionsScheme || results_.empty()) return;
  const auto scheme = static_cast<std::size_t>(raw_id(settled.scheme)) - 1;
  if (scheme >= outstanding_.size()) return;  // an operator's
  result_of(scheme).shortfall += settled.shortfall;
  result_of(scheme).penalties += settled.penalty;
  if (SchemeUseResult* const use = use_of(settled.account, scheme))
    use->shortfall += settled.shortfall;
}

void SchemeRecord::hand_over(std::size_t scheme, AccountId buyer, AccountId seller, Price price,
                             Tonnes quantity) {
  if (results_.empty()) return;
  SchemeResult& result = result_of(scheme);
  const Cash paid = price * quantity;
  paid_[scheme] += paid;
  result.volume += quantity;
  result.price_last = currency_per_tonne(price);
  result.price_mean = currency(paid_[scheme]) / to_double(result.volume);
  if (SchemeUseResult* const use = use_of(buyer, scheme)) use->paid += paid;
  if (SchemeUseResult* const use = use_of(seller, scheme)) use->paid -= paid;
}

void SchemeRecord::see_saving(std::size_t seat, std::size_t scheme, Tonnes saved) {
  const SeatBrief& brief = world_.seats[seat].brief;
  const SchemeUse& of_plant = brief.firm.schemes[scheme];
  SchemeUseResult& use = *use_of(brief.account, scheme);
  use.saved = saved;
  use.owed = owed_after(brief.schemes[scheme], of_plant, year_, saved);
  use.saving_cost = of_plant.saving.total_cost(to_double(saved));
  SchemeResult& result = result_of(scheme);
  result.saved += use.saved;
  result.owed += use.owed;
  result.cost += use.saving_cost;
  result.spared_t += of_plant.spares_t * to_double(saved);
}

void SchemeRecord::see_making(std::size_t seat, std::size_t scheme, Tonnes made) {
  SchemeResult& result = result_of(scheme);
  result.made += made;
  result.cost +=
      cost_of_making(producer_offers(*world_.seats[seat].brief.producer, year_), to_double(made));
}

void SchemeRecord::see_displaced(std::size_t scheme, double displaced_t) {
  result_of(scheme).spared_t += displaced_t;
}

std::int64_t SchemeRecord::end_year(const Market& market, std::span<const AccountId> accounts) {
  std::int64_t wrong = 0;
  for (std::size_t scheme = 0; scheme < outstanding_.size(); ++scheme) {
    const InstrumentId instrument = world_.seats.front().brief.schemes[scheme].instrument;
    Tonnes held;
    for (const AccountId account : accounts) {
      const AllowanceBalance balance = market.allowances(account, instrument);
      held += balance.available + balance.escrowed;
    }
    if (held != outstanding_[scheme]) ++wrong;
  }
  return wrong;
}

SchemeResult& SchemeRecord::result_of(std::size_t scheme) {
  return results_[results_.size() - outstanding_.size() + scheme];
}

SchemeUseResult* SchemeRecord::use_of(AccountId account, std::size_t scheme) {
  const auto seat = static_cast<std::size_t>(raw_id(account)) - 1;
  if (seat >= emitters_) return nullptr;
  return &uses_[uses_.size() - (outstanding_.size() - scheme) * emitters_ + seat];
}

}  // namespace tanshi
