// tanshi serve: the exchange on the wire, playing a scenario whose seats others may take.

#include <atomic>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include <unistd.h>

#include "scenarios/hosting/session_house.h"
#include "scenarios/results/text_report.h"
#include "scenarios/yaml/utf8.h"
#include "tools/cli/address.h"
#include "tools/cli/command.h"
#include "tools/cli/output.h"
#include "tools/cli/run_folder.h"
#include "tools/cli/serve_log.h"
#include "tools/cli/serve_metrics.h"
#include "tools/cli/served_exchange.h"
#include "tools/cli/session_watch.h"
#include "tools/cli/terminal.h"
#include "tools/cli/token_file.h"
#include "tools/cli/web.h"

namespace tanshi {
namespace {

// The canned scenario that is made for a class, and how long one of its days takes.
constexpr std::string_view kClassroom = "classroom";
constexpr std::int64_t kClassDayMs = 6'000;
constexpr const char* kClassWeb = "127.0.0.1:8080";

struct ServeArguments {
  ScenarioArguments scenario;
  std::string listen = "127.0.0.1:50051";
  WebArguments web;
  LogArguments log;
  std::string data;
  std::int64_t day_takes_ms = -1;  // below 0: as suits
  std::int64_t answer_within_ms = 10'000;
  std::string start;
  bool is_class = false;
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

// What the thread that waits for the session's end and the one that waits for a signal share.
struct Ending {
  std::atomic<bool> by_signal = false;
  std::atomic<bool> has_failed = false;
  std::atomic<int> exit_code = kExitOk;
};

std::string show(const SessionStatus& status) {
  return fmt::format("{}, day {}", raw(status.year), status.day);
}

// Leaves the results of a session that is over and tells of it.
void tell_the_end(const ServeArguments& arguments, const LoadedSession& session,
                  HostedExchange& exchange, const std::optional<RunResult>& result,
                  Ending& ending) {
  if (!result && ending.by_signal) return;
  if (result) {
    const absl::Status written = write_run_folder(session.folder, session.read.yaml, *result);
    print("{}", text_report(*result, {.color = has_color(stdout)}));
    if (written.ok()) print("\nresults in {}\n", printable(session.folder.string()));
    ending.exit_code = !written.ok()     ? fail(written)
                       : passed(*result) ? kExitOk
                                         : kExitExpectationFailed;
  } else {
    print("the session was stopped in {}\n", show(exchange.session().status()));
    ending.exit_code = kExitExpectationFailed;
  }
  flush_output();
  if (arguments.until_finished) kill(getpid(), SIGTERM);
}

// A code for any seat that is good and not used up, or a new one.
absl::StatusOr<v1::Code> code_of(Classroom& classroom) {
  for (v1::Code& code : classroom.codes())
    if (code.role() == v1::ROLE_TRADER && code.seat().empty() && code.uses_left() > 0) return code;
  return classroom.create_code({});
}

// What an instructor reads out: the code to enter with, and where.
absl::Status greet_class(const ServeArguments& arguments, HostedExchange& exchange,
                         const Gateway* gateway) {
  const auto code = code_of(*exchange.classroom());
  if (!code.ok()) return code.status();
  exchange.sequencer().submit({}, [](std::span<const Committed>) {});
  exchange.sequencer().flush();
  print("code for participants: {} ({} seats, good for {} minutes)\n", code->code(),
        code->uses_left(), (code->expires_in_ms() + 30'000) / 60'000);
  if (gateway == nullptr) return absl::OkStatus();
  const std::string url = desk_url(arguments.web, *gateway);
  print("with the code in the link: {}#code={}\nthe instructor's console: {}console\n", url,
        code->code(), url);
  return absl::OkStatus();
}

// Says how a session that was interrupted goes on.
void tell_of_past(HostedExchange& exchange) {
  const SessionStatus status = exchange.session().status();
  if (status.phase == SessionPhase::kFinished) {
    print("the session is finished: all of its {} commands are in the journal\n",
          exchange.recovered_commands());
    return;
  }
  if (status.phase != SessionPhase::kStopped) {
    print("the session goes on in {}, after {} commands\n", show(status),
          exchange.recovered_commands());
    return;
  }
  const absl::Status& resumed = exchange.resumed();
  print(
      "the session ended in {}, after {} commands: its market is served as it stood; its calendar "
      "and its seats do not go on{}{}. For a new session give another --data\n",
      show(status), exchange.recovered_commands(), resumed.ok() ? "" : ": ",
      std::string(resumed.message()));
}

// Says what is served, and leaves the tokens of its seats.
absl::Status tell(const ServeArguments& arguments, const LoadedSession& session,
                  HostedExchange& exchange) {
  const std::filesystem::path tokens = std::filesystem::path(arguments.data) / kTokensFile;
  if (absl::Status written = write_tokens(tokens, exchange); !written.ok()) return written;
  const Scenario& scenario = session.read.scenario;
  if (session.number > 1) print("session {} of this class: ", session.number);
  print("{}, seed {}: the exchange listens on port {}; tokens in {}\n", scenario.name,
        scenario.seed, exchange.port(), printable(tokens.string()));
  return absl::OkStatus();
}

// Begins the first session if it is to begin.
absl::Status begin(const ServeArguments& arguments, const LoadedSession& session,
                   HostedExchange& exchange, const Gateway* gateway) {
  if (exchange.recovered_commands() > 0) {
    tell_of_past(exchange);
    return absl::OkStatus();
  }
  if (arguments.is_class) {
    if (absl::Status greeted = greet_class(arguments, exchange, gateway); !greeted.ok())
      return greeted;
  }
  if (arguments.start == "now" && session.number == 1) return exchange.session().start();
  print("the session waits for the operator to start it\n");
  return absl::OkStatus();
}

// Who looks at the sessions from beside them.
struct Onlookers {
  ServedExchange served;
  std::shared_ptr<ServeMeters> meters = std::make_shared<ServeMeters>();
  std::unique_ptr<ServeLog> log;
  std::unique_ptr<Gateway> gateway;  // null: none is wanted
  std::optional<SessionWatch> watch;

  void come(HostedExchange& exchange) {
    exchange.sequencer().subscribe(
        [meters = meters](std::span<const Committed> commands) { meters->market.see(commands); });
    served.set(&exchange);
    if (gateway) gateway->set_channel(exchange.local_channel());
    watch.emplace(exchange, *log);
  }
  void go() {
    watch.reset();
    served.set(nullptr);
  }
};

GatewayOptions watched_gateway(const WebArguments& web, Onlookers& onlookers) {
  GatewayOptions options;
  options.pages["/metrics"] =
      metrics_page(onlookers.served, onlookers.meters, is_loopback(web.web));
  options.counts = onlookers.meters->gateway;
  if (onlookers.log->is_on()) {
    options.on_refused = [&log = *onlookers.log](std::string_view address,
                                                 std::string_view reason) {
      log.gateway_refused(address, reason);
    };
  }
  return options;
}

ExchangeOptions options_of(const ServeArguments& arguments, Tokens tokens,
                           std::shared_ptr<const TlsIdentity> tls, Onlookers& onlookers) {
  ExchangeOptions options;
  options.listen = arguments.listen;
  options.tls = std::move(tls);
  options.operator_token = std::move(tokens.of_operator);
  options.version = TANSHI_VERSION;
  options.session.day_takes = std::chrono::milliseconds(arguments.day_takes_ms);
  options.session.answer_within = std::chrono::milliseconds(arguments.answer_within_ms);
  options.session.tokens = std::move(tokens.of_seats);
  ServeLog& log = *onlookers.log;
  options.on_durable = [meters = onlookers.meters, &log](std::chrono::nanoseconds took) {
    meters->market.saw_commit(took);
    log.durable(took);
  };
  if (log.is_on()) options.on_call_ended = [&log](const EndedCall& call) { log.call_ended(call); };
  return options;
}

// What a class needs where nothing else is said: a desk, an operator who starts it, and days that
// people can follow.
void suit_class(const ReadScenario& loaded, ServeArguments& arguments) {
  arguments.is_class = arguments.is_class || loaded.scenario.name == kClassroom;
  if (arguments.is_class && arguments.web.web.empty()) {
    arguments.web.web = kClassWeb;
    arguments.web.any_port = true;
  }
  if (arguments.start.empty()) arguments.start = arguments.is_class ? "operator" : "now";
  if (arguments.day_takes_ms < 0) arguments.day_takes_ms = arguments.is_class ? kClassDayMs : 0;
}

void log_start(const ServeArguments& arguments, const LoadedSession& session,
               HostedExchange& exchange, Onlookers& onlookers) {
  ServeLog::Fields fields = {{"version", TANSHI_VERSION},
                             {"scenario", session.read.scenario.name},
                             {"seed", session.read.scenario.seed},
                             {"session", session.number},
                             {"listen", arguments.listen},
                             {"port", exchange.port()},
                             {"recovered_commands", exchange.recovered_commands()}};
  if (onlookers.gateway) {
    fields["web"] = arguments.web.web;
    fields["web_port"] = onlookers.gateway->port();
  }
  onlookers.log->info("serve_started", fields);
}

// What is done as sessions come and go; `arguments`, `onlookers` and `ending` outlive the house.
HouseOptions house_of(const ServeArguments& arguments, ExchangeOptions exchange,
                      Onlookers& onlookers, Ending& ending) {
  HouseOptions options;
  options.exchange = std::move(exchange);
  options.data = arguments.data;
  options.served = [&, is_first = true](const LoadedSession& session,
                                        HostedExchange& served) mutable {
    log_start(arguments, session, served, onlookers);
    onlookers.come(served);
    if (std::exchange(is_first, false)) return;  // serve() tells of it
    if (const absl::Status told = tell(arguments, session, served); !told.ok()) fail(told);
    print("the session waits for the operator to start it\n");
    flush_output();
  };
  options.over = [&](const LoadedSession& session, HostedExchange& over,
                     const std::optional<RunResult>& result) {
    tell_the_end(arguments, session, over, result, ending);
  };
  options.archived = [](const absl::StatusOr<std::filesystem::path>& archive) {
    if (!archive.ok()) {
      fail(archive.status());
    } else {
      print("all data, names left out, in {}\n", printable(archive->string()));
    }
  };
  options.leaving = [&] { onlookers.go(); };
  options.failed = [&](const absl::Status& error) {
    ending.exit_code = fail(error);
    ending.has_failed = true;
    kill(getpid(), SIGTERM);
  };
  return options;
}

// Begins, and waits for a signal to end.
int play(const ServeArguments& arguments, SessionHouse& house, Ending& ending,
         Onlookers& onlookers) {
  HostedExchange& exchange = house.exchange();
  const bool has_ended = exchange.recovered_commands() > 0 &&
                         exchange.session().status().phase == SessionPhase::kStopped;
  if (has_ended && arguments.until_finished)
    return fail(absl::FailedPreconditionError(
        fmt::format("{}: its session has ended, so --until-finished would wait for ever; leave it "
                    "out, or give another --data",
                    arguments.data)));
  if (const absl::Status told = tell(arguments, house.session(), exchange); !told.ok())
    return fail(told);
  if (const absl::Status begun =
          begin(arguments, house.session(), exchange, onlookers.gateway.get());
      !begun.ok())
    return fail(begun);
  if (!flush_output()) return kExitBadInput;

  const sigset_t signals = ending_signals();
  int signal = 0;
  sigwait(&signals, &signal);
  ending.by_signal = true;
  onlookers.log->info("serve_stopping", {{"signal", signal}});
  house.stop(std::chrono::seconds(5));
  onlookers.log->info("serve_stopped");
  return arguments.until_finished || ending.has_failed ? ending.exit_code.load() : kExitOk;
}

int serve(ServeArguments arguments) {
  const auto loaded = load(arguments.scenario);
  if (!loaded) return kExitBadInput;
  suit_class(*loaded, arguments);
  const auto tls = tls_identity(arguments.web, arguments.listen);
  if (!tls.ok()) return fail(tls.status());
  if (arguments.data.empty()) arguments.data = "out/serve-" + loaded->scenario.name;
  const std::filesystem::path data = arguments.data;
  if (const absl::Status claimed = claim_run_folder(data); !claimed.ok()) return fail(claimed);
  auto tokens = read_tokens(data / kTokensFile);
  if (!tokens.ok()) return fail(tokens.status());

  const sigset_t signals = ending_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);  // who reads our output may go; the exchange goes on
  auto log = ServeLog::open(arguments.log);
  if (!log.ok()) return fail(log.status());
  Onlookers onlookers;
  onlookers.log = *std::move(log);
  auto gateway = start_gateway(arguments.web, *tls, watched_gateway(arguments.web, onlookers));
  if (!gateway.ok()) return fail(gateway.status());
  onlookers.gateway = *std::move(gateway);
  Ending ending;
  auto house = SessionHouse::open(
      *loaded, house_of(arguments, options_of(arguments, *std::move(tokens), *tls, onlookers),
                        onlookers, ending));
  if (!house.ok()) return fail(house.status());
  return play(arguments, **house, ending, onlookers);
}

}  // namespace

void add_serve(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand(
      "serve", "Serve the exchange over gRPC and play a scenario whose seats others may take");
  auto arguments = std::make_shared<ServeArguments>();
  add_scenario_arguments(*command, arguments->scenario);
  command->add_option("--listen", arguments->listen, "Address to listen on; port 0: any")
      ->type_name("HOST:PORT")
      ->check([](const std::string& text) { return address_problem(text, Port::kAny); })
      ->capture_default_str();
  add_web_arguments(*command, arguments->web);
  add_log_arguments(*command, arguments->log);
  command
      ->add_option("--data", arguments->data,
                   "Folder for the journal, the tokens and the results; out/serve-SCENARIO if it "
                   "is left out")
      ->type_name("DIR");
  command
      ->add_option("--day-takes", arguments->day_takes_ms,
                   "Least wall-clock time of a simulated day, in milliseconds; 0 if it is left "
                   "out, of a class 6000")
      ->type_name("MS")
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{86'400'000}));
  command
      ->add_option("--answer-within", arguments->answer_within_ms,
                   "Time that the holder of a seat has to answer; its robot answers after that")
      ->type_name("MS")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{86'400'000}))
      ->capture_default_str();
  command
      ->add_option("--start", arguments->start,
                   "now: the session starts at once; operator: it waits for SessionService.Start; "
                   "now if it is left out, of a class operator")
      ->check(CLI::IsMember({"now", "operator"}));
  command->add_flag("--class", arguments->is_class,
                    "Print the code with which people enter, and wait for the operator; so it is "
                    "for the scenario `classroom`");
  command->add_flag("--until-finished", arguments->until_finished,
                    "Stop serving when the session is over; exit 0 when every expectation holds, "
                    "1 when one fails or the operator stopped it");
  command->footer(
      "SIGTERM or Ctrl-C ends it: streams are told, the journal is closed. Served again, the same\n"
      "scenario, seed and --data go on where they were: orders, seats, robots and the calendar.\n"
      "Sessions that the operator loads later have folders of their own in DIR; served again, the\n"
      "latest goes on.");
  command->callback([arguments, &exit_code] { exit_code = serve(*arguments); });
}

}  // namespace tanshi
