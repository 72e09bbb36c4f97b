#include "exchange/market/to_text.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

#include "exchange/market/command_fields.h"
#include "exchange/market/enum_names.h"
#include "exchange/market/event_fields.h"

namespace tanshi {

namespace {

// 7250 cents are 72.50, and -5 are -0.05.
std::string money(std::int64_t cents) {
  std::string text = std::to_string(cents);
  const std::size_t sign = cents < 0 ? 1 : 0;
  if (text.size() < sign + 3) text.insert(sign, sign + 3 - text.size(), '0');
  text.insert(text.size() - 2, 1, '.');
  return text;
}

// Names of the alternatives of Action, by index.
template <std::size_t... kIndices>
constexpr auto action_names(std::index_sequence<kIndices...>) {
  return std::array{kNameOf<std::variant_alternative_t<kIndices, Action>>...};
}
constexpr auto kActionNames = action_names(std::make_index_sequence<std::variant_size_v<Action>>());

std::string value_text(AccountId account) {
  return "a" + std::to_string(raw_id(account));
}
std::string value_text(InstrumentId instrument) {
  return "i" + std::to_string(raw_id(instrument));
}
std::string value_text(OrderId order) {
  return "#" + std::to_string(raw_id(order));
}
std::string value_text(AuctionId auction) {
  return "A" + std::to_string(raw_id(auction));
}
std::string value_text(SchemeId scheme) {
  return "s" + std::to_string(raw_id(scheme));
}
std::string value_text(Year year) {
  return std::to_string(raw(year));
}
std::string value_text(Tonnes quantity) {
  return std::to_string(quantity.raw()) + "t";
}
std::string value_text(Price price) {
  return "@" + money(price.raw());
}
std::string value_text(Cash amount) {
  return money(amount.raw());
}
std::string value_text(BasisPoints rate) {
  return std::to_string(rate.raw()) + "bp";
}
std::string value_text(std::int64_t bound_or_seed) {
  return std::to_string(bound_or_seed);
}

// The command of a refusal, the only field of this type.
std::string value_text(std::int32_t command) {
  const std::string_view name = action_name(command);
  return name.empty() ? std::to_string(command) : std::string(name);
}

std::string value_text(RejectReason reason) {
  const std::string_view name = name_of(reason);
  return name.empty() ? std::to_string(word_of(reason)) : std::string(name);
}

template <class Enum>
  requires(!kEnumNames<Enum>.empty())
std::string value_text(Enum value) {
  const std::string_view word = word_for(value);
  return word.empty() ? std::to_string(word_of(value)) : std::string(word);
}

template <class Value>
std::string field_text(std::string_view name, const Value& value) {
  if constexpr (std::is_same_v<Value, bool>) {
    return value ? std::string(name) : "-";
  } else {
    return value_text(value);
  }
}

std::string field_text(std::string_view, const std::optional<InstrumentId>& instrument) {
  return instrument ? value_text(*instrument) : "-";
}

template <class Variant>
std::string variant_text(const Variant& variant) {
  return std::visit(
      []<class Alternative>(const Alternative& alternative) {
        std::string text(kNameOf<Alternative>);
        for_each_told_field(alternative, [&](std::string_view name, const auto& value) {
          text += ' ';
          text += field_text(name, value);
        });
        return text;
      },
      variant);
}

}  // namespace

std::string_view action_name(std::int32_t index) {
  const auto place = static_cast<std::size_t>(index);
  return place < kActionNames.size() ? kActionNames[place] : std::string_view();
}

std::string to_text(const Event& event) {
  return variant_text(event);
}

std::string to_text(const Action& action) {
  return variant_text(action);
}

}  // namespace tanshi
