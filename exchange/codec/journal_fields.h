// Which member of a command or of a market's state is which field of its message in
// proto/tanshi/journal/v1. Numbers are on disk: append, never renumber or reuse one.
#pragma once

#include "exchange/codec/canonical_proto.h"
#include "exchange/market/command.h"
#include "exchange/market/market_state.h"

namespace tanshi::canonical_proto {

template <>
struct Message<SubmitOrder>
    : FieldList<SubmitOrder, Field<1, &SubmitOrder::account>, Field<2, &SubmitOrder::order>,
                Field<3, &SubmitOrder::instrument>, Field<4, &SubmitOrder::side>,
                Field<5, &SubmitOrder::type>, Field<6, &SubmitOrder::limit>,
                Field<7, &SubmitOrder::quantity>, Field<8, &SubmitOrder::time_in_force>,
                Field<9, &SubmitOrder::self_trade_prevention>, Field<10, &SubmitOrder::post_only>> {
};

template <>
struct Message<CancelOrder>
    : FieldList<CancelOrder, Field<1, &CancelOrder::account>, Field<2, &CancelOrder::order>> {};

template <>
struct Message<ReplaceOrder>
    : FieldList<ReplaceOrder, Field<1, &ReplaceOrder::account>, Field<2, &ReplaceOrder::order>,
                Field<3, &ReplaceOrder::limit>, Field<4, &ReplaceOrder::quantity>,
                Field<5, &ReplaceOrder::post_only>> {};

template <>
struct Message<CancelAllOrders> : FieldList<CancelAllOrders, Field<1, &CancelAllOrders::account>,
                                            Field<2, &CancelAllOrders::instrument>> {};

template <>
struct Message<OpenAccount> : FieldList<OpenAccount, Field<1, &OpenAccount::account>> {};

template <>
struct Message<ListInstrument>
    : FieldList<ListInstrument, Field<1, &ListInstrument::instrument>,
                Field<2, &ListInstrument::first_vintage>, Field<3, &ListInstrument::last_vintage>,
                Field<4, &ListInstrument::tick>, Field<5, &ListInstrument::lot>,
                Field<6, &ListInstrument::max_price>> {};

template <>
struct Message<DepositCash>
    : FieldList<DepositCash, Field<1, &DepositCash::account>, Field<2, &DepositCash::amount>> {};

template <>
struct Message<WithdrawCash>
    : FieldList<WithdrawCash, Field<1, &WithdrawCash::account>, Field<2, &WithdrawCash::amount>> {};

template <>
struct Message<IssueAllowances>
    : FieldList<IssueAllowances, Field<1, &IssueAllowances::account>,
                Field<2, &IssueAllowances::instrument>, Field<3, &IssueAllowances::vintage>,
                Field<4, &IssueAllowances::quantity>> {};

template <>
struct Message<TransferAllowances>
    : FieldList<TransferAllowances, Field<1, &TransferAllowances::from>,
                Field<2, &TransferAllowances::to>, Field<3, &TransferAllowances::instrument>,
                Field<4, &TransferAllowances::quantity>> {};

template <>
struct Message<CancelAllowances>
    : FieldList<CancelAllowances, Field<1, &CancelAllowances::account>,
                Field<2, &CancelAllowances::instrument>, Field<3, &CancelAllowances::quantity>> {};

template <>
struct Message<ReportEmissions>
    : FieldList<ReportEmissions, Field<1, &ReportEmissions::account>,
                Field<2, &ReportEmissions::year>, Field<3, &ReportEmissions::emissions>,
                Field<4, &ReportEmissions::scheme>> {};

template <>
struct Message<SurrenderAllowances>
    : FieldList<SurrenderAllowances, Field<1, &SurrenderAllowances::account>,
                Field<2, &SurrenderAllowances::instrument>, Field<3, &SurrenderAllowances::year>,
                Field<4, &SurrenderAllowances::quantity>> {};

template <>
struct Message<SettleCompliance>
    : FieldList<SettleCompliance, Field<1, &SettleCompliance::year>,
                Field<2, &SettleCompliance::penalty>, Field<3, &SettleCompliance::scheme>> {};

template <>
struct Message<SetTradingPhase> : FieldList<SetTradingPhase, Field<1, &SetTradingPhase::phase>> {};

template <>
struct Message<CloseDay> : FieldList<CloseDay> {};

template <>
struct Message<AnnounceAuction>
    : FieldList<AnnounceAuction, Field<1, &AnnounceAuction::auction>,
                Field<2, &AnnounceAuction::instrument>, Field<3, &AnnounceAuction::vintage>,
                Field<4, &AnnounceAuction::seller>, Field<5, &AnnounceAuction::supply>,
                Field<6, &AnnounceAuction::lot>, Field<7, &AnnounceAuction::award_lot>,
                Field<8, &AnnounceAuction::reserve_price>,
                Field<9, &AnnounceAuction::confidential_reserve_price>,
                Field<10, &AnnounceAuction::bid_limit>, Field<11, &AnnounceAuction::purchase_limit>,
                Field<12, &AnnounceAuction::pricing>, Field<13, &AnnounceAuction::tie>,
                Field<14, &AnnounceAuction::rest>, Field<15, &AnnounceAuction::shortfall>,
                Field<16, &AnnounceAuction::consignment>> {};

template <>
struct Message<AddSupplyTier>
    : FieldList<AddSupplyTier, Field<1, &AddSupplyTier::auction>,
                Field<2, &AddSupplyTier::supply_class>, Field<3, &AddSupplyTier::trigger>,
                Field<4, &AddSupplyTier::quantity>> {};

template <>
struct Message<ConsignAllowances>
    : FieldList<ConsignAllowances, Field<1, &ConsignAllowances::account>,
                Field<2, &ConsignAllowances::auction>, Field<3, &ConsignAllowances::ask>,
                Field<4, &ConsignAllowances::quantity>> {};

template <>
struct Message<SubmitBid> : FieldList<SubmitBid, Field<1, &SubmitBid::account>,
                                      Field<2, &SubmitBid::bid>, Field<3, &SubmitBid::auction>,
                                      Field<4, &SubmitBid::price>, Field<5, &SubmitBid::quantity>> {
};

template <>
struct Message<WithdrawBid>
    : FieldList<WithdrawBid, Field<1, &WithdrawBid::account>, Field<2, &WithdrawBid::bid>,
                Field<3, &WithdrawBid::auction>> {};

template <>
struct Message<CloseAuction>
    : FieldList<CloseAuction, Field<1, &CloseAuction::auction>, Field<2, &CloseAuction::tie_seed>> {
};

template <>
struct Message<CancelAuction> : FieldList<CancelAuction, Field<1, &CancelAuction::auction>> {};

template <>
struct Message<TradingRules>
    : FieldList<TradingRules, Field<1, &TradingRules::mode>, Field<2, &TradingRules::close_rule>,
                Field<3, &TradingRules::reference>, Field<4, &TradingRules::band>,
                Field<5, &TradingRules::breaker>, Field<6, &TradingRules::order_limit>,
                Field<7, &TradingRules::block_minimum>, Field<8, &TradingRules::block_band>,
                Field<9, &TradingRules::taker_fee>, Field<10, &TradingRules::maker_fee>,
                Field<11, &TradingRules::fee_account>, Field<12, &TradingRules::t_plus_one>> {};

template <>
struct Message<SetTradingRules> : FieldList<SetTradingRules, Field<1, &SetTradingRules::instrument>,
                                            Field<2, &SetTradingRules::rules>> {};

template <>
struct Message<SetHalt>
    : FieldList<SetHalt, Field<1, &SetHalt::instrument>, Field<2, &SetHalt::halted>> {};

template <>
struct Message<SetHoldingLimit>
    : FieldList<SetHoldingLimit, Field<1, &SetHoldingLimit::instrument>,
                Field<2, &SetHoldingLimit::account>, Field<3, &SetHoldingLimit::limit>> {};

template <>
struct Message<TakeListing>
    : FieldList<TakeListing, Field<1, &TakeListing::account>, Field<2, &TakeListing::order>,
                Field<3, &TakeListing::maker_account>, Field<4, &TakeListing::maker_order>,
                Field<5, &TakeListing::quantity>> {};

template <>
struct Message<OfferDirect>
    : FieldList<OfferDirect, Field<1, &OfferDirect::account>, Field<2, &OfferDirect::order>,
                Field<3, &OfferDirect::instrument>, Field<4, &OfferDirect::side>,
                Field<5, &OfferDirect::price>, Field<6, &OfferDirect::quantity>,
                Field<7, &OfferDirect::to>, Field<8, &OfferDirect::is_block>> {};

template <>
struct Message<AcceptOffer>
    : FieldList<AcceptOffer, Field<1, &AcceptOffer::account>, Field<2, &AcceptOffer::from>,
                Field<3, &AcceptOffer::order>> {};

template <>
struct Message<DeclineOffer>
    : FieldList<DeclineOffer, Field<1, &DeclineOffer::account>, Field<2, &DeclineOffer::from>,
                Field<3, &DeclineOffer::order>> {};

template <>
struct Message<WithdrawOffer>
    : FieldList<WithdrawOffer, Field<1, &WithdrawOffer::account>, Field<2, &WithdrawOffer::order>> {
};

template <>
struct Message<Uncross>
    : FieldList<Uncross, Field<1, &Uncross::instrument>, Field<2, &Uncross::mode>> {};

template <>
struct Message<VintageRule>
    : FieldList<VintageRule, Field<1, &VintageRule::bank_years>,
                Field<2, &VintageRule::borrow_years>, Field<3, &VintageRule::barrier>> {};

template <>
struct Message<SurrenderTerms>
    : FieldList<SurrenderTerms, Field<1, &SurrenderTerms::vintages>,
                Field<2, &SurrenderTerms::worth>, Field<3, &SurrenderTerms::quota>,
                Field<4, &SurrenderTerms::scheme>> {};

template <>
struct Message<SetSurrenderTerms>
    : FieldList<SetSurrenderTerms, Field<1, &SetSurrenderTerms::instrument>,
                Field<2, &SetSurrenderTerms::terms>> {};

template <>
struct Message<ListForward>
    : FieldList<ListForward, Field<1, &ListForward::instrument>, Field<2, &ListForward::underlying>,
                Field<3, &ListForward::vintage>, Field<4, &ListForward::tick>,
                Field<5, &ListForward::lot>, Field<6, &ListForward::max_price>,
                Field<7, &ListForward::margin>, Field<8, &ListForward::delivery>> {};

template <>
struct Message<DeliverForward> : FieldList<DeliverForward, Field<1, &DeliverForward::instrument>> {
};

// The alternatives of `Action` take the numbers 2, 3, ... in their order.
template <>
struct Message<Command> : FieldList<Command, Field<1, &Command::time>, Field<2, &Command::action>> {
};

// ---- MarketSnapshot ----------------------------------------------------------------------------

template <>
struct Message<CashBalance>
    : FieldList<CashBalance, Field<1, &CashBalance::available>, Field<2, &CashBalance::escrowed>> {
};

template <>
struct Message<YearObligation>
    : FieldList<YearObligation, Field<1, &YearObligation::year>, Field<2, &YearObligation::owed>,
                Field<3, &YearObligation::surrendered>, Field<4, &YearObligation::is_reported>> {};

template <>
struct Message<AccountState>
    : FieldList<AccountState, Field<1, &AccountState::account>, Field<2, &AccountState::cash>,
                Field<3, &AccountState::last_order>, Field<4, &AccountState::open_years>> {};

template <>
struct Message<VintageTotals>
    : FieldList<VintageTotals, Field<1, &VintageTotals::vintage>, Field<2, &VintageTotals::issued>,
                Field<3, &VintageTotals::surrendered>, Field<4, &VintageTotals::cancelled>> {};

template <>
struct Message<AllowanceBalance>
    : FieldList<AllowanceBalance, Field<1, &AllowanceBalance::available>,
                Field<2, &AllowanceBalance::escrowed>> {};

template <>
struct Message<VintageHolding> : FieldList<VintageHolding, Field<1, &VintageHolding::vintage>,
                                           Field<2, &VintageHolding::quantity>> {};

template <>
struct Message<HoldingState>
    : FieldList<HoldingState, Field<1, &HoldingState::account>, Field<2, &HoldingState::balance>,
                Field<3, &HoldingState::lots>> {};

template <>
struct Message<OrderState>
    : FieldList<OrderState, Field<1, &OrderState::account>, Field<2, &OrderState::order>,
                Field<3, &OrderState::side>, Field<4, &OrderState::limit>,
                Field<5, &OrderState::open>, Field<6, &OrderState::time_in_force>,
                Field<7, &OrderState::self_trade_prevention>> {};

template <>
struct Message<HoldingLimit>
    : FieldList<HoldingLimit, Field<1, &HoldingLimit::account>, Field<2, &HoldingLimit::limit>> {};

template <>
struct Message<BoughtToday>
    : FieldList<BoughtToday, Field<1, &BoughtToday::account>, Field<2, &BoughtToday::quantity>> {};

template <>
struct Message<MetUnderQuota>
    : FieldList<MetUnderQuota, Field<1, &MetUnderQuota::account>, Field<2, &MetUnderQuota::year>,
                Field<3, &MetUnderQuota::met>> {};

template <>
struct Message<InstrumentState>
    : FieldList<InstrumentState, Field<1, &InstrumentState::instrument>,
                Field<2, &InstrumentState::tick>, Field<3, &InstrumentState::lot>,
                Field<4, &InstrumentState::max_price>, Field<5, &InstrumentState::last>,
                Field<6, &InstrumentState::close>, Field<7, &InstrumentState::volume>,
                Field<8, &InstrumentState::vintages>, Field<9, &InstrumentState::holdings>,
                Field<10, &InstrumentState::orders>, Field<11, &InstrumentState::value>,
                Field<12, &InstrumentState::rules>, Field<13, &InstrumentState::halt>,
                Field<14, &InstrumentState::holding_limits>,
                Field<15, &InstrumentState::bought_today>, Field<16, &InstrumentState::terms>,
                Field<17, &InstrumentState::met_under_quota>> {};

template <>
struct Message<Consignment>
    : FieldList<Consignment, Field<1, &Consignment::account>, Field<2, &Consignment::ask>,
                Field<3, &Consignment::quantity>> {};

template <>
struct Message<OpenBid> : FieldList<OpenBid, Field<1, &OpenBid::account>, Field<2, &OpenBid::bid>,
                                    Field<3, &OpenBid::price>, Field<4, &OpenBid::quantity>> {};

template <>
struct Message<OpenAuction>
    : FieldList<OpenAuction, Field<1, &OpenAuction::announced>, Field<2, &OpenAuction::tiers>,
                Field<3, &OpenAuction::consignments>, Field<4, &OpenAuction::bids>> {};

template <>
struct Message<DirectOffer>
    : FieldList<DirectOffer, Field<1, &DirectOffer::account>, Field<2, &DirectOffer::order>,
                Field<3, &DirectOffer::instrument>, Field<4, &DirectOffer::side>,
                Field<5, &DirectOffer::price>, Field<6, &DirectOffer::quantity>,
                Field<7, &DirectOffer::to>, Field<8, &DirectOffer::is_block>> {};

template <>
struct Message<PositionState>
    : FieldList<PositionState, Field<1, &PositionState::account>,
                Field<2, &PositionState::quantity>, Field<3, &PositionState::value>> {};

template <>
struct Message<ForwardState>
    : FieldList<ForwardState, Field<1, &ForwardState::instrument>,
                Field<2, &ForwardState::underlying>, Field<3, &ForwardState::vintage>,
                Field<4, &ForwardState::margin>, Field<5, &ForwardState::delivery>,
                Field<6, &ForwardState::is_delivered>, Field<7, &ForwardState::traded>,
                Field<8, &ForwardState::positions>> {};

template <>
struct Message<ObligedState> : FieldList<ObligedState, Field<1, &ObligedState::account>,
                                         Field<2, &ObligedState::open_years>> {};

template <>
struct Message<SchemeState>
    : FieldList<SchemeState, Field<1, &SchemeState::scheme>,
                Field<2, &SchemeState::settled_through>, Field<3, &SchemeState::accounts>> {};

template <>
struct Message<MarketState>
    : FieldList<MarketState, Field<1, &MarketState::time>, Field<2, &MarketState::phase>,
                Field<3, &MarketState::settled_through>, Field<4, &MarketState::net_deposits>,
                Field<5, &MarketState::penalties>, Field<6, &MarketState::accounts>,
                Field<7, &MarketState::instruments>, Field<8, &MarketState::command_count>,
                Field<9, &MarketState::event_count>, Field<10, &MarketState::events_hash>,
                Field<11, &MarketState::auctions>, Field<12, &MarketState::last_auction>,
                Field<13, &MarketState::offers>, Field<14, &MarketState::forwards>,
                Field<15, &MarketState::schemes>> {};

}  // namespace tanshi::canonical_proto
