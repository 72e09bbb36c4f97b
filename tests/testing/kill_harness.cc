#include "tests/testing/kill_harness.h"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <map>

#include "absl/strings/str_cat.h"
#include "exchange/base/check.h"
#include "exchange/base/event_hash.h"
#include "exchange/codec/journal_codec.h"
#include "exchange/journal/checksum.h"
#include "exchange/journal/journal.h"
#include "exchange/market/event_fields.h"

namespace tanshi {

std::uint64_t fingerprint_of(const Action& action) {
  std::string bytes;
  append_command({.time = SimTime(0), .action = action}, bytes);
  return static_cast<std::uint64_t>(checksum_of({}, bytes));
}

std::uint64_t fingerprint_of(std::span<const Event> events) {
  EventHash hash;
  for (const Event& event : events) add_to_hash(hash, event);
  return hash.value();
}

void AcknowledgementPipe::write(std::span<const Acknowledgement> batch) const {
  TANSHI_CHECK(batch.size() <= kMaxBatch);
  const auto size = static_cast<ssize_t>(batch.size_bytes());
  if (size > 0) TANSHI_CHECK(::write(descriptor_, batch.data(), batch.size_bytes()) == size);
}

KilledProcess::KilledProcess(absl::FunctionRef<void(const AcknowledgementPipe&)> main) {
  std::array<int, 2> ends{};
  TANSHI_CHECK(::pipe(ends.data()) == 0);
  pid_ = ::fork();
  TANSHI_CHECK(pid_ >= 0);
  if (pid_ == 0) {
    ::close(ends[0]);
    main(AcknowledgementPipe(ends[1]));
    std::_Exit(EXIT_FAILURE);  // it was to run until killed
  }
  ::close(ends[1]);
  descriptor_ = ends[0];
}

KilledProcess::~KilledProcess() {
  if (pid_ > 0) kill();
  ::close(descriptor_);
}

// False at the pipe's end: the process is gone.
bool KilledProcess::read_some() {
  std::array<Acknowledgement, AcknowledgementPipe::kMaxBatch> batch;
  const ssize_t size = ::read(descriptor_, batch.data(), sizeof(batch));
  TANSHI_CHECK(size >= 0 && static_cast<std::size_t>(size) % sizeof(Acknowledgement) == 0);
  const auto count = static_cast<std::size_t>(size) / sizeof(Acknowledgement);
  acknowledged_.insert(acknowledged_.end(), batch.begin(),
                       batch.begin() + static_cast<std::ptrdiff_t>(count));
  return size > 0;
}

bool KilledProcess::wait_for(std::size_t count) {
  while (acknowledged_.size() < count) {
    if (!read_some()) return false;
  }
  return true;
}

void KilledProcess::kill() {
  ::kill(pid_, SIGKILL);
  TANSHI_CHECK(::waitpid(pid_, nullptr, 0) == pid_);
  pid_ = -1;
  while (read_some()) {
  }
}

absl::Status check_recovery(const std::filesystem::path& directory,
                            std::span<const Acknowledgement> acknowledged) {
  const auto journal = Journal::open(directory);
  if (!journal.ok()) return journal.status();
  const auto recovered = (*journal)->recover();
  if (!recovered.ok()) return recovered.status();

  std::map<std::int64_t, const Acknowledgement*> awaited;
  for (const Acknowledgement& one : acknowledged) {
    if (!awaited.emplace(one.command, &one).second) {
      return absl::DataLossError(absl::StrCat("command ", one.command, " acknowledged twice"));
    }
  }
  absl::Status status;
  const auto compare = [&](const Market& market, const Command& command,
                           std::span<const Event> events) {
    const auto found = awaited.find(market.command_count());
    if (found == awaited.end()) return;
    const Acknowledgement& one = *found->second;
    const std::int64_t first_event = market.event_count() - std::ssize(events) + 1;
    if ((one.action != 0 && one.action != fingerprint_of(command.action)) ||
        one.first_event != first_event || one.events != fingerprint_of(events)) {
      status.Update(absl::DataLossError(
          absl::StrCat("command ", one.command, " is another one than was acknowledged")));
    }
    awaited.erase(found);
  };
  const auto replayed = (*journal)->replay((*journal)->command_count(), compare);
  if (!replayed.ok()) return replayed.status();
  if (const auto verified = (*journal)->verify(); !verified.ok()) return verified.status();
  if (replayed->state() != recovered->state()) {
    return absl::DataLossError("recovery from the snapshot differs from the replay");
  }
  if (!awaited.empty()) {
    status.Update(absl::DataLossError(
        absl::StrCat(awaited.size(), " acknowledged commands are lost, from ",
                     awaited.begin()->first, " on; the log ends at ", recovered->command_count())));
  }
  return status;
}

}  // namespace tanshi
