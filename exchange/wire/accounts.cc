#include "exchange/wire/accounts.h"

#include <cstdint>
#include <vector>

#include "exchange/wire/results.h"

namespace tanshi {

namespace {

void add_holding(const Market& market, AccountId account, InstrumentId instrument,
                 v1::GetAccountResponse& response) {
  std::vector<VintageHolding> lots;
  market.vintages(account, instrument, lots);
  if (lots.empty()) return;
  v1::Holding& holding = *response.add_holdings();
  const AllowanceBalance balance = market.allowances(account, instrument);
  holding.set_instrument_id(raw_id(instrument));
  holding.set_available_t(balance.available.raw());
  holding.set_escrowed_t(balance.escrowed.raw());
  for (const VintageHolding& lot : lots) {
    v1::VintageHolding& wire = *holding.add_vintages();
    wire.set_vintage_year(raw(lot.vintage));
    wire.set_quantity_t(lot.quantity.raw());
  }
}

void add_position(const Market& market, AccountId account, InstrumentId instrument,
                  v1::GetAccountResponse& response) {
  if (!market.forward(instrument)) return;
  const PositionView held = market.position(account, instrument);
  if (held.position != Position{}) to_wire(instrument, held, *response.add_positions());
}

void add_obligation(const Market& market, AccountId account, SchemeId scheme,
                    v1::GetAccountResponse& response) {
  const Tonnes owed = market.obligation(account, scheme);
  if (owed == Tonnes()) return;
  v1::Obligation& obligation = *response.add_obligations();
  obligation.set_scheme_id(raw_id(scheme));
  obligation.set_obligation_t(owed.raw());
}

}  // namespace

void account_to_wire(const Market& market, AccountId account, v1::GetAccountResponse& wire) {
  const CashBalance cash = market.cash(account);
  wire.set_account_id(raw_id(account));
  wire.set_available_cents(cash.available.raw());
  wire.set_escrowed_cents(cash.escrowed.raw());
  for (std::int64_t id = 1; id <= raw_id(kMaxInstrumentId); ++id) {
    const auto instrument = static_cast<InstrumentId>(id);
    if (!market.has_instrument(instrument)) continue;
    add_holding(market, account, instrument, wire);
    add_position(market, account, instrument, wire);
  }
  wire.set_obligation_t(market.obligation(account).raw());
  for (std::int64_t id = raw_id(kEmissionsScheme); id <= raw_id(kMaxSchemeId); ++id) {
    add_obligation(market, account, static_cast<SchemeId>(id), wire);
  }
  wire.set_last_order_id(raw_id(market.last_order_id(account)));
}

}  // namespace tanshi
