// The fields of every event, in the order of declaration, which is that of the events' hash.
// Including this header gives events `==`.
#pragma once

#include <string_view>
#include <tuple>

#include "exchange/base/event_hash.h"
#include "exchange/market/auction_event_fields.h"  // IWYU pragma: export
#include "exchange/market/event.h"
#include "exchange/market/fields.h"
#include "exchange/market/forward_event_fields.h"  // IWYU pragma: export
#include "exchange/market/rules_fields.h"

namespace tanshi {

template <>
struct FieldsOf<Refused> {
  static constexpr std::string_view kName = "refused";
  static constexpr std::tuple kFields{
      Field{"command", &Refused::command}, Field{"account", &Refused::account},
      Field{"order", &Refused::order}, Field{"reason", &Refused::reason},
      Field{"bound", &Refused::bound}};
};

template <>
struct FieldsOf<OrderAccepted> {
  static constexpr std::string_view kName = "order_accepted";
  static constexpr std::tuple kFields{
      Field{"account", &OrderAccepted::account},       Field{"order", &OrderAccepted::order},
      Field{"instrument", &OrderAccepted::instrument}, Field{"side", &OrderAccepted::side},
      Field{"limit", &OrderAccepted::limit},           Field{"quantity", &OrderAccepted::quantity}};
};

template <>
struct FieldsOf<OrderRested> {
  static constexpr std::string_view kName = "order_rested";
  static constexpr std::tuple kFields{
      Field{"account", &OrderRested::account},       Field{"order", &OrderRested::order},
      Field{"instrument", &OrderRested::instrument}, Field{"side", &OrderRested::side},
      Field{"limit", &OrderRested::limit},           Field{"open", &OrderRested::open}};
};

template <>
struct FieldsOf<Traded> {
  static constexpr std::string_view kName = "traded";
  static constexpr std::tuple kFields{Field{"instrument", &Traded::instrument},
                                      Field{"taker_side", &Traded::taker_side},
                                      Field{"price", &Traded::price},
                                      Field{"quantity", &Traded::quantity},
                                      Field{"maker_account", &Traded::maker_account},
                                      Field{"maker_order", &Traded::maker_order},
                                      Field{"taker_account", &Traded::taker_account},
                                      Field{"taker_order", &Traded::taker_order}};
};

template <>
struct FieldsOf<OrderReduced> {
  static constexpr std::string_view kName = "order_reduced";
  static constexpr std::tuple kFields{
      Field{"account", &OrderReduced::account},       Field{"order", &OrderReduced::order},
      Field{"instrument", &OrderReduced::instrument}, Field{"side", &OrderReduced::side},
      Field{"limit", &OrderReduced::limit},           Field{"open", &OrderReduced::open},
      Field{"reduction", &OrderReduced::reduction}};
};

template <>
struct FieldsOf<OrderCancelled> {
  static constexpr std::string_view kName = "order_cancelled";
  static constexpr std::tuple kFields{Field{"account", &OrderCancelled::account},
                                      Field{"order", &OrderCancelled::order},
                                      Field{"instrument", &OrderCancelled::instrument},
                                      Field{"side", &OrderCancelled::side},
                                      Field{"limit", &OrderCancelled::limit},
                                      Field{"quantity", &OrderCancelled::quantity},
                                      Field{"reason", &OrderCancelled::reason},
                                      Field{"resting", &OrderCancelled::resting}};
};

template <>
struct FieldsOf<AccountOpened> {
  static constexpr std::string_view kName = "account_opened";
  static constexpr std::tuple kFields{Field{"account", &AccountOpened::account}};
};

template <>
struct FieldsOf<InstrumentListed> {
  static constexpr std::string_view kName = "instrument_listed";
  static constexpr std::tuple kFields{Field{"instrument", &InstrumentListed::instrument},
                                      Field{"first_vintage", &InstrumentListed::first_vintage},
                                      Field{"last_vintage", &InstrumentListed::last_vintage},
                                      Field{"tick", &InstrumentListed::tick},
                                      Field{"lot", &InstrumentListed::lot},
                                      Field{"max_price", &InstrumentListed::max_price}};
};

template <>
struct FieldsOf<CashDeposited> {
  static constexpr std::string_view kName = "cash_deposited";
  static constexpr std::tuple kFields{Field{"account", &CashDeposited::account},
                                      Field{"amount", &CashDeposited::amount}};
};

template <>
struct FieldsOf<CashWithdrawn> {
  static constexpr std::string_view kName = "cash_withdrawn";
  static constexpr std::tuple kFields{Field{"account", &CashWithdrawn::account},
                                      Field{"amount", &CashWithdrawn::amount}};
};

template <>
struct FieldsOf<AllowancesIssued> {
  static constexpr std::string_view kName = "allowances_issued";
  static constexpr std::tuple kFields{Field{"account", &AllowancesIssued::account},
                                      Field{"instrument", &AllowancesIssued::instrument},
                                      Field{"vintage", &AllowancesIssued::vintage},
                                      Field{"quantity", &AllowancesIssued::quantity}};
};

template <>
struct FieldsOf<AllowancesTransferred> {
  static constexpr std::string_view kName = "allowances_transferred";
  static constexpr std::tuple kFields{Field{"from", &AllowancesTransferred::from},
                                      Field{"to", &AllowancesTransferred::to},
                                      Field{"instrument", &AllowancesTransferred::instrument},
                                      Field{"vintage", &AllowancesTransferred::vintage},
                                      Field{"quantity", &AllowancesTransferred::quantity}};
};

template <>
struct FieldsOf<AllowancesCancelled> {
  static constexpr std::string_view kName = "allowances_cancelled";
  static constexpr std::tuple kFields{Field{"account", &AllowancesCancelled::account},
                                      Field{"instrument", &AllowancesCancelled::instrument},
                                      Field{"vintage", &AllowancesCancelled::vintage},
                                      Field{"quantity", &AllowancesCancelled::quantity}};
};

template <>
struct FieldsOf<AllowancesSurrendered> {
  static constexpr std::string_view kName = "allowances_surrendered";
  static constexpr std::tuple kFields{Field{"account", &AllowancesSurrendered::account},
                                      Field{"instrument", &AllowancesSurrendered::instrument},
                                      Field{"vintage", &AllowancesSurrendered::vintage},
                                      Field{"year", &AllowancesSurrendered::year},
                                      Field{"quantity", &AllowancesSurrendered::quantity}};
};

template <>
struct FieldsOf<EmissionsReported> {
  static constexpr std::string_view kName = "emissions_reported";
  static constexpr std::tuple kFields{Field{"account", &EmissionsReported::account},
                                      Field{"year", &EmissionsReported::year},
                                      Field{"emissions", &EmissionsReported::emissions},
                                      LaterField{"scheme", &EmissionsReported::scheme}};
};

template <>
struct FieldsOf<ComplianceSettled> {
  static constexpr std::string_view kName = "compliance_settled";
  static constexpr std::tuple kFields{Field{"account", &ComplianceSettled::account},
                                      Field{"year", &ComplianceSettled::year},
                                      Field{"obligation", &ComplianceSettled::obligation},
                                      Field{"surrendered", &ComplianceSettled::surrendered},
                                      Field{"shortfall", &ComplianceSettled::shortfall},
                                      Field{"penalty", &ComplianceSettled::penalty},
                                      LaterField{"scheme", &ComplianceSettled::scheme}};
};

template <>
struct FieldsOf<YearSettled> {
  static constexpr std::string_view kName = "year_settled";
  static constexpr std::tuple kFields{Field{"year", &YearSettled::year},
                                      LaterField{"scheme", &YearSettled::scheme}};
};

template <>
struct FieldsOf<PhaseChanged> {
  static constexpr std::string_view kName = "phase_changed";
  static constexpr std::tuple kFields{Field{"phase", &PhaseChanged::phase}};
};

template <>
struct FieldsOf<InstrumentClosed> {
  static constexpr std::string_view kName = "instrument_closed";
  static constexpr std::tuple kFields{Field{"instrument", &InstrumentClosed::instrument},
                                      Field{"close", &InstrumentClosed::close},
                                      Field{"volume", &InstrumentClosed::volume}};
};

template <>
struct FieldsOf<DayClosed> {
  static constexpr std::string_view kName = "day_closed";
  static constexpr std::tuple<> kFields{};
};

template <>
struct FieldsOf<TradingRulesSet> {
  static constexpr std::string_view kName = "trading_rules_set";
  static constexpr std::tuple kFields{Field{"instrument", &TradingRulesSet::instrument},
                                      Field{"rules", &TradingRulesSet::rules}};
};

template <>
struct FieldsOf<HaltChanged> {
  static constexpr std::string_view kName = "halt_changed";
  static constexpr std::tuple kFields{Field{"instrument", &HaltChanged::instrument},
                                      Field{"halt", &HaltChanged::halt}};
};

template <>
struct FieldsOf<HoldingLimitSet> {
  static constexpr std::string_view kName = "holding_limit_set";
  static constexpr std::tuple kFields{Field{"instrument", &HoldingLimitSet::instrument},
                                      Field{"account", &HoldingLimitSet::account},
                                      Field{"limit", &HoldingLimitSet::limit}};
};

template <>
struct FieldsOf<FeeCharged> {
  static constexpr std::string_view kName = "fee_charged";
  static constexpr std::tuple kFields{
      Field{"account", &FeeCharged::account}, Field{"order", &FeeCharged::order},
      Field{"instrument", &FeeCharged::instrument}, Field{"to", &FeeCharged::to},
      Field{"amount", &FeeCharged::amount}};
};

template <>
struct FieldsOf<DirectOffer> {
  static constexpr std::string_view kName = "direct_offer";
  static constexpr std::tuple kFields{Field{"account", &DirectOffer::account},
                                      Field{"order", &DirectOffer::order},
                                      Field{"instrument", &DirectOffer::instrument},
                                      Field{"side", &DirectOffer::side},
                                      Field{"price", &DirectOffer::price},
                                      Field{"quantity", &DirectOffer::quantity},
                                      Field{"to", &DirectOffer::to},
                                      Field{"is_block", &DirectOffer::is_block}};
};

template <>
struct FieldsOf<DirectOffered> {
  static constexpr std::string_view kName = "direct_offered";
  static constexpr std::tuple kFields{Field{"offer", &DirectOffered::offer}};
};

template <>
struct FieldsOf<DirectTraded> {
  static constexpr std::string_view kName = "direct_traded";
  static constexpr std::tuple kFields{Field{"offer", &DirectTraded::offer}};
};

template <>
struct FieldsOf<OfferEnded> {
  static constexpr std::string_view kName = "offer_ended";
  static constexpr std::tuple kFields{Field{"offer", &OfferEnded::offer},
                                      Field{"reason", &OfferEnded::reason}};
};

template <>
struct FieldsOf<CallTraded> {
  static constexpr std::string_view kName = "call_traded";
  static constexpr std::tuple kFields{
      Field{"instrument", &CallTraded::instrument}, Field{"price", &CallTraded::price},
      Field{"quantity", &CallTraded::quantity},     Field{"buyer", &CallTraded::buyer},
      Field{"buy_order", &CallTraded::buy_order},   Field{"buy_limit", &CallTraded::buy_limit},
      Field{"seller", &CallTraded::seller},         Field{"sell_order", &CallTraded::sell_order},
      Field{"sell_limit", &CallTraded::sell_limit}};
};

template <>
struct FieldsOf<Uncrossed> {
  static constexpr std::string_view kName = "uncrossed";
  static constexpr std::tuple kFields{
      Field{"instrument", &Uncrossed::instrument}, Field{"price", &Uncrossed::price},
      Field{"volume", &Uncrossed::volume}, Field{"surplus", &Uncrossed::surplus},
      Field{"mode", &Uncrossed::mode}};
};

template <>
struct FieldsOf<SurrenderTermsSet> {
  static constexpr std::string_view kName = "surrender_terms_set";
  static constexpr std::tuple kFields{Field{"instrument", &SurrenderTermsSet::instrument},
                                      Field{"terms", &SurrenderTermsSet::terms}};
};

template <>
struct FieldsOf<ObligationMet> {
  static constexpr std::string_view kName = "obligation_met";
  static constexpr std::tuple kFields{
      Field{"account", &ObligationMet::account}, Field{"instrument", &ObligationMet::instrument},
      Field{"year", &ObligationMet::year}, Field{"met", &ObligationMet::met}};
};

// Folds an event: the index of its alternative, then each of its fields that is told.
inline void add_to_hash(EventHash& hash, const Event& event) {
  hash.add(static_cast<std::int64_t>(event.index()));
  std::visit(
      [&](const auto& alternative) {
        for_each_told_field(alternative,
                            [&](std::string_view, auto value) { hash.add(word_of(value)); });
      },
      event);
}

}  // namespace tanshi
