#include "tools/cli/progress_bar.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>

#include <fmt/format.h>

#include "tools/cli/output.h"
#include "tools/cli/terminal.h"

namespace tanshi {

ProgressBar::ProgressBar(std::int64_t steps, bool shown)
    : steps_(std::max<std::int64_t>(steps, 1)), shown_(shown && is_terminal(stderr)) {}

ProgressBar::~ProgressBar() {
  if (!drawn_.empty()) complain("\r\x1b[K");
}

void ProgressBar::show(std::int64_t step, std::string_view what) {
  if (!shown_) return;
  constexpr std::int64_t kWidth = 40;
  const auto full =
      static_cast<std::size_t>(std::clamp<std::int64_t>(step, 0, steps_) * kWidth / steps_);
  std::string bar;
  for (std::size_t i = 0; i < kWidth; ++i) bar += i < full ? "█" : "░";
  std::string line = fmt::format("{} {:3d} % {}", bar, step * 100 / steps_, what);
  if (line == drawn_) return;
  complain("\r{}\x1b[K", line);
  drawn_ = std::move(line);
}

}  // namespace tanshi
