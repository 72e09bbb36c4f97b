#include "agents/python/core/played_scenario.h"

#include <optional>
#include <utility>

#include "agents/python/core/python_errors.h"
#include "scenarios/library/rulebook_library.h"
#include "scenarios/library/scenario_library.h"

namespace tanshi {
namespace {

PlayedScenario played(std::optional<ReadScenario> read, std::string treatment,
                      std::vector<Problem>& problems) {
  if (read && treatment.empty()) {
    treatment = read->experiment.baseline;
  } else if (read) {
    read = read_treatment(*read, treatment, "treatment", problems);
  }
  if (!read) raise_scenario_error(problems);
  return {*std::move(read), std::move(treatment)};
}

}  // namespace

PlayedScenario load_played(const std::string& name_or_path,
                           const std::vector<std::string>& overrides,
                           const std::string& treatment) {
  std::vector<Problem> problems;
  return played(load_scenario(name_or_path, overrides, problems), treatment, problems);
}

PlayedScenario parse_played(const std::string& text, const std::vector<std::string>& overrides,
                            const std::string& treatment) {
  std::vector<Problem> problems;
  return played(read_scenario(text, "scenario", overrides, problems, load_rules), treatment,
                problems);
}

}  // namespace tanshi
