#include "scenarios/hosting/session_request.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "exchange/base/random_stream.h"
#include "scenarios/library/rulebook_library.h"
#include "scenarios/library/scenario_library.h"
#include "scenarios/runner/world.h"

namespace tanshi {
namespace {

// Apart from those of a session's streams (scenarios/runner/world.h).
constexpr std::uint32_t kTreatmentPurpose = 102;
constexpr std::size_t kYamlBytesMax = 500'000;
constexpr std::int64_t kDayMsMax = 86'400'000;
constexpr std::int64_t kSeatsMax = 10'000;
constexpr std::string_view kRandom = "random";

absl::Status problems_found(const std::vector<Problem>& problems) {
  std::string all;
  for (const Problem& problem : problems) {
    if (!all.empty()) all += '\n';
    all += to_string(problem);
  }
  return absl::InvalidArgumentError(all);
}

// A text from outside may name the rulebooks of the program, and no files.
std::optional<YamlNode> named_rules(const std::string& name, std::vector<Problem>& problems) {
  const std::vector<std::string> names = rulebook_names();
  if (std::ranges::find(names, name) != names.end()) return load_rules(name, problems);
  problems.push_back({.place = {},
                      .path = "rulebook",
                      .what = fmt::format("\"{}\" does not come with the program", name)});
  return std::nullopt;
}

absl::StatusOr<ReadScenario> read_named(const std::string& name,
                                        const std::vector<Override>& overrides) {
  const auto library = ScenarioLibrary::of_program();
  if (!library.ok()) return library.status();
  const std::vector<std::string> names = library->names();
  if (std::ranges::find(names, name) == names.end()) {
    return absl::InvalidArgumentError(
        fmt::format("scenario is \"{}\"; must be one of ListScenarios", name));
  }
  std::vector<Problem> problems;
  auto read = load_scenario(name, overrides, problems);
  if (!read) return problems_found(problems);
  return *std::move(read);
}

absl::Status check_ranges(const v1::LoadSessionRequest& request) {
  if (request.source_case() == v1::LoadSessionRequest::SOURCE_NOT_SET) {
    return absl::InvalidArgumentError("source is absent; must be a scenario or a yaml");
  }
  if (request.yaml().size() > kYamlBytesMax) {
    return absl::InvalidArgumentError(
        fmt::format("yaml has {} bytes; must be at most {}", request.yaml().size(), kYamlBytesMax));
  }
  if (request.seed() < 0) {
    return absl::InvalidArgumentError(
        fmt::format("seed is {}; must be at least 1", request.seed()));
  }
  if (request.day_takes_ms() < 0 || request.day_takes_ms() > kDayMsMax) {
    return absl::InvalidArgumentError(
        fmt::format("day_takes_ms is {}; must be in [0, {}]", request.day_takes_ms(), kDayMsMax));
  }
  return absl::OkStatus();
}

std::string drawn_treatment(const ReadScenario& read, std::uint64_t seed) {
  const std::vector<std::string>& all = read.experiment.treatments;
  RandomStream draws(seed, 0, kTreatmentPurpose);
  return all[static_cast<std::size_t>(draws.uniform_int(0, std::ssize(all) - 1))];
}

v1::ScenarioEntry entry_of(const ReadScenario& read) {
  v1::ScenarioEntry entry;
  entry.set_scenario(read.scenario.name);
  entry.set_title(read.scenario.title);
  std::int32_t seats = 0;
  for (const SeatPlan& seat : make_world(read.scenario, 1).seats) {
    seats += seat.brief.regulator ? 0 : 1;
  }
  entry.set_seat_count(seats);
  if (read.tree.find("treatments") == nullptr) return entry;  // it has its baseline alone
  for (const std::string& treatment : read.experiment.treatments) entry.add_treatments(treatment);
  return entry;
}

absl::Status check_seats(const Scenario& scenario) {
  std::int64_t seats = 0;
  for (const FirmGroup& group : scenario.firms) seats += group.count;
  for (const TraderGroup& group : scenario.traders) seats += group.count;
  if (seats <= kSeatsMax) return absl::OkStatus();
  return absl::InvalidArgumentError(fmt::format("{} has {} firms and traders; a class at most {}",
                                                scenario.name, seats, kSeatsMax));
}

}  // namespace

absl::StatusOr<ReadScenario> read_text(std::string_view yaml,
                                       const std::vector<Override>& overrides) {
  std::vector<Problem> problems;
  auto read = read_scenario(yaml, "scenario.yaml", overrides, problems, named_rules);
  if (!read) return problems_found(problems);
  return *std::move(read);
}

absl::StatusOr<LoadedSession> read_request(const v1::LoadSessionRequest& request,
                                           const ReadScenario& first) {
  if (absl::Status error = check_ranges(request); !error.ok()) return error;
  const std::int64_t seed = std::max<std::int64_t>(request.seed(), 1);
  const std::vector<Override> overrides = {fmt::format("seed={}", seed)};
  const bool is_first = request.scenario() == first.scenario.name;
  auto read = request.has_yaml() ? read_text(request.yaml(), overrides)
              : is_first         ? read_text(first.yaml, overrides)
                                 : read_named(request.scenario(), overrides);
  if (!read.ok()) return read.status();
  LoadedSession loaded{.read = *std::move(read)};
  loaded.treatment = request.treatment() == kRandom
                         ? drawn_treatment(loaded.read, static_cast<std::uint64_t>(seed))
                         : request.treatment();
  if (!loaded.treatment.empty()) {
    std::vector<Problem> problems;
    auto treated = read_treatment(loaded.read, loaded.treatment, "treatment", problems);
    if (!treated) return problems_found(problems);
    loaded.read = *std::move(treated);
  }
  if (absl::Status error = check_seats(loaded.read.scenario); !error.ok()) return error;
  loaded.practice = request.practice();
  loaded.day_takes = std::chrono::milliseconds(request.day_takes_ms());
  return loaded;
}

absl::StatusOr<std::vector<v1::ScenarioEntry>> playable_scenarios(const ReadScenario& first) {
  const auto library = ScenarioLibrary::of_program();
  if (!library.ok()) return library.status();
  std::vector<v1::ScenarioEntry> all = {entry_of(first)};
  for (const std::string& name : library->names()) {
    if (name == first.scenario.name) continue;
    const auto read = read_named(name, {});
    if (read.ok()) all.push_back(entry_of(*read));  // none that could not be loaded
  }
  return all;
}

}  // namespace tanshi
