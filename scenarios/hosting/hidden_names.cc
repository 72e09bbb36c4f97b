#include "scenarios/hosting/hidden_names.h"

#include <algorithm>

#include "fmt/format.h"

namespace tanshi {

namespace {

// Whether a word goes on between the two, in lower case; scripts beyond ASCII need no blanks
// between words.
bool is_inside_word(char before, char after) {
  const auto is_of_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  };
  return is_of_word(before) && is_of_word(after);
}

std::string_view without_blanks(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

void HiddenNames::add(std::string_view name, std::int64_t participant) {
  const std::string_view bare = without_blanks(name);
  if (bare.size() < kBytesMin) return;
  const std::string lower = lower_case(bare);
  std::vector<Name>& alike = names_[lower.substr(0, kBytesMin)];
  const auto longer = [&](const Name& other) { return other.name.size() >= lower.size(); };
  alike.insert(std::ranges::find_if_not(alike, longer), {lower, participant});
}

const HiddenNames::Name* HiddenNames::name_at(std::string_view lower, std::size_t at) const {
  if (at > 0 && is_inside_word(lower[at - 1], lower[at])) return nullptr;
  const auto alike = names_.find(lower.substr(at, kBytesMin));
  if (alike == names_.end()) return nullptr;
  for (const Name& name : alike->second) {
    if (!lower.substr(at).starts_with(name.name)) continue;
    const std::size_t end = at + name.name.size();
    if (end < lower.size() && is_inside_word(lower[end - 1], lower[end])) continue;
    return &name;
  }
  return nullptr;
}

std::string HiddenNames::hide(std::string_view text) const {
  const std::string lower = lower_case(text);
  std::string hidden;
  for (std::size_t at = 0; at < text.size();) {
    if (const Name* const name = name_at(lower, at)) {
      hidden += fmt::format("[participant {}]", name->participant);
      at += name->name.size();
    } else {
      hidden += text[at++];
    }
  }
  return hidden;
}

}  // namespace tanshi
