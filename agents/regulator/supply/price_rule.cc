#include "agents/regulator/supply/price_rule.h"

#include <algorithm>
#include <cstddef>

#include "agents/regulator/supply/price_trigger.h"
#include "exchange/base/check.h"
#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

constexpr std::size_t kTwoYears = 2 * kMonths;
constexpr std::int32_t kFloorDays = 5;
constexpr Year kUkYearOne{2021};

// The two years before the last `looked_at` months; empty where they are not known.
std::span<const Price> two_years_before(std::span<const Price> months, std::size_t looked_at) {
  if (months.size() < looked_at + kTwoYears) return {};
  return months.first(months.size() - looked_at).last(kTwoYears);
}

std::optional<PriceMeasure> met(Price price, Price trigger, Tonnes most) {
  if (most == Tonnes()) return std::nullopt;
  return PriceMeasure{price, trigger, most, most};
}

std::optional<PriceMeasure> measure(const NoPriceRule&, const MarketRecord&, const PriceQuestion&) {
  return std::nullopt;
}

std::optional<PriceMeasure> measure(const EuPriceRule& rule, const MarketRecord& market,
                                    const PriceQuestion& question) {
  const EuArticle29aRule law = eu_article_29a_rule(rule.version);
  const bool is_each = rule.version == EuArticle29a::kDirective2009;
  const auto looked_at = static_cast<std::size_t>(law.months) + (is_each ? 1 : 0);
  const std::span<const Price> before = two_years_before(market.months, looked_at);
  if (before.empty()) return std::nullopt;
  const EuPriceRelease result =
      eu_article_29a(rule.version, law, market.months, mean_price(before), question.holdings);
  if (!result.is_met) return std::nullopt;
  return met(rounded(mean_price(market.months.last(looked_at))), result.trigger, result.release);
}

std::optional<PriceMeasure> measure(const UkPriceRule& rule, const MarketRecord& market,
                                    const PriceQuestion& question) {
  const Year of_last_month = question.month == 0 ? years_after(question.year, -1) : question.year;
  const UkCcmRule law = uk_ccm_rule(std::max(of_last_month, kUkYearOne));
  const auto looked_at = static_cast<std::size_t>(law.months);
  const std::span<const Price> before = two_years_before(market.months, looked_at);
  if (before.empty()) return std::nullopt;
  const Price trigger = times(law.multiple, mean_price(before));
  if (!uk_ccm_is_met(law, trigger, market.months)) return std::nullopt;
  const Tonnes most = share_floor(rule.most_share, question.next_year) - question.brought_forward;
  return met(*std::ranges::min_element(market.months.last(looked_at)), trigger,
             std::max(most, Tonnes()));
}

std::optional<PriceMeasure> measure(const KoreaPriceRule& rule, const MarketRecord& market,
                                    const PriceQuestion& question) {
  constexpr std::size_t kSixMonths = 6;
  const std::size_t this_year = question.month == 0 ? kMonths : question.month;
  const std::span<const Price> before = two_years_before(market.months, this_year);
  if (before.empty()) return std::nullopt;
  Tonnes traded;
  for (const Tonnes month : market.volumes.first(market.volumes.size() - this_year).last(kTwoYears))
    traded += month;
  const KoreaMarket seen{
      .two_years = mean_price(before),
      .six_months = mean_price(market.months.last(kSixMonths)),
      .one_month = mean_price(market.months.last(1)),
      .two_years_volume = Tonnes(div_floor(traded.raw(), std::int64_t{kTwoYears})),
      .one_month_volume = market.volumes.back()};
  const Tonnes most = share_floor(rule.most_share, question.holdings);
  switch (korea_stabilisation(rule.triggers, seen)) {
    case KoreaTrigger::kNone:
      break;
    case KoreaTrigger::kPriceTripled:
      return met(rounded(seen.six_months), times(rule.triggers.six_months, seen.two_years), most);
    case KoreaTrigger::kPriceAndVolumeDoubled:
      return met(rounded(seen.one_month), times(rule.triggers.one_month, seen.two_years), most);
    case KoreaTrigger::kPriceFell: {
      const std::size_t days = std::min<std::size_t>(market.closes.size(), kFloorDays);
      if (days == 0) break;
      PriceMeasure fallen{rounded(seen.one_month),
                          times(BasisPoints(10'000) - rule.triggers.fall, seen.two_years), Tonnes(),
                          Tonnes()};
      fallen.floor = korea_price_floor(market.closes.last(days), rule.floor_cut, question.tick);
      return fallen;
    }
  }
  return std::nullopt;
}

}  // namespace

PriceRuleName name_of(const PriceRule& rule) {
  if (std::holds_alternative<UkPriceRule>(rule)) return PriceRuleName::kUkCcm;
  if (std::holds_alternative<KoreaPriceRule>(rule)) return PriceRuleName::kKoreaStabilisation;
  if (const auto* const eu = std::get_if<EuPriceRule>(&rule)) {
    return eu->version == EuArticle29a::kDirective2009 ? PriceRuleName::kEuArticle29a2009
                                                       : PriceRuleName::kEuArticle29a2023;
  }
  return PriceRuleName::kNone;
}

std::optional<PriceMeasure> price_measure(const PriceRule& rule, const MarketRecord& market,
                                          const PriceQuestion& question) {
  TANSHI_CHECK(question.month < kMonths);
  return std::visit([&](const auto& of) { return measure(of, market, question); }, rule);
}

bool brings_forward(const PriceRule& rule) {
  return std::holds_alternative<UkPriceRule>(rule);
}

bool lifts_floor(const PriceRule& rule, std::span<const Price> closes, Price floor) {
  const auto* const korea = std::get_if<KoreaPriceRule>(&rule);
  return korea != nullptr && korea_floor_is_lifted(closes, floor, korea->lifted_above, kFloorDays);
}

}  // namespace tanshi
