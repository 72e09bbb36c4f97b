#include "exchange/wire/expectations.h"

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "exchange/wire/curves.h"

namespace tanshi {
namespace {

struct Writer {
  v1::PriceExpectations& wire;

  void operator()(const ModelExpectations&) const {}
  void operator()(const ForesightExpectations& known) const {
    for (const double price : known.price)
      wire.mutable_foresight()->add_price(to_decimal_text(price));
    for (const double bank_t : known.bank_t)
      wire.mutable_foresight()->add_bank_t(to_decimal_text(bank_t));
  }
  void operator()(const AdaptiveExpectations& rule) const {
    wire.mutable_adaptive()->set_gain(to_decimal_text(rule.gain));
  }
  void operator()(const TrendExpectations& rule) const {
    wire.mutable_trend()->set_strength(to_decimal_text(rule.strength));
  }
  void operator()(const RuleExpectations& rule) const {
    wire.mutable_stated()->set_start(to_decimal_text(rule.start));
    wire.mutable_stated()->set_growth(to_decimal_text(rule.growth));
  }
};

absl::Status read_path(const google::protobuf::RepeatedPtrField<std::string>& wire,
                       std::string_view name, std::size_t years, std::vector<double>& path) {
  absl::Status error;
  constexpr double kFarthest = 1e18;
  for (const std::string& text : wire)
    error.Update(read_number(text, name, -kFarthest, kFarthest, path.emplace_back()));
  if (path.size() != years)
    error.Update(absl::InvalidArgumentError(std::string(name) + ": must have an entry a year"));
  return error;
}

}  // namespace

void expectations_to_wire(const Expectations& expectations, v1::PriceExpectations& wire) {
  std::visit(Writer{wire}, expectations);
}

absl::Status read_expectations(const v1::PriceExpectations& wire, std::size_t years,
                               Expectations& expectations) {
  constexpr double kHighest = 1e9;  // of prices, currency units per tonne
  absl::Status error;
  if (wire.has_foresight()) {
    ForesightExpectations known;
    error.Update(read_path(wire.foresight().price(), "foresight.price", years, known.price));
    error.Update(read_path(wire.foresight().bank_t(), "foresight.bank_t", years, known.bank_t));
    expectations = std::move(known);
  } else if (wire.has_adaptive()) {
    AdaptiveExpectations rule;
    error.Update(read_number(wire.adaptive().gain(), "adaptive.gain", 0, 1, rule.gain));
    expectations = rule;
  } else if (wire.has_trend()) {
    TrendExpectations rule;
    error.Update(read_number(wire.trend().strength(), "trend.strength", 0, 5, rule.strength));
    expectations = rule;
  } else if (wire.has_stated()) {
    RuleExpectations rule;
    error.Update(read_number(wire.stated().start(), "stated.start", 0, kHighest, rule.start));
    error.Update(read_number(wire.stated().growth(), "stated.growth", -1, 1, rule.growth));
    expectations = rule;
  }
  return error;
}

}  // namespace tanshi
