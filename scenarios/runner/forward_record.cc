#include "scenarios/runner/forward_record.h"

#include <algorithm>
#include <variant>

#include "agents/abatement/rounding.h"

namespace tanshi {

void ForwardRecord::begin_year(Year year) {
  year_ = year;
  for (Open& forward : open_) begin_row(forward);
}

void ForwardRecord::begin_row(Open& forward) {
  forward.row = results_.size();
  forward.agreed = Cash();
  ForwardResult& result = results_.emplace_back();
  result.year = year_;
  result.delivery = forward.delivery;
}

void ForwardRecord::see(const Event& event) {
  if (const auto* const listed = std::get_if<ForwardListed>(&event)) {
    see(*listed);
  } else if (const auto* const traded = std::get_if<Traded>(&event)) {
    const bool taker_buys = traded->taker_side == Side::kBuy;
    trade(traded->instrument, taker_buys ? traded->taker_account : traded->maker_account,
          taker_buys ? traded->maker_account : traded->taker_account, traded->price,
          traded->quantity, /*makes_price=*/true);
  } else if (const auto* const direct = std::get_if<DirectTraded>(&event)) {
    const DirectOffer& offer = direct->offer;
    const bool buys = offer.side == Side::kBuy;
    trade(offer.instrument, buys ? offer.account : offer.to, buys ? offer.to : offer.account,
          offer.price, offer.quantity, /*makes_price=*/false);
  } else if (const auto* const delivered = std::get_if<ForwardDelivered>(&event)) {
    see(*delivered);
  }
}

void ForwardRecord::see(const ForwardListed& listed) {
  if (listed.underlying != allowance_) return;
  Open& forward = open_.emplace_back();
  forward.instrument = listed.instrument;
  forward.delivery = listed.delivery;
  if (year_ != Year{}) begin_row(forward);
}

void ForwardRecord::see(const ForwardDelivered& delivered) {
  const Open* const forward = find(delivered.instrument);
  if (forward == nullptr) return;
  if (year_ != Year{}) {
    ForwardResult& result = results_[forward->row];
    result.delivered = delivered.delivered;
    result.undelivered = delivered.undelivered;
    result.unpaid = delivered.unpaid;
  }
  std::erase_if(open_, [&](const Open& one) { return one.instrument == delivered.instrument; });
}

void ForwardRecord::trade(InstrumentId instrument, AccountId buyer, AccountId seller, Price price,
                          Tonnes quantity, bool makes_price) {
  Open* const forward = find(instrument);
  if (forward == nullptr) return;
  forward->positions[buyer] += quantity;
  forward->positions[seller] -= quantity;
  if (year_ == Year{}) return;
  ForwardResult& result = results_[forward->row];
  forward->agreed += price * quantity;
  result.volume += quantity;
  result.price_mean = currency(forward->agreed) / to_double(result.volume);
  if (makes_price) result.price_last = price;
}

bool ForwardRecord::end_trading(const Market& market) {
  bool good = true;
  for (const Open& forward : open_) {
    Tonnes sum;
    Tonnes bought;
    for (const auto& [account, quantity] : forward.positions) {
      sum += quantity;
      bought += std::max(quantity, Tonnes());
      good = good && market.position(account, forward.instrument).position.quantity == quantity;
    }
    good = good && sum == Tonnes();
    results_[forward.row].open = bought;
  }
  return good;
}

ForwardRecord::Open* ForwardRecord::find(InstrumentId instrument) {
  const auto found = std::ranges::find(open_, instrument, &Open::instrument);
  return found == open_.end() ? nullptr : &*found;
}

}  // namespace tanshi
