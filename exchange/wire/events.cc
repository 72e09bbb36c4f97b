// Both directions walk the domain's list of fields (event_fields.h) beside the message's
// descriptor: alternative i of `Event` is field i + 2 of v1.Event, and field k of a struct is field
// k + 1 of its message. events_test.cc compares the names.
#include "exchange/wire/events.h"

#include <array>
#include <concepts>
#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>

#include "exchange/market/command_fields.h"
#include "exchange/market/event_fields.h"
#include "exchange/wire/refusal_detail.h"
#include "fmt/format.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace tanshi {

namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr int kFirstAlternative = 2;

template <std::size_t... Index>
constexpr auto command_names(std::index_sequence<Index...>) {
  return std::array{kNameOf<std::variant_alternative_t<Index, Action>>...};
}
constexpr auto kCommandNames =
    command_names(std::make_index_sequence<std::variant_size_v<Action>>{});

// ---- To the wire -------------------------------------------------------------------------------

void set_field(Message& wire, const FieldDescriptor* field, std::int64_t value) {
  if (value == 0 && field->cpp_type() != FieldDescriptor::CPPTYPE_STRING) return;
  const Reflection* reflection = wire.GetReflection();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT64:
      return reflection->SetInt64(&wire, field, value);
    case FieldDescriptor::CPPTYPE_INT32:
      return reflection->SetInt32(&wire, field, static_cast<std::int32_t>(value));
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection->SetBool(&wire, field, value != 0);
    case FieldDescriptor::CPPTYPE_ENUM:
      return reflection->SetEnumValue(&wire, field, static_cast<int>(value));
    default:  // Refused.command, the only text
      return reflection->SetString(&wire, field,
                                   std::string(kCommandNames.at(static_cast<std::size_t>(value))));
  }
}

template <HasFields Struct>
void fill(const Struct& event, Message& wire) {
  int number = 0;
  for_each_field(event, [&](std::string_view, auto value) {
    set_field(wire, wire.GetDescriptor()->FindFieldByNumber(++number), word_of(value));
  });
}

// Who may see what of an event.
bool concerns_all(const auto& event) {
  using E = std::remove_cvref_t<decltype(event)>;
  return std::same_as<E, Traded> || std::same_as<E, InstrumentListed> ||
         std::same_as<E, YearSettled> || std::same_as<E, PhaseChanged> ||
         std::same_as<E, InstrumentClosed> || std::same_as<E, DayClosed> ||
         std::same_as<E, AuctionAnnounced> || std::same_as<E, SupplyTierAdded> ||
         std::same_as<E, AuctionCleared> || std::same_as<E, AuctionCancelled> ||
         std::same_as<E, TradingRulesSet> || std::same_as<E, HaltChanged> ||
         std::same_as<E, DirectTraded> || std::same_as<E, CallTraded> ||
         std::same_as<E, Uncrossed> || std::same_as<E, SurrenderTermsSet> ||
         std::same_as<E, ForwardListed> || std::same_as<E, ForwardDelivered>;
}
bool concerns_all(const HoldingLimitSet& event) {
  return event.account == AccountId{};
}

bool is_about(const auto& event, AccountId account) {
  using E = std::remove_cvref_t<decltype(event)>;
  if constexpr (std::same_as<E, Traded>) {
    return event.maker_account == account || event.taker_account == account;
  } else if constexpr (std::same_as<E, AllowancesTransferred>) {
    return event.from == account || event.to == account;
  } else if constexpr (requires { event.offer; }) {
    return event.offer.account == account || event.offer.to == account;
  } else if constexpr (std::same_as<E, FeeCharged>) {
    return event.account == account || event.to == account;
  } else if constexpr (std::same_as<E, CallTraded>) {
    return event.buyer == account || event.seller == account;
  } else if constexpr (requires { event.account; }) {
    return event.account == account;
  } else {
    return false;
  }
}

// Takes the names of the side that is not the viewer's.
template <class E>
E as_seen_by(const Viewer&, const E& event) {
  return event;
}
Traded as_seen_by(const Viewer& viewer, Traded trade) {
  if (viewer.sees_all) return trade;
  if (viewer.account == AccountId{} || trade.maker_account != viewer.account) {
    trade.maker_account = AccountId{};
    trade.maker_order = OrderId{};
  }
  if (viewer.account == AccountId{} || trade.taker_account != viewer.account) {
    trade.taker_account = AccountId{};
    trade.taker_order = OrderId{};
  }
  return trade;
}

