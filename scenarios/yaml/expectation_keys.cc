// The keys of what is expected of a run, of treatments, and between them.

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "scenarios/results/metrics.h"
#include "scenarios/yaml/scenario_keys.h"

namespace tanshi {
namespace {

constexpr NumberRule kBound{-1e18, 1e18};
constexpr std::string_view kEventsHash = "events_hash";
constexpr std::string_view kHexDigits = "0123456789abcdef";

struct Told {
  bool statistic = false;
  bool treatment = false;
  bool against = false;
  bool order = false;
  bool equals = false;
  bool seed = false;
  int bounds = 0;  // of the value
  int ratios = 0;
  int differences = 0;
};

int tell_bound(Fields& fields, const Key& key, std::optional<double>& bound) {
  double value = 0;
  if (!fields.number(key, value, kBound)) return 0;
  bound = value;
  return 1;
}

void tell_bounds(Fields& fields, Claim& claim, Told& told) {
  told.bounds += tell_bound(
      fields, {.name = "at_least", .doc = "Least value that passes.", .default_doc = "no bound"},
      claim.at_least);
  told.bounds += tell_bound(
      fields, {.name = "at_most", .doc = "Greatest value that passes.", .default_doc = "no bound"},
      claim.at_most);
  std::vector<double> within;
  if (fields.numbers(
          {.name = "within", .doc = "Least and greatest value that pass, [least, most]."}, within,
          kBound, {2, 2})) {
    if (told.bounds > 0)
      fields.refuse("within", "stands beside at_least or at_most; give one or the other");
    claim.at_least = within[0];
    claim.at_most = within[1];
    ++told.bounds;
  }
  told.ratios += tell_bound(fields,
                            {.name = "ratio_at_least",
                             .doc = "Least ratio of the treatment's value to that of `against`.",
                             .default_doc = "no bound"},
                            claim.at_least);
  told.ratios += tell_bound(fields,
                            {.name = "ratio_at_most",
                             .doc = "Greatest ratio of the treatment's value to that of `against`.",
                             .default_doc = "no bound"},
                            claim.at_most);
  told.differences += tell_bound(fields,
                                 {.name = "difference_at_least",
                                  .doc = "Least value of the treatment less that of `against`.",
                                  .default_doc = "no bound"},
                                 claim.at_least);
  told.differences += tell_bound(fields,
                                 {.name = "difference_at_most",
                                  .doc = "Greatest value of the treatment less that of `against`.",
                                  .default_doc = "no bound"},
                                 claim.at_most);
}

void check_bounds(Fields& fields, const Claim& claim) {
  if (!fields.ok()) return;
  if (!claim.at_least && !claim.at_most)
    fields.refuse("", "no bound; give at_least, at_most or within");
  if (claim.at_least && claim.at_most && *claim.at_least > *claim.at_most)
    fields.refuse("", "the least is above the greatest; no value can pass");
}

void check_treatment(Fields& fields, std::string_view key, const std::string& name,
                     const Experiment& experiment) {
  if (std::ranges::find(experiment.treatments, name) != experiment.treatments.end()) return;
  fields.refuse(key, fmt::format("no treatment is called '{}'; there are {}", name,
                                 fmt::join(experiment.treatments, ", ")));
}

void tell_metric(Fields& fields, Claim& claim, const Horizon& horizon) {
  std::vector<Word> words;
  for (const Metric& metric : metrics()) words.push_back({metric.name, metric.what});
  words.push_back({kEventsHash, "fingerprint of the log of events of the run of `seed`"});
  const bool named = fields.word({.name = "metric", .doc = "What is judged.", .required = true},
                                 claim.metric, words);
  std::int32_t year = 0;
  if (!fields.integer({.name = "year",
                       .doc = "The year judged, for metrics of a year.",
                       .default_doc = "every year must pass"},
                      year, 1900, 3100))
    return;
  claim.year = year;
  const Metric* const metric = named ? find_metric(claim.metric) : nullptr;
  if (named && (metric == nullptr || metric->of_run != nullptr))
    fields.refuse("year", "metric '" + claim.metric + "' is of the whole run; leave year out");
  const std::int32_t first = raw(horizon.first_year);
  if (year < first || year >= first + horizon.years) {
    fields.refuse("year", "is " + std::to_string(year) + "; must be " + std::to_string(first) +
                              " to " + std::to_string(first + horizon.years - 1));
  }
}

void tell_who(Fields& fields, Claim& claim, Told& told, const Experiment& experiment) {
  told.treatment = fields.text({.name = "treatment",
                                .doc = "The treatment judged, over its replications.",
                                .default_doc = "baseline's"},
                               claim.treatment, kNameRule);
  told.against = fields.text({.name = "against",
                              .doc = "Another that it is compared with, by ratio_ or difference_.",
                              .default_doc = "none"},
                             claim.against, kNameRule);
  told.order = fields.scalars(
      {.name = "order", .doc = "Treatments whose values must fall, from highest to lowest."},
      claim.order, {2, 100});
  constexpr std::array kStatistics = {
      Word{"mean", "their mean"},       Word{"median", "their median"},
      Word{"p05", "5 of 100 are less"}, Word{"p95", "95 of 100 are less"},
      Word{"min", "the least"},         Word{"max", "the greatest"}};
  std::string statistic = "mean";
  told.statistic = fields.word(
      {.name = "statistic", .doc = "What of the replications is judged, by `tanshi sweep`."},
      statistic, kStatistics);
  for (std::size_t i = 0; i < kStatistics.size(); ++i)
    if (kStatistics[i].name == statistic) claim.statistic = static_cast<Statistic>(i);
  if (told.treatment) check_treatment(fields, "treatment", claim.treatment, experiment);
  if (told.against) check_treatment(fields, "against", claim.against, experiment);
  for (const std::string& name : claim.order) check_treatment(fields, "order", name, experiment);
  if (!told.treatment) claim.treatment = experiment.baseline;
}

void tell_hash(Fields& fields, Claim& claim, Told& told, std::uint64_t default_seed) {
  std::string digits;
  told.equals =
      fields.text({.name = "equals",
                   .doc = "Of events_hash: what it must be, as summary.json of a run tells it.",
                   .default_doc = "none"},
                  digits, {16, kHexDigits, kHexDigits, "16 hexadecimal digits"});
  if (told.equals && digits.size() != 16)
    fields.refuse("equals", "is '" + digits + "'; must be 16 hexadecimal digits");
  std::from_chars(digits.data(), digits.data() + digits.size(), claim.events_hash, 16);
  auto seed = static_cast<std::int64_t>(default_seed);
  told.seed = fields.exact({.name = "seed",
                            .doc = "Of events_hash: the seed of the run.",
                            .default_doc = "the scenario's"},
                           seed, {0, std::int64_t{1} << 53});
  claim.seed = static_cast<std::uint64_t>(seed);
}

void check_hash(Fields& fields, const Told& told, const Experiment& experiment) {
  if (!told.equals) fields.refuse("", "metric 'events_hash' needs equals, 16 hexadecimal digits");
  if (told.bounds + told.ratios + told.differences > 0 || told.against || told.order ||
      told.statistic)
    fields.refuse("", "metric 'events_hash' is of one run; give equals, seed and treatment only");
  if (!experiment.design.parameters.empty())
    fields.refuse("",
                  "metric 'events_hash' stands beside a design, each of whose points has a log "
                  "of its own; leave one of the two out");
}

// Which kind of claim it is, and that nothing of another stands beside it.
void check_kind(Fields& fields, Claim& claim, const Told& told, const Experiment& experiment) {
  if (!fields.ok()) return;
  if (claim.metric == kEventsHash) {
    claim.kind = ClaimKind::kEventsHash;
    return check_hash(fields, told, experiment);
  }
  if (told.equals || told.seed)
    fields.refuse(told.equals ? "equals" : "seed", "is of metric 'events_hash'; leave it out");
  if (told.order) {
    claim.kind = ClaimKind::kOrder;
    if (told.treatment || told.against || told.bounds + told.ratios + told.differences > 0)
      fields.refuse("order", "stands beside a treatment or a bound; give one or the other");
    return;
  }
  if (told.bounds + told.ratios + told.differences > 0 &&
      (told.bounds > 0) + (told.ratios > 0) + (told.differences > 0) > 1)
    fields.refuse("", "bounds a value, a ratio and a difference at once; give one kind of bound");
  if (told.ratios > 0) claim.kind = ClaimKind::kRatio;
  if (told.differences > 0) claim.kind = ClaimKind::kDifference;
  if (told.against && told.bounds > 0)
    fields.refuse("against", "needs ratio_at_least, ratio_at_most or difference_ bounds");
  if (!told.against && told.ratios + told.differences > 0)
    fields.refuse("", "a ratio or a difference needs against, the other treatment");
  check_bounds(fields, claim);
}

// Of a run that is played as the file stands, and so of `tanshi run`.
bool is_of_a_run(const Claim& claim, const Told& told) {
  return claim.kind == ClaimKind::kValue && !told.treatment && !told.statistic;
}

}  // namespace

void tell_expectations(Fields& fields, Scenario& scenario, Experiment& experiment) {
  const auto item = [&](Fields& keys) {
    Claim claim;
    Told told;
    tell_metric(keys, claim, scenario.horizon);
    tell_bounds(keys, claim, told);
    tell_who(keys, claim, told, experiment);
    tell_hash(keys, claim, told, scenario.seed);
    check_kind(keys, claim, told, experiment);
    if (is_of_a_run(claim, told))
      scenario.expectations.push_back({claim.metric, claim.year, claim.at_least, claim.at_most});
    experiment.claims.push_back(std::move(claim));
  };
  fields.objects({.name = "expect",
                  .doc = "What a run must show, and treatments and their differences over all "
                         "replications; else `tanshi run` and `tanshi sweep` exit 1."},
                 {0, 1'000}, item);
}

}  // namespace tanshi
