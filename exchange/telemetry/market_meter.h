// Counts what the exchange has done since it was started; a journal's past is not counted.
//
// Thread-safety: all members may be called from any thread.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <span>

#include "exchange/market/reject_reason.h"
#include "exchange/sequencer/sequencer.h"
#include "exchange/telemetry/latency_histogram.h"
#include "exchange/telemetry/metrics_text.h"

namespace tanshi {

class MarketMeter {
 public:
  // An observer of the sequencer (Sequencer::subscribe).
  void see(std::span<const Committed> commands);
  // A group was made durable (SequencerOptions::on_durable).
  void saw_commit(std::chrono::nanoseconds took);

  void write(MetricsText& text) const;

 private:
  enum Way : std::uint8_t { kBook, kCall, kDirect, kWays };
  struct Trades {
    std::int64_t count = 0;
    std::int64_t tonnes = 0;
  };

  void count_trade(Way way, Tonnes quantity);

  mutable std::mutex mutex_;
  std::int64_t commands_ = 0;
  std::int64_t events_ = 0;
  std::int64_t groups_ = 0;
  std::map<RejectReason, std::int64_t> refusals_;
  std::array<Trades, kWays> trades_{};
  LatencyHistogram commits_;
};

}  // namespace tanshi
