// A full class on one machine: `tanshi serve` plays class_load.yaml in real time, most of its seats
// robots', and every other seat is a desk here that talks to the gateway as a browser does: three
// HTTP/1.1 connections, on two of which it follows its screen and the book; orders at the pace of a
// person, near the touch, every fourth a cancel.
//
// Measured at the desk: the time from sending an order to its answer, which says that the order is
// durable; and how far its screen is behind, which is the longer of
//   own: from the answer to a command of its own to a screen that holds its effects, and
//   all: from the moment when any desk had something newer than its screen to its next screen.
// The desks share the machine with what they measure, on one thread.
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "fmt/format.h"
#include "tools/bench/web_client.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "tanshi/v1/classroom_service.pb.h"
#include "tanshi/v1/market_data_service.pb.h"
#include "tanshi/v1/trading_service.pb.h"

namespace tanshi {
namespace {

namespace asio = boost::asio;
using asio::use_awaitable;
using asio::ip::tcp;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

struct Options {
  std::string program = "build/bin/tanshi";
  std::string scenario = "tools/bench/class_load.yaml";
  std::string directory = "build";
  int desks = 200;
  int day_takes_ms = 1'000;
  int order_every_ms = 3'000;  // of a desk, on average
  int warm_up_s = 10;
  int seconds = 60;
};

[[noreturn]] void give_up(const std::string& problem) {
  std::fprintf(stderr, "class_load: %s\n", problem.c_str());
  std::exit(EXIT_FAILURE);
}

double ms_of(Clock::duration time) {
  return std::chrono::duration<double, std::milli>(time).count();
}

double cpu_of(int who) {
  rusage usage{};
  getrusage(who, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// ---- The server
// ----------------------------------------------------------------------------------

// tanshi serve, and what it printed: where browsers are served, and the code.
class Served {
 public:
  explicit Served(const Options& options)
      : data_(std::filesystem::path(options.directory) / fmt::format("class_load.{}", getpid())) {
    int out[2];
    if (pipe2(out, O_CLOEXEC) != 0) give_up("no pipe");
    std::vector<std::string> words = {options.program,  "serve",
                                      options.scenario, "--class",
                                      "--start",        "now",
                                      "--listen",       "127.0.0.1:0",
                                      "--web",          "127.0.0.1:0",
                                      "--data",         data_.string(),
                                      "--day-takes",    fmt::to_string(options.day_takes_ms)};
    std::vector<char*> argv;
    argv.reserve(words.size() + 1);
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    if (posix_spawn(&pid_, argv[0], &actions, nullptr, argv.data(), environ) != 0)
      give_up(fmt::format("cannot start {}", options.program));
    posix_spawn_file_actions_destroy(&actions);
    close(out[1]);
    output_ = fdopen(out[0], "r");
    const std::string web = after("127.0.0.1:");
    port_ = static_cast<std::uint16_t>(std::stoi(web));
    code_ = after("code for participants: ").substr(0, 7);
  }
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;
  ~Served() {
    kill(pid_, SIGTERM);
    waitpid(pid_, nullptr, 0);
    std::fclose(output_);
    std::error_code ignored;
    std::filesystem::remove_all(data_, ignored);
  }

  [[nodiscard]] tcp::endpoint address() const { return {asio::ip::address_v4::loopback(), port_}; }
  [[nodiscard]] const std::string& code() const { return code_; }

  // Time of a processor that it has used so far.
  [[nodiscard]] double cpu_seconds() const {
    std::ifstream file(fmt::format("/proc/{}/stat", pid_));
    std::string word;
    for (int i = 0; i < 13; ++i) file >> word;  // the program's name holds no space
    double user = 0;
    double system = 0;
    file >> user >> system;
    return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
  }

 private:
  // What follows `words` on the first line to come that has them.
  std::string after(std::string_view words) {
    char line[512];
    while (std::fgets(line, sizeof line, output_) != nullptr) {
      const std::string text = line;
      const std::size_t found = text.find(words);
      if (found != std::string::npos) return text.substr(found + words.size());
    }
    give_up(fmt::format("the server did not print \"{}\"", words));
  }

  const std::filesystem::path data_;
  pid_t pid_ = -1;
  std::FILE* output_ = nullptr;
  std::uint16_t port_ = 0;
  std::string code_;
};

// ---- The desks
// -----------------------------------------------------------------------------------

// What all desks together have seen and measured.
struct Class {
  bool is_measuring = false;
  std::vector<double> answers_ms;
  std::vector<double> own_behind_ms;
  std::vector<double> all_behind_ms;
  std::set<int> entered;
  std::map<std::string, int> refusals;  // by the exchange's reason
  std::map<std::string, int> failures;
  std::map<int, double> worst_behind_ms;  // by desk
  std::int64_t screens = 0;
  std::int64_t book_updates = 0;
  std::size_t bytes = 0;

  // When any desk first saw a command's effects, by its number.
  std::map<std::int64_t, Clock::time_point> first_seen;

  void saw(std::int64_t command, Clock::time_point now) {
    if (first_seen.empty() || first_seen.rbegin()->first < command) first_seen[command] = now;
    if (first_seen.size() > 10'000) first_seen.erase(first_seen.begin());
  }
  void is_behind(int desk, double ms, std::vector<double>& all) {
    if (!is_measuring) return;
    all.push_back(ms);
    worst_behind_ms[desk] = std::max(worst_behind_ms[desk], ms);
  }
};

class Desk {
 public:
  Desk(int number, asio::io_context& thread, const Served& server, Class& all)
      : number_(number),
        thread_(thread),
        code_(server.code()),
        class_(all),
        random_(static_cast<unsigned>(number)),
        calls_(thread.get_executor(), server.address()),
        screens_(thread.get_executor(), server.address()),
        books_(thread.get_executor(), server.address()) {}

  asio::awaitable<void> live(int order_every_ms) {
    std::uniform_int_distribution<int> moment(0, 4'000);
    co_await sleep(milliseconds(moment(random_)));
    if (!co_await enter()) co_return;
    go("screen", follow());
    while (instrument_ == 0) co_await sleep(milliseconds(50));
    go("book", follow_book());
    // The next thought of a person: never at once, at times long after.
    std::exponential_distribution<double> thought(1.0);
    for (;;) {
      const double wait = 0.25 + 0.75 * std::min(thought(random_), 4.0);
      co_await sleep(milliseconds(static_cast<std::int64_t>(order_every_ms * wait)));
      co_await trade();
    }
  }

  // Runs a part of the desk; its failure is told, and ends that part alone.
  void go(const std::string& part, asio::awaitable<void> what) {
    asio::co_spawn(thread_, std::move(what), [this, part](const std::exception_ptr& error) {
      if (!error) return;
      try {
        std::rethrow_exception(error);
      } catch (const std::exception& problem) {
        ++class_.failures[fmt::format("{}: {}", part, problem.what())];
      }
    });
  }

  [[nodiscard]] std::size_t bytes() const {
    return calls_.bytes_read() + screens_.bytes_read() + books_.bytes_read();
  }

 private:
  asio::awaitable<void> sleep(milliseconds time) {
    asio::steady_timer timer(thread_, time);
    co_await timer.async_wait(use_awaitable);
  }

  asio::awaitable<bool> enter() {
    v1::GetClassResponse info;
    co_await calls_.call("ClassroomService/GetClass", v1::GetClassRequest(), info);
    v1::EnterClassRequest request;
    request.set_code(code_);
    request.set_name(fmt::format("Desk {}", number_));
    request.set_request_id(fmt::format("class-load-desk-{:06}", number_));
    request.set_consents(true);
    v1::EnterClassResponse entered;
    if (!co_await calls_.call("ClassroomService/EnterClass", request, entered)) {
      ++class_.failures["enter: " + calls_.refusal()];
      co_return false;
    }
    for (WebClient* client : {&calls_, &screens_, &books_}) client->set_token(entered.token());
    class_.entered.insert(number_);
    co_return true;
  }

  asio::awaitable<void> follow() {
    v1::FollowSeatRequest request;
    request.set_seats_apart(true);  // as the desk asks
    co_await screens_.open("ClassroomService/FollowSeat", request);
    v1::FollowSeatResponse news;
    while (co_await screens_.read(news)) {
      if (news.has_screen()) see(news.screen());
    }
    ++class_.failures["screens ended: " + screens_.refusal()];
  }

  asio::awaitable<void> follow_book() {
    v1::StreamBookRequest request;
    request.set_instrument_id(instrument_);
    co_await books_.open("MarketDataService/StreamBook", request);
    v1::StreamBookResponse news;
    while (co_await books_.read(news)) {
      if (class_.is_measuring) ++class_.book_updates;
    }
    ++class_.failures["book ended: " + books_.refusal()];
  }

  void see(const v1::SeatScreen& screen) {
    const auto now = Clock::now();
    if (class_.is_measuring) ++class_.screens;
    const std::int64_t command = screen.clock().command_number();
    if (shown_ > 0 && command > shown_) {
      const auto newer = class_.first_seen.upper_bound(shown_);
      const double behind = newer == class_.first_seen.end() ? 0 : ms_of(now - newer->second);
      class_.is_behind(number_, behind, class_.all_behind_ms);
    }
    shown_ = std::max(shown_, command);
    class_.saw(command, now);
    for (; !unseen_.empty() && unseen_.front().first <= shown_; unseen_.pop_front())
      class_.is_behind(number_, ms_of(now - unseen_.front().second), class_.own_behind_ms);
    if (screen.books_size() == 0) return;
    rules_ = screen.books(0).instrument();
    quote_ = screen.books(0).quote();
    instrument_ = screen.books(0).instrument_id();
  }

  asio::awaitable<void> trade() {
    if (order_ > 0 && order_ % 4 == 0) {
      v1::CancelOrderRequest cancel;
      cancel.set_order_id(order_++);
      v1::CancelOrderResponse answer;
      co_await send("TradingService/CancelOrder", cancel, answer);
      co_return;
    }
    v1::SubmitOrderRequest order = next_order();
    v1::SubmitOrderResponse answer;
    co_await send("TradingService/SubmitOrder", order, answer);
  }

  v1::SubmitOrderRequest next_order() {
    std::uniform_int_distribution<int> coin(0, 1);
    std::uniform_int_distribution<std::int64_t> ticks(-3, 3);
    const bool buys = coin(random_) == 1;
    std::int64_t price =
        buys ? quote_.bid_price_cents_per_tonne() : quote_.ask_price_cents_per_tonne();
    if (price == 0) price = std::max<std::int64_t>(quote_.last_price_cents_per_tonne(), 3'000);
    const std::int64_t tick = rules_.tick_cents_per_tonne();
    v1::SubmitOrderRequest order;
    order.set_order_id(++order_);
    order.set_instrument_id(instrument_);
    order.set_side(buys ? v1::SIDE_BUY : v1::SIDE_SELL);
    order.set_limit_price_cents_per_tonne(std::max(tick, (price / tick + ticks(random_)) * tick));
    order.set_quantity_t(rules_.lot_t() * (1 + coin(random_)));
    return order;
  }

  template <class Request, class Response>
  asio::awaitable<void> send(std::string method, const Request& request, Response& response) {
    const auto sent = Clock::now();
    if (!co_await calls_.call(std::move(method), request, response)) {
      ++class_.failures["call: " + calls_.refusal()];
      co_return;
    }
    const auto now = Clock::now();
    if (class_.is_measuring) class_.answers_ms.push_back(ms_of(now - sent));
    const v1::CommandResult& result = response.result();
    if (result.refusal() != 0) {
      if (class_.is_measuring) ++class_.refusals[v1::RejectReason_Name(result.refusal())];
    }
    if (result.command_number() > shown_) {
      unseen_.emplace_back(result.command_number(), now);
    } else {
      class_.is_behind(number_, 0, class_.own_behind_ms);
    }
  }

  const int number_;
  asio::io_context& thread_;
  const std::string code_;
  Class& class_;
  std::minstd_rand random_;
  WebClient calls_;
  WebClient screens_;
  WebClient books_;
  std::int64_t order_ = 0;
  std::int64_t instrument_ = 0;
  v1::Instrument rules_;
  v1::Quote quote_;
  std::int64_t shown_ = 0;  // the latest command in a screen
  // Own commands that were answered and are in no screen yet.
  std::deque<std::pair<std::int64_t, Clock::time_point>> unseen_;
};

// ---- What is told
// --------------------------------------------------------------------------------

std::string quantiles(std::vector<double>& values) {
  if (values.empty()) return "none";
  std::sort(values.begin(), values.end());
  const auto at = [&](double share) {
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
  };
  return fmt::format("p50 {:.1f}, p99 {:.1f}, max {:.1f} ms of {}", at(0.5), at(0.99),
                     values.back(), values.size());
}

void print_figures(const Options& options, Class& all, double server_cpu, double own_cpu) {
  const double seconds = options.seconds;
  double worst = 0;
  for (const auto& [desk, ms] : all.worst_behind_ms) worst = std::max(worst, ms);
  fmt::print("{} of {} desks entered; a day takes {} ms; {} s measured\n", all.entered.size(),
             options.desks, options.day_takes_ms, options.seconds);
  fmt::print("answers: {}\n", quantiles(all.answers_ms));
  fmt::print("screen behind own commands: {}\n", quantiles(all.own_behind_ms));
  fmt::print("screen behind what others see: {}\n", quantiles(all.all_behind_ms));
  fmt::print("the desk that was most behind: {:.1f} ms\n", worst);
  fmt::print("a second: {:.0f} calls, {:.0f} screens, {:.0f} updates of books, {:.2f} MB\n",
             static_cast<double>(all.answers_ms.size()) / seconds,
             static_cast<double>(all.screens) / seconds,
             static_cast<double>(all.book_updates) / seconds,
             static_cast<double>(all.bytes) / seconds / 1e6);
  fmt::print("processors: server {:.2f}, desks {:.2f}\n", server_cpu / seconds, own_cpu / seconds);
  for (const auto& [reason, count] : all.refusals) fmt::print("refused {}: {}\n", reason, count);
  for (const auto& [problem, count] : all.failures) fmt::print("FAILED {}: {}\n", problem, count);
  std::fflush(stdout);
}

int run(const Options& options) {
  std::signal(SIGPIPE, SIG_IGN);
  const Served server(options);
  asio::io_context thread(1);
  Class all;
  std::vector<std::unique_ptr<Desk>> desks;
  for (int i = 1; i <= options.desks; ++i) {
    desks.push_back(std::make_unique<Desk>(i, thread, server, all));
    desks.back()->go("desk", desks.back()->live(options.order_every_ms));
  }
  const auto bytes = [&] {
    std::size_t sum = 0;
    for (const auto& desk : desks) sum += desk->bytes();
    return sum;
  };
  thread.run_for(std::chrono::seconds(options.warm_up_s));
  all.is_measuring = true;
  const double server_cpu = server.cpu_seconds();
  const double own_cpu = cpu_of(RUSAGE_SELF);
  const std::size_t before = bytes();
  thread.run_for(std::chrono::seconds(options.seconds));
  all.is_measuring = false;
  all.bytes = bytes() - before;
  print_figures(options, all, server.cpu_seconds() - server_cpu, cpu_of(RUSAGE_SELF) - own_cpu);
  return all.failures.empty() ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace
}  // namespace tanshi

int main(int argc, char** argv) {
  tanshi::Options options;
  CLI::App app("Holds a full class and measures it from its desks");
  app.add_option("--program", options.program, "tanshi")->capture_default_str();
  app.add_option("--scenario", options.scenario, "What is served")->capture_default_str();
  app.add_option("--directory", options.directory, "Where the journal goes")->capture_default_str();
  app.add_option("--desks", options.desks, "People")->capture_default_str();
  app.add_option("--day-takes", options.day_takes_ms, "In ms")->capture_default_str();
  app.add_option("--order-every", options.order_every_ms, "Of a desk, in ms")
      ->capture_default_str();
  app.add_option("--warm-up", options.warm_up_s, "In s")->capture_default_str();
  app.add_option("--seconds", options.seconds, "Of the measurement")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  return tanshi::run(options);
}
