#include "tools/bench/wake_load.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include "agents/sdk/agent_host.h"
#include "exchange/base/check.h"
#include "exchange/journal/journal.h"  // IWYU pragma: keep: the sequencer takes one
#include "exchange/service/server.h"
#include "fmt/format.h"

namespace tanshi {

namespace {

constexpr int kSeats = 14;
constexpr int kTape = 20;

// Replaces its quote at each wake, as most strategies do.
class Quoter final : public Agent {
 public:
  explicit Quoter(const SeatBrief& brief) : brief_(brief) {}

  void decide(const Observation& observation, RandomStream&, Decision& decision) override {
    decision.intents.emplace_back(
        CancelAllOrders{.account = brief_.account, .instrument = brief_.instrument});
    decision.intents.emplace_back(SubmitOrder{.account = brief_.account,
                                              .order = observation.next_order,
                                              .instrument = brief_.instrument,
                                              .limit = observation.bid,
                                              .quantity = Tonnes(100)});
  }

 private:
  SeatBrief brief_;
};

}  // namespace

std::vector<double> run_wakes(int count) {
  Sequencer sequencer(Market(), nullptr);
  Identities identities;
  identities.grant_operator("operator");
  SeatBroker broker(identities);
  std::vector<std::string> seats;
  for (int i = 1; i <= kSeats; ++i) {
    SeatBrief brief;
    brief.seat = fmt::format("seat-{}", i);
    brief.account = AccountId{i};
    brief.instrument = InstrumentId{1};
    broker.offer(brief, brief.seat);
    seats.push_back(brief.seat);
  }
  const auto server = Server::start({}, sequencer, identities, &broker);
  TANSHI_CHECK(server.ok());
  std::jthread hosting([&, port = (*server)->port()] {
    const auto report =
        host_agents({.address = fmt::format("127.0.0.1:{}", port), .token = "operator"}, seats,
                    [](const SeatBrief& brief) {
                      return HostedAgent{std::make_unique<Quoter>(brief), RandomStream(1, 1, 1)};
                    });
    TANSHI_CHECK(report.ok());
  });
  using Clock = SeatBroker::Clock;
  TANSHI_CHECK(broker.wait_until_held(Clock::now() + std::chrono::seconds(10)));

  const std::vector<TapeEntry> tape(kTape, {true, Side::kBuy, Price(70'00), Tonnes(100)});
  std::vector<double> micros;
  for (int i = 0; i < count; ++i) {
    Observation observation;
    observation.next_order = OrderId{i + 1};
    observation.bid = Price(70'00);
    observation.tape = tape;
    const auto start = Clock::now();
    const auto decision = broker.wake(seats[static_cast<std::size_t>(i % kSeats)], observation,
                                      start + std::chrono::seconds(10));
    micros.push_back(std::chrono::duration<double, std::micro>(Clock::now() - start).count());
    TANSHI_CHECK(decision.has_value());
  }
  broker.close("enough");
  std::ranges::sort(micros);
  return micros;
}

}  // namespace tanshi
