#include "exchange/registry/ledger.h"

#include <cstddef>

#include "exchange/base/check.h"
#include "exchange/base/checked_math.h"

namespace tanshi {

void Ledger::list_instrument(InstrumentId instrument, Year first_vintage, Year last_vintage) {
  auto& place = allowances_[static_cast<std::size_t>(instrument)];
  TANSHI_CHECK(!place.has_value());
  place.emplace(first_vintage, last_vintage);
}

void Ledger::list_forward(InstrumentId instrument) {
  auto& place = positions_[static_cast<std::size_t>(instrument)];
  TANSHI_CHECK(!place.has_value());
  place.emplace();
}

AllowanceLedger& Ledger::allowances(InstrumentId instrument) {
  auto& place = allowances_[static_cast<std::size_t>(instrument)];
  TANSHI_CHECK(place.has_value());
  return *place;
}

const AllowanceLedger& Ledger::allowances(InstrumentId instrument) const {
  const auto& place = allowances_[static_cast<std::size_t>(instrument)];
  TANSHI_CHECK(place.has_value());
  return *place;
}

PositionLedger& Ledger::positions(InstrumentId instrument) {
  auto& place = positions_[static_cast<std::size_t>(instrument)];
  TANSHI_CHECK(place.has_value());
  return *place;
}

const PositionLedger& Ledger::positions(InstrumentId instrument) const {
  const auto& place = positions_[static_cast<std::size_t>(instrument)];
  TANSHI_CHECK(place.has_value());
  return *place;
}

AllowanceBalance Ledger::balance(AccountId account, InstrumentId instrument) const {
  const auto& place = allowances_[static_cast<std::size_t>(instrument)];
  return place ? place->balance(account) : AllowanceBalance{};
}

Tonnes Ledger::usable_for(AccountId account, InstrumentId instrument, const VintageRule& rule,
                          Year year) const {
  const auto& place = allowances_[static_cast<std::size_t>(instrument)];
  return place ? place->usable_for(account, rule, year) : Tonnes();
}

void Ledger::settle(const Delivery& delivery) {
  cash_.pay(delivery.buyer, delivery.seller, delivery.price, delivery.bound);
  allowances(delivery.instrument).deliver(delivery.seller, delivery.buyer, delivery.quantity);
}

bool Ledger::is_consistent() const {
  bool is_sound = cash_.is_consistent();
  for (const auto& ledger : allowances_)
    is_sound = is_sound && (!ledger || ledger->is_consistent());
  for (const auto& ledger : positions_) is_sound = is_sound && (!ledger || ledger->is_consistent());
  return is_sound;
}

}  // namespace tanshi
