#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "exchange/service/paging.h"
#include "exchange/service/services.h"
#include "exchange/service/trade_stream.h"
#include "exchange/service/unary.h"
#include "fmt/format.h"
#include "tanshi/v1/trading_service.grpc.pb.h"

namespace tanshi {

namespace {

constexpr std::int64_t kPageSize = 100;
constexpr std::int64_t kPageSizeMax = 1'000;

using Context = grpc::CallbackServerContext;
using Reactor = grpc::ServerUnaryReactor;

// Calls are parsed by gRPC, the stream by us.
template <class Base>
using WithOrders = v1::TradingService::WithCallbackMethod_SubmitOrder<
    v1::TradingService::WithCallbackMethod_CancelOrder<
        v1::TradingService::WithCallbackMethod_ReplaceOrder<
            v1::TradingService::WithCallbackMethod_CancelAllOrders<
                v1::TradingService::WithCallbackMethod_GetOrder<
                    v1::TradingService::WithCallbackMethod_ListOrders<Base>>>>>>;
template <class Base>
using WithOffers = v1::TradingService::WithCallbackMethod_TakeListing<
    v1::TradingService::WithCallbackMethod_OfferDirect<
        v1::TradingService::WithCallbackMethod_AcceptOffer<
            v1::TradingService::WithCallbackMethod_DeclineOffer<
                v1::TradingService::WithCallbackMethod_WithdrawOffer<
                    v1::TradingService::WithCallbackMethod_ListOffers<Base>>>>>>;
using Methods = WithOrders<
    WithOffers<v1::TradingService::WithRawCallbackMethod_Trade<v1::TradingService::Service>>>;

class TradingService final : public Methods {
 public:
  explicit TradingService(const ExchangeParts& parts) : parts_(parts) {}

  Reactor* SubmitOrder(Context* context, const v1::SubmitOrderRequest* request,
                       v1::SubmitOrderResponse* response) override {
    return run_command(parts_, context, request, response);
  }
  Reactor* CancelOrder(Context* context, const v1::CancelOrderRequest* request,
                       v1::CancelOrderResponse* response) override {
    return run_command(parts_, context, request, response);
  }
  Reactor* ReplaceOrder(Context* context, const v1::ReplaceOrderRequest* request,
                        v1::ReplaceOrderResponse* response) override {
    return run_command(parts_, context, request, response);
  }
  Reactor* CancelAllOrders(Context* context, const v1::CancelAllOrdersRequest* request,
                           v1::CancelAllOrdersResponse* response) override {
    return run_command(parts_, context, request, response);
  }
  Reactor* TakeListing(Context* context, const v1::TakeListingRequest* request,
                       v1::TakeListingResponse* response) override {
    return run_command(parts_, context, request, response);
  }
  Reactor* OfferDirect(Context* context, const v1::OfferDirectRequest* request,
                       v1::OfferDirectResponse* response) override {
    return run_command(parts_, context, request, response);
  }
  Reactor* AcceptOffer(Context* context, const v1::AcceptOfferRequest* request,
                       v1::AcceptOfferResponse* response) override {
    return run_command(parts_, context, request, response);
  }
  Reactor* DeclineOffer(Context* context, const v1::DeclineOfferRequest* request,
                        v1::DeclineOfferResponse* response) override {
    return run_command(parts_, context, request, response);
  }
  Reactor* WithdrawOffer(Context* context, const v1::WithdrawOfferRequest* request,
                         v1::WithdrawOfferResponse* response) override {
    return run_command(parts_, context, request, response);
  }
  RawReactor* Trade(Context* context) override { return open_trade_stream(parts_, *context); }

  Reactor* GetOrder(Context* context, const v1::GetOrderRequest* request,
                    v1::GetOrderResponse* response) override {
    const auto account = account_of(*context, request->account_id());
    if (!account.ok()) return finish(context, account.status());
    std::optional<OrderView> order;
    parts_.sequencer.read([&](const Market& market) {
      if (market.has_account(*account)) {
        order = market.find_order(*account, OrderId{request->order_id()});
      }
    });
    if (!order) {
      return finish(context, absl::NotFoundError(fmt::format(
                                 "order_id {} of account {} is not in the book: never placed, "
                                 "filled, or cancelled (order_not_live)",
                                 request->order_id(), raw_id(*account))));
    }
    to_wire(*order, *response->mutable_order());
    return finish_when_durable(parts_, context);
  }

  Reactor* ListOrders(Context* context, const v1::ListOrdersRequest* request,
                      v1::ListOrdersResponse* response) override {
    const auto account = account_of(*context, request->account_id());
    if (!account.ok()) return finish(context, account.status());
    const auto page =
        read_page(request->page_size(), request->page_token(), kPageSize, kPageSizeMax);
    if (!page.ok()) return finish(context, page.status());
    std::vector<OrderView> orders;
    parts_.sequencer.read([&](const Market& market) {
      if (market.has_account(*account)) market.orders(*account, orders);
    });
    for (const OrderView& order : orders) {
      if (raw_id(order.order) <= page->after) continue;
      if (response->orders_size() == page->size) {
        response->set_next_page_token(
            std::to_string(response->orders(response->orders_size() - 1).order_id()));
        break;
      }
      to_wire(order, *response->add_orders());
    }
    return finish_when_durable(parts_, context);
  }

  // Page tokens are places among the account's offers.
  Reactor* ListOffers(Context* context, const v1::ListOffersRequest* request,
                      v1::ListOffersResponse* response) override {
    const auto account = account_of(*context, request->account_id());
    if (!account.ok()) return finish(context, account.status());
    const auto page =
        read_page(request->page_size(), request->page_token(), kPageSize, kPageSizeMax);
    if (!page.ok()) return finish(context, page.status());
    std::vector<DirectOffer> offers;
    parts_.sequencer.read([&](const Market& market) { market.offers(offers); });
    std::erase_if(offers, [&](const DirectOffer& offer) {
      return offer.account != *account && offer.to != *account;
    });
    const std::int64_t end = std::min(std::ssize(offers), page->after + page->size);
    for (std::int64_t i = page->after; i < end; ++i) {
      to_wire(offers[static_cast<std::size_t>(i)], *response->add_offers());
    }
    if (end < std::ssize(offers)) response->set_next_page_token(std::to_string(end));
    return finish_when_durable(parts_, context);
  }

 private:
  absl::StatusOr<AccountId> account_of(const Context& context, std::int64_t account_id) const {
    return readable_account(parts_, context, account_id);
  }

  const ExchangeParts& parts_;
};

}  // namespace

std::unique_ptr<grpc::Service> make_trading_service(const ExchangeParts& parts) {
  return std::make_unique<TradingService>(parts);
}

}  // namespace tanshi
