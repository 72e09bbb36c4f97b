// The fields of every command, in the order of declaration. Including this header gives the
// alternatives of `Action` `==`.
#pragma once

#include <string_view>
#include <tuple>

#include "exchange/market/command.h"
#include "exchange/market/fields.h"
#include "exchange/market/rules_fields.h"

namespace tanshi {

template <>
struct FieldsOf<SubmitOrder> {
  static constexpr std::string_view kName = "submit_order";
  static constexpr std::tuple kFields{
      Field{"account", &SubmitOrder::account},
      Field{"order", &SubmitOrder::order},
      Field{"instrument", &SubmitOrder::instrument},
      Field{"side", &SubmitOrder::side},
      Field{"type", &SubmitOrder::type},
      Field{"limit", &SubmitOrder::limit},
      Field{"quantity", &SubmitOrder::quantity},
      Field{"time_in_force", &SubmitOrder::time_in_force},
      Field{"self_trade_prevention", &SubmitOrder::self_trade_prevention},
      Field{"post_only", &SubmitOrder::post_only}};
};

template <>
struct FieldsOf<CancelOrder> {
  static constexpr std::string_view kName = "cancel_order";
  static constexpr std::tuple kFields{Field{"account", &CancelOrder::account},
                                      Field{"order", &CancelOrder::order}};
};

template <>
struct FieldsOf<ReplaceOrder> {
  static constexpr std::string_view kName = "replace_order";
  static constexpr std::tuple kFields{
      Field{"account", &ReplaceOrder::account}, Field{"order", &ReplaceOrder::order},
      Field{"limit", &ReplaceOrder::limit}, Field{"quantity", &ReplaceOrder::quantity},
      Field{"post_only", &ReplaceOrder::post_only}};
};

template <>
struct FieldsOf<CancelAllOrders> {
  static constexpr std::string_view kName = "cancel_all_orders";
  static constexpr std::tuple kFields{Field{"account", &CancelAllOrders::account},
                                      Field{"instrument", &CancelAllOrders::instrument}};
};

template <>
struct FieldsOf<OpenAccount> {
  static constexpr std::string_view kName = "open_account";
  static constexpr std::tuple kFields{Field{"account", &OpenAccount::account}};
};

template <>
struct FieldsOf<ListInstrument> {
  static constexpr std::string_view kName = "list_instrument";
  static constexpr std::tuple kFields{Field{"instrument", &ListInstrument::instrument},
                                      Field{"first_vintage", &ListInstrument::first_vintage},
                                      Field{"last_vintage", &ListInstrument::last_vintage},
                                      Field{"tick", &ListInstrument::tick},
                                      Field{"lot", &ListInstrument::lot},
                                      Field{"max_price", &ListInstrument::max_price}};
};

template <>
struct FieldsOf<DepositCash> {
  static constexpr std::string_view kName = "deposit_cash";
  static constexpr std::tuple kFields{Field{"account", &DepositCash::account},
                                      Field{"amount", &DepositCash::amount}};
};

template <>
struct FieldsOf<WithdrawCash> {
  static constexpr std::string_view kName = "withdraw_cash";
  static constexpr std::tuple kFields{Field{"account", &WithdrawCash::account},
                                      Field{"amount", &WithdrawCash::amount}};
};

template <>
struct FieldsOf<IssueAllowances> {
  static constexpr std::string_view kName = "issue_allowances";
  static constexpr std::tuple kFields{Field{"account", &IssueAllowances::account},
                                      Field{"instrument", &IssueAllowances::instrument},
                                      Field{"vintage", &IssueAllowances::vintage},
                                      Field{"quantity", &IssueAllowances::quantity}};
};

template <>
struct FieldsOf<TransferAllowances> {
  static constexpr std::string_view kName = "transfer_allowances";
  static constexpr std::tuple kFields{Field{"from", &TransferAllowances::from},
                                      Field{"to", &TransferAllowances::to},
                                      Field{"instrument", &TransferAllowances::instrument},
                                      Field{"quantity", &TransferAllowances::quantity}};
};

template <>
struct FieldsOf<CancelAllowances> {
  static constexpr std::string_view kName = "cancel_allowances";
  static constexpr std::tuple kFields{Field{"account", &CancelAllowances::account},
                                      Field{"instrument", &CancelAllowances::instrument},
                                      Field{"quantity", &CancelAllowances::quantity}};
};

template <>
struct FieldsOf<ReportEmissions> {
  static constexpr std::string_view kName = "report_emissions";
  static constexpr std::tuple kFields{Field{"account", &ReportEmissions::account},
                                      Field{"year", &ReportEmissions::year},
                                      Field{"emissions", &ReportEmissions::emissions},
                                      LaterField{"scheme", &ReportEmissions::scheme}};
};

template <>
struct FieldsOf<SurrenderAllowances> {
  static constexpr std::string_view kName = "surrender_allowances";
  static constexpr std::tuple kFields{Field{"account", &SurrenderAllowances::account},
                                      Field{"instrument", &SurrenderAllowances::instrument},
                                      Field{"year", &SurrenderAllowances::year},
                                      Field{"quantity", &SurrenderAllowances::quantity}};
};

template <>
struct FieldsOf<SettleCompliance> {
  static constexpr std::string_view kName = "settle_compliance";
  static constexpr std::tuple kFields{Field{"year", &SettleCompliance::year},
                                      Field{"penalty", &SettleCompliance::penalty},
                                      LaterField{"scheme", &SettleCompliance::scheme}};
};

template <>
struct FieldsOf<SetTradingPhase> {
  static constexpr std::string_view kName = "set_trading_phase";
  static constexpr std::tuple kFields{Field{"phase", &SetTradingPhase::phase}};
};

template <>
struct FieldsOf<CloseDay> {
  static constexpr std::string_view kName = "close_day";
  static constexpr std::tuple<> kFields{};
};

template <>
struct FieldsOf<AnnounceAuction> {
  static constexpr std::string_view kName = "announce_auction";
  static constexpr std::tuple kFields{
      Field{"auction", &AnnounceAuction::auction},
      Field{"instrument", &AnnounceAuction::instrument},
      Field{"vintage", &AnnounceAuction::vintage},
      Field{"seller", &AnnounceAuction::seller},
      Field{"supply", &AnnounceAuction::supply},
      Field{"lot", &AnnounceAuction::lot},
      Field{"award_lot", &AnnounceAuction::award_lot},
      Field{"reserve_price", &AnnounceAuction::reserve_price},
      Field{"confidential_reserve_price", &AnnounceAuction::confidential_reserve_price},
      Field{"bid_limit", &AnnounceAuction::bid_limit},
      Field{"purchase_limit", &AnnounceAuction::purchase_limit},
      Field{"pricing", &AnnounceAuction::pricing},
      Field{"tie", &AnnounceAuction::tie},
      Field{"rest", &AnnounceAuction::rest},
      Field{"shortfall", &AnnounceAuction::shortfall},
      Field{"consignment", &AnnounceAuction::consignment}};
};

template <>
struct FieldsOf<AddSupplyTier> {
  static constexpr std::string_view kName = "add_supply_tier";
  static constexpr std::tuple kFields{Field{"auction", &AddSupplyTier::auction},
                                      Field{"supply_class", &AddSupplyTier::supply_class},
                                      Field{"trigger", &AddSupplyTier::trigger},
                                      Field{"quantity", &AddSupplyTier::quantity}};
};

template <>
struct FieldsOf<ConsignAllowances> {
  static constexpr std::string_view kName = "consign_allowances";
  static constexpr std::tuple kFields{
      Field{"account", &ConsignAllowances::account}, Field{"auction", &ConsignAllowances::auction},
      Field{"ask", &ConsignAllowances::ask}, Field{"quantity", &ConsignAllowances::quantity}};
};

template <>
struct FieldsOf<SubmitBid> {
  static constexpr std::string_view kName = "submit_bid";
  static constexpr std::tuple kFields{
      Field{"account", &SubmitBid::account}, Field{"bid", &SubmitBid::bid},
      Field{"auction", &SubmitBid::auction}, Field{"price", &SubmitBid::price},
      Field{"quantity", &SubmitBid::quantity}};
};

template <>
struct FieldsOf<WithdrawBid> {
  static constexpr std::string_view kName = "withdraw_bid";
  static constexpr std::tuple kFields{Field{"account", &WithdrawBid::account},
                                      Field{"bid", &WithdrawBid::bid},
                                      Field{"auction", &WithdrawBid::auction}};
};

template <>
struct FieldsOf<CloseAuction> {
  static constexpr std::string_view kName = "close_auction";
  static constexpr std::tuple kFields{Field{"auction", &CloseAuction::auction},
                                      Field{"tie_seed", &CloseAuction::tie_seed}};
};

template <>
struct FieldsOf<CancelAuction> {
  static constexpr std::string_view kName = "cancel_auction";
  static constexpr std::tuple kFields{Field{"auction", &CancelAuction::auction}};
};

template <>
struct FieldsOf<SetTradingRules> {
  static constexpr std::string_view kName = "set_trading_rules";
  static constexpr std::tuple kFields{Field{"instrument", &SetTradingRules::instrument},
                                      Field{"rules", &SetTradingRules::rules}};
};

template <>
struct FieldsOf<SetHalt> {
  static constexpr std::string_view kName = "set_halt";
  static constexpr std::tuple kFields{Field{"instrument", &SetHalt::instrument},
                                      Field{"halted", &SetHalt::halted}};
};

template <>
struct FieldsOf<SetHoldingLimit> {
  static constexpr std::string_view kName = "set_holding_limit";
  static constexpr std::tuple kFields{Field{"instrument", &SetHoldingLimit::instrument},
                                      Field{"account", &SetHoldingLimit::account},
                                      Field{"limit", &SetHoldingLimit::limit}};
};

template <>
struct FieldsOf<TakeListing> {
  static constexpr std::string_view kName = "take_listing";
  static constexpr std::tuple kFields{
      Field{"account", &TakeListing::account}, Field{"order", &TakeListing::order},
      Field{"maker_account", &TakeListing::maker_account},
      Field{"maker_order", &TakeListing::maker_order}, Field{"quantity", &TakeListing::quantity}};
};

template <>
struct FieldsOf<OfferDirect> {
  static constexpr std::string_view kName = "offer_direct";
  static constexpr std::tuple kFields{Field{"account", &OfferDirect::account},
                                      Field{"order", &OfferDirect::order},
                                      Field{"instrument", &OfferDirect::instrument},
                                      Field{"side", &OfferDirect::side},
                                      Field{"price", &OfferDirect::price},
                                      Field{"quantity", &OfferDirect::quantity},
                                      Field{"to", &OfferDirect::to},
                                      Field{"is_block", &OfferDirect::is_block}};
};

template <>
struct FieldsOf<AcceptOffer> {
  static constexpr std::string_view kName = "accept_offer";
  static constexpr std::tuple kFields{Field{"account", &AcceptOffer::account},
                                      Field{"from", &AcceptOffer::from},
                                      Field{"order", &AcceptOffer::order}};
};

template <>
struct FieldsOf<DeclineOffer> {
  static constexpr std::string_view kName = "decline_offer";
  static constexpr std::tuple kFields{Field{"account", &DeclineOffer::account},
                                      Field{"from", &DeclineOffer::from},
                                      Field{"order", &DeclineOffer::order}};
};

template <>
struct FieldsOf<WithdrawOffer> {
  static constexpr std::string_view kName = "withdraw_offer";
  static constexpr std::tuple kFields{Field{"account", &WithdrawOffer::account},
                                      Field{"order", &WithdrawOffer::order}};
};

template <>
struct FieldsOf<Uncross> {
  static constexpr std::string_view kName = "uncross";
  static constexpr std::tuple kFields{Field{"instrument", &Uncross::instrument},
                                      Field{"mode", &Uncross::mode}};
};

template <>
struct FieldsOf<SetSurrenderTerms> {
  static constexpr std::string_view kName = "set_surrender_terms";
  static constexpr std::tuple kFields{Field{"instrument", &SetSurrenderTerms::instrument},
                                      Field{"terms", &SetSurrenderTerms::terms}};
};

template <>
struct FieldsOf<ListForward> {
  static constexpr std::string_view kName = "list_forward";
  static constexpr std::tuple kFields{Field{"instrument", &ListForward::instrument},
                                      Field{"underlying", &ListForward::underlying},
                                      Field{"vintage", &ListForward::vintage},
                                      Field{"tick", &ListForward::tick},
                                      Field{"lot", &ListForward::lot},
                                      Field{"max_price", &ListForward::max_price},
                                      Field{"margin", &ListForward::margin},
                                      Field{"delivery", &ListForward::delivery}};
};

template <>
struct FieldsOf<DeliverForward> {
  static constexpr std::string_view kName = "deliver_forward";
  static constexpr std::tuple kFields{Field{"instrument", &DeliverForward::instrument}};
};

[[nodiscard]] inline bool operator==(const Command& a, const Command& b) {
  return a.time == b.time && a.action == b.action;
}

}  // namespace tanshi
