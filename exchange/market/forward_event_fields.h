// The fields of the events of forwards; see event_fields.h.
#pragma once

#include <string_view>
#include <tuple>

#include "exchange/market/fields.h"
#include "exchange/market/forward_event.h"

namespace tanshi {

template <>
struct FieldsOf<ForwardListed> {
  static constexpr std::string_view kName = "forward_listed";
  static constexpr std::tuple kFields{Field{"instrument", &ForwardListed::instrument},
                                      Field{"underlying", &ForwardListed::underlying},
                                      Field{"vintage", &ForwardListed::vintage},
                                      Field{"tick", &ForwardListed::tick},
                                      Field{"lot", &ForwardListed::lot},
                                      Field{"max_price", &ForwardListed::max_price},
                                      Field{"margin", &ForwardListed::margin},
                                      Field{"delivery", &ForwardListed::delivery}};
};

template <>
struct FieldsOf<PositionChanged> {
  static constexpr std::string_view kName = "position_changed";
  static constexpr std::tuple kFields{
      Field{"instrument", &PositionChanged::instrument},
      Field{"account", &PositionChanged::account}, Field{"quantity", &PositionChanged::quantity},
      Field{"value", &PositionChanged::value}, Field{"margin", &PositionChanged::margin}};
};

template <>
struct FieldsOf<PositionSettled> {
  static constexpr std::string_view kName = "position_settled";
  static constexpr std::tuple kFields{Field{"instrument", &PositionSettled::instrument},
                                      Field{"account", &PositionSettled::account},
                                      Field{"quantity", &PositionSettled::quantity},
                                      Field{"value", &PositionSettled::value},
                                      Field{"delivered", &PositionSettled::delivered},
                                      Field{"missing", &PositionSettled::missing},
                                      Field{"due", &PositionSettled::due},
                                      Field{"paid", &PositionSettled::paid}};
};

template <>
struct FieldsOf<ForwardDelivered> {
  static constexpr std::string_view kName = "forward_delivered";
  static constexpr std::tuple kFields{Field{"instrument", &ForwardDelivered::instrument},
                                      Field{"price", &ForwardDelivered::price},
                                      Field{"delivered", &ForwardDelivered::delivered},
                                      Field{"undelivered", &ForwardDelivered::undelivered},
                                      Field{"unpaid", &ForwardDelivered::unpaid}};
};

}  // namespace tanshi
