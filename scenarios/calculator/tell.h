// The inputs that calculators have in common, each with its range and unit.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agents/regulator/supply/price_trigger.h"
#include "exchange/base/units.h"
#include "scenarios/yaml/fields.h"

namespace tanshi {

// Each returns whether it was given, and leaves the value alone when not.

// `year`: required. The year read; `first` where it is missing or refused, so that rules may be
// asked for the defaults of that year.
[[nodiscard]] Year tell_year(Fields& inputs, std::string_view doc, Year first, Year last);

bool tell_tonnes(Fields& inputs, const Key& key, Tonnes& value);       // 0 .. kMaxQuantity
bool tell_price(Fields& inputs, const Key& key, Price& value);         // 0 .. kMaxPrice
bool tell_percent(Fields& inputs, const Key& key, BasisPoints& value,  // 0 .. most, two decimals
                  BasisPoints most = BasisPoints(10'000));
bool tell_multiple(Fields& inputs, const Key& key, BasisPoints& value);  // 0 .. 100 times
bool tell_rate(Fields& inputs, const Key& key, PartsPerMillion& value);  // -50 .. 100 % a year
bool tell_prices(Fields& inputs, const Key& key, std::vector<Price>& values, const ListRule& list);
bool tell_tonnes_list(Fields& inputs, const Key& key, std::vector<Tonnes>& values,
                      const ListRule& list);
// An average price, with four decimals.
bool tell_mean(Fields& inputs, const Key& key, MeanPrice& value);

// The number of the word that was chosen; `otherwise` when none was given.
[[nodiscard]] std::size_t tell_choice(Fields& inputs, const Key& key, std::span<const Word> words,
                                      std::size_t otherwise);

}  // namespace tanshi
