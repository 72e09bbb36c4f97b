// Kills the exchange with SIGKILL at random moments while clients trade over the wire, starts it
// again, and checks every answer that a client saw: the command of that number is in the log, was
// this order of this account, and had exactly the outcome that was told. No order was carried out
// twice, though clients send again what was not answered, and recovery from the latest snapshot
// gives the market that a replay from the beginning gives.
//
// The exchange is this program again, with `--serve DIRECTORY`.
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "agents/sdk/trading_client.h"
#include "exchange/base/check.h"
#include "exchange/base/random_stream.h"
#include "exchange/journal/journal.h"
#include "exchange/sequencer/sequencer.h"
#include "exchange/service/server.h"
#include "exchange/wire/results.h"
#include "fmt/format.h"
#include "tests/testing/kill_harness.h"
#include "tests/testing/scratch_directory.h"
#include "tests/testing/seeds.h"

namespace tanshi {
namespace {

constexpr int kClients = 4;  // client i has account i
constexpr int kLives = 40;
constexpr int kLivesBetweenReplays = 10;
constexpr int kBatch = 5;
constexpr std::size_t kDueMax = 200;  // sent by a client and not answered
constexpr InstrumentId kBook{1};

// ---- The exchange, in the child ----------------------------------------------------------------

std::vector<Action> opening() {
  std::vector<Action> actions = {
      ListInstrument{kBook, Year{2025}, Year{2025}, Price(1), Tonnes(1), Price(500'00)},
      SetTradingPhase{TradingPhase::kOpen}};
  for (int i = 1; i <= kClients; ++i) {
    actions.emplace_back(OpenAccount{AccountId{i}});
    actions.emplace_back(DepositCash{AccountId{i}, Cash(1'000'000'000'000)});
    actions.emplace_back(IssueAllowances{AccountId{i}, kBook, Year{2025}, Tonnes(1'000'000'000)});
  }
  return actions;
}

// Serves until it is killed; prints its port once it does.
int serve(const char* directory) {
  auto journal = Journal::open(directory);
  auto market = journal.ok() ? (*journal)->recover() : journal.status();
  if (!market.ok()) {
    fmt::print(stderr, "{}\n", market.status().ToString());
    return EXIT_FAILURE;
  }
  const bool is_new = market->command_count() == 0;
  Sequencer sequencer(*std::move(market), *std::move(journal),
                      {.max_pending_events = 512, .snapshot_every = 500});
  if (is_new) sequencer.submit(opening(), [](auto) {});
  Identities identities;
  for (int i = 1; i <= kClients; ++i) {
    identities.grant_holder(fmt::format("token-{}", i), AccountId{i});
  }
  const auto server = Server::start({}, sequencer, identities);
  TANSHI_CHECK(server.ok());
  fmt::print("{}\n", (*server)->port());
  std::fflush(stdout);
  for (;;) pause();
}

class ServerToKill {
 public:
  explicit ServerToKill(const std::string& directory) {
    int ends[2];
    TANSHI_CHECK(pipe(ends) == 0);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&files, ends[0]);
    std::string words[] = {"exchange", "--serve", directory};
    char* arguments[] = {words[0].data(), words[1].data(), words[2].data(), nullptr};
    TANSHI_CHECK(posix_spawn(&process_, "/proc/self/exe", &files, nullptr, arguments, environ) ==
                 0);
    posix_spawn_file_actions_destroy(&files);
    close(ends[1]);
    std::FILE* const output = fdopen(ends[0], "r");
    TANSHI_CHECK(std::fscanf(output, "%d", &port_) == 1);
    std::fclose(output);
  }
  ServerToKill(const ServerToKill&) = delete;
  ServerToKill& operator=(const ServerToKill&) = delete;
  ~ServerToKill() { kill(); }

  void kill() {
    if (process_ == 0) return;
    ::kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
    process_ = 0;
  }
  [[nodiscard]] std::string address() const { return fmt::format("127.0.0.1:{}", port_); }

 private:
  pid_t process_ = 0;
  int port_ = 0;
};

// ---- A client ----------------------------------------------------------------------------------

struct Answer {
  AccountId account{};
  v1::CommandResult result;
};

// Trades for one account over one stream after another. After a loss it sends again, first of all,
// what had no answer, under the same ids.
class Client {
 public:
  Client(std::uint64_t seed, AccountId account)
      : account_(account), random_(seed, static_cast<std::uint32_t>(account), 0) {}

  // Trades until the exchange is gone; its answers are added to answers().
  void trade(const std::string& address) {
    TradingClient client({.address = address, .token = fmt::format("token-{}", raw_id(account_))});
    const auto stream = client.open_stream();
    std::size_t sent = 0;  // of `unanswered_`
    std::thread receiving([&] { receive(*stream); });
    for (;;) {
      const std::vector<Intent> batch = next_batch(sent);
      sent += batch.size();
      if (!stream->send(batch)) break;
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return sent <= answered_in_stream_ + kDueMax || is_gone_; });
      if (is_gone_) break;
    }
    receiving.join();
    EXPECT_FALSE(stream->finish().ok());
    unanswered_.erase(unanswered_.begin(),
                      unanswered_.begin() + static_cast<std::ptrdiff_t>(answered_in_stream_));
    answered_in_stream_ = 0;
    is_gone_ = false;
  }

  [[nodiscard]] const std::vector<Answer>& answers() const { return answers_; }

 private:
  void receive(TradingStream& stream) {
    std::vector<v1::CommandResult> results;
    while (stream.receive(results)) {
      const std::lock_guard lock(mutex_);
      for (v1::CommandResult& result : results) answers_.push_back({account_, std::move(result)});
      answered_in_stream_ += results.size();
      changed_.notify_one();
    }
    const std::lock_guard lock(mutex_);
    is_gone_ = true;
    changed_.notify_one();
  }

  // From `sent` on: what was sent before and not answered, else new orders.
  std::vector<Intent> next_batch(std::size_t sent) {
    while (unanswered_.size() < sent + kBatch) unanswered_.push_back(order());
    const auto first = unanswered_.begin() + static_cast<std::ptrdiff_t>(sent);
    return {first, first + kBatch};
  }

  SubmitOrder order() {
    const bool buys = random_.uniform_int(0, 1) == 1;
    return {.account = account_,
            .order = OrderId{++last_order_},
            .instrument = kBook,
            .side = buys ? Side::kBuy : Side::kSell,
            .limit = Price(70'00 + random_.uniform_int(-20, 20)),
            .quantity = Tonnes(random_.uniform_int(1, 50))};
  }

  const AccountId account_;
  RandomStream random_;
  std::int64_t last_order_ = 0;
  std::vector<SubmitOrder> unanswered_;

  std::mutex mutex_;
  std::condition_variable changed_;
  // Guarded by `mutex_` while a stream is open.
  std::vector<Answer> answers_;
  std::size_t answered_in_stream_ = 0;  // of the stream that is open
  bool is_gone_ = false;                // the exchange is
};

// ---- The proof ---------------------------------------------------------------------------------

using Clients = std::vector<std::unique_ptr<Client>>;

// What a client is told of a command, without what it is told besides the command's own outcome.
std::string told(v1::CommandResult result) {
  result.clear_known_order();
  return result.SerializeAsString();
}

// Compares what clients saw with what a replay of the log gives, and counts each order once.
void check_answers(const std::filesystem::path& directory, const Clients& clients) {
  std::map<std::int64_t, const Answer*> by_command;
  for (const auto& client : clients) {
    for (const Answer& answer : client->answers()) {
      const bool is_new = by_command.emplace(answer.result.command_number(), &answer).second;
      ASSERT_TRUE(is_new) << "command " << answer.result.command_number() << " was told twice";
    }
  }
  std::map<std::pair<AccountId, OrderId>, int> accepted;
  std::size_t checked = 0;
  auto journal = Journal::open(directory);
  ASSERT_TRUE(journal.ok()) << journal.status();
  const auto market = (*journal)->replay(
      (*journal)->command_count(),
      [&](const Market& after, const Command& command, std::span<const Event> events) {
        if (const auto* event = std::get_if<OrderAccepted>(&events.front())) {
          EXPECT_EQ(++accepted[std::pair(event->account, event->order)], 1);
        }
        const auto found = by_command.find(after.command_count());
        if (found == by_command.end()) return;
        const Answer& answer = *found->second;
        v1::CommandResult happened;
        to_wire(after.command_count(), events, happened);
        EXPECT_EQ(told(answer.result), told(happened)) << answer.result.DebugString();
        const auto* order = std::get_if<SubmitOrder>(&command.action);
        ASSERT_NE(order, nullptr);
        EXPECT_EQ(order->account, answer.account);
        EXPECT_EQ(raw_id(order->order), answer.result.order_id());
        ++checked;
      });
  ASSERT_TRUE(market.ok()) << market.status();
  EXPECT_EQ(checked, by_command.size()) << "an answer tells of a command that the log has not";
}

// One life of the exchange: it is started, traded on, and killed.
void live_and_die(const std::string& directory, Clients& clients, std::int64_t milliseconds) {
  ServerToKill server(directory);
  std::vector<std::thread> trading;
  trading.reserve(clients.size());
  for (const auto& client : clients) {
    trading.emplace_back([&] { client->trade(server.address()); });
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
  server.kill();
  for (std::thread& thread : trading) thread.join();
}

TEST(KilledExchange, KeepsEveryAnswerThatAClientSawAndCarriesNothingOutTwice) {
  for (const std::uint64_t seed : test_seeds(1)) {
    const ReplayLine replay(seed);
    const ScratchDirectory directory(ScratchDirectory::Place::kDisk);
    RandomStream random(seed, 0, 0);
    Clients clients;
    for (int i = 1; i <= kClients; ++i) {
      clients.push_back(std::make_unique<Client>(seed, AccountId{i}));
    }

    for (int life = 1; life <= kLives; ++life) {
      live_and_die(directory.path().string(), clients, random.uniform_int(5, 80));
      if (life % kLivesBetweenReplays != 0) continue;

      const absl::Status recovered = check_recovery(directory.path(), {});
      ASSERT_TRUE(recovered.ok()) << recovered;
      check_answers(directory.path(), clients);
      if (HasFailure()) return;
    }
    std::size_t answers = 0;
    for (const auto& client : clients) answers += client->answers().size();
    EXPECT_GT(answers, 1'000U);
    fmt::print("{} answers over {} lives\n", answers, kLives);
  }
}

}  // namespace

int serve_until_killed(const char* directory) {
  return serve(directory);
}

}  // namespace tanshi

int main(int argc, char** argv) {
  if (argc == 3 && std::string_view(argv[1]) == "--serve") {
    return tanshi::serve_until_killed(argv[2]);
  }
  ::testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
