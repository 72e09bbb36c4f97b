#include "exchange/telemetry/metrics_text.h"

#include "fmt/format.h"

namespace tanshi {

namespace {

std::string escaped(std::string_view value) {
  std::string text;
  for (const char c : value) {
    if (c == '\\' || c == '"') text += '\\';
    text += c == '\n' ? std::string("\\n") : std::string(1, c);
  }
  return text;
}

// Exactly, as a decimal fraction of seconds: "0.0025", "1.0".
std::string seconds_of(std::chrono::nanoseconds time) {
  std::string text =
      fmt::format("{}.{:09}", time.count() / 1'000'000'000, time.count() % 1'000'000'000);
  const std::size_t last = text.find_last_not_of('0');
  text.erase(text[last] == '.' ? last + 2 : last + 1);
  return text;
}

}  // namespace

MetricsText& MetricsText::counter(std::string_view name, std::string_view help) {
  return family(name, help, "counter");
}

MetricsText& MetricsText::gauge(std::string_view name, std::string_view help) {
  return family(name, help, "gauge");
}

MetricsText& MetricsText::family(std::string_view name, std::string_view help,
                                 std::string_view type) {
  name_ = std::string(name);
  text_ += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n", name, help, type);
  return *this;
}

void MetricsText::sample(std::int64_t value, const Labels& labels) {
  text_ += name_;
  char before = '{';
  for (const auto& [label, of] : labels) {
    text_ += fmt::format("{}{}=\"{}\"", before, label, escaped(of));
    before = ',';
  }
  if (!labels.empty()) text_ += '}';
  text_ += fmt::format(" {}\n", value);
}

void MetricsText::histogram(std::string_view name, std::string_view help,
                            const LatencyHistogram& histogram) {
  family(name, help, "histogram");
  std::int64_t count = 0;
  for (std::size_t i = 0; i < LatencyHistogram::kBoundsUs.size(); ++i) {
    count += histogram.count(i);
    const std::chrono::microseconds bound(LatencyHistogram::kBoundsUs[i]);
    text_ += fmt::format("{}_bucket{{le=\"{}\"}} {}\n", name, seconds_of(bound), count);
  }
  count += histogram.count(LatencyHistogram::kBoundsUs.size());
  text_ += fmt::format("{0}_bucket{{le=\"+Inf\"}} {1}\n{0}_sum {2}\n{0}_count {1}\n", name, count,
                       seconds_of(histogram.sum()));
}

}  // namespace tanshi
