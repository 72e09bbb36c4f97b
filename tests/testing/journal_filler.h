// Fills a journal, group by group, with what a busy market is asked, and remembers where the log
// got to after each group.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "exchange/journal/journal.h"
#include "exchange/market/market.h"
#include "tests/testing/market_workload.h"

namespace tanshi {

class JournalFiller {
 public:
  explicit JournalFiller(std::uint64_t seed);

  // Applies the next `count` commands and appends them as one group. After an error the market is
  // ahead of the journal.
  [[nodiscard]] absl::Status append_group(Journal& journal, int count);

  // Goes on from what a journal recovered, which may be less than was applied.
  // REQUIRES: market.command_count() commands were applied at some time.
  void resume(Market market);

  [[nodiscard]] const Market& market() const { return market_; }
  // Of the commands so far, applied or appended; [n] is after the first n commands.
  [[nodiscard]] const std::vector<LogPosition>& positions() const { return positions_; }

 private:
  MarketWorkload workload_;
  std::vector<Action> opening_;
  Market market_;
  std::vector<LogPosition> positions_;
  std::vector<Event> events_;
};

}  // namespace tanshi
