#include "scenarios/results/figures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include <fmt/format.h>

namespace tanshi {

TonneUnit::TonneUnit(double largest_t) : name_("t"), tonnes_(1), decimals_(0) {
  if (largest_t >= 1e5) {
    name_ = "kt";
    tonnes_ = 1e3;
    decimals_ = 1;
  }
  if (largest_t >= 1e7) {
    name_ = "Mt";
    tonnes_ = 1e6;
    decimals_ = largest_t >= 1e9 ? 1 : 2;
  }
}

std::string TonneUnit::show(double amount_t) const {
  return fmt::format("{:.{}f}", amount_t / tonnes_, decimals_);
}

std::string show_price(std::optional<double> price) {
  return price ? fmt::format("{:.2f}", *price) : "none";
}

std::string show_share(std::optional<double> share) {
  return share ? fmt::format("{:.1f} %", *share * 100) : "none";
}

std::string show_count(std::int64_t count) {
  const std::string digits = fmt::format("{}", count);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const bool boundary = (digits.size() - i) % 3 == 0;
    if (boundary && i > 0 && digits[i - 1] != '-') text += ',';
    text += digits[i];
  }
  return text;
}

std::string sparkline(std::span<const double> values, double least, double most,
                      std::size_t width) {
  static constexpr std::array kBars = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  constexpr double kSteps = static_cast<double>(kBars.size() - 1);
  std::string line;
  const std::size_t columns = std::min(width, values.size());
  for (std::size_t column = 0; column < columns; ++column) {
    const std::size_t begin = column * values.size() / columns;
    const std::size_t end = (column + 1) * values.size() / columns;
    double sum = 0;
    int count = 0;
    for (const double value : values.subspan(begin, end - begin)) {
      if (!(value > 0)) continue;
      sum += value;
      ++count;
    }
    if (count == 0) {
      line += ' ';
      continue;
    }
    const double height = most > least ? (sum / count - least) / (most - least) : 0.5;
    line += kBars[static_cast<std::size_t>(std::lround(std::clamp(height, 0.0, 1.0) * kSteps))];
  }
  return line;
}

}  // namespace tanshi
