// Civil dates as people write them. Pure.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace tanshi {

using Date = std::chrono::year_month_day;

// "2021-12-01", a day that there is, in the years 1 to 9999.
[[nodiscard]] std::optional<Date> read_date(std::string_view text);
[[nodiscard]] std::string to_string(const Date& date);

// Days in a row, both ends included.
struct Days {
  Date first;
  Date last;

  [[nodiscard]] bool contains(const Date& date) const { return first <= date && date <= last; }
};

// A year, a month or a day: "2021", "2021-12", "2021-12-01".
[[nodiscard]] std::optional<Days> read_days(std::string_view text);

}  // namespace tanshi
