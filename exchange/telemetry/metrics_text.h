// The text in which Prometheus reads metrics, format 0.0.4: for each family two lines of comment
// and then its samples,
//
//   # HELP tanshi_trades_total Trades, however they came about.
//   # TYPE tanshi_trades_total counter
//   tanshi_trades_total{kind="book"} 17
//
// Pure. Thread-safety: none.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exchange/telemetry/latency_histogram.h"

namespace tanshi {

class MetricsText {
 public:
  static constexpr std::string_view kContentType = "text/plain; version=0.0.4; charset=utf-8";

  using Labels = std::vector<std::pair<std::string_view, std::string_view>>;

  // Begins a family; its samples follow. REQUIRES: the name is new, and its samples come together.
  MetricsText& counter(std::string_view name, std::string_view help);
  MetricsText& gauge(std::string_view name, std::string_view help);
  void sample(std::int64_t value, const Labels& labels = {});

  // A whole family, in seconds.
  void histogram(std::string_view name, std::string_view help, const LatencyHistogram& histogram);

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  MetricsText& family(std::string_view name, std::string_view help, std::string_view type);

  std::string name_;
  std::string text_;
};

}  // namespace tanshi
