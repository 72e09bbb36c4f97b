// Ctrl-C while Python's lock is let go.
#pragma once

#include <chrono>

#include <nanobind/nanobind.h>

namespace tanshi {

// Whether Python wants the run to end: Ctrl-C. Asked now and then, for it takes Python's lock.
class Interruption {
 public:
  bool wanted() {
    const auto now = std::chrono::steady_clock::now();
    if (raised_ || now < next_) return raised_;
    next_ = now + std::chrono::milliseconds(50);
    const nanobind::gil_scoped_acquire lock;
    raised_ = PyErr_CheckSignals() != 0;
    return raised_;
  }
  // Whether it was wanted: then Python has the error already.
  [[nodiscard]] bool raised() const { return raised_; }

 private:
  std::chrono::steady_clock::time_point next_;
  bool raised_ = false;
};

}  // namespace tanshi
