// tanshi._core: what the Python package calls of the simulator. The package's own functions
// (tanshi/simulate.py) are what people use.
//
// Thread-safety: any thread; the interpreter's lock is let go while a run is played. An environment
// holds it.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <nanobind/nanobind.h>
#include <nanobind/stl/filesystem.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "agents/python/core/environment.h"
#include "agents/python/core/interruption.h"
#include "agents/python/core/played_scenario.h"
#include "agents/python/core/python_errors.h"
#include "agents/python/core/seated_market.h"
#include "scenarios/results/log_claims.h"
#include "scenarios/results/run_files.h"
#include "scenarios/runner/runner.h"

namespace tanshi {
namespace {

namespace nb = nanobind;

// Plays the scenario and leaves the files of the run in the folder.
void play(const PlayedScenario& played, const std::filesystem::path& folder) {
  const Scenario& scenario = played.read.scenario;
  absl::Status status;
  std::optional<RunResult> run;
  Interruption interruption;
  {
    const nb::gil_scoped_release unlocked;
    status = claim_run_folder(folder);
    if (status.ok()) {
      run = run_locally(scenario, scenario.seed,
                        [&](const SessionPosition&) { return !interruption.wanted(); });
    }
    if (run) {
      judge_log_claims(played.read.experiment, played.treatment, *run);
      status = write_run_files(folder, played.read.yaml, *run);
    }
  }
  if (!status.ok()) raise_os_error(status);
  if (interruption.raised()) raise_pending_error();
  if (!run) raise_scenario_error(scenario.name + ": the market cannot be set up");
}

}  // namespace

NB_MODULE(_core, module) {
  nb::class_<PlayedScenario>(module, "Scenario")
      .def_prop_ro("name", [](const PlayedScenario& self) { return self.read.scenario.name; })
      .def_prop_ro("seed", [](const PlayedScenario& self) { return self.read.scenario.seed; });
  module.def("load", &load_played, nb::arg("name_or_path"), nb::arg("overrides"),
             nb::arg("treatment"));
  module.def("parse", &parse_played, nb::arg("text"), nb::arg("overrides"), nb::arg("treatment"));
  module.def("play", &play, nb::arg("scenario"), nb::arg("folder"));
  add_environment(module);
  add_seated_market(module);
}

}  // namespace tanshi
