#include "tools/bench/unary_client.h"

#include <chrono>
#include <limits>

#include "tools/bench/exchange_server.h"
#include "tools/bench/exit_because.h"

namespace tanshi {

UnaryClient::UnaryClient(Venue venue, int port, AccountId account)
    : venue_(venue),
      account_(account),
      stub_(v1::TradingService::NewStub(connect_to(port))),
      flow_(account, std::numeric_limits<std::int64_t>::max()) {}

std::vector<double> UnaryClient::run(std::int64_t count) {
  using Clock = std::chrono::steady_clock;
  std::vector<double> latencies_us;
  for (std::int64_t i = 0; i < count; ++i) {
    v1::OrderCommand command;
    flow_.next(command);
    const auto start = Clock::now();
    if (!place(command.submit())) exit_because("a call got no answer, or a wrong one");
    latencies_us.push_back(std::chrono::duration<double, std::micro>(Clock::now() - start).count());
  }
  return latencies_us;
}

bool UnaryClient::place(const v1::SubmitOrderRequest& order) {
  grpc::ClientContext context;
  context.AddMetadata("authorization", "Bearer " + token_of(account_));
  v1::SubmitOrderResponse response;
  return stub_->SubmitOrder(&context, order, &response).ok() &&
         is_answer_of(venue_, response.result(), flow_);
}

}  // namespace tanshi
