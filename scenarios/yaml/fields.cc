#include "scenarios/yaml/fields.h"

namespace tanshi {
namespace {

template <class Quantity>
bool quantity(Fields& fields, const Key& key, Quantity& value, const ExactRule& rule) {
  std::int64_t raw = value.raw();
  if (!fields.exact(key, raw, rule)) return false;
  value = Quantity(raw);
  return true;
}

}  // namespace

bool Fields::named_objects(const Key&, std::vector<std::string>&, const TextRule&,
                           const ListRule&) {
  return false;
}

bool Fields::scalars(const Key&, std::vector<std::string>&, const ListRule&) {
  return false;
}

bool Fields::integer(const Key& key, std::int32_t& value, std::int32_t least, std::int32_t most) {
  std::int64_t wide = value;
  if (!exact(key, wide, {.least = least, .most = most})) return false;
  value = static_cast<std::int32_t>(wide);
  return true;
}

bool Fields::tonnes(const Key& key, Tonnes& value, Tonnes least, Tonnes most) {
  return quantity(*this, key, value, {least.raw(), most.raw(), 0, "t"});
}

bool Fields::price(const Key& key, Price& value, Price least, Price most) {
  return quantity(*this, key, value, {least.raw(), most.raw(), 2, "money/t"});
}

bool Fields::cash(const Key& key, Cash& value, Cash least, Cash most) {
  return quantity(*this, key, value, {least.raw(), most.raw(), 2, "money"});
}

}  // namespace tanshi
