#include "tools/bench/exchange_server.h"

#include <chrono>
#include <memory>
#include <utility>

#include "exchange/sequencer/sequencer.h"
#include "exchange/service/server.h"
#include "fmt/format.h"
#include "tools/bench/exit_because.h"
#include "tools/bench/order_flow.h"

namespace tanshi {

namespace {

template <class T>
T value_or_exit(absl::StatusOr<T> result) {
  if (result.ok()) return *std::move(result);
  exit_because(result.status().ToString());
}

}  // namespace

std::string token_of(AccountId account) {
  return fmt::format("trader-{}", raw_id(account));
}

LogPosition serve_exchange(const ParentPipe& parent, const std::filesystem::path& directory,
                           int traders) {
  Identities identities;
  for (int trader = 1; trader <= traders; ++trader) {
    identities.grant_holder(token_of(AccountId{trader}), AccountId{trader});
  }
  Sequencer sequencer(Market(), value_or_exit(Journal::open(directory)));
  sequencer.submit(open_bench_market(traders), [](auto) {});
  const auto server = value_or_exit(Server::start(ServerOptions(), sequencer, identities));

  parent.serve_on(server->port());
  server->stop(std::chrono::seconds(1));
  sequencer.flush();
  LogPosition position;
  sequencer.read([&](const Market& market) { position = position_of(market); });
  return position;
}

}  // namespace tanshi
