// The registry's ledger: what cash, allowances and positions in forwards each account holds. Each
// movement is a double entry (cash_ledger.h, allowance_ledger.h, position_ledger.h), so every cent
// and every tonne is accounted for.
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
#include "exchange/registry/position_ledger.h"

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
  // REQUIRES: 1 <= instrument <= kMaxInstrumentId, not listed.
  void list_forward(InstrumentId instrument);
  // REQUIRES: the instrument is listed, and no forward.
  [[nodiscard]] AllowanceLedger& allowances(InstrumentId instrument);
  [[nodiscard]] const AllowanceLedger& allowances(InstrumentId instrument) const;

  // REQUIRES: the instrument is a listed forward.
  [[nodiscard]] PositionLedger& positions(InstrumentId instrument);
  [[nodiscard]] const PositionLedger& positions(InstrumentId instrument) const;

  // What the account holds of the instrument; of a forward nothing. REQUIRES: it is listed.
  [[nodiscard]] AllowanceBalance balance(AccountId account, InstrumentId instrument) const;

  // As AllowanceLedger::usable_for.
  [[nodiscard]] Tonnes usable_for(AccountId account, InstrumentId instrument,
                                  const VintageRule& rule, Year year) const;

  // Delivery versus payment: the allowances go to the buyer and their price to the seller, both
  // out of escrow, and what the buyer had bound above the price becomes available again.
  // REQUIRES: 0 < price <= bound; the escrows hold what they should; buyer is not seller.
  void settle(const Delivery& delivery);

  // Whether all cash, allowances and positions are accounted for. O(accounts x vintages). Never
  // aborts.
  [[nodiscard]] bool is_consistent() const;

 private:
  CashLedger cash_;
  // By instrument id: of each instrument that is listed one or the other.
  std::array<std::optional<AllowanceLedger>, raw_id(kMaxInstrumentId) + 1> allowances_;
  std::array<std::optional<PositionLedger>, raw_id(kMaxInstrumentId) + 1> positions_;
};

}  // namespace tanshi
