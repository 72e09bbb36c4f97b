// The sessions of a class, one after the other, on one address: the one that waits or is over gives
// way to the next, and its people stay.
//
// Each has a folder of its own (session_folder.h). Opened again, the latest is served.
// Once a session is over to which people came, its folder has an archive of all data
// (class_archive.h).
//
// Thread-safety: load(), scenarios() and export_data() from any thread; the others from the thread
// that opened it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "exchange/service/class_house.h"
#include "scenarios/hosting/hosted_exchange.h"
#include "scenarios/hosting/session_request.h"
#include "scenarios/results/run_result.h"
#include "scenarios/yaml/scenario_reader.h"

namespace tanshi {

struct HouseOptions {
  // Of every session; what is its own is filled in: journal, origin, seed and pace, what the class
  // is told of it. A class is held.
  ExchangeOptions exchange = {};
  std::filesystem::path data = {};
  // Called from threads of the house, which must not be called from there; each may be empty.
  // A session is served from now on, the first as well.
  std::function<void(const LoadedSession&, HostedExchange&)> served = {};
  // It is over: with its result, or stopped. The data of a class have their archive then.
  std::function<void(const LoadedSession&, HostedExchange&, const std::optional<RunResult>&)> over =
      {};
  // All data of the session, names left out, are in this file, or are not.
  std::function<void(const absl::StatusOr<std::filesystem::path>&)> archived = {};
  // Its exchange is about to go.
  std::function<void()> leaving = {};
  // The next session could not be served: nothing is any more.
  std::function<void(const absl::Status&)> failed = {};
};

class SessionHouse final : public ClassHouse {
 public:
  // Serves `first`, or the latest that the data has of a class that began with it.
  // Errors: those of HostedExchange::start; INVALID_ARGUMENT what the data has cannot be read.
  [[nodiscard]] static absl::StatusOr<std::unique_ptr<SessionHouse>> open(ReadScenario first,
                                                                          HouseOptions options);
  SessionHouse(const SessionHouse&) = delete;
  SessionHouse& operator=(const SessionHouse&) = delete;
  ~SessionHouse() override;  // stop(), with a second's grace

  [[nodiscard]] absl::StatusOr<std::vector<v1::ScenarioEntry>> scenarios() const override;
  absl::Status load(const v1::LoadSessionRequest& request) override;
  void go_over() override;
  void export_data(std::function<void(absl::StatusOr<ClassData>)> done) override;

  // Of the session that is served; another's after the next load().
  [[nodiscard]] HostedExchange& exchange() { return *exchange_; }
  [[nodiscard]] const LoadedSession& session() const { return session_; }

  void stop(std::chrono::milliseconds grace);

 private:
  using OnExported = std::function<void(absl::StatusOr<ClassData>)>;

  explicit SessionHouse(HouseOptions options) : options_(std::move(options)) {}

  absl::Status serve();
  void tell_the_end();
  void run();
  void replace(LoadedSession next);
  void leave(std::chrono::milliseconds grace, const std::string& reason);
  void answer(std::vector<OnExported> exports);
  [[nodiscard]] absl::StatusOr<std::filesystem::path> archive();
  [[nodiscard]] bool has_class();
  [[nodiscard]] absl::Status check_may_load() const;
  [[nodiscard]] absl::Status check_may_export() const;

  HouseOptions options_;
  ReadScenario first_;                        // that the class began with
  LoadedSession session_;                     // of the house's thread
  std::unique_ptr<HostedExchange> exchange_;  // likewise
  std::thread teller_;
  std::mutex archiving_;  // one archive at a time

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  SessionControl* control_ = nullptr;  // of what is served; null while it changes
  std::int32_t number_ = 1;
  std::optional<LoadedSession> next_;
  bool goes_over_ = false;
  std::vector<OnExported> exports_;  // that wait for the house's thread
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace tanshi
