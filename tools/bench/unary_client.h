// A client of the load benchmark that places one order a call, and the next when it is answered.
#pragma once

#include <grpcpp/grpcpp.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "tanshi/v1/trading_service.grpc.pb.h"
#include "tools/bench/load_client.h"
#include "tools/bench/order_flow.h"

namespace tanshi {

class UnaryClient {
 public:
  // Calls as the holder of the account.
  UnaryClient(Venue venue, int port, AccountId account);

  // Places `count` orders that rest, and gives what each call took, in microseconds. Ends the
  // process if an answer is wrong or missing.
  [[nodiscard]] std::vector<double> run(std::int64_t count);

  [[nodiscard]] const OrderFlow& flow() const { return flow_; }

 private:
  bool place(const v1::SubmitOrderRequest& order);

  const Venue venue_;
  const AccountId account_;
  std::unique_ptr<v1::TradingService::Stub> stub_;
  OrderFlow flow_;
};

}  // namespace tanshi
