#include "exchange/sequencer/snapshot_writer.h"

#include <utility>

#include "exchange/base/check.h"
#include "spdlog/spdlog.h"

namespace tanshi {
namespace {

void save(Journal& journal, const MarketState& state) {
  const absl::Status status = journal.save_snapshot(state);
  if (!status.ok()) {
    spdlog::warn("no snapshot after command {}: {}", state.command_count, status.ToString());
  }
}

}  // namespace

SnapshotWriter::SnapshotWriter(Journal& journal, std::int64_t every, std::int64_t command_count)
    : journal_(journal), every_(every), latest_(command_count) {
  TANSHI_CHECK(every > 0);
}

SnapshotWriter::~SnapshotWriter() {
  join();
}

bool SnapshotWriter::is_due(std::int64_t command_count) const {
  return command_count - latest_ >= every_ && !is_writing_.load();
}

void SnapshotWriter::write(MarketState state) {
  TANSHI_CHECK(is_due(state.command_count));
  TANSHI_CHECK(state.command_count == journal_.command_count());  // never ahead of the log
  join();
  latest_ = state.command_count;
  is_writing_ = true;
  writer_ = std::thread([this, state = std::move(state)] {
    save(journal_, state);
    is_writing_ = false;
  });
}

void SnapshotWriter::finish(const Market& market) {
  join();
  if (market.command_count() > latest_) save(journal_, market.state());
}

void SnapshotWriter::join() {
  if (writer_.joinable()) writer_.join();
}

}  // namespace tanshi
