// Lists of the market's integers, over the wire.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "google/protobuf/repeated_field.h"

namespace tanshi {

template <class Unit>
void append_raw(std::span<const Unit> values, google::protobuf::RepeatedField<std::int64_t>& wire) {
  wire.Reserve(wire.size() + static_cast<int>(values.size()));
  for (const Unit value : values) wire.AddAlreadyReserved(value.raw());
}

template <class Unit>
void assign_raw(const google::protobuf::RepeatedField<std::int64_t>& wire,
                std::vector<Unit>& values) {
  values.clear();
  values.reserve(static_cast<std::size_t>(wire.size()));
  for (const std::int64_t raw : wire) values.emplace_back(raw);
}

}  // namespace tanshi
