#include "exchange/market/live_orders.h"

#include <algorithm>

#include "exchange/base/check.h"

namespace tanshi {

namespace {

// So many gaps are always borne: squeezing a handful of orders over and over does not pay.
constexpr std::size_t kGapsBorne = 16;

}  // namespace

const LiveOrder* LiveOrders::find(OrderId order) const {
  const auto place =
      std::lower_bound(entries_.begin(), entries_.end(), order,
                       [](const LiveOrder& entry, OrderId wanted) { return entry.order < wanted; });
  if (place == entries_.end() || place->order != order || is_gap(*place)) return nullptr;
  return &*place;
}

LiveOrder* LiveOrders::find(OrderId order) {
  return const_cast<LiveOrder*>(static_cast<const LiveOrders*>(this)->find(order));
}

void LiveOrders::insert(const LiveOrder& live) {
  TANSHI_CHECK(!is_gap(live) && (entries_.empty() || entries_.back().order < live.order));
  entries_.push_back(live);
}

void LiveOrders::erase(OrderId order) {
  LiveOrder* entry = find(order);
  TANSHI_CHECK(entry != nullptr);
  entry->handle = {};
  ++gaps_;
  if (gaps_ > kGapsBorne && gaps_ > size()) squeeze();
}

void LiveOrders::squeeze() {
  std::erase_if(entries_, is_gap);
  gaps_ = 0;
  // A quarter full: give memory back, but not so much that the next orders want it again.
  if (entries_.capacity() > 64 && entries_.size() < entries_.capacity() / 4) {
    std::vector<LiveOrder> smaller;
    smaller.reserve(entries_.size() * 2);
    smaller.assign(entries_.begin(), entries_.end());
    entries_.swap(smaller);
  }
}

}  // namespace tanshi
