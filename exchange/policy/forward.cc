#include "exchange/policy/forward.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>

#include "exchange/auction/share_out.h"
#include "exchange/base/check.h"

namespace tanshi {

namespace {

// The most tonnes that the party can deliver or take.
Tonnes able(const PartyToDelivery& party, Price price) {
  const auto& [quantity, value] = party.position;
  if (quantity <= Tonnes()) return std::min(-quantity, party.deliverable);
  // value - price x (quantity - tonnes) <= cash
  const std::int64_t beyond = div_floor(Int128{party.cash.raw()} - value.raw(), price.raw());
  const Int128 tonnes = Int128{quantity.raw()} + beyond;
  return Tonnes(narrow(std::clamp<Int128>(tonnes, 0, quantity.raw())));
}

// What each index gets of `total` when each may have `most` of it: shares in proportion, rounded
// down; the first gain what is left.
std::vector<std::int64_t> shares_of(std::int64_t total, const std::vector<std::int64_t>& most) {
  std::vector<std::size_t> queue(most.size());
  std::iota(queue.begin(), queue.end(), std::size_t{0});
  return share_out(total, most, 1, queue);
}

std::int64_t sum_of(const std::vector<std::int64_t>& parts) {
  return std::accumulate(parts.begin(), parts.end(), std::int64_t{0});
}

void deliver(std::span<const PartyToDelivery> parties, Price price,
             std::vector<PartySettled>& settled) {
  std::vector<std::int64_t> shorts(parties.size());
  std::vector<std::int64_t> longs(parties.size());
  for (std::size_t i = 0; i < parties.size(); ++i) {
    settled[i].able = able(parties[i], price);
    (parties[i].position.quantity < Tonnes() ? shorts : longs)[i] = settled[i].able.raw();
  }
  const std::int64_t delivered = std::min(sum_of(shorts), sum_of(longs));
  shorts = shares_of(delivered, shorts);
  longs = shares_of(delivered, longs);
  for (std::size_t i = 0; i < parties.size(); ++i) {
    settled[i].delivered = Tonnes(longs[i] - shorts[i]);
  }
}

void pay(std::span<const PartyToDelivery> parties, std::vector<PartySettled>& settled) {
  std::vector<std::int64_t> claims(parties.size());
  std::int64_t paid = 0;
  for (std::size_t i = 0; i < parties.size(); ++i) {
    PartySettled& party = settled[i];
    if (party.due < Cash()) {
      claims[i] = -party.due.raw();
    } else {
      party.paid = std::min(party.due, parties[i].cash);
      paid += party.paid.raw();
    }
  }
  const std::vector<std::int64_t> received = shares_of(paid, claims);
  for (std::size_t i = 0; i < parties.size(); ++i) settled[i].paid -= Cash(received[i]);
}

}  // namespace

std::vector<PartySettled> settle_forward(std::span<const PartyToDelivery> parties, Price price) {
  TANSHI_CHECK(price > Price() && price <= kMaxPrice);
  std::vector<PartySettled> settled(parties.size());
  deliver(parties, price, settled);
  for (std::size_t i = 0; i < parties.size(); ++i) {
    const auto& [quantity, value] = parties[i].position;
    settled[i].due = value - price * (quantity - settled[i].delivered);
  }
  pay(parties, settled);
  return settled;
}

}  // namespace tanshi
