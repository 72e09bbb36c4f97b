#include "exchange/registry/position_ledger.h"

#include "exchange/base/check.h"

namespace tanshi {

// By invariant (2): 4 x the most that can be open, at the highest price.
static_assert(Int128{4} * kMaxForwardTrades.raw() * kMaxPrice.raw() < Int128{1} << 63);

void PositionLedger::trade(AccountId buyer, AccountId seller, Price price, Tonnes quantity) {
  TANSHI_CHECK(price > Price() && price <= kMaxPrice && buyer != seller);
  TANSHI_CHECK(quantity > Tonnes() && quantity <= trade_room());
  const Cash value = price * quantity;
  Position& bought = positions_[buyer];
  Position& sold = positions_[seller];
  bought.quantity += quantity;
  bought.value += value;
  sold.quantity -= quantity;
  sold.value -= value;
  traded_ += quantity;
}

bool PositionLedger::is_consistent() const {
  if (traded_ < Tonnes() || traded_ > kMaxForwardTrades) return false;
  Int128 quantity = 0;
  Int128 value = 0;
  Int128 open = 0;
  Int128 owed = 0;
  for_each([&](AccountId, const Position& position) {
    quantity += position.quantity.raw();
    value += position.value.raw();
    if (position.quantity > Tonnes()) open += position.quantity.raw();
    if (position.value > Cash()) owed += position.value.raw();
  });
  return quantity == 0 && value == 0 && open <= traded_.raw() &&
         owed <= Int128{traded_.raw()} * kMaxPrice.raw();
}

}  // namespace tanshi
