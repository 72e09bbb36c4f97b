// The program `tanshi`.

#include <cstdlib>
#include <exception>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "tools/cli/command.h"
#include "tools/cli/command_line.h"
#include "tools/cli/output.h"

int main(int argc, char** argv) {
  tanshi::reserve_standard_streams();
  setenv("GRPC_VERBOSITY", "NONE", /*overwrite=*/0);  // what it has to say, we say in a line
  int exit_code = tanshi::kExitOk;
  try {
    CLI::App app("Simulates emissions-allowance markets.", "tanshi");
    app.footer(
        "Exit codes: 0 all is well, 1 an expectation of a scenario fails, 2 bad input or "
        "failure.\nSee `tanshi COMMAND --help`.");
    app.require_subcommand(1);
    app.set_version_flag("--version", "tanshi " TANSHI_VERSION);
    tanshi::add_list(app, exit_code);
    tanshi::add_check(app, exit_code);
    tanshi::add_run(app, exit_code);
    tanshi::add_sweep(app, exit_code);
    tanshi::add_compare(app, exit_code);
    tanshi::add_equilibrium(app, exit_code);
    tanshi::add_auction(app, exit_code);
    tanshi::add_gallery(app, exit_code);
    tanshi::add_lab(app, exit_code);
    tanshi::add_rule(app, exit_code);
    tanshi::add_rulebook(app, exit_code);
    tanshi::add_serve(app, exit_code);
    tanshi::add_agent(app, exit_code);
    tanshi::add_top(app, exit_code);
    tanshi::add_replay(app, exit_code);
    tanshi::add_report(app, exit_code);
    tanshi::add_export(app, exit_code);
    tanshi::add_codebook(app, exit_code);
    tanshi::add_schema(app, exit_code);
    tanshi::add_version(app, exit_code);
    return tanshi::finish_output(tanshi::run_command_line(app, argc, argv, exit_code));
  } catch (const std::exception& error) {
    tanshi::complain("tanshi: {}\n", error.what());
    return tanshi::kExitBadInput;
  }
}
