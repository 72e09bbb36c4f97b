// Lists of fields: what a struct is made of, written once, so that hashing, comparing, printing
// and reading go over the same fields in the same order. event_fields.h and command_fields.h hold
// the lists.
#pragma once

#include <cstdint>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "exchange/base/units.h"

namespace tanshi {

template <class Struct, class Member>
struct Field {
  std::string_view name;
  Member Struct::* member;
};
template <class Struct, class Member>
Field(const char*, Member Struct::*) -> Field<Struct, Member>;

// Specialised for each struct that has a list: its snake_case name and a tuple of Field.
template <class Struct>
struct FieldsOf;

template <class Struct>
concept HasFields = requires { FieldsOf<Struct>::kFields; };

template <HasFields Struct>
inline constexpr std::string_view kNameOf = FieldsOf<Struct>::kName;

template <HasFields Struct>
inline constexpr std::size_t kFieldCountOf =
    std::tuple_size_v<std::remove_const_t<decltype(FieldsOf<Struct>::kFields)>>;

// Calls `visit(name, field)` with each field of `object`, in the order of declaration. A field that
// has fields itself stands for these.
template <class Struct, class Visit>
  requires HasFields<std::remove_const_t<Struct>>
constexpr void for_each_field(Struct& object, Visit&& visit) {
  const auto visit_one = [&]<class Value>(std::string_view name, Value& value) {
    if constexpr (HasFields<std::remove_const_t<Value>>) {
      for_each_field(value, visit);
    } else {
      visit(name, value);
    }
  };
  std::apply([&](const auto&... field) { (visit_one(field.name, object.*field.member), ...); },
             FieldsOf<std::remove_const_t<Struct>>::kFields);
}

template <HasFields Struct>
[[nodiscard]] constexpr bool operator==(const Struct& a, const Struct& b) {
  return std::apply(
      [&](const auto&... field) { return ((a.*field.member == b.*field.member) && ...); },
      FieldsOf<Struct>::kFields);
}

// The integer that a field is hashed as.
template <class Tag>
[[nodiscard]] constexpr std::int64_t word_of(Unit<Tag> value) {
  return value.raw();
}
template <class Integer>
  requires std::is_integral_v<Integer> || std::is_enum_v<Integer>
[[nodiscard]] constexpr std::int64_t word_of(Integer value) {
  return static_cast<std::int64_t>(value);
}

}  // namespace tanshi
