// The keys that all makers have: of offset credits, of schemes' units, and linked systems.
#pragma once

#include <cstddef>
#include <string>

#include "scenarios/model/scenario.h"
#include "scenarios/yaml/fields.h"

namespace tanshi {

// Whether a group of the scenario has this name already: of firms, traders or makers.
[[nodiscard]] bool is_name_taken(const Scenario& scenario, const std::string& name);

// How many they are and how they quote.
void tell_maker_seats(Fields& fields, ProducerGroup& group);

// What a quantity of the first year has grown to, at most kMaxQuantity.
[[nodiscard]] Tonnes grown(Tonnes start, double growth, std::size_t year);

struct MakerKeys {
  Key capacity;
  Key growth;
  Key curve;
};

// All but its name: seats, what the group can make in a year, how that grows, and what it costs.
void tell_maker(Fields& fields, const Horizon& horizon, const MakerKeys& keys,
                ProducerGroup& group);

}  // namespace tanshi
