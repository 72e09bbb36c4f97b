#include "scenarios/recording/event_json.h"

#include <iterator>
#include <type_traits>
#include <variant>

#include <fmt/format.h>

#include "exchange/market/enum_names.h"
#include "exchange/market/event_fields.h"
#include "exchange/market/to_text.h"

namespace tanshi {
namespace {

template <class Value>
std::string_view suffix_of() {
  if constexpr (std::is_same_v<Value, Tonnes>) return "_t";
  if constexpr (std::is_same_v<Value, Cash>) return "_cents";
  if constexpr (std::is_same_v<Value, BasisPoints>) return "_bp";
  return "";
}

// Writes the fields of one event, each a call. No word of ours needs an escape.
class FieldWriter {
 public:
  explicit FieldWriter(const BookNames& books) : books_(books) {}

  template <class Value>
  void write(std::string_view name, const Value& value) {
    append(R"({}"{}{}":)", json_.empty() ? "{" : ",", name, suffix_of<Value>());
    write_value(value);
  }

  [[nodiscard]] std::string finish() { return json_.empty() ? "{}" : json_ + "}"; }

 private:
  void write_value(bool value) { append("{}", value); }
  void write_value(std::int32_t command) { write_word(action_name(command), command); }
  void write_value(Price price) { append("{}", static_cast<double>(price.raw()) / 100); }
  void write_value(RejectReason reason) { write_word(name_of(reason), word_of(reason)); }
  void write_value(InstrumentId book) { append(R"("{}")", books_.name(book)); }
  template <class Value>
  void write_value(const Value& value) {
    if constexpr (std::is_enum_v<Value>) {
      write_word(word_for(value), word_of(value));
    } else {
      append("{}", word_of(value));
    }
  }

  // The number where there is no word.
  void write_word(std::string_view word, std::int64_t number) {
    word.empty() ? append("{}", number) : append(R"("{}")", word);
  }

  template <class... T>
  void append(fmt::format_string<T...> format, T&&... arguments) {
    fmt::format_to(std::back_inserter(json_), format, std::forward<T>(arguments)...);
  }

  const BookNames& books_;
  std::string json_;
};

template <class Told>
AccountId account_in(const Told& told) {
  if constexpr (requires { told.account; }) return told.account;
  if constexpr (requires { told.offer.account; }) return told.offer.account;
  return AccountId{};
}

}  // namespace

std::string_view kind_of(const Event& event) {
  return std::visit([]<class Told>(const Told&) { return kNameOf<Told>; }, event);
}

std::optional<std::int64_t> account_of(const Event& event) {
  const AccountId account = std::visit([](const auto& told) { return account_in(told); }, event);
  return account == AccountId{} ? std::nullopt : std::optional(raw_id(account));
}

std::string fields_json(const Event& event, const BookNames& books) {
  FieldWriter writer(books);
  std::visit(
      [&](const auto& told) {
        for_each_told_field(
            told, [&](std::string_view name, const auto& value) { writer.write(name, value); });
      },
      event);
  return writer.finish();
}

}  // namespace tanshi
