// How canonical_proto.h does it. Only that header includes this one.
#pragma once

#include <array>
#include <bit>
#include <cstring>

namespace tanshi::canonical_proto::internal {

// ---- Kinds of members --------------------------------------------------------------------------

template <class T>
concept Unit = requires(const T value) {
  { value.raw() } -> std::same_as<std::int64_t>;
};
template <class T>
concept Scalar = std::integral<T> || std::is_enum_v<T> || Unit<T>;

template <class T>
inline constexpr bool kIsOptional = false;
template <Scalar T>
inline constexpr bool kIsOptional<std::optional<T>> = true;
template <class T>
inline constexpr bool kIsVariant = false;
template <class... T>
inline constexpr bool kIsVariant<std::variant<T...>> = true;
template <class T>
inline constexpr bool kIsVector = false;
template <class T>
inline constexpr bool kIsVector<std::vector<T>> = true;

// The 64 bits that stand for a value: negative ones sign-extended, as protobuf's int32 and int64.
template <Scalar T>
constexpr std::uint64_t bits_of(T value) {
  if constexpr (Unit<T>) {
    return static_cast<std::uint64_t>(value.raw());
  } else if constexpr (std::is_enum_v<T>) {
    return bits_of(static_cast<std::underlying_type_t<T>>(value));
  } else {
    return static_cast<std::uint64_t>(value);
  }
}

template <Scalar T>
constexpr bool value_of(std::uint64_t bits, T& out) {
  if constexpr (Unit<T>) {
    out = T(static_cast<std::int64_t>(bits));
    return true;
  } else if constexpr (std::is_enum_v<T>) {
    std::underlying_type_t<T> value{};
    const bool fits = value_of(bits, value);
    out = static_cast<T>(value);
    return fits;
  } else {
    out = static_cast<T>(bits);
    return bits_of(out) == bits;
  }
}

// ---- Bytes -------------------------------------------------------------------------------------

enum class WireType : std::uint32_t { kVarint = 0, kDelimited = 2 };

constexpr std::uint32_t tag_of(int number, WireType type) {
  return static_cast<std::uint32_t>(number) << 3 | static_cast<std::uint32_t>(type);
}

inline constexpr std::size_t kMaxVarint = 10;
inline constexpr std::size_t kMaxTag = 2;     // field numbers below 2,048
inline constexpr std::size_t kMaxLength = 2;  // of messages below 16,384 bytes

constexpr char* put_varint(char* at, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) *at++ = static_cast<char>(value | 0x80);
  *at++ = static_cast<char>(value);
  return at;
}

inline void append_varint(std::uint64_t value, std::string& out) {
  std::array<char, kMaxVarint> buffer;
  out.append(buffer.data(), put_varint(buffer.data(), value));
}

// Takes a varint off `rest`; false unless it is there in full and as short as can be.
inline bool take_varint(std::string_view& rest, std::uint64_t& out) {
  const std::size_t limit = rest.size() < kMaxVarint ? rest.size() : kMaxVarint;
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < limit; ++i) {
    const auto byte = static_cast<std::uint8_t>(rest[i]);
    value |= std::uint64_t{byte & 0x7FU} << (7 * i);
    if (byte >= 0x80) continue;
    const bool padded = byte == 0 && i > 0;
    const bool overflows = i + 1 == kMaxVarint && byte > 1;
    rest.remove_prefix(i + 1);
    out = value;
    return !padded && !overflows;
  }
  return false;
}

template <std::uint32_t Tag>
bool take_tag(std::string_view& rest) {
  static_assert(Tag < 1U << 14);
  if constexpr (Tag < 0x80) {
    if (rest.empty() || static_cast<std::uint8_t>(rest[0]) != Tag) return false;
    rest.remove_prefix(1);
  } else {
    if (rest.size() < 2 || static_cast<std::uint8_t>(rest[0]) != ((Tag & 0x7F) | 0x80) ||
        static_cast<std::uint8_t>(rest[1]) != Tag >> 7) {
      return false;
    }
    rest.remove_prefix(2);
  }
  return true;
}

