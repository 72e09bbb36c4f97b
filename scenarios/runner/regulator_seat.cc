#include "scenarios/runner/regulator_seat.h"

namespace tanshi {
namespace {

class DefaultRegulator final : public Agent {
 public:
  void decide(const Observation&, RandomStream&, Decision&) override {}
};

}  // namespace

std::unique_ptr<Agent> make_default_regulator() {
  return std::make_unique<DefaultRegulator>();
}

}  // namespace tanshi
