// Figures of a market in words that fit a column: tonnes in a readable multiple, prices, shares.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "exchange/base/units.h"

namespace tanshi {

// One unit for a whole table: t, kt or Mt by the largest amount.
class TonneUnit {
 public:
  explicit TonneUnit(double largest_t);

  [[nodiscard]] std::string_view name() const { return name_; }
  [[nodiscard]] std::string show(double amount_t) const;
  [[nodiscard]] std::string show(Tonnes amount) const {
    return show(static_cast<double>(amount.raw()));
  }

 private:
  std::string_view name_;
  double tonnes_;
  int decimals_;
};

// "none" for what does not exist.
[[nodiscard]] std::string show_price(std::optional<double> price);  // "72.50"
[[nodiscard]] std::string show_share(std::optional<double> share);  // "97.3 %"
[[nodiscard]] std::string show_count(std::int64_t count);           // "1,234,567"

// Bars of growing height, one a value, `least` lowest and `most` highest; a space where a value is
// not above 0. At most `width` columns: more values are averaged.
[[nodiscard]] std::string sparkline(std::span<const double> values, double least, double most,
                                    std::size_t width);

}  // namespace tanshi
