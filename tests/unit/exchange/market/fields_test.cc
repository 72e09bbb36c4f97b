// Proves that the lists of fields are complete: a field that a list forgets would be in no hash,
// no comparison and no text.
#include <cstddef>
#include <optional>
#include <utility>
#include <variant>

#include <gtest/gtest.h>

#include "exchange/base/event_hash.h"
#include "exchange/market/command_fields.h"
#include "exchange/market/event_fields.h"

namespace tanshi {
namespace {

// Converts to every type, so that a struct can be tried with any number of initialisers.
struct Anything {
  template <class T>
  operator T() const;  // NOLINT: implicit on purpose
};

template <class Struct, std::size_t... kIndices>
constexpr bool takes(std::index_sequence<kIndices...>) {
  return requires { Struct{((void)kIndices, Anything{})...}; };
}

// The most initialisers that the struct takes: its number of members.
template <class Struct, std::size_t kCount = 0>
constexpr std::size_t member_count() {
  if constexpr (takes<Struct>(std::make_index_sequence<kCount + 1>())) {
    return member_count<Struct, kCount + 1>();
  } else {
    return kCount;
  }
}

template <class Variant, std::size_t... kIndices>
constexpr bool all_complete(std::index_sequence<kIndices...>) {
  return ((kFieldCountOf<std::variant_alternative_t<kIndices, Variant>> ==
           member_count<std::variant_alternative_t<kIndices, Variant>>()) &&
          ...);
}

static_assert(member_count<CancelOrder>() == 2);  // the count counts
static_assert(kFieldCountOf<TradingRules> == member_count<TradingRules>());
static_assert(kFieldCountOf<SurrenderTerms> == member_count<SurrenderTerms>());
static_assert(all_complete<Action>(std::make_index_sequence<std::variant_size_v<Action>>()));
static_assert(all_complete<Event>(std::make_index_sequence<std::variant_size_v<Event>>()));

std::uint64_t hash_of(const Event& event) {
  EventHash hash;
  add_to_hash(hash, event);
  return hash.value();
}

// Every field of every alternative reaches the hash and the comparison.
template <class Alternative>
void expect_each_field_counts() {
  const Event plain = Alternative{};
  std::size_t count = 0;
  Alternative counted{};
  for_each_field(counted, [&](std::string_view, auto) { ++count; });
  EXPECT_GE(count, kFieldCountOf<Alternative>);
  for (std::size_t changed = 0; changed < count; ++changed) {
    Alternative other{};
    std::size_t at = 0;
    for_each_field(other, [&]<class Value>(std::string_view, Value& value) {
      if (at++ == changed) value = static_cast<Value>(1 - word_of(value));
    });
    EXPECT_NE(hash_of(other), hash_of(plain)) << kNameOf<Alternative> << " " << changed;
    EXPECT_FALSE(Event(other) == plain) << kNameOf<Alternative> << " " << changed;
  }
}

template <std::size_t... kIndices>
void expect_all_fields_count(std::index_sequence<kIndices...>) {
  (expect_each_field_counts<std::variant_alternative_t<kIndices, Event>>(), ...);
}

TEST(Fields, EachReachesTheHashAndTheComparison) {
  expect_all_fields_count(std::make_index_sequence<std::variant_size_v<Event>>());
}

// Logs of before the scheme keep their hashes: at 0 it is as if it were not there.
TEST(Fields, ALaterFieldThatIsZeroEntersNoHash) {
  EventHash before;
  for (const std::int64_t word : {16, 2025}) before.add(word);
  EventHash with_scheme = before;
  with_scheme.add(3);

  EXPECT_EQ(Event(YearSettled{}).index(), 16U);
  EXPECT_EQ(hash_of(YearSettled{Year{2025}}), before.value());
  EXPECT_EQ(hash_of(YearSettled{Year{2025}, SchemeId{3}}), with_scheme.value());
}

// A hash could not tell two of one struct apart, nor one from the field after it.
template <class Struct>
constexpr bool has_later_fields_at_its_end_alone() {
  return std::apply(
      []<class... OneField>(const OneField&...) {
        std::size_t at = 0;
        const std::size_t count = sizeof...(OneField);
        return ((++at == count || !kIsLater<OneField>) && ...);
      },
      FieldsOf<Struct>::kFields);
}

template <class Variant, std::size_t... kIndices>
constexpr bool all_have_later_fields_at_their_end(std::index_sequence<kIndices...>) {
  return (has_later_fields_at_its_end_alone<std::variant_alternative_t<kIndices, Variant>>() &&
          ...);
}

static_assert(has_later_fields_at_its_end_alone<SurrenderTerms>());
static_assert(all_have_later_fields_at_their_end<Event>(
    std::make_index_sequence<std::variant_size_v<Event>>()));

TEST(Fields, EqualFieldsOfDifferentEventsHashDifferently) {
  EXPECT_NE(hash_of(AccountOpened{AccountId{1}}), hash_of(YearSettled{Year{1}}));
  EXPECT_NE(hash_of(CashDeposited{AccountId{1}, Cash(1)}),
            hash_of(CashWithdrawn{AccountId{1}, Cash(1)}));
}

}  // namespace
}  // namespace tanshi
