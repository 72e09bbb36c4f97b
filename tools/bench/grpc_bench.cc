// How fast the exchange is over gRPC, beside a no-op echo with messages of the same size in the
// same run: streams that pipeline, one and 32 orders a message, each acknowledgement durable; and
// orders sent one at a time, beside the echo and one group commit. Server and clients are processes
// of their own on one machine and share its cores, so the figures count both.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <numeric>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "exchange/codec/journal_codec.h"
#include "exchange/journal/journal.h"
#include "exchange/sequencer/sequencer.h"
#include "exchange/service/server.h"
#include "fmt/format.h"
#include "tools/bench/echo_server.h"
#include "tools/bench/load.h"
#include "tools/bench/server_process.h"
#include "tools/bench/wake_load.h"

namespace tanshi {

namespace {

constexpr int kAccounts = 8;
constexpr int kCommits = 4'000;

struct Options {
  std::string serve;  // "echo" or "exchange": be the server
  std::string directory;
  StreamLoad load;
  std::vector<int> batches = {1, 32};
  int calls = 4'000;
  int rounds = 3;
  int wakes = 20'000;
};

void serve_echo() {
  block_sigterm();
  const EchoServer server;
  announce_and_wait(server.port());
}

std::vector<Action> opening() {
  std::vector<Action> actions = {ListInstrument{.instrument = InstrumentId{1},
                                                .first_vintage = Year{2025},
                                                .last_vintage = Year{2025},
                                                .tick = Price(1),
                                                .lot = Tonnes(1),
                                                .max_price = Price(500'00)},
                                 SetTradingPhase{TradingPhase::kOpen}};
  for (int i = 1; i <= kAccounts; ++i) {
    actions.emplace_back(OpenAccount{AccountId{i}});
    actions.emplace_back(DepositCash{AccountId{i}, Cash(100'000'000'000'000)});
    actions.emplace_back(
        IssueAllowances{AccountId{i}, InstrumentId{1}, Year{2025}, Tonnes(10'000'000'000)});
  }
  return actions;
}

int serve_exchange(const std::string& directory) {
  block_sigterm();
  auto journal = Journal::open(directory);
  if (!journal.ok()) {
    fmt::print(stderr, "{}\n", journal.status().ToString());
    return 2;
  }
  Sequencer sequencer(Market(), *std::move(journal));
  Identities identities;
  for (int i = 1; i <= kAccounts; ++i) {
    identities.grant_holder(fmt::format("account-{}", i), AccountId{i});
  }
  const std::vector<Action> actions = opening();
  sequencer.submit(actions, [](auto) {});
  auto server = Server::start({}, sequencer, identities);
  if (!server.ok()) {
    fmt::print(stderr, "{}\n", server.status().ToString());
    return 2;
  }
  announce_and_wait((*server)->port());
  (*server)->stop(std::chrono::seconds(5));
  return 0;
}

double percentile(const std::vector<double>& sorted, double share) {
  return sorted.empty()
             ? 0
             : sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

// Microseconds that one command takes to become durable, by rising time, once the journal's files
// have their size: the first commits are slower, as they let the files grow.
std::vector<double> commit_times(const std::filesystem::path& directory) {
  auto journal = Journal::open(directory);
  if (!journal.ok()) return {};
  Market market;
  std::vector<Event> events;
  std::vector<double> micros;
  for (int i = 1; i <= kCommits; ++i) {
    const Command command{.time = SimTime(), .action = OpenAccount{AccountId{i}}};
    market.apply(command, events);
    std::string bytes;
    append_command(command, bytes);
    const auto start = std::chrono::steady_clock::now();
    if (!(*journal)->append(bytes, position_of(market)).ok()) return {};
    micros.push_back(
        std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start)
            .count());
  }
  micros.erase(micros.begin(), micros.begin() + kCommits / 2);
  std::ranges::sort(micros);
  return micros;
}

// ---- The comparison ----------------------------------------------------------------------------

class Comparison {
 public:
  explicit Comparison(const Options& options)
      : options_(options),
        echo_({"--serve", "echo"}),
        exchange_({"--serve", "exchange", "--dir", options.directory + "/exchange"}) {}

  void compare_streams(int batch, std::int64_t orders, double goal) {
    StreamLoad load = options_.load;
    load.batch = batch;
    load.orders = orders;
    double echo = 0;
    double exchange = 0;
    // In turn, and the best of each: other work on the machine slows either.
    for (int round = 0; round < options_.rounds; ++round) {
      echo = std::max(echo, orders_per_second(echo_, load));
      exchange = std::max(exchange, orders_per_second(exchange_, load));
    }
    fmt::print(
        "{} streams, {:>2} orders a message: echo {:>9.0f} orders/s, exchange {:>9.0f} "
        "orders/s, {:.0f} % (goal {:.0f} %)\n",
        load.streams, batch, echo, exchange, 100 * exchange / echo, 100 * goal);
  }

  void compare_round_trips() {
    const RoundTrips calls = round_trips(run_calls);
    const RoundTrips stream = round_trips(run_ping_pong);
    const std::vector<double> commits = commit_times(options_.directory + "/commits");
    fmt::print("group commit of one command: p50 {:.0f} us, p99 {:.0f}\n", percentile(commits, 0.5),
               percentile(commits, 0.99));
    print("calls", calls, percentile(commits, 0.5));
    print("stream", stream, percentile(commits, 0.5));
  }

 private:
  double orders_per_second(const ServerProcess& server, const StreamLoad& load) {
    const StreamResult result = run_streams(server.address(), load, next_order());
    if (result.answered < load.orders / load.streams * load.streams) {
      fmt::print(stderr, "only {} of {} orders were answered\n", result.answered, load.orders);
    }
    return static_cast<double>(result.answered) / result.seconds;
  }

  struct RoundTrips {
    std::vector<double> echo;
    std::vector<double> exchange;
  };

  template <class Run>
  RoundTrips round_trips(Run run) {
    return {.echo = run(echo_.address(), options_.calls, next_order()),
            .exchange = run(exchange_.address(), options_.calls, next_order())};
  }

  static void print(std::string_view name, const RoundTrips& times, double commit) {
    fmt::print(
        "one at a time, {:<6}: echo p50 {:.0f} us, p99 {:.0f}; exchange p50 {:.0f} us, p99 {:.0f} "
        "(goal: echo and a commit, {:.0f} us)\n",
        name, percentile(times.echo, 0.5), percentile(times.echo, 0.99),
        percentile(times.exchange, 0.5), percentile(times.exchange, 0.99),
        percentile(times.echo, 0.5) + commit);
  }

  // A range of order ids that no run before has used.
  std::int64_t next_order() { return 1 + 100'000'000 * runs_++; }

  const Options& options_;
  ServerProcess echo_;
  ServerProcess exchange_;
  std::int64_t runs_ = 0;
};

int compare(const Options& options) {
  if (options.wakes > 0) {
    const std::vector<double> wakes = run_wakes(options.wakes);
    fmt::print(
        "wake to answer, one seat after another: p50 {:.0f} us, p99 {:.0f}; {:.0f} wakes/s\n",
        percentile(wakes, 0.5), percentile(wakes, 0.99),
        1e6 / (std::reduce(wakes.begin(), wakes.end()) / static_cast<double>(wakes.size())));
  }
  Comparison comparison(options);
  if (options.calls > 0) comparison.compare_round_trips();
  for (const int batch : options.batches) {
    const std::int64_t orders = batch == 1 ? options.load.orders : 8 * options.load.orders;
    comparison.compare_streams(batch, orders, batch == 1 ? 0.75 : 0.35);
  }
  return 0;
}

int run(int argc, char** argv) {
  CLI::App app{"Load on the exchange over gRPC, beside a no-op echo"};
  Options options;
  options.directory = (std::filesystem::temp_directory_path() / "tanshi_grpc_bench").string();
  app.add_option("--serve", options.serve, "be the server: echo or exchange")->group("");
  app.add_option("--dir", options.directory, "where the journal is written")->capture_default_str();
  app.add_option("--streams", options.load.streams)->capture_default_str()->check(CLI::Range(1, 8));
  app.add_option("--window", options.load.window, "messages on the way in a stream")
      ->capture_default_str();
  app.add_option("--orders", options.load.orders, "of a run with one order a message")
      ->capture_default_str();
  app.add_option("--batch", options.batches, "orders in a message")->capture_default_str();
  app.add_option("--calls", options.calls, "orders sent one at a time")->capture_default_str();
  app.add_option("--wakes", options.wakes, "wakes of a session")->capture_default_str();
  app.add_option("--rounds", options.rounds, "the best of so many counts")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  if (options.serve == "echo") {
    serve_echo();
    return 0;
  }
  if (options.serve == "exchange") return serve_exchange(options.directory);
  std::filesystem::remove_all(options.directory);
  return compare(options);
}

}  // namespace

}  // namespace tanshi

int main(int argc, char** argv) {
  return tanshi::run(argc, argv);
}
