// The fields of every event, in the order of declaration, which is that of the events' hash.
// Including this header gives events `==`.
#pragma once

#include <string_view>
#include <tuple>

#include "exchange/base/event_hash.h"
#include "exchange/market/event.h"
#include "exchange/market/fields.h"
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
                                      Field{"emissions", &EmissionsReported::emissions}};
};

template <>
struct FieldsOf<ComplianceSettled> {
  static constexpr std::string_view kName = "compliance_settled";
  static constexpr std::tuple kFields{Field{"account", &ComplianceSettled::account},
                                      Field{"year", &ComplianceSettled::year},
                                      Field{"obligation", &ComplianceSettled::obligation},
                                      Field{"surrendered", &ComplianceSettled::surrendered},
                                      Field{"shortfall", &ComplianceSettled::shortfall},
                                      Field{"penalty", &ComplianceSettled::penalty}};
};

template <>
struct FieldsOf<YearSettled> {
  static constexpr std::string_view kName = "year_settled";
  static constexpr std::tuple kFields{Field{"year", &YearSettled::year}};
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
struct FieldsOf<AuctionAnnounced> {
  static constexpr std::string_view kName = "auction_announced";
  static constexpr std::tuple kFields{
      Field{"auction", &AuctionAnnounced::auction},
      Field{"instrument", &AuctionAnnounced::instrument},
      Field{"vintage", &AuctionAnnounced::vintage},
      Field{"seller", &AuctionAnnounced::seller},
      Field{"supply", &AuctionAnnounced::supply},
      Field{"lot", &AuctionAnnounced::lot},
      Field{"award_lot", &AuctionAnnounced::award_lot},
      Field{"reserve_price", &AuctionAnnounced::reserve_price},
      Field{"confidential_reserve_price", &AuctionAnnounced::confidential_reserve_price},
      Field{"bid_limit", &AuctionAnnounced::bid_limit},
      Field{"purchase_limit", &AuctionAnnounced::purchase_limit},
      Field{"pricing", &AuctionAnnounced::pricing},
      Field{"tie", &AuctionAnnounced::tie},
      Field{"rest", &AuctionAnnounced::rest},
      Field{"shortfall", &AuctionAnnounced::shortfall},
      Field{"consignment", &AuctionAnnounced::consignment}};
};

template <>
struct FieldsOf<SupplyTierAdded> {
  static constexpr std::string_view kName = "supply_tier_added";
  static constexpr std::tuple kFields{Field{"auction", &SupplyTierAdded::auction},
                                      Field{"supply_class", &SupplyTierAdded::supply_class},
                                      Field{"trigger", &SupplyTierAdded::trigger},
                                      Field{"quantity", &SupplyTierAdded::quantity}};
};

template <>
struct FieldsOf<AllowancesConsigned> {
  static constexpr std::string_view kName = "allowances_consigned";
  static constexpr std::tuple kFields{Field{"account", &AllowancesConsigned::account},
                                      Field{"auction", &AllowancesConsigned::auction},
                                      Field{"instrument", &AllowancesConsigned::instrument},
                                      Field{"ask", &AllowancesConsigned::ask},
                                      Field{"quantity", &AllowancesConsigned::quantity}};
};

template <>
struct FieldsOf<BidSubmitted> {
  static constexpr std::string_view kName = "bid_submitted";
  static constexpr std::tuple kFields{
      Field{"account", &BidSubmitted::account}, Field{"bid", &BidSubmitted::bid},
      Field{"auction", &BidSubmitted::auction}, Field{"price", &BidSubmitted::price},
      Field{"quantity", &BidSubmitted::quantity}};
};

template <>
struct FieldsOf<BidWithdrawn> {
  static constexpr std::string_view kName = "bid_withdrawn";
  static constexpr std::tuple kFields{
      Field{"account", &BidWithdrawn::account}, Field{"bid", &BidWithdrawn::bid},
      Field{"auction", &BidWithdrawn::auction}, Field{"price", &BidWithdrawn::price},
      Field{"quantity", &BidWithdrawn::quantity}};
};

template <>
struct FieldsOf<BidAwarded> {
  static constexpr std::string_view kName = "bid_awarded";
  static constexpr std::tuple kFields{
      Field{"account", &BidAwarded::account}, Field{"bid", &BidAwarded::bid},
      Field{"auction", &BidAwarded::auction}, Field{"bid_price", &BidAwarded::bid_price},
      Field{"price", &BidAwarded::price},     Field{"quantity", &BidAwarded::quantity}};
};

template <>
struct FieldsOf<BidLost> {
  static constexpr std::string_view kName = "bid_lost";
  static constexpr std::tuple kFields{
      Field{"account", &BidLost::account},   Field{"bid", &BidLost::bid},
      Field{"auction", &BidLost::auction},   Field{"bid_price", &BidLost::bid_price},
      Field{"quantity", &BidLost::quantity}, Field{"reason", &BidLost::reason}};
};

template <>
struct FieldsOf<AuctionDelivered> {
  static constexpr std::string_view kName = "auction_delivered";
  static constexpr std::tuple kFields{Field{"account", &AuctionDelivered::account},
                                      Field{"auction", &AuctionDelivered::auction},
                                      Field{"instrument", &AuctionDelivered::instrument},
                                      Field{"from", &AuctionDelivered::from},
                                      Field{"vintage", &AuctionDelivered::vintage},
                                      Field{"quantity", &AuctionDelivered::quantity}};
};

template <>
struct FieldsOf<SupplySold> {
  static constexpr std::string_view kName = "supply_sold";
  static constexpr std::tuple kFields{Field{"account", &SupplySold::account},
                                      Field{"auction", &SupplySold::auction},
                                      Field{"supply_class", &SupplySold::supply_class},
                                      Field{"trigger", &SupplySold::trigger},
                                      Field{"sold", &SupplySold::sold},
                                      Field{"unsold", &SupplySold::unsold},
                                      Field{"proceeds", &SupplySold::proceeds}};
};

template <>
struct FieldsOf<ConsignmentReturned> {
  static constexpr std::string_view kName = "consignment_returned";
  static constexpr std::tuple kFields{Field{"account", &ConsignmentReturned::account},
                                      Field{"auction", &ConsignmentReturned::auction},
                                      Field{"instrument", &ConsignmentReturned::instrument},
                                      Field{"quantity", &ConsignmentReturned::quantity}};
};

template <>
struct FieldsOf<AuctionCleared> {
  static constexpr std::string_view kName = "auction_cleared";
  static constexpr std::tuple kFields{Field{"auction", &AuctionCleared::auction},
                                      Field{"instrument", &AuctionCleared::instrument},
                                      Field{"vintage", &AuctionCleared::vintage},
                                      Field{"status", &AuctionCleared::status},
                                      Field{"clearing_price", &AuctionCleared::clearing_price},
                                      Field{"offered", &AuctionCleared::offered},
                                      Field{"bid", &AuctionCleared::bid},
                                      Field{"demand", &AuctionCleared::demand},
                                      Field{"sold", &AuctionCleared::sold},
                                      Field{"sold_base", &AuctionCleared::sold_base},
                                      Field{"sold_consigned", &AuctionCleared::sold_consigned},
                                      Field{"sold_withheld", &AuctionCleared::sold_withheld},
                                      Field{"sold_reserve", &AuctionCleared::sold_reserve},
                                      Field{"sold_ceiling", &AuctionCleared::sold_ceiling},
                                      Field{"proceeds", &AuctionCleared::proceeds}};
};

template <>
struct FieldsOf<AuctionCancelled> {
  static constexpr std::string_view kName = "auction_cancelled";
  static constexpr std::tuple kFields{Field{"auction", &AuctionCancelled::auction}};
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

// Folds an event: the index of its alternative, then each of its fields.
inline void add_to_hash(EventHash& hash, const Event& event) {
  hash.add(static_cast<std::int64_t>(event.index()));
  std::visit(
      [&](const auto& alternative) {
        for_each_field(alternative,
                       [&](std::string_view, auto value) { hash.add(word_of(value)); });
      },
      event);
}

}  // namespace tanshi
