// An exchange on a real socket of this machine, with two accounts and a book, for end-to-end tests.
#pragma once

#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>

#include "exchange/journal/journal.h"
#include "exchange/sequencer/sequencer.h"
#include "exchange/service/server.h"
#include "fmt/format.h"

namespace tanshi {

inline constexpr AccountId kBuyer{1};
inline constexpr AccountId kSeller{2};
inline constexpr InstrumentId kBook{1};

// A call with a token and ten seconds to live.
inline std::unique_ptr<grpc::ClientContext> call_as(const std::string& token) {
  auto context = std::make_unique<grpc::ClientContext>();
  if (!token.empty()) context->AddMetadata("authorization", "Bearer " + token);
  context->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
  return context;
}

class ExchangeTest : public ::testing::Test {
 protected:
  ExchangeTest() {
    identities.grant_operator("operator");
    identities.grant_holder("buyer", kBuyer);
    identities.grant_holder("seller", kSeller);
  }

  // Opens the accounts and the book, and serves.
  void serve(ServerOptions options = {}, SessionControl* session = nullptr) {
    const Action opening[] = {OpenAccount{kBuyer},
                              OpenAccount{kSeller},
                              ListInstrument{.instrument = kBook,
                                             .first_vintage = Year{2025},
                                             .last_vintage = Year{2030},
                                             .tick = Price(5),
                                             .lot = Tonnes(10),
                                             .max_price = Price(500'00)},
                              DepositCash{kBuyer, Cash(100'000'000'00)},
                              IssueAllowances{kSeller, kBook, Year{2025}, Tonnes(1'000'000)},
                              SetTradingPhase{TradingPhase::kOpen}};
    sequencer.submit(opening, [](auto) {});
    options.version = "test";
    auto started = Server::start(options, sequencer, identities, &broker, session);
    ASSERT_TRUE(started.ok()) << started.status();
    server = *std::move(started);
    channel = grpc::CreateChannel(address(), grpc::InsecureChannelCredentials());
  }

  [[nodiscard]] std::string address() const { return fmt::format("127.0.0.1:{}", server->port()); }

  // Fingerprint of everything that has happened.
  [[nodiscard]] std::uint64_t events_hash() const {
    std::uint64_t hash = 0;
    sequencer.read([&](const Market& market) { hash = market.events_hash(); });
    return hash;
  }

  Identities identities;
  SeatBroker broker{identities};
  Sequencer sequencer{Market(), nullptr};
  std::unique_ptr<Server> server;
  std::shared_ptr<grpc::Channel> channel;
};

}  // namespace tanshi