// ---- Messages of bounded size: on the stack, no allocation -------------------------------------

// What one field can take at most; 0: there is no bound.
template <class M>
consteval std::size_t max_field_size();

template <class T, class... F>
consteval std::size_t max_size_of_list(FieldList<T, F...>) {
  std::size_t sum = 0;
  bool bounded = true;
  [[maybe_unused]] const auto add = [&]<int Number, auto Member>(Field<Number, Member>) {
    const std::size_t size =
        max_field_size<std::remove_cvref_t<decltype(std::declval<T&>().*Member)>>();
    bounded = bounded && size > 0;
    sum += size;
  };
  (add(F{}), ...);
  return bounded ? sum + 1 : 0;  // one more, so that an empty message is not unbounded
}

template <class T>
consteval std::size_t max_size() {
  return max_size_of_list(Message<T>{});
}
template <class T>
inline constexpr bool kIsBounded = max_size<T>() > 0;

template <class... T>
consteval std::size_t max_alternative_size(std::variant<T...>*) {
  std::size_t max = 0;
  ((max = max_size<T>() > max ? max_size<T>() : max), ...);
  return max;
}

template <class M>
consteval std::size_t max_field_size() {
  if constexpr (Scalar<M> || kIsOptional<M>) {
    return kMaxTag + kMaxVarint;
  } else if constexpr (kIsVariant<M>) {
    return kMaxTag + kMaxLength + max_alternative_size(static_cast<M*>(nullptr));
  } else if constexpr (requires { Message<M>{}; }) {
    return max_size<M>() > 0 ? kMaxTag + kMaxLength + max_size<M>() : 0;
  } else {
    return 0;
  }
}

template <class T>
char* put_message(const T& message, char* at);

// Tag and length, and the body that `put` writes. A length is one byte mostly, so the body is put
// behind one, and moves up if it is longer.
template <class Put>
char* put_delimited(int number, const Put& put, char* at) {
  at = put_varint(at, tag_of(number, WireType::kDelimited));
  char* const body = at + 1;
  char* end = put(body);
  const auto size = static_cast<std::size_t>(end - body);
  if (size >= 0x80) {
    std::memmove(body + 1, body, size);
    ++end;
  }
  put_varint(at, size);
  return end;
}

template <int Number, class M>
char* put_field(const M& member, char* at) {
  if constexpr (Scalar<M>) {
    const std::uint64_t bits = bits_of(member);
    if (bits == 0) return at;
    at = put_varint(at, tag_of(Number, WireType::kVarint));
    return put_varint(at, bits);
  } else if constexpr (kIsOptional<M>) {
    if (!member) return at;
    at = put_varint(at, tag_of(Number, WireType::kVarint));
    return put_varint(at, bits_of(*member));
  } else if constexpr (kIsVariant<M>) {
    static_assert(max_field_size<M>() < 1U << 14, "length needs three bytes");
    const auto put = [&member](char* body) {
      return std::visit([body](const auto& one) { return put_message(one, body); }, member);
    };
    return put_delimited(Number + static_cast<int>(member.index()), put, at);
  } else {
    static_assert(max_field_size<M>() < 1U << 14, "length needs three bytes");
    return put_delimited(Number, [&member](char* body) { return put_message(member, body); }, at);
  }
}

template <class T, class... F>
char* put_list(FieldList<T, F...>, const T& message, char* at) {
  [[maybe_unused]] const auto put = [&]<int Number, auto Member>(Field<Number, Member>) {
    at = put_field<Number>(message.*Member, at);
  };
  (put(F{}), ...);
  return at;
}

template <class T>
char* put_message(const T& message, char* at) {
  return put_list(Message<T>{}, message, at);
}

// ---- Messages that hold others: appended to a string -------------------------------------------

template <int Number, class M>
void append_field(const M& member, std::string& out) {
  if constexpr (kIsVector<M>) {
    for (const auto& element : member) append_element(Number, element, out);
  } else if constexpr (requires { Message<M>{}; }) {
    append_element(Number, member, out);
  } else {
    std::array<char, max_field_size<M>()> buffer;
    out.append(buffer.data(), put_field<Number>(member, buffer.data()));
  }
}

