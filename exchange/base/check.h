// TANSHI_CHECK: an assertion that is on in every build. A failure is a bug of ours, never bad
// input: it prints the place and the condition to stderr and aborts.
#pragma once

#include <cstdio>
#include <cstdlib>

#define TANSHI_CHECK(condition) \
  (static_cast<bool>(condition) ? void() : ::tanshi::check_failed(#condition, __FILE__, __LINE__))

namespace tanshi {

[[noreturn]] inline void check_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: CHECK failed: %s\n", file, line, condition);
  std::abort();
}

}  // namespace tanshi
