#include <utility>
#include <variant>

#include "agents/expectation/adaptive.h"
#include "agents/expectation/foresight.h"
#include "agents/expectation/price_expectation.h"
#include "agents/expectation/rule.h"
#include "agents/expectation/trend.h"

namespace tanshi {
namespace {

struct Maker {
  const SeatBrief& brief;

  using Made = std::unique_ptr<PriceExpectation>;

  Made operator()(const ModelExpectations&) const { return nullptr; }
  Made operator()(const ForesightExpectations& known) const {
    return std::make_unique<Foresight>(brief, known);
  }
  Made operator()(const AdaptiveExpectations& rule) const {
    return std::make_unique<Adaptive>(brief, rule);
  }
  Made operator()(const TrendExpectations& rule) const { return std::make_unique<Trend>(rule); }
  Made operator()(const RuleExpectations& rule) const {
    return std::make_unique<Rule>(brief, rule);
  }
};

}  // namespace

std::unique_ptr<PriceExpectation> make_expectation(const SeatBrief& brief) {
  return std::visit(Maker{brief}, brief.firm.expectations);
}

}  // namespace tanshi
