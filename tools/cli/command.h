// What the subcommands of `tanshi` share: one file a subcommand, one line in main.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <CLI/App.hpp>
#include <CLI/Validators.hpp>

#include "absl/status/status.h"
#include "scenarios/yaml/scenario_reader.h"

namespace tanshi {

// Exit codes of every subcommand.
inline constexpr int kExitOk = 0;
inline constexpr int kExitExpectationFailed = 1;
inline constexpr int kExitBadInput = 2;  // bad input, or a failure of the machine

// Each adds a subcommand; its callback sets `exit_code` and writes to the standard streams.
void add_list(CLI::App& app, int& exit_code);
void add_check(CLI::App& app, int& exit_code);
void add_run(CLI::App& app, int& exit_code);
void add_codebook(CLI::App& app, int& exit_code);
void add_compare(CLI::App& app, int& exit_code);
void add_sweep(CLI::App& app, int& exit_code);
void add_equilibrium(CLI::App& app, int& exit_code);
void add_auction(CLI::App& app, int& exit_code);
void add_gallery(CLI::App& app, int& exit_code);
void add_lab(CLI::App& app, int& exit_code);
void add_rule(CLI::App& app, int& exit_code);
void add_rulebook(CLI::App& app, int& exit_code);
void add_serve(CLI::App& app, int& exit_code);
void add_agent(CLI::App& app, int& exit_code);
void add_export(CLI::App& app, int& exit_code);
void add_replay(CLI::App& app, int& exit_code);
void add_report(CLI::App& app, int& exit_code);
void add_schema(CLI::App& app, int& exit_code);
void add_top(CLI::App& app, int& exit_code);
void add_version(CLI::App& app, int& exit_code);

// Prints what failed, in one line on stderr. Returns kExitBadInput.
int fail(const absl::Status& status);

// What --seed may be.
[[nodiscard]] CLI::Range seed_range();

// The arguments by which subcommands take a scenario.
struct ScenarioArguments {
  std::string name_or_path;
  std::vector<std::string> overrides;
  std::optional<std::uint64_t> seed;
};
void add_scenario_arguments(CLI::App& command, ScenarioArguments& arguments);

// Loads it, `--seed` applied. nullopt: every problem was printed, the exit code is kExitBadInput.
[[nodiscard]] std::optional<ReadScenario> load(const ScenarioArguments& arguments);

}  // namespace tanshi
