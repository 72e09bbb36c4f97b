// tanshi codebook: what the tables of results are made of.

#include <memory>
#include <vector>

#include "scenarios/experiment/sweep_columns.h"
#include "scenarios/experiment/sweep_tables.h"
#include "scenarios/results/codebook.h"
#include "scenarios/results/results_database.h"
#include "tools/cli/command.h"
#include "tools/cli/output.h"

namespace tanshi {

void add_codebook(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand(
      "codebook", "Print every table and column of results.sqlite: type, unit, meaning");
  auto json = std::make_shared<bool>(false);
  auto markdown = std::make_shared<bool>(false);
  CLI::Option* const as_markdown = command->add_flag(
      "--markdown", *markdown, "As the tables of docs/results.md; so it is if nothing is said");
  command->add_flag("--json", *json, "As JSON, for programs")->excludes(as_markdown);
  command->callback([json, &exit_code] {
    const std::vector<Codebook> books = {{"run", kResultsFormat, run_codebook()},
                                         {"sweep", kSweepFormat, sweep_codebook()},
                                         {"class", kResultsFormat, class_codebook()}};
    if (*json) {
      write_output(codebook_json(books));
    } else {
      for (const Codebook& book : books)
        print("## Tables of a {}\n\n{}", book.name, codebook_markdown(book.tables));
    }
    exit_code = kExitOk;
  });
}

}  // namespace tanshi
