#include "exchange/classroom/guess_limit.h"

namespace tanshi {

bool GuessLimit::may_try(const std::string& peer, Clock::time_point now) {
  if (!bucket_of(peer, now).try_take(now)) return false;
  return of_all_.try_take(now);
}

void GuessLimit::was_right(const std::string& peer, Clock::time_point now) {
  static_cast<void>(bucket_of(peer, now).try_take(now, -1));
  static_cast<void>(of_all_.try_take(now, -1));
}

TokenBucket& GuessLimit::bucket_of(const std::string& peer, Clock::time_point now) {
  if (const auto found = of_peer_.find(peer); found != of_peer_.end()) return found->second;
  if (of_peer_.size() >= limits_.peers_max) {
    std::erase_if(of_peer_, [now](const auto& entry) { return entry.second.is_full(now); });
  }
  const std::string& key = of_peer_.size() < limits_.peers_max ? peer : std::string();
  return of_peer_.try_emplace(key, limits_.of_peer, now).first->second;
}

}  // namespace tanshi
