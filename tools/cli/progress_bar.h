// One line on stderr that fills as a run goes on; nothing where stderr is no terminal.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tanshi {

class ProgressBar {
 public:
  // `steps` is the length of the whole; `shown` false keeps silent.
  ProgressBar(std::int64_t steps, bool shown);
  ~ProgressBar();  // wipes the line
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  // Draws when the picture changes.
  void show(std::int64_t step, std::string_view what);

 private:
  std::int64_t steps_;
  bool shown_;
  std::string drawn_;
};

}  // namespace tanshi
