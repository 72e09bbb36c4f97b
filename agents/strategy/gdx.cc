#include "agents/strategy/gdx.h"

#include <algorithm>
#include <cstdint>

#include "agents/strategy/belief_trader.h"
#include "agents/valuation/clip.h"

namespace tanshi {
namespace {

constexpr double kDiscount = 0.9;
constexpr std::int64_t kMostChances = 64;

class Gdx final : public BeliefTrader {
 public:
  explicit Gdx(const SeatBrief& brief) : BeliefTrader(brief), brief_(brief) {}

 private:
  [[nodiscard]] const Prospect& best_of(std::span<const Prospect> prospects,
                                        const Observation& observation) const override {
    double later = 0;  // g V(n - 1)
    const auto value = [&](const Prospect& one) {
      return one.chance * one.surplus + (1 - one.chance) * later;
    };
    const std::int64_t chances = std::min(turns_left(brief_, observation), kMostChances);
    for (std::int64_t left = 1; left < chances; ++left)
      later = kDiscount * value(*std::ranges::max_element(prospects, {}, value));
    return *std::ranges::max_element(prospects, {}, value);
  }

  SeatBrief brief_;
};

}  // namespace

std::unique_ptr<Strategy> make_gdx(const SeatBrief& brief) {
  return std::make_unique<Gdx>(brief);
}

}  // namespace tanshi
