// What an account has and owes, to the wire.
#pragma once

#include "exchange/market/market.h"
#include "tanshi/v1/registry_service.pb.h"

namespace tanshi {

// REQUIRES: the account is open; `wire` is empty.
void account_to_wire(const Market& market, AccountId account, v1::GetAccountResponse& wire);

}  // namespace tanshi
