#include "scenarios/recording/book_names.h"

#include <variant>

#include <fmt/format.h>

namespace tanshi {

void BookNames::see(const Event& event) {
  if (const auto* const forward = std::get_if<ForwardListed>(&event)) {
    names_[forward->instrument] = fmt::format("forward-{}", raw(forward->delivery));
  } else if (const auto* const listed = std::get_if<InstrumentListed>(&event)) {
    const std::size_t place = names_.size();
    if (place == 0) {
      names_[listed->instrument] = "allowances";
    } else if (place <= scenario_.credits.size()) {
      names_[listed->instrument] = scenario_.credits[place - 1].name;
    } else if (place <= scenario_.credits.size() + scenario_.schemes.size()) {
      names_[listed->instrument] = scenario_.schemes[place - 1 - scenario_.credits.size()].name;
    }
  }
}

std::string BookNames::name(InstrumentId book) const {
  const auto known = names_.find(book);
  return known == names_.end() ? fmt::format("instrument-{}", raw_id(book)) : known->second;
}

}  // namespace tanshi
