// Asks an exchange how it stands, again and again, for `tanshi top`.
//
// Thread-safety: none. Every call ends within seconds.
#pragma once

#include <memory>

#include "absl/status/status.h"
#include "agents/sdk/connection.h"
#include "tools/cli/top_view.h"

namespace tanshi {

class TopWatcher {
 public:
  explicit TopWatcher(const Connection& connection);
  TopWatcher(const TopWatcher&) = delete;
  TopWatcher& operator=(const TopWatcher&) = delete;
  ~TopWatcher();

  // Errors: those of the calls; the frame keeps what was told before, and says so.
  absl::Status look();
  [[nodiscard]] const TopFrame& frame() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tanshi
