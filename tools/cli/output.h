// Standard output and standard error, for all subcommands.
//
// Nothing here throws, whatever the streams are: closed, a full disk, a terminal that has gone.
// What standard output did not take is told once, by finish_output(), and is a failure of the
// program: who redirects a result into a file must learn that the file is not whole.
//
// Thread-safety: any thread.
#pragma once

#include <string_view>
#include <utility>

#include <fmt/core.h>

namespace tanshi {

// Call first: a file that is opened later must not take the place of a stream that is closed.
void reserve_standard_streams();

void write_output(std::string_view text);
void write_error(std::string_view text);

template <class... T>
void print(fmt::format_string<T...> format, T&&... arguments) {
  write_output(fmt::format(format, std::forward<T>(arguments)...));
}

template <class... T>
void complain(fmt::format_string<T...> format, T&&... arguments) {
  write_error(fmt::format(format, std::forward<T>(arguments)...));
}

// Sends what was printed on its way. False: not all that was printed so far could be written.
bool flush_output();

// Call last. Returns `exit_code`, or kExitBadInput after one line on stderr when not all could be
// written.
[[nodiscard]] int finish_output(int exit_code);

}  // namespace tanshi
