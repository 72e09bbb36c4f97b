#include "scenarios/calculator/show.h"

#include <cstddef>

#include <fmt/format.h>

#include "exchange/base/checked_math.h"
#include "scenarios/yaml/exact_number.h"

namespace tanshi {
namespace {

std::string show_each(const auto& values) {
  std::string list;
  for (const auto& value : values) list += (list.empty() ? "" : ", ") + show(RuleValue(value));
  return "[" + list + "]";
}

// Without the zeros after the second decimal.
std::string to_cents(std::string text) {
  const std::size_t point = text.find('.');
  while (point != std::string::npos && text.ends_with('0') && point + 3 < text.size())
    text.pop_back();
  return text;
}

struct Shower {
  std::string operator()(bool truth) const { return truth ? "true" : "false"; }
  std::string operator()(const std::string& word) const { return word; }
  std::string operator()(const ExactValue& exact) const {
    return to_cents(grouped(exact.value, exact.decimals));
  }
  std::string operator()(double number) const { return fmt::format("{}", number); }
  std::string operator()(const std::vector<ExactValue>& list) const { return show_each(list); }
  std::string operator()(const std::vector<double>& list) const { return show_each(list); }
};

std::string without_zeros(std::string text) {
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace

std::string grouped(std::int64_t value, int decimals) {
  const std::string plain = write_exact(value, decimals);
  std::string text;
  for (const char c : plain) text += c == '_' ? ',' : c;
  return text;
}

std::string show(Tonnes quantity) {
  return grouped(quantity.raw()) + " t";
}

std::string show(Price price) {
  return grouped(price.raw(), 2);
}

std::string show(Cash cash) {
  return grouped(cash.raw(), 2);
}

std::string show(BasisPoints share) {
  return without_zeros(grouped(share.raw(), 2)) + " %";
}

std::string show(PartsPerMillion rate) {
  return without_zeros(grouped(rate.raw(), 4)) + " %";
}

std::string show(MeanPrice mean) {
  return to_cents(grouped(mul_div_nearest(mean.sum, 100, mean.count), 4));
}

std::string show_times(BasisPoints multiple) {
  return without_zeros(grouped(multiple.raw(), 4));
}

std::string show(const RuleValue& value) {
  return std::visit(Shower(), value);
}

}  // namespace tanshi
