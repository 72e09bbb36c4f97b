#include "agents/strategy/gd.h"

#include <algorithm>

#include "agents/strategy/belief_trader.h"

namespace tanshi {
namespace {

class Gd final : public BeliefTrader {
 public:
  using BeliefTrader::BeliefTrader;

 private:
  [[nodiscard]] const Prospect& best_of(std::span<const Prospect> prospects,
                                        const Observation&) const override {
    return *std::ranges::max_element(prospects, {},
                                     [](const Prospect& one) { return one.chance * one.surplus; });
  }
};

}  // namespace

std::unique_ptr<Strategy> make_gd(const SeatBrief& brief) {
  return std::make_unique<Gd>(brief);
}

}  // namespace tanshi
