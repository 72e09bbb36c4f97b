#include "agents/firm/emitter_desk.h"

#include <utility>

#include "agents/valuation/abatement_banking.h"

namespace tanshi {

EmitterDesk::EmitterDesk(const SeatBrief& brief, const StrategyEntry& strategy)
    : allowances_(brief, make_abatement_banking_valuation(brief), strategy.make(brief)) {
  for (std::size_t i = 0; i < brief.credits.size(); ++i) {
    const SeatBrief credits = brief_of_credits(brief, i);
    std::unique_ptr<CreditUse> valuation = make_credit_use_valuation(credits, i);
    CreditTrader& one = credits_.emplace_back();
    one.valuation = valuation.get();
    one.trader = std::make_unique<Trader>(credits, std::move(valuation), strategy.make(credits));
  }
}

void EmitterDesk::decide(const Observation& observation, RandomStream& random, Decision& decision) {
  allowances_.decide(observation, random, decision);
  if (!observation.trading) return;
  for (std::size_t i = 0; i < credits_.size(); ++i) {
    credits_[i].valuation->see_allowance(allowances_.fair());
    credits_[i].trader->decide(seen_in(observation.books[i], observation), random, decision);
  }
}

SeatBrief brief_of_credits(const SeatBrief& brief, std::size_t index) {
  SeatBrief credits = brief;
  credits.instrument = brief.credits[index].instrument;
  credits.order_limit = Tonnes();
  credits.fee = BasisPoints();
  return credits;
}

Observation seen_in(const BookView& book, const Observation& observation) {
  Observation seen = observation;
  seen.allowances_available = book.available;
  seen.allowances_escrowed = book.escrowed;
  seen.orders = book.orders;
  seen.bid = book.bid;
  seen.bid_quantity = book.bid_quantity;
  seen.ask = book.ask;
  seen.ask_quantity = book.ask_quantity;
  seen.last = book.last;
  seen.close = book.close;
  seen.tape = book.tape;
  seen.lowest = Price();
  seen.highest = Price();
  seen.auction.reset();
  return seen;
}

}  // namespace tanshi
