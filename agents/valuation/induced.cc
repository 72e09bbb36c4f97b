#include "agents/valuation/induced.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "agents/valuation/market_view.h"

namespace tanshi {
namespace {

// The next units of a schedule of which `done` tonnes are traded.
Worth next_of(const std::vector<InducedStep>& steps, Tonnes done, Tonnes clip) {
  for (const InducedStep& step : steps) {
    if (done < step.quantity) return {step.price, std::min(clip, step.quantity - done)};
    done -= step.quantity;
  }
  return {};
}

class InducedValuation final : public Valuation {
 public:
  explicit InducedValuation(InducedSchedule schedule) : schedule_(std::move(schedule)) {}

  Appraisal appraise(const Observation& observation) override {
    const Tonnes held = observation.allowances_available + observation.allowances_escrowed;
    if (!first_) first_ = held;
    view_.see(observation);
    const Tonnes bought = held - *first_;
    return {next_of(schedule_.values, std::max(bought, Tonnes()), schedule_.clip),
            next_of(schedule_.costs, std::max(-bought, Tonnes()), schedule_.clip),
            view_.price(observation, Price())};
  }

 private:
  InducedSchedule schedule_;
  std::optional<Tonnes> first_;
  MarketView view_;
};

}  // namespace

std::unique_ptr<Valuation> make_induced_valuation(InducedSchedule schedule) {
  return std::make_unique<InducedValuation>(std::move(schedule));
}

}  // namespace tanshi
