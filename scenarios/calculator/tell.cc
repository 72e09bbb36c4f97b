#include "scenarios/calculator/tell.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

constexpr ExactRule kTonnesRule{0, kMaxQuantity.raw(), 0, "t"};
constexpr ExactRule kPriceRule{0, kMaxPrice.raw(), 2, "money/t"};

template <class Quantity>
bool tell_exact(Fields& inputs, const Key& key, Quantity& value, const ExactRule& rule) {
  std::int64_t raw = value.raw();
  if (!inputs.exact(key, raw, rule)) return false;
  value = Quantity(raw);
  return true;
}

template <class Quantity>
bool tell_list(Fields& inputs, const Key& key, std::vector<Quantity>& values, const ExactRule& rule,
               const ListRule& list) {
  std::vector<std::int64_t> raws;
  raws.reserve(values.size());
  for (const Quantity value : values) raws.push_back(value.raw());
  if (!inputs.exacts(key, raws, rule, list)) return false;
  values.assign(raws.size(), Quantity());
  std::ranges::transform(raws, values.begin(), [](std::int64_t raw) { return Quantity(raw); });
  return true;
}

}  // namespace

Year tell_year(Fields& inputs, std::string_view doc, Year first, Year last) {
  std::int32_t year = raw(first);
  inputs.integer({.name = "year", .doc = doc, .required = true}, year, raw(first), raw(last));
  return Year{year};
}

bool tell_tonnes(Fields& inputs, const Key& key, Tonnes& value) {
  return tell_exact(inputs, key, value, kTonnesRule);
}

bool tell_price(Fields& inputs, const Key& key, Price& value) {
  return tell_exact(inputs, key, value, kPriceRule);
}

bool tell_percent(Fields& inputs, const Key& key, BasisPoints& value, BasisPoints most) {
  return tell_exact(inputs, key, value, {0, most.raw(), 2, "%"});
}

bool tell_multiple(Fields& inputs, const Key& key, BasisPoints& value) {
  return tell_exact(inputs, key, value, {0, 1'000'000, 4, "times"});
}

bool tell_rate(Fields& inputs, const Key& key, PartsPerMillion& value) {
  return tell_exact(inputs, key, value, {-500'000, 1'000'000, 4, "%"});
}

bool tell_prices(Fields& inputs, const Key& key, std::vector<Price>& values, const ListRule& list) {
  return tell_list(inputs, key, values, kPriceRule, list);
}

bool tell_tonnes_list(Fields& inputs, const Key& key, std::vector<Tonnes>& values,
                      const ListRule& list) {
  return tell_list(inputs, key, values, kTonnesRule, list);
}

bool tell_mean(Fields& inputs, const Key& key, MeanPrice& value) {
  constexpr std::int64_t kHundredthsOfACent = 100;
  std::int64_t hundredths = mul_div_nearest(value.sum, kHundredthsOfACent, value.count);
  if (!inputs.exact(key, hundredths, {0, kMaxPrice.raw() * kHundredthsOfACent, 4, "money/t"}))
    return false;
  value = {hundredths, kHundredthsOfACent};
  return true;
}

std::size_t tell_choice(Fields& inputs, const Key& key, std::span<const Word> words,
                        std::size_t otherwise) {
  std::string name(words[otherwise].name);
  inputs.word(key, name, words);
  const auto found = std::ranges::find(words, name, &Word::name);
  return static_cast<std::size_t>(found - words.begin());
}

}  // namespace tanshi
