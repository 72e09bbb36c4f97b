// Allowances that leave the EU's market stability reserve when the price has risen too far.
//
//   2009  the price is above 3 x the average of the two years before in each of more than six
//         months on end: the Commission and Member States may release up to 100 M
//   2023  the average of six calendar months is above 2.4 x the average of the two years before
//         them: 75 M are released, by law
//
// or all that the reserve holds, if that is less. The 2009 version also asks whether the price
// follows changing market fundamentals, which is a judgement: `decided` says what it was.
//
// Source: Directive 2003/87/EC, Article 29a, with Decision (EU) 2015/1814, Article 1(7), as
// amended by Directives 2009/29/EC, (EU) 2018/410 and (EU) 2023/959. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "agents/regulator/supply/price_trigger.h"
#include "exchange/base/units.h"

namespace tanshi {

enum class EuArticle29a : std::uint8_t { kDirective2009, kReform2023 };

struct EuArticle29aRule {
  BasisPoints multiple;     // of the average of the two years before
  std::int32_t months = 6;  // 2009: above in each of more than so many; 2023: averaged over so many
  Tonnes release;
};
[[nodiscard]] EuArticle29aRule eu_article_29a_rule(EuArticle29a version);

struct EuPriceRelease {
  Price trigger;        // to the cent, for people; the law compares exactly
  bool is_met = false;  // the condition on prices
  Tonnes release;       // 0 unless it is met and `decided`
};

// `months`: the average of each calendar month in order of time, the latest last; earlier ones
// than the version looks at are ignored.
// REQUIRES: months is not empty; prices in 0 .. kMaxPrice; rule.months >= 1.
[[nodiscard]] EuPriceRelease eu_article_29a(EuArticle29a version, const EuArticle29aRule& rule,
                                            std::span<const Price> months, MeanPrice reference,
                                            Tonnes holdings, bool decided = true);

}  // namespace tanshi
