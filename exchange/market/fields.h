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

// A field that a struct got when there were logs of it already. While it is 0 it is left out of
// hashes and of text, so that those logs keep theirs. The last of its struct, and one at most: a
// hash could not tell two apart.
template <class Struct, class Member>
struct LaterField {
  std::string_view name;
  Member Struct::* member;
};
template <class Struct, class Member>
LaterField(const char*, Member Struct::*) -> LaterField<Struct, Member>;

template <class AnyField>
inline constexpr bool kIsLater = false;
template <class Struct, class Member>
inline constexpr bool kIsLater<LaterField<Struct, Member>> = true;

// Specialised for each struct that has a list: its snake_case name and a tuple of Field, of which
// the last may be a LaterField.
template <class Struct>
struct FieldsOf;

template <class Struct>
concept HasFields = requires { FieldsOf<Struct>::kFields; };

template <HasFields Struct>
inline constexpr std::string_view kNameOf = FieldsOf<Struct>::kName;

template <HasFields Struct>
inline constexpr std::size_t kFieldCountOf =
    std::tuple_size_v<std::remove_const_t<decltype(FieldsOf<Struct>::kFields)>>;

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

namespace internal {

template <bool kTellsAll, class Struct, class Visit>
constexpr void visit_fields(Struct& object, Visit&& visit) {
  const auto visit_one = [&]<class OneField>(const OneField& field) {
    auto& value = object.*field.member;
    if constexpr (HasFields<std::remove_cvref_t<decltype(value)>>) {
      visit_fields<kTellsAll>(value, visit);
    } else if constexpr (kIsLater<OneField> && !kTellsAll) {
      if (word_of(value) != 0) visit(field.name, value);
    } else {
      visit(field.name, value);
    }
  };
  std::apply([&](const auto&... field) { (visit_one(field), ...); },
             FieldsOf<std::remove_const_t<Struct>>::kFields);
}

}  // namespace internal

// Calls `visit(name, field)` with each field of `object`, in the order of declaration. A field that
// has fields itself stands for these.
template <class Struct, class Visit>
  requires HasFields<std::remove_const_t<Struct>>
constexpr void for_each_field(Struct& object, Visit&& visit) {
  internal::visit_fields<true>(object, visit);
}

// The same, but for later fields that are 0.
template <class Struct, class Visit>
  requires HasFields<std::remove_const_t<Struct>>
constexpr void for_each_told_field(Struct& object, Visit&& visit) {
  internal::visit_fields<false>(object, visit);
}

template <HasFields Struct>
[[nodiscard]] constexpr bool operator==(const Struct& a, const Struct& b) {
  return std::apply(
      [&](const auto&... field) { return ((a.*field.member == b.*field.member) && ...); },
      FieldsOf<Struct>::kFields);
}

}  // namespace tanshi
