// How the benchmark ends when it cannot give honest figures.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

namespace tanshi {

// Prints the problem and ends the process with status 1, running no destructors.
[[noreturn]] inline void exit_because(const std::string& problem) {
  std::fprintf(stderr, "grpc_bench: %s\n", problem.c_str());
  std::_Exit(EXIT_FAILURE);
}

}  // namespace tanshi
