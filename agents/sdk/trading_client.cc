#include "agents/sdk/trading_client.h"

#include <grpcpp/grpcpp.h>

#include <utility>

#include "agents/sdk/channel.h"
#include "exchange/wire/commands.h"
#include "tanshi/v1/auction_service.grpc.pb.h"
#include "tanshi/v1/trading_service.grpc.pb.h"

namespace tanshi {

struct TradingClient::Impl {
  Connection connection;
  std::unique_ptr<v1::TradingService::Stub> trading;
  std::unique_ptr<v1::AuctionService::Stub> auctions;
};

namespace {

class GrpcTradingStream final : public TradingStream {
 public:
  GrpcTradingStream(const Connection& connection, v1::TradingService::Stub& stub) {
    add_token(connection, context_);
    stream_ = stub.Trade(&context_);
  }

  bool send(std::span<const Intent> commands) override {
    request_.Clear();
    for (const Intent& command : commands) command_to_wire(command, *request_.add_commands());
    return stream_->Write(request_);
  }

  void send_done() override { stream_->WritesDone(); }

  bool receive(std::vector<v1::CommandResult>& results) override {
    results.clear();
    if (!stream_->Read(&response_)) return false;
    for (v1::CommandResult& result : *response_.mutable_results()) {
      results.push_back(std::move(result));
    }
    return true;
  }

  absl::Status finish() override { return from_grpc(stream_->Finish()); }

 private:
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReaderWriter<v1::TradeRequest, v1::TradeResponse>> stream_;
  v1::TradeRequest request_;    // of the sender
  v1::TradeResponse response_;  // of the receiver
};

// One call for each kind of command.
struct Call {
  const Connection& connection;
  v1::TradingService::Stub& trading;
  v1::AuctionService::Stub& auctions;
  const v1::OrderCommand& wire;

  absl::StatusOr<v1::CommandResult> operator()(const SubmitOrder&) const {
    v1::SubmitOrderResponse response;
    return finish(trading, &v1::TradingService::Stub::SubmitOrder, wire.submit(), response);
  }
  absl::StatusOr<v1::CommandResult> operator()(const CancelOrder&) const {
    v1::CancelOrderResponse response;
    return finish(trading, &v1::TradingService::Stub::CancelOrder, wire.cancel(), response);
  }
  absl::StatusOr<v1::CommandResult> operator()(const ReplaceOrder&) const {
    v1::ReplaceOrderResponse response;
    return finish(trading, &v1::TradingService::Stub::ReplaceOrder, wire.replace(), response);
  }
  absl::StatusOr<v1::CommandResult> operator()(const CancelAllOrders&) const {
    v1::CancelAllOrdersResponse response;
    return finish(trading, &v1::TradingService::Stub::CancelAllOrders, wire.cancel_all(), response);
  }
  absl::StatusOr<v1::CommandResult> operator()(const SubmitBid&) const {
    v1::SubmitBidResponse response;
    return finish(auctions, &v1::AuctionService::Stub::SubmitBid, wire.submit_bid(), response);
  }
  absl::StatusOr<v1::CommandResult> operator()(const WithdrawBid&) const {
    v1::WithdrawBidResponse response;
    return finish(auctions, &v1::AuctionService::Stub::WithdrawBid, wire.withdraw_bid(), response);
  }
  absl::StatusOr<v1::CommandResult> operator()(const ConsignAllowances&) const {
    v1::ConsignAllowancesResponse response;
    return finish(auctions, &v1::AuctionService::Stub::ConsignAllowances, wire.consign(), response);
  }
  absl::StatusOr<v1::CommandResult> operator()(const TakeListing&) const {
    v1::TakeListingResponse response;
    return finish(trading, &v1::TradingService::Stub::TakeListing, wire.take(), response);
  }
  absl::StatusOr<v1::CommandResult> operator()(const OfferDirect&) const {
    v1::OfferDirectResponse response;
    return finish(trading, &v1::TradingService::Stub::OfferDirect, wire.offer(), response);
  }
  absl::StatusOr<v1::CommandResult> operator()(const AcceptOffer&) const {
    v1::AcceptOfferResponse response;
    return finish(trading, &v1::TradingService::Stub::AcceptOffer, wire.accept(), response);
  }
  absl::StatusOr<v1::CommandResult> operator()(const DeclineOffer&) const {
    v1::DeclineOfferResponse response;
    return finish(trading, &v1::TradingService::Stub::DeclineOffer, wire.decline(), response);
  }
  absl::StatusOr<v1::CommandResult> operator()(const WithdrawOffer&) const {
    v1::WithdrawOfferResponse response;
    return finish(trading, &v1::TradingService::Stub::WithdrawOffer, wire.withdraw_offer(),
                  response);
  }

 private:
  template <class Stub, class Method, class Request, class Response>
  absl::StatusOr<v1::CommandResult> finish(Stub& stub, Method method, const Request& request,
                                           Response& response) const {
    grpc::ClientContext context;
    add_token(connection, context);
    const grpc::Status status = (stub.*method)(&context, request, &response);
    if (!status.ok()) return from_grpc(status);
    return std::move(*response.mutable_result());
  }
};

}  // namespace

TradingClient::TradingClient(const Connection& connection) {
  const auto channel = open_channel(connection);
  impl_ = std::make_unique<Impl>(
      Impl{connection, v1::TradingService::NewStub(channel), v1::AuctionService::NewStub(channel)});
}

TradingClient::~TradingClient() = default;

absl::StatusOr<v1::CommandResult> TradingClient::execute(const Intent& command) {
  v1::OrderCommand wire;
  command_to_wire(command, wire);
  return std::visit(Call{impl_->connection, *impl_->trading, *impl_->auctions, wire}, command);
}

std::unique_ptr<TradingStream> TradingClient::open_stream() {
  return std::make_unique<GrpcTradingStream>(impl_->connection, *impl_->trading);
}

}  // namespace tanshi
