// A holder whose process hangs, its connection open all the while, loses its seat to the robot: the
// session does not wait for it.
//
// The holder is this program again, with `--hold ADDRESS`, stopped by SIGSTOP.
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "agents/sdk/agent_host.h"
#include "tests/e2e/exchange_fixture.h"

namespace tanshi {
namespace {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

class Idler final : public Agent {
 public:
  void decide(const Observation&, RandomStream&, Decision&) override {}
};

int hold(const char* address) {
  const std::vector<std::string> seats = {"power"};
  const auto report =
      host_agents({.address = address, .token = "token"}, seats, [](const SeatBrief&) {
        return HostedAgent{std::make_unique<Idler>(), RandomStream(1, 1, 1)};
      });
  return report.ok() ? EXIT_SUCCESS : EXIT_FAILURE;
}

class SilenceTest : public ExchangeTest {
 protected:
  void SetUp() override {
    SeatBrief brief;
    brief.seat = "power";
    brief.account = AccountId{11};
    brief.instrument = kBook;
    broker.offer(brief, "token");
    ServerOptions options;
    options.ping_after = 300ms;
    options.ping_answer_within = 300ms;
    serve(options);
    std::string words[] = {"holder", "--hold", address()};
    char* arguments[] = {words[0].data(), words[1].data(), words[2].data(), nullptr};
    ASSERT_EQ(posix_spawn(&holder_, "/proc/self/exe", nullptr, nullptr, arguments, environ), 0);
    ASSERT_TRUE(broker.wait_until_held(SeatBroker::Clock::now() + 20s));
  }
  void TearDown() override {
    broker.close("the test is over");
    if (holder_ == 0) return;
    kill(holder_, SIGKILL);
    waitpid(holder_, nullptr, 0);
  }

  std::optional<Decision> wake() {
    return broker.wake("power", Observation{}, SeatBroker::Clock::now() + 60s);
  }

  pid_t holder_ = 0;
};

TEST_F(SilenceTest, AHolderThatHangsGivesItsSeatBackLongBeforeItsTimeIsOver) {
  ASSERT_TRUE(wake().has_value());
  const auto begin = SeatBroker::Clock::now();
  kill(holder_, SIGSTOP);

  EXPECT_FALSE(wake().has_value());

  EXPECT_LT(SeatBroker::Clock::now() - begin, 30s);
  EXPECT_FALSE(broker.seats().at(0).held);
}

TEST_F(SilenceTest, AHolderThatIsIdleKeepsItsSeat) {
  std::this_thread::sleep_for(1'500ms);  // several pings

  EXPECT_TRUE(wake().has_value());
}

}  // namespace

int hold_seat(const char* address) {
  return hold(address);
}

}  // namespace tanshi

int main(int argc, char** argv) {
  if (argc == 3 && std::string_view(argv[1]) == "--hold") return tanshi::hold_seat(argv[2]);
  ::testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
