// A trade that one account offers to another, over the counter.
#pragma once

#include "exchange/base/ids.h"
#include "exchange/base/units.h"
#include "exchange/book/book_types.h"

namespace tanshi {

struct DirectOffer {
  AccountId account{};  // that offers
  OrderId order{};
  InstrumentId instrument{};
  Side side{};  // of the account that offers
  Price price;
  Tonnes quantity;
  AccountId to{};
  bool is_block = false;

  friend bool operator==(const DirectOffer&, const DirectOffer&) = default;
};

}  // namespace tanshi
