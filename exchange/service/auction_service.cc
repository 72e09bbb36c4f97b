#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <optional>
#include <string>

#include "exchange/service/paging.h"
#include "exchange/service/services.h"
#include "exchange/service/unary.h"
#include "fmt/format.h"
#include "tanshi/v1/auction_service.grpc.pb.h"

namespace tanshi {

namespace {

constexpr std::int64_t kAuctionsOfPage = 100;
constexpr std::int64_t kBidsOfPage = 1'000;

using Context = grpc::CallbackServerContext;
using Reactor = grpc::ServerUnaryReactor;

void fill(const OpenAuction& auction, const Viewer& viewer, v1::OpenAuction& wire) {
  AnnounceAuction announced = auction.announced;
  if (!viewer.sees_all) announced.confidential_reserve_price = Price();
  to_wire(announced, *wire.mutable_announced());
  for (const AddSupplyTier& tier : auction.tiers) to_wire(tier, *wire.add_tiers());
  Tonnes consigned;
  for (const Consignment& consignment : auction.consignments) consigned += consignment.quantity;
  wire.set_consigned_t(consigned.raw());
}

// Adds the account's bids of a page.
void fill(const OpenAuction& auction, AccountId account, const Page& page,
          v1::ListBidsResponse& response) {
  for (const OpenBid& bid : auction.bids) {
    if (bid.account != account || raw_id(bid.bid) <= page.after) continue;
    if (response.bids_size() == page.size) {
      response.set_next_page_token(
          std::to_string(response.bids(response.bids_size() - 1).bid_id()));
      return;
    }
    to_wire(SubmitBid{.account = bid.account,
                      .bid = bid.bid,
                      .auction = auction.id(),
                      .price = bid.price,
                      .quantity = bid.quantity},
            *response.add_bids());
  }
}

class AuctionService final : public v1::AuctionService::CallbackService {
 public:
  explicit AuctionService(const ExchangeParts& parts) : parts_(parts) {}

  Reactor* SubmitBid(Context* context, const v1::SubmitBidRequest* request,
                     v1::SubmitBidResponse* response) override {
    return run_command(parts_, context, request, response);
  }
  Reactor* WithdrawBid(Context* context, const v1::WithdrawBidRequest* request,
                       v1::WithdrawBidResponse* response) override {
    return run_command(parts_, context, request, response);
  }
  Reactor* ConsignAllowances(Context* context, const v1::ConsignAllowancesRequest* request,
                             v1::ConsignAllowancesResponse* response) override {
    return run_command(parts_, context, request, response);
  }
  Reactor* AnnounceAuction(Context* context, const v1::AnnounceAuctionRequest* request,
                           v1::AnnounceAuctionResponse* response) override {
    return run_command(parts_, context, request, response);
  }
  Reactor* AddSupplyTier(Context* context, const v1::AddSupplyTierRequest* request,
                         v1::AddSupplyTierResponse* response) override {
    return run_command(parts_, context, request, response);
  }
  Reactor* CloseAuction(Context* context, const v1::CloseAuctionRequest* request,
                        v1::CloseAuctionResponse* response) override {
    return run_command(parts_, context, request, response);
  }
  Reactor* CancelAuction(Context* context, const v1::CancelAuctionRequest* request,
                         v1::CancelAuctionResponse* response) override {
    return run_command(parts_, context, request, response);
  }

  Reactor* ListAuctions(Context* context, const v1::ListAuctionsRequest* request,
                        v1::ListAuctionsResponse* response) override {
    const auto viewer = viewer_of(*context, parts_.identities);
    if (!viewer.ok()) return finish(context, viewer.status());
    const auto page =
        read_page(request->page_size(), request->page_token(), kAuctionsOfPage, kAuctionsOfPage);
    if (!page.ok()) return finish(context, page.status());
    parts_.sequencer.read([&](const Market& market) {
      for (const OpenAuction& auction : market.auctions()) {
        if (raw_id(auction.id()) <= page->after) continue;
        if (response->auctions_size() == page->size) {
          const auto& last = response->auctions(response->auctions_size() - 1);
          response->set_next_page_token(std::to_string(last.announced().auction_id()));
          return;
        }
        fill(auction, *viewer, *response->add_auctions());
      }
    });
    return finish_when_durable(parts_, context);
  }

  Reactor* ListBids(Context* context, const v1::ListBidsRequest* request,
                    v1::ListBidsResponse* response) override {
    const auto account = readable_account(parts_, *context, request->account_id());
    if (!account.ok()) return finish(context, account.status());
    const auto page =
        read_page(request->page_size(), request->page_token(), kBidsOfPage, kBidsOfPage);
    if (!page.ok()) return finish(context, page.status());
    bool is_open = false;
    parts_.sequencer.read([&](const Market& market) {
      const auto& auctions = market.auctions();
      const auto found =
          std::ranges::find(auctions, AuctionId{request->auction_id()}, &OpenAuction::id);
      is_open = found != auctions.end();
      if (is_open) fill(*found, *account, *page, *response);
    });
    if (!is_open) {
      return finish(context,
                    absl::NotFoundError(fmt::format("auction_id {} takes no bids: never announced, "
                                                    "cleared, or cancelled (auction_unknown)",
                                                    request->auction_id())));
    }
    return finish_when_durable(parts_, context);
  }

 private:
  const ExchangeParts& parts_;
};

}  // namespace

std::unique_ptr<grpc::Service> make_auction_service(const ExchangeParts& parts) {
  return std::make_unique<AuctionService>(parts);
}

}  // namespace tanshi
