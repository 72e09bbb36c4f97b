// Reads the command line, and says in one line what is wrong with it.
#pragma once

#include <CLI/App.hpp>

namespace tanshi {

// Runs the callbacks of the subcommand that is named. Returns the exit code: `exit_code` as the
// callback left it, 0 when help was asked for, 2 when the line cannot be read.
[[nodiscard]] int run_command_line(CLI::App& app, int argc, char** argv, const int& exit_code);

}  // namespace tanshi
