#include "exchange/wire/schemes.h"

#include <algorithm>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exchange/wire/commands.h"
#include "exchange/wire/curves.h"
#include "exchange/wire/decimal_text.h"
#include "exchange/wire/raw_numbers.h"
#include "exchange/wire/supply.h"
#include "fmt/format.h"

namespace tanshi {
namespace {

using WireTexts = google::protobuf::RepeatedPtrField<std::string>;

void numbers_to_wire(const std::vector<double>& numbers, WireTexts& wire) {
  for (const double each : numbers) *wire.Add() = to_decimal_text(each);
}

absl::Status read_numbers(const WireTexts& wire, std::string_view name, std::size_t year_count,
                          std::vector<double>& numbers) {
  if (!wire.empty() && static_cast<std::size_t>(wire.size()) != year_count)
    return absl::InvalidArgumentError(fmt::format("{}: must have an entry for each year", name));
  absl::Status error;
  numbers.clear();
  numbers.reserve(static_cast<std::size_t>(wire.size()));
  for (const std::string& text : wire)
    error.Update(
        read_number(text, name, 0, std::numeric_limits<double>::max(), numbers.emplace_back()));
  return error;
}

// Every list has an entry a year, from 0 to `most`.
template <class Unit>
absl::Status check_path(const std::vector<Unit>& path, std::string_view name,
                        std::size_t year_count, Unit most) {
  const auto good = [&](Unit each) { return each >= Unit() && each <= most; };
  if (path.size() == year_count && std::ranges::all_of(path, good)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      fmt::format("{}: must have an entry for each year, in [0, {}]", name, most.raw()));
}

absl::Status read_use(const v1::SchemeUse& wire, std::size_t year_count, SchemeUse& use) {
  absl::Status error = read_curve(wire.saving(), "firm.schemes.saving", use.saving);
  error.Update(read_number(wire.spares_t(), "firm.schemes.spares_t", 0, 1e6, use.spares_t));
  assign_raw(wire.used(), use.used);
  assign_raw(wire.allocated(), use.allocated);
  error.Update(check_path(use.used, "firm.schemes.used", year_count, kMaxQuantity));
  error.Update(check_path(use.allocated, "firm.schemes.allocated", year_count, kMaxQuantity));
  error.Update(read_numbers(wire.believed_price(), "firm.schemes.believed_price", year_count,
                            use.believed_price));
  if (use.believed_price.empty()) use.believed_price.resize(year_count);
  return error;
}

}  // namespace

void scheme_to_wire(const SchemeBook& scheme, v1::SchemeBook& wire) {
  wire.set_name(scheme.name);
  wire.set_unit(scheme.unit);
  wire.set_instrument_id(raw_id(scheme.instrument));
  wire.set_penalty_cents(scheme.penalty.raw());
  append_raw(std::span<const BasisPoints>(scheme.share), *wire.mutable_share_bps());
  append_raw(std::span<const Tonnes>(scheme.used), *wire.mutable_used());
  append_raw(std::span<const Tonnes>(scheme.allocated), *wire.mutable_allocated());
  for (const std::vector<SupplyOffer>& year : scheme.offers)
    offers_to_wire(year, *wire.add_offers()->mutable_offers());
}

absl::StatusOr<SchemeBook> scheme_from_wire(const v1::SchemeBook& wire, std::size_t year_count) {
  const auto instrument = instrument_from_wire("schemes.instrument_id", wire.instrument_id());
  if (!instrument.ok()) return instrument.status();
  SchemeBook scheme{wire.name(), wire.unit(), *instrument, Price(wire.penalty_cents()),
                    {},          {},          {},          {}};
  assign_raw(wire.share_bps(), scheme.share);
  assign_raw(wire.used(), scheme.used);
  assign_raw(wire.allocated(), scheme.allocated);
  for (const v1::CreditOffers& year : wire.offers())
    read_offers(year.offers(), scheme.offers.emplace_back());
  const Tonnes most(std::numeric_limits<std::int64_t>::max());
  absl::Status error = check_path(scheme.share, "schemes.share_bps", year_count, kFullShare);
  error.Update(check_path(scheme.used, "schemes.used", year_count, most));
  error.Update(check_path(scheme.allocated, "schemes.allocated", year_count, most));
  if (scheme.offers.size() != year_count)
    error.Update(absl::InvalidArgumentError("schemes.offers: must have an entry for each year"));
  if (!error.ok()) return error;
  return scheme;
}

void schemes_to_wire(const FirmBrief& firm, v1::FirmBrief& wire) {
  for (const SchemeUse& use : firm.schemes) {
    v1::SchemeUse& of_scheme = *wire.add_schemes();
    curve_to_wire(use.saving, *of_scheme.mutable_saving());
    of_scheme.set_spares_t(to_decimal_text(use.spares_t));
    append_raw(std::span<const Tonnes>(use.used), *of_scheme.mutable_used());
    append_raw(std::span<const Tonnes>(use.allocated), *of_scheme.mutable_allocated());
    numbers_to_wire(use.believed_price, *of_scheme.mutable_believed_price());
  }
  numbers_to_wire(firm.spared_t, *wire.mutable_spared_t());
  numbers_to_wire(firm.market_spared_t, *wire.mutable_market_spared_t());
}

absl::Status read_schemes(const v1::FirmBrief& wire, std::size_t year_count, FirmBrief& firm) {
  absl::Status error;
  firm.schemes.clear();
  firm.schemes.reserve(static_cast<std::size_t>(wire.schemes_size()));
  for (const v1::SchemeUse& use : wire.schemes())
    error.Update(read_use(use, year_count, firm.schemes.emplace_back()));
  error.Update(read_numbers(wire.spared_t(), "firm.spared_t", year_count, firm.spared_t));
  error.Update(read_numbers(wire.market_spared_t(), "firm.market_spared_t", year_count,
                            firm.market_spared_t));
  return error;
}

}  // namespace tanshi
