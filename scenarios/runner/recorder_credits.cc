// The recorder's account of credits: what was made, traded, surrendered and left of each kind.
#include <algorithm>
#include <optional>
#include <variant>

#include "agents/abatement/rounding.h"
#include "exchange/policy/surrender_terms.h"
#include "scenarios/runner/recorder.h"

namespace tanshi {

// nullopt: of an instrument that an operator listed besides, of which there is no account.
std::optional<std::size_t> Recorder::kind_of(InstrumentId instrument) const {
  const std::vector<CreditBook>& kinds = world_.seats.front().brief.credits;
  const auto kind = std::ranges::find(kinds, instrument, &CreditBook::instrument);
  if (kind == kinds.end()) return std::nullopt;
  return static_cast<std::size_t>(kind - kinds.begin());
}

CreditResult& Recorder::credits_of_year(std::size_t kind) {
  return credits_[credits_.size() - outstanding_.size() + kind];
}

void Recorder::begin_credits() {
  for (const CreditBook& kind : world_.seats.front().brief.credits) {
    CreditResult& result = credits_.emplace_back();
    result.year = years_.back().year;
    result.kind = kind.name;
  }
}

void Recorder::count_credits(const Event& event) {
  std::visit(
      [this]<class E>(const E& told) {
        if constexpr (requires { told.instrument; }) {
          if (const auto kind = kind_of(told.instrument)) count_credits(*kind, told);
        } else if constexpr (requires { told.offer; }) {
          if (const auto kind = kind_of(told.offer.instrument)) count_credits(*kind, told);
        }
      },
      event);
}

void Recorder::count_credits(std::size_t kind, const AllowancesIssued& issue) {
  outstanding_[kind] += issue.quantity;
}

void Recorder::count_credits(std::size_t kind, const AllowancesCancelled& cancel) {
  outstanding_[kind] -= cancel.quantity;
}

void Recorder::count_credits(std::size_t kind, const AllowancesSurrendered& surrender) {
  outstanding_[kind] -= surrender.quantity;
  if (years_.empty()) return;
  credits_of_year(kind).surrendered += surrender.quantity;
  // Else ObligationMet tells.
  const CreditBook& book = world_.seats.front().brief.credits[kind];
  const SurrenderTerms terms{
      .vintages = {}, .worth = book.worth, .quota = book.quota[years_.size() - 1]};
  if (terms.is_plain()) count_met(kind, surrender.quantity);
}

void Recorder::count_credits(std::size_t kind, const ObligationMet& met) {
  if (!years_.empty()) count_met(kind, met.met);
}

void Recorder::count_met(std::size_t kind, Tonnes met) {
  credits_of_year(kind).met += met;
  years_.back().credits_met += met;
}

void Recorder::count_credits(std::size_t kind, const Traded& trade) {
  const bool taker_buys = trade.taker_side == Side::kBuy;
  hand_over_credits(kind, taker_buys ? trade.taker_account : trade.maker_account,
                    taker_buys ? trade.maker_account : trade.taker_account, trade.price,
                    trade.quantity);
}

void Recorder::count_credits(std::size_t kind, const CallTraded& trade) {
  hand_over_credits(kind, trade.buyer, trade.seller, trade.price, trade.quantity);
}

void Recorder::count_credits(std::size_t kind, const DirectTraded& trade) {
  const DirectOffer& offer = trade.offer;
  const bool buys = offer.side == Side::kBuy;
  hand_over_credits(kind, buys ? offer.account : offer.to, buys ? offer.to : offer.account,
                    offer.price, offer.quantity);
}

void Recorder::hand_over_credits(std::size_t kind, AccountId buyer, AccountId seller, Price price,
                                 Tonnes quantity) {
  if (years_.empty()) return;
  CreditResult& result = credits_of_year(kind);
  const Cash paid = price * quantity;
  result.volume += quantity;
  result.price_last = price;
  credits_paid_[kind] += paid;
  if (FirmResult* const firm = firm_of(buyer)) firm->trading_cash -= paid;
  if (FirmResult* const firm = firm_of(seller)) firm->trading_cash += paid;
  const auto seat = static_cast<std::size_t>(raw_id(seller)) - 1;
  if (seat < world_.seats.size() && world_.seats[seat].brief.producer) result.made += quantity;
}

// What all accounts hold is what was issued, and neither surrendered nor cancelled.
void Recorder::end_credits(const Market& market) {
  for (std::size_t kind = 0; kind < outstanding_.size(); ++kind) {
    CreditResult& result = credits_of_year(kind);
    if (result.volume > Tonnes())
      result.price_mean = currency(credits_paid_[kind]) / to_double(result.volume);
    credits_paid_[kind] = Cash();
    const InstrumentId instrument = world_.seats.front().brief.credits[kind].instrument;
    for (const AccountId account : accounts_) {
      const AllowanceBalance held = market.allowances(account, instrument);
      result.held += held.available + held.escrowed;
    }
    ++conservation_checked_;
    conservation_violations_ += result.held != outstanding_[kind] ? 1 : 0;
  }
}

}  // namespace tanshi
