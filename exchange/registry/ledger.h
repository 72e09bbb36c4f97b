// The registry's ledger: what cash and allowances each account holds. Each movement is a double
// entry (cash_ledger.h, allowance_ledger.h), so every cent and every tonne is accounted for.
//
// Pure. Thread-safety: none. The Market refuses what may not be done; asked for it nevertheless,
// the ledger aborts. It knows accounts by id and does not ask whether they are open.
#pragma once

#include <array>
#include <optional>

#include "exchange/base/ids.h"
#include "exchange/base/units.h"
#include "exchange/registry/allowance_ledger.h"
#include "exchange/registry/cash_ledger.h"

namespace tanshi {

// A trade to be settled: `quantity` for `price`, for which the buyer's escrow holds `bound` and the
// seller's escrow `quantity`.
struct Delivery {
  InstrumentId instrument{};
  AccountId buyer{};
  AccountId seller{};
  Cash price;
  Cash bound;
  Tonnes quantity;
};

class Ledger {
 public:
  [[nodiscard]] CashLedger& cash() { return cash_; }
  [[nodiscard]] const CashLedger& cash() const { return cash_; }

  // REQUIRES: 1 <= instrument <= kMaxInstrumentId, not listed; as AllowanceLedger's constructor.
  void list_instrument(InstrumentId instrument, Year first_vintage, Year last_vintage);
  // REQUIRES: the instrument is listed.
  [[nodiscard]] AllowanceLedger& allowances(InstrumentId instrument);
  [[nodiscard]] const AllowanceLedger& allowances(InstrumentId instrument) const;

  // Delivery versus payment: the allowances go to the buyer and their price to the seller, both
  // out of escrow, and what the buyer had bound above the price becomes available again.
  // REQUIRES: 0 < price <= bound; the escrows hold what they should; buyer is not seller.
  void settle(const Delivery& delivery);

  // Whether all cash and all allowances are accounted for. O(accounts x vintages). Never aborts.
  [[nodiscard]] bool is_consistent() const;

 private:
  CashLedger cash_;
  // By instrument id.
  std::array<std::optional<AllowanceLedger>, raw_id(kMaxInstrumentId) + 1> allowances_;
};

}  // namespace tanshi
