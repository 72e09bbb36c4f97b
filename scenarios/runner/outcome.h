// Holds what a session did against what theory says it could have done.
#pragma once

#include <cstdint>
#include <string>

#include <Eigen/Core>

#include "scenarios/benchmark/banking_equilibrium.h"
#include "scenarios/model/scenario.h"
#include "scenarios/results/run_result.h"
#include "scenarios/runner/session.h"
#include "scenarios/runner/world.h"

namespace tanshi {

// Where and how a session ran.
struct RunIdentity {
  std::uint64_t seed = 0;
  std::string venue;
  std::int64_t commands = 0;
  std::int64_t events = 0;
  std::uint64_t events_hash = 0;
};

// The world as theory sees it: true curves, and baselines as they came out. Where the caps cannot
// be kept below the market's highest price, tonnes stay uncovered at it.
// What is not due before a compliance period ends may be borrowed; a limit of what is carried over
// holds for all together, and one that follows from a firm's own sales not at all.
// Where the regulator adjusts supply, it is as the rule and the equilibrium fit each other.
[[nodiscard]] BankingMarket theory_of(const Scenario& scenario, const World& world);

// The same where schemes spare so much of emissions: a row a year, a column an emitter; or empty.
[[nodiscard]] BankingMarket theory_given(const Scenario& scenario, const World& world,
                                         const Eigen::MatrixXd& spared_t);

// The run's figures beside the equilibrium's, and the verdict of each expectation.
// REQUIRES: the session played the whole horizon.
[[nodiscard]] RunResult make_result(const Scenario& scenario, const World& world,
                                    const Session& session, const RunIdentity& identity);

}  // namespace tanshi
