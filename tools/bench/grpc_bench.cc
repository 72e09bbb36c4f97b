// The exchange over gRPC against a no-op echo of the same messages, in one run.
//
// Processes of this machine: the clients, the exchange with its journal on a disk, the echo, and,
// for one order at a time, an echo that makes a group commit before each answer. One is measured
// while the other servers rest. The loads alternate (echo, exchange, echo, exchange, ...), so that
// all meet the same weather; figures are medians over the rounds, and a ratio is the median of the
// rounds' ratios. order_flow.h says what is sent. Every answer is checked when it comes, and in the
// end the exchange's log is replayed and compared with what it had reached and with what its
// clients were told.
#include <linux/magic.h>
#include <stdlib.h>
#include <sys/vfs.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "fmt/format.h"
#include "tools/bench/echo_server.h"
#include "tools/bench/exchange_server.h"
#include "tools/bench/exit_because.h"
#include "tools/bench/fleet.h"
#include "tools/bench/group_commit.h"
#include "tools/bench/log_check.h"
#include "tools/bench/server_process.h"
#include "tools/bench/statistics.h"
#include "tools/bench/wake_load.h"

namespace tanshi {

namespace {

struct Options {
  std::filesystem::path directory = ".";
  int clients = 8;
  int rounds = 7;
  Load single{.messages = 20'000, .batch = 1, .window = 128};
  Load batched{.messages = 4'000, .batch = 32, .window = 16};
  std::int64_t one_at_a_time = 300;
  int wakes = 20'000;
};

// The sides of one comparison, a round an entry.
struct Contest {
  std::vector<Figures> echo;
  std::vector<Figures> durable_echo;  // one at a time alone
  std::vector<Figures> exchange;

  [[nodiscard]] double ratio() const {
    std::vector<double> ratios;
    for (std::size_t i = 0; i < echo.size(); ++i) {
      ratios.push_back(exchange[i].orders_per_second / echo[i].orders_per_second);
    }
    return median(std::move(ratios));
  }
};

double median_of(const std::vector<Figures>& rounds, double Figures::* figure) {
  std::vector<double> values;
  for (const Figures& one : rounds) values.push_back(one.*figure);
  return median(std::move(values));
}

struct Results {
  Contest single;
  Contest batched;
  Contest streamed;  // one at a time
  Contest unary;     // one at a time
  std::vector<double> commits_us;
};

// A directory of its own in `parent`, gone with this object.
class BenchDirectory {
 public:
  explicit BenchDirectory(const std::filesystem::path& parent) {
    struct statfs system{};
    if (::statfs(parent.c_str(), &system) != 0) exit_because(parent.string() + " is not there");
    if (system.f_type == TMPFS_MAGIC) {
      exit_because(parent.string() + " is in memory; choose --directory on a disk");
    }
    std::string name = (parent / "grpc_bench_XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) exit_because("cannot write to " + parent.string());
    path_ = name;
  }
  BenchDirectory(const BenchDirectory&) = delete;
  BenchDirectory& operator=(const BenchDirectory&) = delete;
  ~BenchDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

void warm_up_one_at_a_time(Fleet& fleet) {
  (void)fleet.run_one_at_a_time(100);
  (void)fleet.run_unary(100);
}

void warm_up(Fleet& fleet) {
  (void)fleet.run({.messages = kRestingOrders / 30, .batch = 30, .window = 4});
  (void)fleet.run({.messages = 1'000, .batch = 32, .window = 16});
  warm_up_one_at_a_time(fleet);
}

struct Fleets {
  Fleet echo;
  Fleet durable_echo;
  Fleet exchange;
};

Results measure(const Options& options, Fleets& fleets, GroupCommit& commit) {
  Results results;
  const auto play = [&](Contest& contest, auto run) {
    contest.echo.push_back(run(fleets.echo));
    contest.exchange.push_back(run(fleets.exchange));
  };
  const auto play_one_at_a_time = [&](Contest& contest, auto run) {
    contest.durable_echo.push_back(run(fleets.durable_echo));
    play(contest, run);
  };
  for (int round = 0; round < options.rounds; ++round) {
    play(results.single, [&](Fleet& fleet) { return fleet.run(options.single); });
    play(results.batched, [&](Fleet& fleet) { return fleet.run(options.batched); });
    play_one_at_a_time(results.streamed, [&](Fleet& fleet) {
      return fleet.run_one_at_a_time(options.one_at_a_time);
    });
    play_one_at_a_time(results.unary,
                       [&](Fleet& fleet) { return fleet.run_unary(options.one_at_a_time); });
    results.commits_us.push_back(median(commit.run(options.one_at_a_time)));
    fmt::print(stderr, "round {} of {} done\n", round + 1, options.rounds);
  }
  return results;
}

// ---- What is printed: rows of a Markdown table -------------------------------------------------

void print_side(std::string_view name, const std::vector<Figures>& rounds) {
  fmt::print("| {} | {:.0f} | {:.0f} | {:.2f} | {:.2f} |", name,
             median_of(rounds, &Figures::orders_per_second),
             median_of(rounds, &Figures::latency_us), median_of(rounds, &Figures::client_cpu_us),
             median_of(rounds, &Figures::server_cpu_us));
}

void print_throughput(std::string_view name, const Contest& contest) {
  print_side(fmt::format("{}: echo", name), contest.echo);
  fmt::print(" |\n");
  print_side(fmt::format("{}: exchange", name), contest.exchange);
  fmt::print(" {:.0f} % of the echo |\n", 100 * contest.ratio());
}

void print_latency(std::string_view name, const Contest& contest, double commit_us) {
  print_side(fmt::format("{}: echo", name), contest.echo);
  fmt::print(" |\n");
  print_side(fmt::format("{}: echo that commits", name), contest.durable_echo);
  fmt::print(" |\n");
  print_side(fmt::format("{}: exchange", name), contest.exchange);
  fmt::print(" echo + commit = {:.0f} us |\n",
             median_of(contest.echo, &Figures::latency_us) + commit_us);
}

void print(const Options& options, const Results& results) {
  fmt::print(
      "| | orders/s | p50 us | client cpu us/order | server cpu us/order | |\n"
      "| --- | ---: | ---: | ---: | ---: | --- |\n");
  print_throughput(fmt::format("{} streams, 1 order a message", options.clients), results.single);
  print_throughput(
      fmt::format("{} streams, {} orders a message", options.clients, options.batched.batch),
      results.batched);
  const double commit_us = median(results.commits_us);
  print_latency("one at a time on a stream", results.streamed, commit_us);
  print_latency("one at a time, unary", results.unary, commit_us);
  fmt::print("| one group commit | | {:.0f} | | | |\n\n", commit_us);
}

LogPosition compare(const Options& options, const std::filesystem::path& directory,
                    std::vector<Told>& told) {
  ServerProcess echo_server([](const ParentPipe& parent) { return serve_echo(parent); });
  ServerProcess durable_echo_server([&](const ParentPipe& parent) {
    GroupCommit commit(directory / "echo");
    return serve_echo(parent, &commit);
  });
  ServerProcess exchange_server([&](const ParentPipe& parent) {
    return serve_exchange(parent, directory / "journal", options.clients + 1);
  });
  {
    Fleets fleets{.echo = {Venue::kEcho, echo_server, options.clients},
                  .durable_echo = {Venue::kEcho, durable_echo_server, 1},
                  .exchange = {Venue::kExchange, exchange_server, options.clients}};
    GroupCommit commit(directory / "commits");
    warm_up(fleets.echo);
    warm_up(fleets.exchange);
    warm_up_one_at_a_time(fleets.durable_echo);
    print(options, measure(options, fleets, commit));
    fmt::print("Bytes an order: echo {:.1f} + {:.1f}, exchange {:.1f} + {:.1f}.\n",
               fleets.echo.request_bytes(), fleets.echo.response_bytes(),
               fleets.exchange.request_bytes(), fleets.exchange.response_bytes());
    told = fleets.exchange.told();
  }
  (void)echo_server.stop();
  (void)durable_echo_server.stop();
  return exchange_server.stop();
}

int run(const Options& options) {
  const BenchDirectory directory(options.directory);
  std::vector<Told> told;
  const LogPosition reached = compare(options, directory.path(), told);
  const absl::Status status = check_log(directory.path() / "journal", reached, told);
  if (!status.ok()) exit_because(status.ToString());
  if (options.wakes > 0) {
    fmt::print("Wake of a seat to its answer, one seat after another: p50 {:.0f} us.\n",
               median(run_wakes(options.wakes)));
  }
  fmt::print(
      "Every answer was right; replay of the journal's {} commands gives the exchange's hash "
      "{:016x} "
      "and what the clients were told.\n",
      reached.command_count, reached.events_hash);
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace tanshi

int main(int argc, char** argv) {
  tanshi::Options options;
  CLI::App app("The exchange over gRPC against a no-op echo of the same messages.");
  app.option_defaults()->always_capture_default();
  app.add_option("--directory", options.directory, "Where the journal goes; not in memory");
  app.add_option("--clients", options.clients, "Streams at a time");
  app.add_option("--rounds", options.rounds, "Times that everything is measured");
  app.add_option("--messages", options.single.messages, "Of one order: a client and round");
  app.add_option("--window", options.single.window, "Of these on the way: a client");
  app.add_option("--batches", options.batched.messages, "Messages of many orders");
  app.add_option("--batch", options.batched.batch, "Orders in each of these");
  app.add_option("--batch-window", options.batched.window, "Of these on the way: a client");
  app.add_option("--one-at-a-time", options.one_at_a_time, "Orders a round");
  app.add_option("--wakes", options.wakes, "Wakes of a session's seats");
  CLI11_PARSE(app, argc, argv);
  return tanshi::run(options);
}
