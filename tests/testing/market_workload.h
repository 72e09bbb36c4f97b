// Commands for tests that need a busy market and do not care which: a few accounts that trade one
// instrument around one price, cancel, replace, report, surrender, and now and then ask for
// something that is refused. Equal seeds give equal commands.
//
// Order ids are the workload's own and rise, so several workloads with accounts of their own may
// be mixed in any order.
#pragma once

#include <cstdint>
#include <vector>

#include "exchange/base/ids.h"
#include "exchange/base/random_stream.h"
#include "exchange/market/command.h"

namespace tanshi {

// Lists the instrument and opens trading; once, before any workload's actions.
[[nodiscard]] std::vector<Action> open_market();

class MarketWorkload {
 public:
  static constexpr std::int32_t kAccounts = 8;

  // Trades from the accounts `first_account` to first_account + kAccounts - 1, whose order ids so
  // far are at most `last_order`.
  MarketWorkload(std::uint64_t seed, AccountId first_account, OrderId last_order = OrderId{0});

  // Opens the accounts and gives each cash and allowances; before next().
  [[nodiscard]] std::vector<Action> open_accounts() const;

  [[nodiscard]] Action next();

 private:
  [[nodiscard]] AccountId account();
  [[nodiscard]] OrderId recent_order();
  [[nodiscard]] SubmitOrder order();
  [[nodiscard]] Action rare_action();

  RandomStream random_;
  AccountId first_account_;
  std::int64_t last_order_;
};

}  // namespace tanshi