DirectTraded as_seen_by(const Viewer& viewer, DirectTraded trade) {
  if (viewer.sees_all) return trade;
  if (viewer.account == AccountId{} || !is_about(trade, viewer.account)) {
    trade.offer.account = AccountId{};
    trade.offer.order = OrderId{};
    trade.offer.to = AccountId{};
  }
  return trade;
}
CallTraded as_seen_by(const Viewer& viewer, CallTraded trade) {
  if (viewer.sees_all) return trade;
  if (viewer.account == AccountId{} || trade.buyer != viewer.account) {
    trade.buyer = AccountId{};
    trade.buy_order = OrderId{};
    trade.buy_limit = Price();
  }
  if (viewer.account == AccountId{} || trade.seller != viewer.account) {
    trade.seller = AccountId{};
    trade.sell_order = OrderId{};
    trade.sell_limit = Price();
  }
  return trade;
}
AuctionAnnounced as_seen_by(const Viewer& viewer, AuctionAnnounced auction) {
  if (!viewer.sees_all) auction.confidential_reserve_price = Price();
  return auction;
}
// A winner need not know whose allowances they were.
AuctionDelivered as_seen_by(const Viewer& viewer, AuctionDelivered delivered) {
  if (!viewer.sees_all && delivered.from != delivered.account) delivered.from = AccountId{};
  return delivered;
}

// The message of the alternative, or the one inside it that holds the fields.
Message& alternative_of(v1::Event& wire, std::size_t index) {
  const auto number = static_cast<int>(index) + kFirstAlternative;
  Message* message =
      wire.GetReflection()->MutableMessage(&wire, wire.GetDescriptor()->FindFieldByNumber(number));
  if (wire.has_instrument_listed()) return *wire.mutable_instrument_listed()->mutable_instrument();
  if (wire.has_trading_rules_set()) return *wire.mutable_trading_rules_set()->mutable_rules();
  return *message;
}

}  // namespace

bool concerns(const Event& event, AccountId account) {
  return std::visit([account](const auto& alternative) { return is_about(alternative, account); },
                    event);
}

bool to_wire(const Event& event, const Viewer& viewer, v1::Event& wire) {
  const bool visible = std::visit(
      [&](const auto& alternative) {
        if (!viewer.sees_all && !concerns_all(alternative) &&
            (viewer.account == AccountId{} || !is_about(alternative, viewer.account))) {
          return false;
        }
        fill(as_seen_by(viewer, alternative), alternative_of(wire, event.index()));
        return true;
      },
      event);
  const auto* refused = std::get_if<Refused>(&event);
  if (visible && refused != nullptr) wire.mutable_refused()->set_detail(refusal_detail(*refused));
  return visible;
}

// ---- From the wire -----------------------------------------------------------------------------

namespace {

// Errors: false when the name is no command's.
bool command_index(std::string_view name, std::int64_t& index) {
  for (std::size_t i = 0; i < kCommandNames.size(); ++i) {
    if (kCommandNames[i] != name) continue;
    index = static_cast<std::int64_t>(i);
    return true;
  }
  return false;
}

bool get_field(const Message& wire, const FieldDescriptor* field, std::int64_t& value) {
  const Reflection* reflection = wire.GetReflection();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT64:
      value = reflection->GetInt64(wire, field);
      return true;
    case FieldDescriptor::CPPTYPE_INT32:
      value = reflection->GetInt32(wire, field);
      return true;
    case FieldDescriptor::CPPTYPE_BOOL:
      value = reflection->GetBool(wire, field) ? 1 : 0;
      return true;
    case FieldDescriptor::CPPTYPE_ENUM:
      value = reflection->GetEnumValue(wire, field);
      return true;
    default:
      return command_index(reflection->GetString(wire, field), value);
  }
}

template <class Value>
bool assign(std::int64_t raw, Value& value) {
  if constexpr (requires { value.raw(); }) {
    value = Value(raw);
    return true;
  } else {
    value = static_cast<Value>(raw);
    return word_of(value) == raw;
  }
}

template <HasFields Struct>
absl::StatusOr<Event> read(const Message& wire) {
  Struct event{};
  int number = 0;
  absl::Status error;
  for_each_field(event, [&](std::string_view, auto& value) {
    const FieldDescriptor* field = wire.GetDescriptor()->FindFieldByNumber(++number);
    std::int64_t raw = 0;
    if (get_field(wire, field, raw) && assign(raw, value)) return;
    error.Update(absl::InvalidArgumentError(fmt::format("{} is out of range", field->full_name())));
  });
  if (!error.ok()) return error;
  return event;
}

template <std::size_t Index = 0>
absl::StatusOr<Event> read_alternative(const v1::Event& wire) {
  if constexpr (Index == std::variant_size_v<Event>) {
    return absl::InvalidArgumentError("event is absent or unknown");
  } else {
    using Alternative = std::variant_alternative_t<Index, Event>;
    if (wire.event_case() != static_cast<int>(Index) + kFirstAlternative) {
      return read_alternative<Index + 1>(wire);
    }
    if (wire.has_instrument_listed())
      return read<Alternative>(wire.instrument_listed().instrument());
    if (wire.has_trading_rules_set()) return read<Alternative>(wire.trading_rules_set().rules());
    return read<Alternative>(wire.GetReflection()->GetMessage(
        wire, wire.GetDescriptor()->FindFieldByNumber(wire.event_case())));
  }
}

}  // namespace

absl::StatusOr<Event> from_wire(const v1::Event& wire) {
  return read_alternative(wire);
}

}  // namespace tanshi
