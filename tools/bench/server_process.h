// Runs this program again as a server, so that load and server have a process each.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace tanshi {

class ServerProcess {
 public:
  // Starts /proc/self/exe with `arguments`; it must print its port as one line and serve until it
  // is sent SIGTERM. Ends the program with a message if it does not.
  explicit ServerProcess(const std::vector<std::string>& arguments);
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;
  ~ServerProcess();  // sends SIGTERM and waits

  [[nodiscard]] std::string address() const;

 private:
  pid_t process_ = 0;
  int port_ = 0;
};

// The other side: prints `port`, and returns when SIGTERM comes. REQUIRES: called before any other
// thread is started, as block_sigterm().
void block_sigterm();
void announce_and_wait(int port);

}  // namespace tanshi
