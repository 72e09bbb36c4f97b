#include "tools/bench/log_check.h"

#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "fmt/format.h"

namespace tanshi {

namespace {

// 0: the command is not about orders.
std::int64_t trader_of(const Command& command) {
  if (const auto* submit = std::get_if<SubmitOrder>(&command.action)) {
    return raw_id(submit->account);
  }
  if (const auto* cancel = std::get_if<CancelOrder>(&command.action)) {
    return raw_id(cancel->account);
  }
  return 0;
}

struct Tally {
  std::vector<Told> of_account;
  std::int64_t refusals = 0;

  void add(const Command& command, std::span<const Event> events) {
    if (const std::int64_t trader = trader_of(command); trader != 0) ++of(trader).commands;
    for (const Event& event : events) {
      if (std::holds_alternative<Refused>(event)) ++refusals;
      if (const auto* trade = std::get_if<Traded>(&event)) {
        of(raw_id(trade->taker_account)).taken += trade->quantity;
      }
    }
  }
  Told& of(std::int64_t account) { return of_account.at(static_cast<std::size_t>(account - 1)); }
};

}  // namespace

absl::Status check_log(const std::filesystem::path& directory, const LogPosition& reached,
                       std::span<const Told> told) {
  auto journal = Journal::open(directory, {.read_only = true});
  if (!journal.ok()) return journal.status();
  Tally tally{.of_account = std::vector<Told>(told.size())};
  const auto market =
      (*journal)->replay((*journal)->command_count(),
                         [&](const Market&, const Command& command, std::span<const Event> events) {
                           tally.add(command, events);
                         });
  if (!market.ok()) return market.status();
  market->audit();
  if (position_of(*market) != reached) {
    return absl::FailedPreconditionError(
        fmt::format("replay ends with hash {:016x} after {} commands; the exchange had {:016x} "
                    "after {}",
                    market->events_hash(), market->command_count(), reached.events_hash,
                    reached.command_count));
  }
  if (tally.refusals > 0) {
    return absl::FailedPreconditionError(fmt::format("{} commands were refused", tally.refusals));
  }
  for (std::size_t i = 0; i < told.size(); ++i) {
    const Told& logged = tally.of_account[i];
    if (logged.commands == told[i].commands && logged.taken == told[i].taken) continue;
    return absl::FailedPreconditionError(fmt::format(
        "account {}: the log has {} commands that took {} t; the client was told of "
        "{} and {} t",
        i + 1, logged.commands, logged.taken.raw(), told[i].commands, told[i].taken.raw()));
  }
  return absl::OkStatus();
}

}  // namespace tanshi
