// Kills a process at any moment and checks that what it had acknowledged is in its journal.
//
//   KilledProcess server([&](const AcknowledgementPipe& pipe) { ... pipe.write(...) ...; });
//   server.wait_for(1'000);
//   server.kill();
//   EXPECT_EQ(check_recovery(directory, server.acknowledged()), absl::OkStatus());
//
// For a server that acknowledges over a socket: start the program itself (fork and exec, because a
// process that has used gRPC must not fork and go on), collect what its clients were told as
// Acknowledgements (fingerprint_of gives the two hashes), and give these to check_recovery().
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "exchange/market/command.h"
#include "exchange/market/event.h"

namespace tanshi {

// What someone was told about one command.
struct Acknowledgement {
  std::int64_t command = 0;
  std::int64_t first_event = 0;
  std::uint64_t action = 0;  // fingerprint of what was asked; 0: not known
  std::uint64_t events = 0;  // fingerprint of the command's events
};

[[nodiscard]] std::uint64_t fingerprint_of(const Action& action);
[[nodiscard]] std::uint64_t fingerprint_of(std::span<const Event> events);

// From the process to its parent. Each write() arrives whole or not at all.
class AcknowledgementPipe {
 public:
  explicit AcknowledgementPipe(int descriptor) : descriptor_(descriptor) {}

  // REQUIRES: at most kMaxBatch acknowledgements.
  void write(std::span<const Acknowledgement> batch) const;
  static constexpr std::size_t kMaxBatch = 4'096 / sizeof(Acknowledgement);  // PIPE_BUF

 private:
  int descriptor_;
};

class KilledProcess {
 public:
  // Forks; `main` runs in the child, and should run until it is killed.
  // REQUIRES: the calling thread is the process's only one.
  explicit KilledProcess(absl::FunctionRef<void(const AcknowledgementPipe&)> main);
  KilledProcess(const KilledProcess&) = delete;
  KilledProcess& operator=(const KilledProcess&) = delete;
  ~KilledProcess();

  // Blocks until `count` acknowledgements have come. False if the process ended by itself.
  [[nodiscard]] bool wait_for(std::size_t count);

  // SIGKILL; waits for the end, and reads what was still in the pipe.
  void kill();

  // In the order in which they were written.
  [[nodiscard]] const std::vector<Acknowledgement>& acknowledged() const { return acknowledged_; }

 private:
  bool read_some();

  pid_t pid_ = -1;
  int descriptor_ = -1;
  std::vector<Acknowledgement> acknowledged_;
};

// Opens the journal as a restarted server would, and checks that it is whole, that recovery from
// the latest snapshot gives the same as a replay from the beginning, and that every
// acknowledgement tells of a command and events that are in the log.
[[nodiscard]] absl::Status check_recovery(const std::filesystem::path& directory,
                                          std::span<const Acknowledgement> acknowledged);

}  // namespace tanshi
