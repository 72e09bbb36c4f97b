// Tells the log how a session goes on: its phases and years, and who comes and goes.
//
// It looks a few times a second, so that nothing of the session waits for it.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <set>
#include <thread>

#include "scenarios/hosting/hosted_exchange.h"
#include "tools/cli/serve_log.h"

namespace tanshi {

class SessionWatch {
 public:
  // Both outlive the watch.
  SessionWatch(HostedExchange& exchange, ServeLog& log);
  SessionWatch(const SessionWatch&) = delete;
  SessionWatch& operator=(const SessionWatch&) = delete;
  ~SessionWatch();  // after a last look

 private:
  void run();
  void look();
  void look_at_people();

  HostedExchange& exchange_;
  ServeLog& log_;
  SessionStatus seen_;
  std::set<std::int64_t> people_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stop_ = false;
  std::thread thread_;
};

// A word for a phase, as in logs and metrics: "running".
[[nodiscard]] std::string_view phase_word(SessionPhase phase);

}  // namespace tanshi
