// tanshi replay: a session again, from the journal that it left.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <system_error>

#include "exchange/journal/journal.h"
#include "scenarios/hosting/session_folder.h"
#include "scenarios/yaml/utf8.h"
#include "tools/cli/command.h"
#include "tools/cli/output.h"
#include "tools/cli/run_folder.h"

namespace tanshi {
namespace {

struct ReplayArguments {
  std::string folder;
  std::optional<std::int64_t> until;
  bool verify = false;
};

void print_position(const JournalOrigin& origin, const LogPosition& position) {
  if (!origin.name.empty()) print("{}\n", printable(origin.name));
  print("{} commands, {} events, events_hash {:016x}\n", position.command_count,
        position.event_count, position.events_hash);
}

int replay(const ReplayArguments& arguments) {
  // A run's folder holds its journal in one of its own.
  std::filesystem::path folder = arguments.folder;
  std::error_code ignored;  // a folder that cannot be looked into is told of by open()
  if (std::filesystem::is_directory(folder / kJournalFolder, ignored)) folder /= kJournalFolder;
  auto journal = Journal::open(folder, {.read_only = true});
  if (!journal.ok()) return fail(journal.status());

  if (arguments.verify) {
    const auto end = (*journal)->verify();
    if (!end.ok()) return fail(end.status());
    print_position((*journal)->origin(), *end);
    print("every group and every snapshot agrees with the replay\n");
    return kExitOk;
  }
  const std::int64_t until = arguments.until.value_or((*journal)->command_count());
  const auto market =
      (*journal)->replay(until, [](const Market&, const Command&, std::span<const Event>) {});
  if (!market.ok()) return fail(market.status());
  print_position((*journal)->origin(), position_of(*market));
  return kExitOk;
}

}  // namespace

void add_replay(CLI::App& app, int& exit_code) {
  CLI::App* command =
      app.add_subcommand("replay", "Play a session again from the journal that it left");
  auto arguments = std::make_shared<ReplayArguments>();
  command->add_option("DIR", arguments->folder, "Folder of the run, or of the journal itself")
      ->required();
  CLI::Option* const verify =
      command->add_flag("--verify", arguments->verify,
                        "Check each group of commands and each snapshot against the replay");
  command->add_option("--until", arguments->until, "Stop after so many commands")
      ->type_name("SEQ")
      ->check(CLI::NonNegativeNumber)
      ->excludes(verify);
  command->callback([arguments, &exit_code] { exit_code = replay(*arguments); });
}

}  // namespace tanshi
