#include "tools/bench/server_process.h"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <ctime>

#include "exchange/base/check.h"

namespace tanshi {

namespace {

template <class T>
void write_value(int descriptor, const T& value) {
  TANSHI_CHECK(::write(descriptor, &value, sizeof value) == ssize_t{sizeof value});
}

template <class T>
T read_value(int descriptor) {
  T value{};
  TANSHI_CHECK(::read(descriptor, &value, sizeof value) == ssize_t{sizeof value});
  return value;
}

}  // namespace

void ParentPipe::serve_on(int port) const {
  write_value(out_, port);
  (void)read_value<char>(in_);
}

ServerProcess::ServerProcess(Serve serve) {
  std::array<int, 2> down{};
  std::array<int, 2> up{};
  TANSHI_CHECK(::pipe(down.data()) == 0 && ::pipe(up.data()) == 0);
  pid_ = ::fork();
  TANSHI_CHECK(pid_ >= 0);
  if (pid_ == 0) {
    ::close(down[1]);
    ::close(up[0]);
    write_value(up[1], serve(ParentPipe(down[0], up[1])));
    std::_Exit(EXIT_SUCCESS);
  }
  ::close(down[0]);
  ::close(up[1]);
  to_child_ = down[1];
  from_child_ = up[0];
  port_ = read_value<int>(from_child_);
}

ServerProcess::~ServerProcess() {
  if (pid_ < 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

double ServerProcess::cpu_seconds() const {
  clockid_t clock{};
  timespec used{};
  TANSHI_CHECK(::clock_getcpuclockid(pid_, &clock) == 0 && ::clock_gettime(clock, &used) == 0);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

LogPosition ServerProcess::stop() {
  write_value(to_child_, 'q');  // closing would not do: children forked later hold the pipe as well
  const auto position = read_value<LogPosition>(from_child_);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
  return position;
}

}  // namespace tanshi
