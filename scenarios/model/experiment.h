// What a scenario file says beside the scenario: treatments, how often each is played, a design of
// parameters, and what their results must show together. Plain values, every default filled in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tanshi {

// A parameter of a design: what is set, and to what. Either `values` or a range.
struct DesignParameter {
  std::string key;                  // a path such as cap.linear_factor
  std::vector<std::string> values;  // as written in the file; empty: from .. to
  double from = 0;
  double to = 0;
  std::int32_t steps = 2;                // of a grid: values from `from` to `to`, both included
  std::optional<std::int32_t> decimals;  // of a value of a range; none: six digits, or what fits
};

enum class DesignKind : std::uint8_t { kGrid, kLatinHypercube, kSobol };

// Without parameters, the file as it stands is the only point.
struct Design {
  DesignKind kind = DesignKind::kGrid;
  std::int32_t points = 0;            // of a Latin hypercube or a Sobol sequence
  std::optional<std::uint64_t> seed;  // of the design, not of the runs
  std::vector<DesignParameter> parameters;
};

// Of a metric over the replications of a treatment at a point of the design.
enum class Statistic : std::uint8_t { kMean, kMedian, kP05, kP95, kMin, kMax };

// What a claim compares with its bounds.
enum class ClaimKind : std::uint8_t {
  kValue,       // the statistic of a treatment
  kRatio,       // that over the statistic of another
  kDifference,  // that less the statistic of another
  kOrder,       // the statistics of several fall, strictly
  kEventsHash,  // the log of events of one run is, byte for byte, the one known to be right
};

// An entry of `expect`.
struct Claim {
  ClaimKind kind = ClaimKind::kValue;
  std::string metric;
  std::optional<std::int32_t> year;  // none: every year, or the run's single figure
  Statistic statistic = Statistic::kMean;
  std::string treatment;
  std::string against;             // of kRatio and kDifference
  std::vector<std::string> order;  // of kOrder, highest first
  std::optional<double> at_least;
  std::optional<double> at_most;
  std::uint64_t events_hash = 0;  // of kEventsHash, with the seed of its run
  std::uint64_t seed = 0;
};

// Replication i of every treatment at every point has the scenario's seed + i: common random
// numbers, so that differences are paired.
struct Experiment {
  std::vector<std::string> treatments = {"baseline"};  // at least one
  std::string baseline = "baseline";                   // one of them, compared with the others
  std::int32_t replications = 1;
  Design design;
  std::vector<Claim> claims;
};

}  // namespace tanshi
