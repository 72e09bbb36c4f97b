#include "agents/regulator/supply/eu_article_29a.h"

#include <algorithm>

#include "exchange/base/check.h"

namespace tanshi {
namespace {

// Whether each of more than rule.months of the last months was above the trigger.
bool each_is_above(const EuArticle29aRule& rule, std::span<const Price> months,
                   MeanPrice reference) {
  const auto needed = static_cast<std::size_t>(rule.months) + 1;
  if (months.size() < needed) return false;
  return std::ranges::all_of(months.last(needed), [&](Price month) {
    return is_above({month.raw(), 1}, rule.multiple, reference);
  });
}

bool mean_is_above(const EuArticle29aRule& rule, std::span<const Price> months,
                   MeanPrice reference) {
  const auto needed = static_cast<std::size_t>(rule.months);
  return months.size() >= needed &&
         is_above(mean_price(months.last(needed)), rule.multiple, reference);
}

}  // namespace

EuArticle29aRule eu_article_29a_rule(EuArticle29a version) {
  if (version == EuArticle29a::kDirective2009)
    return {.multiple = BasisPoints(30'000), .months = 6, .release = Tonnes(100'000'000)};
  return {.multiple = BasisPoints(24'000), .months = 6, .release = Tonnes(75'000'000)};
}

EuPriceRelease eu_article_29a(EuArticle29a version, const EuArticle29aRule& rule,
                              std::span<const Price> months, MeanPrice reference, Tonnes holdings,
                              bool decided) {
  TANSHI_CHECK(!months.empty() && rule.months >= 1);
  EuPriceRelease result;
  result.trigger = times(rule.multiple, reference);
  result.is_met = version == EuArticle29a::kDirective2009 ? each_is_above(rule, months, reference)
                                                          : mean_is_above(rule, months, reference);
  if (result.is_met && decided) result.release = std::min(rule.release, holdings);
  return result;
}

}  // namespace tanshi
