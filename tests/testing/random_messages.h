// Structs with random content, for codecs: whatever a field's type can hold, meaningful or not,
// with a liking for zero, small numbers and both ends.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "exchange/base/random_stream.h"
#include "exchange/codec/canonical_proto.h"
#include "exchange/codec/journal_fields.h"  // IWYU pragma: keep

namespace tanshi {

class RandomMessages {
 public:
  explicit RandomMessages(std::uint64_t seed) : random_(seed, 0, 0) {}

  // Any struct with a canonical_proto::Message.
  template <class T>
  [[nodiscard]] T make() {
    T message{};
    fill_list(canonical_proto::Message<T>{}, message);
    return message;
  }

 private:
  template <class T, class... Fields>
  void fill_list(canonical_proto::FieldList<T, Fields...>, T& message) {
    (fill_field(Fields{}, message), ...);
  }
  template <class T, int Number, auto Member>
  void fill_field(canonical_proto::Field<Number, Member>, T& message) {
    fill(message.*Member);
  }

  template <class T>
  void fill(T& value) {
    if constexpr (std::is_same_v<T, bool>) {
      value = random_.uniform_int(0, 1) == 1;
    } else if constexpr (std::is_integral_v<T>) {
      value = static_cast<T>(integer(static_cast<std::int64_t>(std::numeric_limits<T>::min()),
                                     static_cast<std::int64_t>(std::numeric_limits<T>::max())));
    } else if constexpr (std::is_enum_v<T>) {
      std::underlying_type_t<T> raw{};
      fill(raw);
      value = static_cast<T>(raw);
    } else if constexpr (requires { value.raw(); }) {
      value = T(integer(std::numeric_limits<std::int64_t>::min(),
                        std::numeric_limits<std::int64_t>::max()));
    } else {
      value = make<T>();
    }
  }
  void fill(std::uint64_t& value) { value = random_.next() >> random_.uniform_int(0, 63); }
  template <class T>
  void fill(std::optional<T>& value) {
    value.reset();
    if (random_.uniform_int(0, 1) == 1) fill(value.emplace());
  }
  template <class T>
  void fill(std::vector<T>& values) {
    values.resize(static_cast<std::size_t>(random_.uniform_int(0, 4)));
    for (T& value : values) fill(value);
  }
  template <class... T>
  void fill(std::variant<T...>& value) {
    const auto chosen = random_.uniform_int(0, sizeof...(T) - 1);
    std::int64_t index = 0;
    ((index++ == chosen ? void(value = make<T>()) : void()), ...);
  }

  std::int64_t integer(std::int64_t low, std::int64_t high) {
    switch (random_.uniform_int(0, 5)) {
      case 0:
        return 0;
      case 1:
        return low;
      case 2:
        return high;
      case 3:
        return random_.uniform_int(low, high);
      default:
        return random_.uniform_int(0, 100);
    }
  }

  RandomStream random_;
};

}  // namespace tanshi
