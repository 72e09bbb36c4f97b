#include "exchange/gateway/limits.h"

#include <algorithm>

#include "exchange/base/check.h"

namespace tanshi {

RequestRates::RequestRates(int per_second, int burst)
    : interval_(Duration(std::chrono::seconds(1)) / per_second), depth_(interval_ * burst) {
  TANSHI_CHECK(per_second >= 1 && burst >= 1);
}

RequestRates::Duration RequestRates::take(const std::string& address, Time now) {
  Time& full_at = full_at_.try_emplace(address, now).first->second;
  const Time full_after = std::max(full_at, now) + interval_;
  if (full_after - now > depth_) return full_after - now - depth_;
  full_at = full_after;
  return Duration::zero();
}

void RequestRates::drop_full(Time now) {
  std::erase_if(full_at_, [&](const auto& bucket) { return bucket.second <= now; });
}

bool ConnectionCounts::add(const std::string& address) {
  if (count_ >= most_) return false;
  std::size_t& of_address = of_address_[address];
  if (of_address >= most_of_address_) return false;
  ++of_address;
  ++count_;
  return true;
}

void ConnectionCounts::remove(const std::string& address) {
  const auto found = of_address_.find(address);
  TANSHI_CHECK(found != of_address_.end());
  --count_;
  if (--found->second == 0) of_address_.erase(found);
}

}  // namespace tanshi
