// The exchange that is served now, for those who look at it from elsewhere: nothing while one gives
// way to the next.
//
// Thread-safety: all members may be called from any thread.
#pragma once

#include <mutex>

#include "scenarios/hosting/hosted_exchange.h"

namespace tanshi {

class ServedExchange {
 public:
  // Null: none. Returns once nobody looks at the one before.
  void set(HostedExchange* exchange) {
    const std::lock_guard lock(mutex_);
    exchange_ = exchange;
  }

  // Calls `look` with it; false: there is none.
  template <class Look>
  bool look(const Look& look) {
    const std::lock_guard lock(mutex_);
    if (exchange_ != nullptr) look(*exchange_);
    return exchange_ != nullptr;
  }

 private:
  std::mutex mutex_;
  HostedExchange* exchange_ = nullptr;
};

}  // namespace tanshi
