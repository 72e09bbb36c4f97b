#include "tools/cli/serve_log.h"

#include <utility>

#include <spdlog/logger.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <CLI/Validators.hpp>

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "fmt/format.h"

namespace tanshi {

namespace {

constexpr std::chrono::milliseconds kSlow{100};
constexpr std::int64_t kRefusalsASecond = 20;
constexpr std::string_view kPackage = "/tanshi.v1.";
constexpr std::string_view kInProcess = "unknown";  // so gRPC calls the peer of the gateway

std::string result_of(grpc::StatusCode code) {
  return code == grpc::StatusCode::OK
             ? "OK"
             : absl::StatusCodeToString(static_cast<absl::StatusCode>(code));
}

// Whether a method steers the session; those of SessionService that only tell do not.
bool is_of_operator(std::string_view rpc) {
  return rpc.starts_with("OperatorService/") ||
         (rpc.starts_with("SessionService/") && !rpc.starts_with("SessionService/Get") &&
          !rpc.starts_with("SessionService/List"));
}

}  // namespace

void add_log_arguments(CLI::App& command, LogArguments& arguments) {
  command
      .add_option("--log", arguments.file,
                  "Append what happens to a file, a line of JSON each; -: to standard error")
      ->type_name("FILE");
  command.add_option("--log-level", arguments.level, "The least that --log tells")
      ->check(CLI::IsMember({"debug", "info", "warning"}))
      ->capture_default_str();
}

absl::StatusOr<std::unique_ptr<ServeLog>> ServeLog::open(const LogArguments& arguments) {
  auto log = std::make_unique<ServeLog>();
  if (arguments.file.empty()) return log;
  try {
    spdlog::sink_ptr sink;
    if (arguments.file == "-") {
      sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    } else {
      sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(arguments.file);
    }
    log->logger_ = std::make_shared<spdlog::logger>("serve", std::move(sink));
  } catch (const spdlog::spdlog_ex& error) {
    return absl::UnavailableError(fmt::format("--log {}: {}", arguments.file, error.what()));
  }
  log->logger_->set_pattern("%v");
  log->logger_->set_level(spdlog::level::from_str(arguments.level));
  log->logger_->flush_on(spdlog::level::debug);
  // A disk that is full stops no market.
  log->logger_->set_error_handler([](const std::string&) {});
  return log;
}

void ServeLog::write(int level, std::string_view event, const Fields& fields) {
  const auto of_spdlog = static_cast<spdlog::level::level_enum>(level);
  if (logger_ == nullptr || !logger_->should_log(of_spdlog)) return;
  const spdlog::string_view_t name = spdlog::level::to_string_view(of_spdlog);
  Fields line = {
      {"time", absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", absl::Now(), absl::UTCTimeZone())},
      {"level", std::string(name.data(), name.size())},
      {"event", event}};
  line.update(fields);
  logger_->log(of_spdlog, line.dump(-1, ' ', false, Fields::error_handler_t::replace));
}

void ServeLog::info(std::string_view event, const Fields& fields) {
  write(spdlog::level::info, event, fields);
}

void ServeLog::refused(std::string_view event, const Fields& fields) {
  if (logger_ == nullptr) return;
  const std::int64_t now = absl::ToUnixSeconds(absl::Now());
  if (second_.exchange(now) != now) {
    told_ = 0;
    const std::int64_t untold = untold_.exchange(0);
    if (untold > 0) write(spdlog::level::warn, "refusals_not_told", {{"count", untold}});
  }
  if (told_++ >= kRefusalsASecond) {
    ++untold_;
  } else {
    write(spdlog::level::warn, event, fields);
  }
}

void ServeLog::call_ended(const EndedCall& call) {
  if (!call.method.starts_with(kPackage)) return;
  const std::string_view rpc = call.method.substr(kPackage.size());
  const Fields fields = {{"rpc", rpc}, {"result", result_of(call.code)}, {"peer", call.peer}};
  if (is_of_operator(rpc)) {
    info("operator_call", fields);
  } else {
    write(spdlog::level::debug, "call", fields);
  }
  // Of browsers the gateway knows the address, and tells.
  if (call.code == grpc::StatusCode::UNAUTHENTICATED && call.peer != kInProcess)
    refused("authentication_refused", {{"rpc", rpc}, {"peer", call.peer}});
}

void ServeLog::durable(std::chrono::nanoseconds took) {
  if (took < kSlow) return;
  const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(took).count();
  write(spdlog::level::warn, "slow_commit", {{"took_ms", ms}});
}

void ServeLog::gateway_refused(std::string_view address, std::string_view reason) {
  if (reason == "unauthenticated") return refused("authentication_refused", {{"peer", address}});
  refused("gateway_refused", {{"peer", address}, {"reason", reason}});
}

}  // namespace tanshi
