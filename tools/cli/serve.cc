// tanshi serve: the exchange on the wire, playing a scenario whose seats others may take.

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <nlohmann/json.hpp>

#include "scenarios/hosting/hosted_exchange.h"
#include "scenarios/results/text_report.h"
#include "tools/cli/command.h"
#include "tools/cli/run_folder.h"
#include "tools/cli/terminal.h"

namespace tanshi {
namespace {

struct ServeArguments {
  ScenarioArguments scenario;
  std::string listen = "127.0.0.1:50051";
  std::string data;
  std::int64_t day_takes_ms = 0;
  std::int64_t answer_within_ms = 10'000;
  std::string start = "now";
  bool until_finished = false;
};

// The signals that end the server. Blocked before any thread starts, so that only the wait below
// receives them.
sigset_t ending_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

// Who knows a seat's token acts for it, so the file is its owner's alone.
absl::Status write_tokens(const std::filesystem::path& file, HostedExchange& exchange) {
  nlohmann::ordered_json tokens = {{"operator", exchange.operator_token()},
                                   {"seats", nlohmann::ordered_json::object()}};
  for (const HostedSession::SeatToken& seat : exchange.session().tokens())
    tokens["seats"][seat.seat] = seat.token;
  const mode_t open_to_all = umask(077);
  absl::Status written = write_file(file, tokens.dump(2) + "\n");
  umask(open_to_all);
  return written;
}

// Waits for the session's end, tells of it and leaves its results.
void tell_the_end(const ServeArguments& arguments, const ReadScenario& loaded,
                  HostedExchange& exchange) {
  const std::optional<RunResult> result = exchange.session().wait();
  if (!result) return;
  fmt::print("{}", text_report(*result, {.color = has_color(stdout)}));
  const absl::Status written = write_run_folder(arguments.data, loaded.yaml, *result);
  if (written.ok()) {
    fmt::print("\nresults in {}\n", arguments.data);
  } else {
    fail(written);
  }
  std::fflush(stdout);
  if (arguments.until_finished) kill(getpid(), SIGTERM);
}

int serve(ServeArguments arguments) {
  const auto loaded = load(arguments.scenario);
  if (!loaded) return kExitBadInput;
  const Scenario& scenario = loaded->scenario;
  if (arguments.data.empty()) arguments.data = "out/serve-" + scenario.name;
  const std::filesystem::path data = arguments.data;
  if (const absl::Status made = make_folder(data); !made.ok()) return fail(made);

  const sigset_t signals = ending_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  ExchangeOptions options;
  options.listen = arguments.listen;
  options.journal = data / kJournalFolder;
  options.version = TANSHI_VERSION;
  options.session.seed = scenario.seed;
  options.session.day_takes = std::chrono::milliseconds(arguments.day_takes_ms);
  options.session.answer_within = std::chrono::milliseconds(arguments.answer_within_ms);
  auto exchange = HostedExchange::start(scenario, options);
  if (!exchange.ok()) return fail(exchange.status());
  if (const absl::Status written = write_tokens(data / kTokensFile, **exchange); !written.ok())
    return fail(written);

  fmt::print("{}, seed {}: the exchange listens on port {}; tokens in {}\n", scenario.name,
             scenario.seed, (*exchange)->port(), (data / kTokensFile).string());
  std::thread ending;
  if ((*exchange)->recovered_commands() > 0) {
    fmt::print(
        "the journal holds {} commands of a session that was interrupted: its market is served as "
        "it stood; for a new session give another --data\n",
        (*exchange)->recovered_commands());
  } else {
    if (arguments.start == "now") {
      if (const absl::Status started = (*exchange)->session().start(); !started.ok())
        return fail(started);
    } else {
      fmt::print("the session waits for the operator to start it\n");
    }
    ending = std::thread([&] { tell_the_end(arguments, *loaded, **exchange); });
  }
  std::fflush(stdout);

  int signal = 0;
  sigwait(&signals, &signal);
  (*exchange)->stop(std::chrono::seconds(5));
  if (ending.joinable()) ending.join();
  return kExitOk;
}

}  // namespace

void add_serve(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand(
      "serve", "Serve the exchange over gRPC and play a scenario whose seats others may take");
  auto arguments = std::make_shared<ServeArguments>();
  add_scenario_arguments(*command, arguments->scenario);
  command->add_option("--listen", arguments->listen, "Address to listen on; port 0: any")
      ->type_name("HOST:PORT")
      ->capture_default_str();
  command
      ->add_option("--data", arguments->data,
                   "Folder for the journal, the tokens and the results; out/serve-SCENARIO if it "
                   "is left out")
      ->type_name("DIR");
  command
      ->add_option("--day-takes", arguments->day_takes_ms,
                   "Least wall-clock time of a simulated day, in milliseconds")
      ->type_name("MS")
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{86'400'000}))
      ->capture_default_str();
  command
      ->add_option("--answer-within", arguments->answer_within_ms,
                   "Time that the holder of a seat has to answer; its robot answers after that")
      ->type_name("MS")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{86'400'000}))
      ->capture_default_str();
  command
      ->add_option("--start", arguments->start,
                   "now: the session starts at once; operator: it waits for SessionService.Start")
      ->check(CLI::IsMember({"now", "operator"}))
      ->capture_default_str();
  command->add_flag("--until-finished", arguments->until_finished,
                    "Stop serving when the session is finished");
  command->footer("SIGTERM or Ctrl-C ends it: streams are told, the journal is closed.");
  command->callback([arguments, &exit_code] { exit_code = serve(*arguments); });
}

}  // namespace tanshi
