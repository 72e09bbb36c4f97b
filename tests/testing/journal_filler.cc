#include "tests/testing/journal_filler.h"

#include <iterator>
#include <string>
#include <utility>

#include "exchange/base/check.h"
#include "exchange/codec/journal_codec.h"

namespace tanshi {

JournalFiller::JournalFiller(std::uint64_t seed)
    : workload_(seed, AccountId{1}), opening_(open_market()), positions_{position_of(market_)} {
  const std::vector<Action> accounts = workload_.open_accounts();
  opening_.insert(opening_.end(), accounts.begin(), accounts.end());
}

absl::Status JournalFiller::append_group(Journal& journal, int count) {
  std::string group;
  for (int i = 0; i < count; ++i) {
    Command command{.time = SimTime(market_.command_count() * 1'000'000), .action = CloseDay{}};
    const auto index = static_cast<std::size_t>(market_.command_count());
    command.action = index < opening_.size() ? opening_[index] : workload_.next();
    events_.clear();
    market_.apply(command, events_);
    append_command(command, group);
    positions_.push_back(position_of(market_));
  }
  return journal.append(group, position_of(market_));
}

void JournalFiller::resume(Market market) {
  market_ = std::move(market);
  TANSHI_CHECK(market_.command_count() < std::ssize(positions_));
  positions_.resize(static_cast<std::size_t>(market_.command_count()) + 1);
}

}  // namespace tanshi
