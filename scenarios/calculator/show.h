// Numbers in the words of a formula: "1,111,736,535 t", "44.15", "24 %".
#pragma once

#include <cstdint>
#include <string>

#include "agents/regulator/supply/price_trigger.h"
#include "exchange/base/units.h"
#include "scenarios/calculator/calculator.h"

namespace tanshi {

// 10^-decimals units, digits in groups of three: grouped(266816768'40, 2) is "266,816,768.40".
[[nodiscard]] std::string grouped(std::int64_t value, int decimals = 0);

[[nodiscard]] std::string show(Tonnes quantity);
[[nodiscard]] std::string show(Price price);
[[nodiscard]] std::string show(Cash cash);
[[nodiscard]] std::string show(BasisPoints share);           // "24 %": no decimals that are zero
[[nodiscard]] std::string show(PartsPerMillion rate);        // "2.5 %"
[[nodiscard]] std::string show(MeanPrice mean);              // "22.37": at most four decimals
[[nodiscard]] std::string show_times(BasisPoints multiple);  // 24,000 is "2.4"
[[nodiscard]] std::string show(const RuleValue& value);

}  // namespace tanshi
