#include "scenarios/results/log_claims.h"

#include <fmt/format.h>

namespace tanshi {
namespace {

ExpectationResult judge(const Claim& claim, const RunResult& run) {
  ExpectationResult result;
  result.metric = fmt::format("events_hash={:016x}", claim.events_hash);
  result.value = claim.events_hash == run.events_hash ? 1 : 0;
  result.at_least = 1;
  result.passed = claim.events_hash == run.events_hash;
  return result;
}

}  // namespace

void judge_log_claims(const Experiment& experiment, std::string_view treatment, RunResult& run) {
  for (const Claim& claim : experiment.claims) {
    if (claim.kind == ClaimKind::kEventsHash && claim.treatment == treatment &&
        claim.seed == run.seed)
      run.expectations.push_back(judge(claim, run));
  }
}

}  // namespace tanshi
