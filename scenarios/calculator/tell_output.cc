#include "scenarios/calculator/tell_output.h"

#include <cstdint>

#include "scenarios/calculator/show.h"

namespace tanshi {
namespace {

template <class Quantity>
bool tell_exact(Fields& inputs, const Key& key, Quantity& value, const ExactRule& rule) {
  std::int64_t raw = value.raw();
  if (!inputs.exact(key, raw, rule)) return false;
  value = Quantity(raw);
  return true;
}

std::string trimmed(std::int64_t value, int decimals) {
  std::string text = grouped(value, decimals);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace

bool tell_output(Fields& inputs, const Key& key, Output& value, std::string_view unit,
                 Output most) {
  return tell_exact(inputs, key, value, {0, most.raw(), 3, unit});
}

bool tell_intensity(Fields& inputs, const Key& key, Intensity& value, std::string_view unit,
                    Intensity most) {
  return tell_exact(inputs, key, value, {0, most.raw(), 6, unit});
}

bool tell_ratio(Fields& inputs, const Key& key, PartsPerMillion& value, PartsPerMillion most) {
  return tell_exact(inputs, key, value, {0, most.raw(), 4, "%"});
}

std::string show(Output output) {
  return trimmed(output.raw(), 3);
}
std::string show(Intensity intensity) {
  return trimmed(intensity.raw(), 6);
}
std::string show(Correction correction) {
  return trimmed(correction.raw(), 10);
}
std::string show_factor(PartsPerMillion factor) {
  return trimmed(factor.raw(), 6);
}
std::string show_micro_t(std::int64_t micro_t) {
  return trimmed(micro_t, 6) + " t";
}

}  // namespace tanshi
