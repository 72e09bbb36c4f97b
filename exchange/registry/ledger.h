// The registry: who has an account, and what cash and allowances it holds. Each movement is a
// double entry (cash_ledger.h, allowance_ledger.h), so every cent and every tonne is accounted for.
//
// Pure. Thread-safety: none. The Market refuses what may not be done; asked for it nevertheless,
// the ledger aborts.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "exchange/base/ids.h"
#include "exchange/base/units.h"
#include "exchange/registry/account_slots.h"
#include "exchange/registry/allowance_ledger.h"
#include "exchange/registry/cash_ledger.h"

namespace tanshi {

// A trade to be settled: `quantity` at `price`, for which the buyer's escrow holds
// `buyer_limit` x `quantity` and the seller's escrow `quantity`.
struct Delivery {
  InstrumentId instrument{};
  AccountSlot buyer{};
  AccountSlot seller{};
  Price price;
  Price buyer_limit;
  Tonnes quantity;
};

class Ledger {
 public:
  [[nodiscard]] const AccountSlots& accounts() const { return accounts_; }
  // REQUIRES: as AccountSlots::open.
  AccountSlot open_account(AccountId account);

  [[nodiscard]] CashLedger& cash() { return cash_; }
  [[nodiscard]] const CashLedger& cash() const { return cash_; }

  // REQUIRES: 1 <= instrument <= kMaxInstrumentId, not listed; as AllowanceLedger's constructor.
  void list_instrument(InstrumentId instrument, Year first_vintage, Year last_vintage);
  // REQUIRES: the instrument is listed.
  [[nodiscard]] AllowanceLedger& allowances(InstrumentId instrument);
  [[nodiscard]] const AllowanceLedger& allowances(InstrumentId instrument) const;

  // Delivery versus payment: the allowances go to the buyer and their price to the seller, both
  // out of escrow, and what the buyer had bound above the price becomes available again.
  // REQUIRES: 0 < price <= buyer_limit; the escrows hold what they should; buyer is not seller.
  void settle(const Delivery& delivery);

  // Puts the cash of a snapshot in place of the ledger's.
  // REQUIRES: it has as many accounts as the ledger.
  void restore_cash(CashLedger cash);

  // Aborts unless all cash and all allowances are accounted for. O(accounts x vintages).
  void audit() const;

 private:
  AccountSlots accounts_;
  CashLedger cash_;
  // By instrument id.
  std::array<std::optional<AllowanceLedger>, raw_id(kMaxInstrumentId) + 1> allowances_;
};

}  // namespace tanshi
