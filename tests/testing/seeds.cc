#include "tests/testing/seeds.h"

#include <unistd.h>

#include <atomic>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <string_view>

namespace tanshi {
namespace {

// What an abort prints; null when no ReplayLine lives. Read by the signal handler.
std::atomic<const char*> printed_on_abort = nullptr;

// Lets the abort go on afterwards: the default action is back before it runs.
extern "C" void print_replay_line(int signal) {
  if (const char* line = printed_on_abort.load()) {
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line, std::strlen(line));
    [[maybe_unused]] const ssize_t ended = ::write(STDERR_FILENO, "\n", 1);
  }
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

std::uint64_t number_from_environment(const char* name, std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  constexpr auto kMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (error != std::errc() || end != text.data() + text.size() || number < 1 || number > kMax) {
    ADD_FAILURE() << name << "=" << text << ": expected a whole number from 1 to " << kMax;
    return 0;
  }
  return number;
}

}  // namespace

std::vector<std::uint64_t> test_seeds(int count) {
  if (const char* only = std::getenv("TANSHI_SEED")) {
    const std::uint64_t seed = number_from_environment("TANSHI_SEED", only);
    return seed == 0 ? std::vector<std::uint64_t>() : std::vector<std::uint64_t>{seed};
  }
  auto last = static_cast<std::uint64_t>(count);
  if (const char* many = std::getenv("TANSHI_SEEDS")) {
    last = number_from_environment("TANSHI_SEEDS", many);
  }
  std::vector<std::uint64_t> seeds;
  for (std::uint64_t seed = 1; seed <= last; ++seed) {
    seeds.push_back(seed);
  }
  return seeds;
}

// The name in ctest is `<kind>.<suite>.<test>`; the binary does not know its kind.
std::string replay_command(std::uint64_t seed) {
  const ::testing::TestInfo* test = ::testing::UnitTest::GetInstance()->current_test_info();
  return "replay: TANSHI_SEED=" + std::to_string(seed) + " ctest --test-dir build -R '\\." +
         test->test_suite_name() + "\\." + test->name() + "$'";
}

ReplayLine::ReplayLine(std::uint64_t seed)
    : line_(replay_command(seed)),
      outer_(printed_on_abort.exchange(line_.c_str())),
      trace_(__FILE__, __LINE__, line_) {
  std::signal(SIGABRT, print_replay_line);
}

ReplayLine::~ReplayLine() {
  printed_on_abort.store(outer_);
}

}  // namespace tanshi
