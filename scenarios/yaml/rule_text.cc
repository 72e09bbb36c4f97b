#include "scenarios/yaml/rule_text.h"

#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "scenarios/yaml/exact_number.h"

namespace tanshi {
namespace {

std::string in_unit(std::string_view unit) {
  return unit.empty() ? "" : fmt::format(" ({})", unit);
}

}  // namespace

std::string allowed(const ExactRule& rule) {
  const std::string what = rule.decimals == 0
                               ? "a whole number"
                               : fmt::format("a number of at most {} decimals", rule.decimals);
  return fmt::format("{}{}, {} to {}", what, in_unit(rule.unit),
                     write_exact(rule.least, rule.decimals), write_exact(rule.most, rule.decimals));
}

std::string allowed(const NumberRule& rule) {
  const std::string most = write_approximate(rule.most);
  const std::string range =
      rule.above_least ? fmt::format("above {} and at most {}", write_approximate(rule.least), most)
                       : fmt::format("{} to {}", write_approximate(rule.least), most);
  return fmt::format("a number{}, {}", in_unit(rule.unit), range);
}

std::string allowed(const TextRule& rule) {
  if (rule.shape.empty())
    return fmt::format("text of 1 to {} bytes, without control characters", rule.most_bytes);
  return fmt::format("{}; at most {} bytes", rule.shape, rule.most_bytes);
}

std::string allowed(std::span<const Word> words) {
  if (words.size() == 1) return std::string(words.front().name);
  std::vector<std::string_view> names;
  for (const Word& word : words) names.push_back(word.name);
  return fmt::format("one of {}", fmt::join(names, ", "));
}

std::string allowed(const ListRule& list, const std::string& each) {
  if (list.least == list.most)
    return fmt::format("a list of exactly {}: each {}", list.least, each);
  return fmt::format("a list of {} to {}: each {}", list.least, list.most, each);
}

}  // namespace tanshi
