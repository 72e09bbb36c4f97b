// Requests of the wire to commands of the market; and orders back, for clients.
//
// Only form is judged here: what a command cannot even say (an id outside its type, an enum without
// a value). Whether it is allowed is for the market, which refuses with a reason. An account that
// is absent is the caller's own; `own` is 0 for the operator, who must name one.
//
// Auctions are in auction_commands.cc, forwards in forwards.cc. Errors of all: INVALID_ARGUMENT
// with the field's name, its value and what is allowed.
#pragma once

#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agents/seat/agent.h"
#include "exchange/base/ids.h"
#include "exchange/market/command.h"
#include "tanshi/v1/auction_service.pb.h"
#include "tanshi/v1/registry_service.pb.h"
#include "tanshi/v1/session_service.pb.h"
#include "tanshi/v1/trading_service.pb.h"

namespace tanshi {

// The account of a field: its value, or `own` where it is 0.
[[nodiscard]] absl::StatusOr<AccountId> account_from_wire(std::string_view field,
                                                          std::int64_t account_id, AccountId own);
[[nodiscard]] absl::StatusOr<InstrumentId> instrument_from_wire(std::string_view field,
                                                                std::int64_t instrument_id);

[[nodiscard]] absl::StatusOr<SubmitOrder> from_wire(const v1::SubmitOrderRequest& wire,
                                                    AccountId own);
[[nodiscard]] absl::StatusOr<CancelOrder> from_wire(const v1::CancelOrderRequest& wire,
                                                    AccountId own);
[[nodiscard]] absl::StatusOr<ReplaceOrder> from_wire(const v1::ReplaceOrderRequest& wire,
                                                     AccountId own);
[[nodiscard]] absl::StatusOr<CancelAllOrders> from_wire(const v1::CancelAllOrdersRequest& wire,
                                                        AccountId own);
[[nodiscard]] absl::StatusOr<TakeListing> from_wire(const v1::TakeListingRequest& wire,
                                                    AccountId own);
[[nodiscard]] absl::StatusOr<OfferDirect> from_wire(const v1::OfferDirectRequest& wire,
                                                    AccountId own);
[[nodiscard]] absl::StatusOr<AcceptOffer> from_wire(const v1::AcceptOfferRequest& wire,
                                                    AccountId own);
[[nodiscard]] absl::StatusOr<DeclineOffer> from_wire(const v1::DeclineOfferRequest& wire,
                                                     AccountId own);
[[nodiscard]] absl::StatusOr<WithdrawOffer> from_wire(const v1::WithdrawOfferRequest& wire,
                                                      AccountId own);

// Appends what the command says to `actions`, an Action or an Intent each.
template <class ActionOrIntent>
[[nodiscard]] absl::Status append_from_wire(const v1::OrderCommand& wire, AccountId own,
                                            std::vector<ActionOrIntent>& actions);

// REQUIRES: `wire` is empty.
void command_to_wire(const Intent& command, v1::OrderCommand& wire);

[[nodiscard]] absl::StatusOr<TransferAllowances> from_wire(
    const v1::TransferAllowancesRequest& wire, AccountId own);
[[nodiscard]] absl::StatusOr<CancelAllowances> from_wire(const v1::CancelAllowancesRequest& wire,
                                                         AccountId own);
[[nodiscard]] absl::StatusOr<SurrenderAllowances> from_wire(
    const v1::SurrenderAllowancesRequest& wire, AccountId own);
[[nodiscard]] absl::StatusOr<OpenAccount> from_wire(const v1::OpenAccountRequest& wire,
                                                    AccountId own);
[[nodiscard]] absl::StatusOr<ListInstrument> from_wire(const v1::ListInstrumentRequest& wire,
                                                       AccountId own);
[[nodiscard]] absl::StatusOr<DepositCash> from_wire(const v1::DepositCashRequest& wire,
                                                    AccountId own);
[[nodiscard]] absl::StatusOr<WithdrawCash> from_wire(const v1::WithdrawCashRequest& wire,
                                                     AccountId own);
[[nodiscard]] absl::StatusOr<IssueAllowances> from_wire(const v1::IssueAllowancesRequest& wire,
                                                        AccountId own);
[[nodiscard]] absl::StatusOr<ReportEmissions> from_wire(const v1::ReportEmissionsRequest& wire,
                                                        AccountId own);
[[nodiscard]] absl::StatusOr<SetSurrenderTerms> from_wire(const v1::SetSurrenderTermsRequest& wire,
                                                          AccountId own);
[[nodiscard]] absl::StatusOr<SettleCompliance> from_wire(const v1::SettleComplianceRequest& wire,
                                                         AccountId own);
[[nodiscard]] absl::StatusOr<SetTradingPhase> from_wire(const v1::SetTradingPhaseRequest& wire,
                                                        AccountId own);
[[nodiscard]] absl::StatusOr<CloseDay> from_wire(const v1::CloseDayRequest& wire, AccountId own);
[[nodiscard]] absl::StatusOr<SetTradingRules> from_wire(const v1::SetTradingRulesRequest& wire,
                                                        AccountId own);
[[nodiscard]] absl::StatusOr<SetHalt> from_wire(const v1::SetHaltRequest& wire, AccountId own);
[[nodiscard]] absl::StatusOr<SetHoldingLimit> from_wire(const v1::SetHoldingLimitRequest& wire,
                                                        AccountId own);
[[nodiscard]] absl::StatusOr<Uncross> from_wire(const v1::UncrossRequest& wire, AccountId own);

[[nodiscard]] absl::StatusOr<ListForward> from_wire(const v1::ListForwardRequest& wire,
                                                    AccountId own);
[[nodiscard]] absl::StatusOr<DeliverForward> from_wire(const v1::DeliverForwardRequest& wire,
                                                       AccountId own);

[[nodiscard]] absl::StatusOr<AnnounceAuction> from_wire(const v1::AnnounceAuctionRequest& wire,
                                                        AccountId own);
[[nodiscard]] absl::StatusOr<AddSupplyTier> from_wire(const v1::AddSupplyTierRequest& wire,
                                                      AccountId own);
[[nodiscard]] absl::StatusOr<ConsignAllowances> from_wire(const v1::ConsignAllowancesRequest& wire,
                                                          AccountId own);
[[nodiscard]] absl::StatusOr<SubmitBid> from_wire(const v1::SubmitBidRequest& wire, AccountId own);
[[nodiscard]] absl::StatusOr<WithdrawBid> from_wire(const v1::WithdrawBidRequest& wire,
                                                    AccountId own);
[[nodiscard]] absl::StatusOr<CloseAuction> from_wire(const v1::CloseAuctionRequest& wire,
                                                     AccountId own);
[[nodiscard]] absl::StatusOr<CancelAuction> from_wire(const v1::CancelAuctionRequest& wire,
                                                      AccountId own);

// Back, for clients and listings. REQUIRES: `wire` is empty.
void to_wire(const AnnounceAuction& command, v1::AnnounceAuctionRequest& wire);
void to_wire(const AddSupplyTier& command, v1::AddSupplyTierRequest& wire);
void to_wire(const ConsignAllowances& command, v1::ConsignAllowancesRequest& wire);
void to_wire(const SubmitBid& command, v1::SubmitBidRequest& wire);
void to_wire(const WithdrawBid& command, v1::WithdrawBidRequest& wire);

}  // namespace tanshi
