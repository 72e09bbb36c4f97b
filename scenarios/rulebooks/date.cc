#include "scenarios/rulebooks/date.h"

#include <algorithm>

#include <fmt/format.h>

namespace tanshi {
namespace {

// The digits of `text` as a number; -1 if there is anything else.
int number(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::optional<Days> read_days(std::string_view text) {
  const bool is_shaped = (text.size() == 4 || text.size() == 7 || text.size() == 10) &&
                         (text.size() < 7 || text[4] == '-') &&
                         (text.size() < 10 || text[7] == '-');
  if (!is_shaped) return std::nullopt;
  const int year = number(text.substr(0, 4));
  const int month = text.size() >= 7 ? number(text.substr(5, 2)) : 1;
  const int day = text.size() == 10 ? number(text.substr(8, 2)) : 1;
  if (std::min({year, month, day}) < 1) return std::nullopt;

  const Date first(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                   std::chrono::day(static_cast<unsigned>(day)));
  if (!first.ok()) return std::nullopt;
  if (text.size() == 10) return Days{first, first};
  const std::chrono::month last_month = text.size() == 7 ? first.month() : std::chrono::December;
  return Days{first, Date(first.year() / last_month / std::chrono::last)};
}

std::optional<Date> read_date(std::string_view text) {
  if (text.size() != 10) return std::nullopt;
  const auto days = read_days(text);
  return days ? std::optional(days->first) : std::nullopt;
}

std::string to_string(const Date& date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

}  // namespace tanshi
