// The latest states of a market, so that a restart replays a little and not everything. A cache:
// losing it costs time, nothing else; so one that is damaged, or of an earlier format, is thrown
// away and made anew.
//
// A file of its own beside the commands, so that writing a large state (save) neither holds up
// nor is held up by the commits of commands.
//
// Thread-safety: one thread at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "exchange/journal/database.h"
#include "exchange/market/market_state.h"

namespace tanshi {

class SnapshotStore {
 public:
  // Errors: as Database::open, but for DATA_LOSS and NOT_FOUND (also: of an earlier format), which
  // only a store that is `read_only` tells.
  [[nodiscard]] static absl::StatusOr<SnapshotStore> open(const std::filesystem::path& file,
                                                          const DiskOptions& disk,
                                                          bool read_only = false);

  // Keeps `state` and the one before it. Durable on return.
  [[nodiscard]] absl::Status save(const MarketState& state);

  // After how many commands each kept state was taken, latest first.
  [[nodiscard]] absl::StatusOr<std::vector<std::int64_t>> command_counts();

  // nullopt: not there, or damaged.
  [[nodiscard]] std::optional<MarketState> load(std::int64_t command_count);

 private:
  explicit SnapshotStore(Database database) : database_(std::move(database)) {}
  [[nodiscard]] absl::Status replace(std::int64_t command_count, std::string_view state);

  Database database_;
};

}  // namespace tanshi
