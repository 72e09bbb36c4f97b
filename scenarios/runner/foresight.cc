#include "scenarios/runner/foresight.h"

#include <algorithm>
#include <variant>

#include "exchange/base/check.h"
#include "scenarios/runner/outcome.h"

namespace tanshi {
namespace {

ForesightExpectations foreseen(const Scenario& scenario, const World& world) {
  const auto theory = banking_equilibrium(theory_of(scenario, world));
  TANSHI_CHECK(std::holds_alternative<BankingEquilibrium>(theory));  // there is a ceiling
  const auto& path = std::get<BankingEquilibrium>(theory);
  return {{path.price.begin(), path.price.end()}, {path.bank_t.begin(), path.bank_t.end()}};
}

}  // namespace

void tell_foresight(const Scenario& scenario, World& world) {
  const auto foresees = [](const SeatPlan& seat) {
    return std::holds_alternative<ForesightExpectations>(seat.brief.firm.expectations);
  };
  if (std::ranges::none_of(world.seats, foresees)) return;
  const ForesightExpectations known = foreseen(scenario, world);
  for (SeatPlan& seat : world.seats)
    if (foresees(seat)) seat.brief.firm.expectations = known;
}

}  // namespace tanshi
