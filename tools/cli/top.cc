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

#include "absl/status/statusor.h"
#include "fmt/format.h"
#include "tools/cli/command.h"
#include "tools/cli/connection_arguments.h"
#include "tools/cli/output.h"
#include "tools/cli/terminal.h"
#include "tools/cli/top_view.h"
#include "tools/cli/top_watcher.h"

namespace tanshi {
namespace {

using Clock = std::chrono::steady_clock;

struct TopArguments {
  ConnectionArguments connection;
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

int top(const TopArguments& arguments) {
  const auto connection = connection_of(arguments.connection);
  if (!connection.ok()) return fail(connection.status());
  TopWatcher watcher(*connection);
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
  add_connection_arguments(
      *command, arguments->connection,
      "tokens.json of tanshi serve, or a file with a token: shows refusals too; without it the "
      "token is that of TANSHI_TOKEN in the environment");
  command->add_flag("--once", arguments->once,
                    "Print one look and end, as happens where the output is no terminal");
  command->footer("q quits. An exchange that goes away is waited for.");
  command->callback([arguments, &exit_code] { exit_code = top(*arguments); });
}

}  // namespace tanshi
