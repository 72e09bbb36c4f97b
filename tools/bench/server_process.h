// A server in a process of its own: forked before anything of gRPC is used here, told to end
// through a pipe, and then says where its log has got to.
#pragma once

#include <sys/types.h>

#include "absl/functional/function_ref.h"
#include "exchange/journal/journal.h"

namespace tanshi {

// The child's end.
class ParentPipe {
 public:
  ParentPipe(int in, int out) : in_(in), out_(out) {}

  // Tells the parent the port, and blocks until the parent wants the end.
  void serve_on(int port) const;

 private:
  int in_;
  int out_;
};

class ServerProcess {
 public:
  // Runs in the child; gives where its log has got to at the end.
  using Serve = absl::FunctionRef<LogPosition(const ParentPipe&)>;

  // Forks, and waits until the child serves; ends this process if it does not.
  // REQUIRES: the calling thread is the process's only one.
  explicit ServerProcess(Serve serve);
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;
  ~ServerProcess();  // kills it, if it was not stopped

  [[nodiscard]] int port() const { return port_; }

  // Time of a processor that it has used so far.
  [[nodiscard]] double cpu_seconds() const;

  // Ends it. REQUIRES: not called before.
  [[nodiscard]] LogPosition stop();

 private:
  pid_t pid_ = -1;
  int to_child_ = -1;
  int from_child_ = -1;
  int port_ = 0;
};

}  // namespace tanshi
