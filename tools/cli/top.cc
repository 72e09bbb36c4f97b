// tanshi top: a served exchange at a glance, again every second.

#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "agents/sdk/connection.h"
#include "fmt/format.h"
#include "scenarios/library/files.h"
#include "tools/cli/address.h"
#include "tools/cli/command.h"
#include "tools/cli/output.h"
#include "tools/cli/terminal.h"
#include "tools/cli/token_file.h"
#include "tools/cli/top_view.h"
#include "tools/cli/top_watcher.h"

namespace tanshi {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kTokenBytesMax = 1 << 20;

struct TopArguments {
  Connection connection;
  std::string token_file;
  std::string root_certificates;
  bool once = false;
};

// The terminal, while it is ours: keys come at once and unseen, and what was on it comes back.
class Screen {
 public:
  Screen() : has_keys_(tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (has_keys_) {
      termios ours = before_;
      ours.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO | ISIG);
      tcsetattr(STDIN_FILENO, TCSANOW, &ours);
    }
    write_output("\x1b[?1049h\x1b[?25l");
  }
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;
  ~Screen() {
    write_output("\x1b[?25h\x1b[?1049l");
    flush_output();
    if (has_keys_) tcsetattr(STDIN_FILENO, TCSANOW, &before_);
  }

  bool show(const TopFrame& frame) {
    winsize size{};
    const bool is_known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 1;
    print("\x1b[H\x1b[2J{}q quits",
          top_text(frame, is_known ? size.ws_row - 1 : 0, has_color(stdout)));
    return flush_output();
  }

  // Waits a second; whether somebody wants to leave meanwhile.
  [[nodiscard]] bool wait_for_quit() const {
    const auto until = Clock::now() + std::chrono::seconds(1);
    for (;;) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
      if (left <= 0) return false;
      pollfd keys{.fd = has_keys_ ? STDIN_FILENO : -1, .events = POLLIN, .revents = 0};
      if (poll(&keys, 1, static_cast<int>(left)) < 0) return true;  // a signal
      if (keys.revents == 0) continue;
      char key = 'q';  // the terminal has gone
      if (read(STDIN_FILENO, &key, 1) <= 0 || key == 'q' || key == 'Q' || key == '\x03')
        return true;
    }
  }

 private:
  termios before_{};
  const bool has_keys_;
};

// Set by SIGTERM, SIGHUP and SIGINT.
volatile std::sig_atomic_t is_over = 0;

int watch(TopWatcher& watcher) {
  struct sigaction action{};
  action.sa_handler = [](int) { is_over = 1; };
  for (const int signal : {SIGTERM, SIGHUP, SIGINT}) sigaction(signal, &action, nullptr);
  Screen screen;
  while (is_over == 0 && screen.show(watcher.frame()) && !screen.wait_for_quit()) {
    static_cast<void>(watcher.look());  // the frame says what is wrong
  }
  return kExitOk;
}

// The token in a file: of tokens.json the operator's, else all that is in it.
absl::StatusOr<std::string> token_in(const std::string& file) {
  auto text = read_text(file, kTokenBytesMax);
  if (!text.ok()) {
    return absl::InvalidArgumentError(
        fmt::format("--token-file {}: {}", file, std::string(text.status().message())));
  }
  if (!text->starts_with('{')) {
    text->erase(text->find_last_not_of(" \r\n\t") + 1);
    return text;
  }
  auto tokens = read_tokens(file);
  if (!tokens.ok()) return tokens.status();
  return std::move(tokens->of_operator);
}

int top(TopArguments arguments) {
  if (!arguments.token_file.empty()) {
    auto token = token_in(arguments.token_file);
    if (!token.ok()) return fail(token.status());
    arguments.connection.token = *std::move(token);
  }
  if (!arguments.root_certificates.empty()) {
    auto pem = read_text(arguments.root_certificates, kTokenBytesMax);
    if (!pem.ok()) return fail(pem.status());
    arguments.connection.root_certificates = *std::move(pem);
  }
  TopWatcher watcher(arguments.connection);
  if (const absl::Status looked = watcher.look(); !looked.ok()) return fail(looked);
  if (!arguments.once && is_terminal(stdout)) return watch(watcher);
  print("{}", top_text(watcher.frame(), 0, false));
  return kExitOk;
}

}  // namespace

void add_top(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand(
      "top", "Watch a served exchange: its session, book, trades, seats, rates and latency");
  auto arguments = std::make_shared<TopArguments>();
  command->add_option("--connect", arguments->connection.address, "The exchange")
      ->type_name("HOST:PORT")
      ->required()
      ->check([](const std::string& text) { return address_problem(text, Port::kGiven); });
  command
      ->add_option("--token-file", arguments->token_file,
                   "tokens.json of tanshi serve, or a file with a token: shows refusals too")
      ->type_name("FILE")
      ->check(CLI::ExistingFile);
  command
      ->add_option("--tls-ca", arguments->root_certificates,
                   "PEM file of the certificates to trust; without it nothing is encrypted")
      ->type_name("FILE")
      ->check(CLI::ExistingFile);
  command->add_flag("--once", arguments->once,
                    "Print one look and end, as happens where the output is no terminal");
  command->footer("q quits. An exchange that goes away is waited for.");
  command->callback([arguments, &exit_code] { exit_code = top(*arguments); });
}

}  // namespace tanshi
