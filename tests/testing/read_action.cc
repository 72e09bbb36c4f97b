#include "tests/testing/read_action.h"

#include <charconv>
#include <cstdint>
#include <limits>
#include <sstream>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "exchange/market/command_fields.h"
#include "exchange/market/enum_names.h"

namespace tanshi {
namespace {

std::optional<std::int64_t> read_integer(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// "72.50" is 7250 cents: two digits after the dot, or it is no money.
std::optional<std::int64_t> read_money(std::string_view text) {
  if (text.size() < 4 || text[text.size() - 3] != '.') return std::nullopt;
  std::string digits(text);
  digits.erase(digits.size() - 3, 1);
  return read_integer(digits);
}

std::optional<std::int64_t> read_after(char mark, std::string_view text) {
  return text.starts_with(mark) ? read_integer(text.substr(1)) : std::nullopt;
}

template <class Target>
bool assign(std::optional<std::int64_t> value, Target& target) {
  if (!value) return false;
  if constexpr (std::is_enum_v<Target>) {
    using Raw = std::underlying_type_t<Target>;
    if (!std::in_range<Raw>(*value)) return false;
    target = static_cast<Target>(*value);
  } else {
    target = Target(*value);
  }
  return true;
}

bool read_value(std::string_view text, AccountId& out) {
  return assign(read_after('a', text), out);
}
bool read_value(std::string_view text, InstrumentId& out) {
  return assign(read_after('i', text), out);
}
bool read_value(std::string_view text, OrderId& out) {
  return assign(read_after('#', text), out);
}
bool read_value(std::string_view text, AuctionId& out) {
  return assign(read_after('A', text), out);
}
bool read_value(std::string_view text, SchemeId& out) {
  return assign(read_after('s', text), out);
}
bool read_value(std::string_view text, std::int64_t& out) {
  return assign(read_integer(text), out);
}
bool read_value(std::string_view text, Year& out) {
  return assign(read_integer(text), out);
}
bool read_value(std::string_view text, Cash& out) {
  return assign(read_money(text), out);
}
bool read_value(std::string_view text, Price& out) {
  return text.starts_with('@') && assign(read_money(text.substr(1)), out);
}
bool read_value(std::string_view text, Tonnes& out) {
  return text.ends_with('t') && assign(read_integer(text.substr(0, text.size() - 1)), out);
}
bool read_value(std::string_view text, BasisPoints& out) {
  return text.ends_with("bp") && assign(read_integer(text.substr(0, text.size() - 2)), out);
}

template <class Enum>
  requires(!kEnumNames<Enum>.empty())
bool read_value(std::string_view text, Enum& out) {
  for (const auto& [value, name] : kEnumNames<Enum>) {
    if (name == text) {
      out = value;
      return true;
    }
  }
  return assign(read_integer(text), out);
}

template <class Value>
bool read_field(std::string_view name, std::string_view text, Value& out) {
  if constexpr (std::is_same_v<Value, bool>) {
    out = text == name;
    return out || text == "-";
  } else if constexpr (std::is_same_v<Value, std::optional<InstrumentId>>) {
    if (text == "-") return true;
    return read_value(text, out.emplace());
  } else {
    return read_value(text, out);
  }
}

template <class Value>
constexpr bool kMayBeLeftOut =
    std::is_same_v<Value, TimeInForce> || std::is_same_v<Value, SelfTradePrevention> ||
    std::is_same_v<Value, bool> || std::is_same_v<Value, std::optional<InstrumentId>> ||
    std::is_same_v<Value, SchemeId>;

template <class Alternative>
std::optional<Action> read_alternative(const std::vector<std::string>& words) {
  if (words.front() != kNameOf<Alternative>) return std::nullopt;
  Alternative alternative;
  std::size_t next = 1;
  bool is_good = true;
  for_each_field(alternative, [&]<class Value>(std::string_view name, Value& value) {
    if (next < words.size()) {
      is_good = is_good && read_field(name, words[next++], value);
    } else {
      is_good = is_good && kMayBeLeftOut<Value>;
    }
  });
  if (!is_good || next != words.size()) return std::nullopt;
  return alternative;
}

template <std::size_t... kIndices>
std::optional<Action> read_any(const std::vector<std::string>& words,
                               std::index_sequence<kIndices...>) {
  std::optional<Action> action;
  ((action = read_alternative<std::variant_alternative_t<kIndices, Action>>(words)) || ...);
  return action;
}

}  // namespace

std::optional<Action> read_action(std::string_view line) {
  std::istringstream stream{std::string(line)};
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  if (words.empty()) return std::nullopt;
  return read_any(words, std::make_index_sequence<std::variant_size_v<Action>>());
}

}  // namespace tanshi
