#include "agents/firm/emitter_desk.h"

#include <algorithm>
#include <utility>

#include "agents/valuation/abatement_banking.h"

namespace tanshi {

EmitterDesk::EmitterDesk(const SeatBrief& brief, const StrategyEntry& strategy)
    : brief_(brief),
      strategy_(strategy),
      allowances_(brief, make_abatement_banking_valuation(brief), strategy.make(brief)) {
  for (std::size_t i = 0; i < brief.credits.size(); ++i) {
    const SeatBrief credits = brief_of_book(brief, brief.credits[i].instrument);
    std::unique_ptr<CreditUse> valuation = make_credit_use_valuation(credits, i);
    CreditTrader& one = credits_.emplace_back();
    one.valuation = valuation.get();
    one.trader = std::make_unique<Trader>(credits, std::move(valuation), strategy.make(credits));
  }
  for (std::size_t i = 0; i < brief.schemes.size(); ++i) {
    const SeatBrief scheme = brief_of_book(brief, brief.schemes[i].instrument);
    std::unique_ptr<SchemeValuation> valuation = make_scheme_valuation(scheme, i);
    SchemeTrader& one = schemes_.emplace_back();
    one.valuation = valuation.get();
    one.trader = std::make_unique<Trader>(scheme, std::move(valuation), strategy.make(scheme));
  }
}

void EmitterDesk::decide(const Observation& observation, RandomStream& random, Decision& decision) {
  allowances_.decide(observation, random, decision);
  if (!observation.trading) return;
  for (std::size_t i = 0; i < credits_.size(); ++i) {
    credits_[i].valuation->see_allowance(allowances_.fair());
    credits_[i].trader->decide(seen_in(observation.books[i], observation), random, decision);
  }
  for (std::size_t i = 0; i < schemes_.size(); ++i) {
    const BookView& book = observation.books[credits_.size() + i];
    schemes_[i].valuation->see_allowance(allowances_.fair());
    schemes_[i].trader->decide(seen_in(book, observation), random, decision);
  }
  if (brief_.forwards) hedge(observation, random, decision);
}

void EmitterDesk::hedge(const Observation& observation, RandomStream& random, Decision& decision) {
  std::erase_if(forwards_,
                [&](const ForwardTrader& forward) { return forward.delivery <= observation.year; });
  for (const BookView& book : observation.books) {
    if (book.delivery <= observation.year) continue;
    const ForwardTrader& forward = trader_of(book);
    forward.valuation->see_allowance(allowances_.fair());
    forward.trader->decide(seen_in(book, observation), random, decision);
  }
}

EmitterDesk::ForwardTrader& EmitterDesk::trader_of(const BookView& forward) {
  const auto found = std::ranges::find(forwards_, forward.delivery, &ForwardTrader::delivery);
  if (found != forwards_.end()) return *found;
  const SeatBrief brief = brief_of_book(brief_, forward.instrument);
  std::unique_ptr<ForwardHedge> valuation = make_forward_hedge_valuation(brief, forward.delivery);
  ForwardTrader& one = forwards_.emplace_back();
  one.delivery = forward.delivery;
  one.valuation = valuation.get();
  one.trader = std::make_unique<Trader>(brief, std::move(valuation), strategy_.make(brief));
  return one;
}

SeatBrief brief_of_book(const SeatBrief& brief, InstrumentId book) {
  SeatBrief of_book = brief;
  of_book.instrument = book;
  of_book.order_limit = Tonnes();
  of_book.fee = BasisPoints();
  return of_book;
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
