// The market in process, for comparison: reads a script, one command a line as `METHOD JSON` with
// the request of that method of proto/tanshi/v1, and prints each event as JSON, then the hash of
// all: what the exchange must say to the same script over gRPC, in any language.
#include <fmt/format.h>
#include <google/protobuf/util/json_util.h>

#include <cstdio>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "exchange/market/market.h"
#include "exchange/wire/commands.h"
#include "exchange/wire/events.h"

namespace tanshi {
namespace {

using google::protobuf::util::JsonStringToMessage;
using google::protobuf::util::MessageToJsonString;

template <class Request>
absl::StatusOr<Action> read(const std::string& json) {
  Request request;
  if (const auto error = JsonStringToMessage(json, &request); !error.ok()) {
    return absl::InvalidArgumentError(error.ToString());
  }
  auto command = from_wire(request, AccountId{});
  if (!command.ok()) return command.status();
  return Action(*std::move(command));
}

struct Method {
  std::string_view name;
  absl::StatusOr<Action> (*read)(const std::string& json);
};

constexpr Method kMethods[] = {
    {"SubmitOrder", read<v1::SubmitOrderRequest>},
    {"CancelOrder", read<v1::CancelOrderRequest>},
    {"ReplaceOrder", read<v1::ReplaceOrderRequest>},
    {"CancelAllOrders", read<v1::CancelAllOrdersRequest>},
    {"OpenAccount", read<v1::OpenAccountRequest>},
    {"ListInstrument", read<v1::ListInstrumentRequest>},
    {"DepositCash", read<v1::DepositCashRequest>},
    {"WithdrawCash", read<v1::WithdrawCashRequest>},
    {"IssueAllowances", read<v1::IssueAllowancesRequest>},
    {"TransferAllowances", read<v1::TransferAllowancesRequest>},
    {"CancelAllowances", read<v1::CancelAllowancesRequest>},
    {"SurrenderAllowances", read<v1::SurrenderAllowancesRequest>},
    {"ReportEmissions", read<v1::ReportEmissionsRequest>},
    {"SetSurrenderTerms", read<v1::SetSurrenderTermsRequest>},
    {"SettleCompliance", read<v1::SettleComplianceRequest>},
    {"SetTradingPhase", read<v1::SetTradingPhaseRequest>},
    {"CloseDay", read<v1::CloseDayRequest>},
    {"AnnounceAuction", read<v1::AnnounceAuctionRequest>},
    {"AddSupplyTier", read<v1::AddSupplyTierRequest>},
    {"ConsignAllowances", read<v1::ConsignAllowancesRequest>},
    {"SubmitBid", read<v1::SubmitBidRequest>},
    {"WithdrawBid", read<v1::WithdrawBidRequest>},
    {"CloseAuction", read<v1::CloseAuctionRequest>},
    {"CancelAuction", read<v1::CancelAuctionRequest>},
    {"SetTradingRules", read<v1::SetTradingRulesRequest>},
    {"SetHalt", read<v1::SetHaltRequest>},
    {"SetHoldingLimit", read<v1::SetHoldingLimitRequest>},
    {"TakeListing", read<v1::TakeListingRequest>},
    {"OfferDirect", read<v1::OfferDirectRequest>},
    {"AcceptOffer", read<v1::AcceptOfferRequest>},
    {"DeclineOffer", read<v1::DeclineOfferRequest>},
    {"WithdrawOffer", read<v1::WithdrawOfferRequest>},
    {"Uncross", read<v1::UncrossRequest>},
    {"ListForward", read<v1::ListForwardRequest>},
    {"DeliverForward", read<v1::DeliverForwardRequest>},
};

absl::StatusOr<Action> read_line(const std::string& line) {
  const std::size_t space = line.find(' ');
  for (const Method& method : kMethods) {
    if (method.name == line.substr(0, space)) return method.read(line.substr(space + 1));
  }
  return absl::InvalidArgumentError("no such method");
}

void print(const Event& event, std::int64_t number) {
  v1::Event wire;
  static_cast<void>(to_wire(event, Viewer{.sees_all = true, .account = AccountId{}}, wire));
  wire.set_event_number(number);
  std::string json;
  static_cast<void>(MessageToJsonString(wire, &json));
  std::cout << json << '\n';
}

int run() {
  Market market;
  std::vector<Event> events;
  std::string line;
  while (std::getline(std::cin, line)) {
    const auto action = read_line(line);
    if (!action.ok()) {
      std::cerr << line << ": " << action.status() << '\n';
      return 2;
    }
    events.clear();
    std::int64_t number = market.event_count();
    market.apply(Command{.time = SimTime(), .action = *action}, events);
    for (const Event& event : events) print(event, ++number);
  }
  market.audit();
  std::cout << fmt::format("{:016x}", market.events_hash()) << '\n';
  return 0;
}

}  // namespace
}  // namespace tanshi

int main() {
  return tanshi::run();
}
