// Writes the market's state to the journal now and then, on a thread of its own, so that neither
// the market nor the commits wait for it. Private to exchange/sequencer.
//
// Thread-safety: one thread at a time calls it: the one that commits.
#pragma once

#include <atomic>
#include <cstdint>
#include <thread>

#include "exchange/journal/journal.h"
#include "exchange/market/market.h"

namespace tanshi {

class SnapshotWriter {
 public:
  // A snapshot is due `every` commands after the latest. REQUIRES: every > 0.
  // `journal` outlives this object.
  SnapshotWriter(Journal& journal, std::int64_t every, std::int64_t command_count);
  SnapshotWriter(const SnapshotWriter&) = delete;
  SnapshotWriter& operator=(const SnapshotWriter&) = delete;
  ~SnapshotWriter();

  // Not while one is being written.
  [[nodiscard]] bool is_due(std::int64_t command_count) const;

  // Starts to write `state`. A failure is logged, and costs time at the next start, nothing else.
  // REQUIRES: is_due(); the journal ends with the command that led to `state`.
  void write(MarketState state);

  // Writes a last snapshot, so that the next start has nothing to replay, and waits for it.
  void finish(const Market& market);

 private:
  void join();

  Journal& journal_;
  const std::int64_t every_;
  std::int64_t latest_;
  std::atomic<bool> is_writing_ = false;
  std::thread writer_;
};

}  // namespace tanshi
