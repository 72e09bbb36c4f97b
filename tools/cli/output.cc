#include "tools/cli/output.h"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <system_error>

#include "tools/cli/command.h"

namespace tanshi {
namespace {

std::atomic<int> first_failure = 0;  // errno of standard output

void note_failure() {
  int none = 0;
  first_failure.compare_exchange_strong(none, errno == 0 ? EIO : errno);
}

}  // namespace

// Read-only in place of an output, so that what is written there fails and is told of.
void reserve_standard_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(stream, F_GETFD) < 0) static_cast<void>(::open("/dev/null", O_RDONLY));
  }
}

void write_output(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) note_failure();
}

void write_error(std::string_view text) {
  static_cast<void>(std::fwrite(text.data(), 1, text.size(), stderr));
  static_cast<void>(std::fflush(stderr));
}

bool flush_output() {
  if (std::fflush(stdout) != 0) note_failure();
  return first_failure == 0;
}

int finish_output(int exit_code) {
  if (flush_output()) return exit_code;
  complain("tanshi: standard output: {}\n", std::generic_category().message(first_failure));
  return kExitBadInput;
}

}  // namespace tanshi
