#include "scenarios/runner/posted_listing.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>
#include <vector>

namespace tanshi {
namespace {

bool meets(Side side, Price limit, Price other) {
  return side == Side::kBuy ? limit >= other : limit <= other;
}

bool meets_best(Side side, Price limit, const Observation& observation) {
  const bool buys = side == Side::kBuy;
  const Tonnes there = buys ? observation.ask_quantity : observation.bid_quantity;
  return there > Tonnes() && meets(side, limit, buys ? observation.ask : observation.bid);
}

const OwnOrder* find_own(const Observation& observation, OrderId order) {
  const auto found = std::ranges::find(observation.orders, order, &OwnOrder::order);
  return found == observation.orders.end() ? nullptr : &*found;
}

// Best price first; of one price in the order given, oldest first.
std::vector<OrderView> by_price(std::span<const OrderView> listings, Side side) {
  std::vector<OrderView> sorted;
  std::ranges::copy_if(listings, std::back_inserter(sorted),
                       [&](const OrderView& listed) { return listed.side == side; });
  std::ranges::stable_sort(sorted, [&](const OrderView& a, const OrderView& b) {
    return side == Side::kSell ? a.limit < b.limit : a.limit > b.limit;
  });
  return sorted;
}

class Adapter {
 public:
  Adapter(AccountId account, InstrumentId book, const Observation& observation,
          std::span<const OrderView> listings)
      : account_(account),
        book_(book),
        observation_(observation),
        bids_(by_price(listings, Side::kBuy)),
        asks_(by_price(listings, Side::kSell)),
        next_(raw_id(observation.next_order)) {}

  std::vector<Intent> adapt(const std::vector<Intent>& intents) {
    for (const Intent& intent : intents) {
      std::visit([&](const auto& command) { add(command); }, intent);
    }
    return std::move(adapted_);
  }

 private:
  void add(SubmitOrder order) {
    const bool is_here = order.instrument == book_;
    if (!is_here || !meets_best(order.side, order.limit, observation_)) return post(order);
    if (order.post_only) return;  // where orders meet it would be refused
    order.quantity = take(order.side, order.limit, order.quantity);
    if (order.quantity > Tonnes()) post(order);
  }

  void post(SubmitOrder order) {
    order.order = OrderId{next_++};
    adapted_.emplace_back(order);
  }

  void add(const ReplaceOrder& order) {
    const OwnOrder* const own = find_own(observation_, order.order);
    if (own == nullptr || !meets_best(own->side, order.limit, observation_)) {
      adapted_.emplace_back(order);
      return;
    }
    if (order.post_only) return;
    adapted_.emplace_back(CancelOrder{account_, order.order});
    SubmitOrder anew;
    anew.account = account_;
    anew.instrument = book_;
    anew.side = own->side;
    anew.limit = order.limit;
    anew.quantity = order.quantity;
    add(anew);
  }

  void add(SubmitBid bid) {
    bid.bid = OrderId{next_++};
    adapted_.emplace_back(bid);
  }

  template <class Other>
  void add(const Other& other) {
    adapted_.emplace_back(other);
  }

  // Returns what is left to post.
  Tonnes take(Side side, Price limit, Tonnes quantity) {
    for (OrderView& listed : side == Side::kBuy ? asks_ : bids_) {
      if (quantity == Tonnes() || !meets(side, limit, listed.limit)) break;
      const Tonnes taken = std::min(quantity, listed.open);
      if (listed.account == account_ || taken == Tonnes()) continue;
      adapted_.emplace_back(
          TakeListing{account_, OrderId{next_++}, listed.account, listed.order, taken});
      listed.open -= taken;
      quantity -= taken;
    }
    return quantity;
  }

  AccountId account_;
  InstrumentId book_;
  const Observation& observation_;
  std::vector<OrderView> bids_;
  std::vector<OrderView> asks_;
  std::int64_t next_;
  std::vector<Intent> adapted_;
};

}  // namespace

bool meets_listings(InstrumentId book, const Observation& observation, const Decision& decision) {
  return std::ranges::any_of(decision.intents, [&](const Intent& intent) {
    if (const auto* const order = std::get_if<SubmitOrder>(&intent)) {
      return order->instrument == book && meets_best(order->side, order->limit, observation);
    }
    const auto* const moved = std::get_if<ReplaceOrder>(&intent);
    const OwnOrder* const own = moved != nullptr ? find_own(observation, moved->order) : nullptr;
    return own != nullptr && meets_best(own->side, moved->limit, observation);
  });
}

void take_listings(AccountId account, InstrumentId book, const Observation& observation,
                   std::span<const OrderView> listings, Decision& decision) {
  decision.intents = Adapter(account, book, observation, listings).adapt(decision.intents);
}

void drop_post_only(InstrumentId book, const Observation& observation, Decision& decision) {
  for (Intent& intent : decision.intents) {
    auto* const order = std::get_if<SubmitOrder>(&intent);
    if (order != nullptr && order->instrument == book) order->post_only = false;
    auto* const moved = std::get_if<ReplaceOrder>(&intent);
    if (moved != nullptr && find_own(observation, moved->order) != nullptr)
      moved->post_only = false;
  }
}

}  // namespace tanshi
