// tanshi lab: plays an experiment of the laboratory.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include <fmt/format.h>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "scenarios/laboratory/files/laboratory_output.h"
#include "scenarios/laboratory/files/laboratory_reader.h"
#include "scenarios/library/files.h"
#include "tools/cli/command.h"
#include "tools/cli/output.h"
#include "tools/cli/print_problems.h"
#include "tools/cli/run_folder.h"

namespace tanshi {
namespace {

struct LabArguments {
  std::string file;
  std::vector<std::string> overrides;
  std::optional<std::uint64_t> seed;
  std::optional<std::int32_t> replications;
  std::string out;
  bool json = false;
};

std::optional<LaboratoryDesign> load_design(const LabArguments& arguments) {
  std::vector<Override> overrides = arguments.overrides;
  if (arguments.seed) overrides.push_back(fmt::format("seed={}", *arguments.seed));
  if (arguments.replications)
    overrides.push_back(fmt::format("replications={}", *arguments.replications));
  std::vector<Problem> problems;
  std::optional<LaboratoryDesign> design;
  const auto text = read_text(arguments.file);
  if (text.ok()) {
    design = read_laboratory(*text, arguments.file, overrides, problems);
  } else {
    problems.push_back(file_problem(arguments.file, text.status()));
  }
  print_problems(problems);
  return design;
}

absl::Status write_folder(const std::filesystem::path& folder, const LaboratoryDesign& design,
                          const std::vector<LaboratoryRun>& runs, const std::string& summary) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return absl::UnknownError(fmt::format("{}: {}", folder.string(), error.message()));
  absl::Status status = write_file(folder / "trades.csv", trades_csv(design, runs));
  if (status.ok()) status = write_file(folder / "periods.csv", periods_csv(design, runs));
  if (status.ok()) status = write_file(folder / "summary.json", summary);
  return status;
}

int lab(const LabArguments& arguments) {
  const auto design = load_design(arguments);
  if (!design) return kExitBadInput;
  std::vector<LaboratoryRun> runs;
  for (std::int32_t i = 0; i < design->replications; ++i)
    runs.push_back(play_laboratory(*design, design->seed + static_cast<std::uint64_t>(i)));
  const LaboratoryMeasures measures = measure_laboratory(*design, runs);
  const std::string summary = laboratory_json(*design, measures, runs, TANSHI_VERSION);
  if (!arguments.out.empty()) {
    const absl::Status written = write_folder(arguments.out, *design, runs, summary);
    if (!written.ok()) return fail(written);
  }
  write_output(arguments.json ? summary : laboratory_text(*design, measures));
  return kExitOk;
}

}  // namespace

void add_lab(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand(
      "lab", "Play an experiment of the laboratory: induced values and costs, any strategies");
  auto arguments = std::make_shared<LabArguments>();
  command
      ->add_option("file", arguments->file,
                   "The experiment's YAML file; its keys: tanshi schema --of laboratory")
      ->required()
      ->type_name("FILE");
  command
      ->add_option("--set", arguments->overrides,
                   "Change a key of the experiment, such as buyers.0.strategy=zip; may be repeated")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false)
      ->trigger_on_parse(false);
  command
      ->add_option("--seed", arguments->seed,
                   "Of the first replication; each next has the next. The file's if it is left out")
      ->type_name("N")
      ->check(seed_range());
  command
      ->add_option("--replications", arguments->replications,
                   "Times that it is played; the file's if it is left out")
      ->type_name("N")
      ->check(CLI::Range(1, 100'000));
  command
      ->add_option("--out", arguments->out, "Folder for trades.csv, periods.csv and summary.json")
      ->type_name("DIR");
  command->add_flag("--json", arguments->json, "Print summary.json instead of tables");
  command->callback([arguments, &exit_code] { exit_code = lab(*arguments); });
}

}  // namespace tanshi
