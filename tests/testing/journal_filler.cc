#include "tests/testing/journal_filler.h"

#include <algorithm>
#include <string>

#include "exchange/codec/journal_codec.h"

namespace tanshi {

JournalFiller::JournalFiller(std::uint64_t seed)
    : workload_(seed, AccountId{1}), opening_(open_market()), positions_{position_of(market_)} {
  const std::vector<Action> accounts = workload_.open_accounts();
  opening_.insert(opening_.end(), accounts.begin(), accounts.end());
  std::reverse(opening_.begin(), opening_.end());
}

absl::Status JournalFiller::append_group(Journal& journal, int count) {
  std::string group;
  for (int i = 0; i < count; ++i) {
    Command command{.time = SimTime(market_.command_count() * 1'000'000), .action = CloseDay{}};
    if (opening_.empty()) {
      command.action = workload_.next();
    } else {
      command.action = opening_.back();
      opening_.pop_back();
    }
    events_.clear();
    market_.apply(command, events_);
    append_command(command, group);
    positions_.push_back(position_of(market_));
  }
  return journal.append(group, position_of(market_));
}

}  // namespace tanshi
