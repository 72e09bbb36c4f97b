// What `tanshi serve --log` writes of itself: a line of JSON for each thing that happened,
//
//   {"time":"2026-11-29T16:20:00.123Z","level":"info","event":"year_began","year":2027}
//
// No token, code, name or message of anybody is in it: people are numbers, and who is refused is an
// address.
//
// Thread-safety: all members may be called from any thread.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <CLI/App.hpp>
#include <nlohmann/json.hpp>

#include "absl/status/statusor.h"
#include "exchange/service/server.h"

namespace spdlog {
class logger;
}

namespace tanshi {

struct LogArguments {
  std::string file;  // empty: no log; "-": standard error
  std::string level = "info";
};

void add_log_arguments(CLI::App& command, LogArguments& arguments);

class ServeLog {
 public:
  using Fields = nlohmann::ordered_json;

  // Errors: UNAVAILABLE the file cannot be written.
  [[nodiscard]] static absl::StatusOr<std::unique_ptr<ServeLog>> open(
      const LogArguments& arguments);

  [[nodiscard]] bool is_on() const { return logger_ != nullptr; }

  void info(std::string_view event, const Fields& fields = Fields::object());

  // Of ServerOptions, SequencerOptions and GatewayOptions.
  void call_ended(const EndedCall& call);
  void durable(std::chrono::nanoseconds took);
  void gateway_refused(std::string_view address, std::string_view reason);

 private:
  void write(int level, std::string_view event, const Fields& fields);
  void refused(std::string_view event, const Fields& fields);

  std::shared_ptr<spdlog::logger> logger_;  // null: no log
  // Refusals in this second, and how many of all were not told: who floods the exchange shall not
  // flood the disk.
  std::atomic<std::int64_t> second_ = 0;
  std::atomic<std::int64_t> told_ = 0;
  std::atomic<std::int64_t> untold_ = 0;
};

}  // namespace tanshi