template <class T, class... F>
void append_list(FieldList<T, F...>, const T& message, std::string& out) {
  [[maybe_unused]] const auto append = [&]<int Number, auto Member>(Field<Number, Member>) {
    append_field<Number>(message.*Member, out);
  };
  (append(F{}), ...);
}

// ---- Reading -----------------------------------------------------------------------------------

template <class T>
bool take_delimited(std::string_view& rest, T& out) {
  std::uint64_t size = 0;
  if (!take_varint(rest, size) || size > rest.size()) return false;
  const std::string_view body = rest.substr(0, size);
  rest.remove_prefix(size);
  return read_message(body, out);
}

template <int Number, std::size_t Index, class V>
bool take_alternative(std::string_view& rest, V& out) {
  if constexpr (Index == std::variant_size_v<V>) {
    return false;
  } else {
    constexpr std::uint32_t kTag = tag_of(Number + static_cast<int>(Index), WireType::kDelimited);
    if (take_tag<kTag>(rest)) return take_delimited(rest, out.template emplace<Index>());
    return take_alternative<Number, Index + 1>(rest, out);
  }
}

template <int Number, class M>
bool take_field(std::string_view& rest, M& out) {
  constexpr std::uint32_t kVarintTag = tag_of(Number, WireType::kVarint);
  constexpr std::uint32_t kDelimitedTag = tag_of(Number, WireType::kDelimited);
  std::uint64_t bits = 0;
  if constexpr (Scalar<M>) {
    if (!take_tag<kVarintTag>(rest)) return value_of(0, out);
    return take_varint(rest, bits) && bits != 0 && value_of(bits, out);
  } else if constexpr (kIsOptional<M>) {
    out.reset();
    return !take_tag<kVarintTag>(rest) ||
           (take_varint(rest, bits) && value_of(bits, out.emplace()));
  } else if constexpr (kIsVariant<M>) {
    return take_alternative<Number, 0>(rest, out);
  } else if constexpr (kIsVector<M>) {
    out.clear();
    while (take_tag<kDelimitedTag>(rest)) {
      if (!take_delimited(rest, out.emplace_back())) return false;
    }
    return true;
  } else {
    return take_tag<kDelimitedTag>(rest) && take_delimited(rest, out);
  }
}

template <class T, class... F>
bool read_list(FieldList<T, F...>, std::string_view rest, T& out) {
  [[maybe_unused]] const auto take = [&]<int Number, auto Member>(Field<Number, Member>) {
    return take_field<Number>(rest, out.*Member);
  };
  return (take(F{}) && ...) && rest.empty();
}

}  // namespace tanshi::canonical_proto::internal

namespace tanshi::canonical_proto {

template <class T>
void append_message(const T& message, std::string& out) {
  if constexpr (internal::kIsBounded<T>) {
    std::array<char, internal::max_size<T>()> buffer;
    out.append(buffer.data(), internal::put_message(message, buffer.data()));
  } else {
    internal::append_list(Message<T>{}, message, out);
  }
}

template <class T>
void append_element(int field_number, const T& message, std::string& out) {
  using internal::WireType;
  internal::append_varint(internal::tag_of(field_number, WireType::kDelimited), out);
  if constexpr (internal::kIsBounded<T>) {
    std::array<char, internal::max_size<T>()> body;
    char* const end = internal::put_message(message, body.data());
    internal::append_varint(static_cast<std::uint64_t>(end - body.data()), out);
    out.append(body.data(), end);
  } else {
    std::string body;
    append_message(message, body);
    internal::append_varint(body.size(), out);
    out.append(body);
  }
}

template <class T>
bool read_message(std::string_view bytes, T& out) {
  return internal::read_list(Message<T>{}, bytes, out);
}

template <class T>
bool read_element(int field_number, std::string_view& rest, T& out) {
  std::uint64_t tag = 0;
  return internal::take_varint(rest, tag) &&
         tag == internal::tag_of(field_number, internal::WireType::kDelimited) &&
         internal::take_delimited(rest, out);
}

}  // namespace tanshi::canonical_proto
