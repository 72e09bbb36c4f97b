#include "tools/bench/server_process.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "exchange/base/check.h"
#include "fmt/format.h"

namespace tanshi {

ServerProcess::ServerProcess(const std::vector<std::string>& arguments) {
  int pipe_ends[2];
  TANSHI_CHECK(pipe(pipe_ends) == 0);
  process_ = fork();
  TANSHI_CHECK(process_ >= 0);
  if (process_ == 0) {
    dup2(pipe_ends[1], STDOUT_FILENO);
    close(pipe_ends[0]);
    std::vector<char*> words = {const_cast<char*>("grpc_bench")};
    for (const std::string& argument : arguments) {
      words.push_back(const_cast<char*>(argument.c_str()));
    }
    words.push_back(nullptr);
    execv("/proc/self/exe", words.data());
    std::_Exit(127);
  }
  close(pipe_ends[1]);
  std::FILE* const output = fdopen(pipe_ends[0], "r");
  if (std::fscanf(output, "%d", &port_) != 1) {
    fmt::print(stderr, "the server did not start\n");
    std::exit(2);
  }
  std::fclose(output);
}

ServerProcess::~ServerProcess() {
  kill(process_, SIGTERM);
  waitpid(process_, nullptr, 0);
}

std::string ServerProcess::address() const {
  return fmt::format("127.0.0.1:{}", port_);
}

void block_sigterm() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

void announce_and_wait(int port) {
  fmt::print("{}\n", port);
  std::fflush(stdout);
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  int signal = 0;
  sigwait(&signals, &signal);
}

}  // namespace tanshi
