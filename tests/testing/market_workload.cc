#include "tests/testing/market_workload.h"

#include <algorithm>

#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

constexpr InstrumentId kInstrument{1};
constexpr Year kFirstYear{2025};
constexpr std::int32_t kYears = 6;
constexpr Price kMiddle{7'200};

}  // namespace

std::vector<Action> open_market() {
  return {ListInstrument{kInstrument, kFirstYear, years_after(kFirstYear, kYears - 1), Price(1),
                         Tonnes(1), kMaxPrice},
          SetTradingPhase{TradingPhase::kOpen}};
}

MarketWorkload::MarketWorkload(std::uint64_t seed, AccountId first_account, OrderId last_order)
    : random_(seed, static_cast<std::uint32_t>(first_account), 0),
      first_account_(first_account),
      last_order_(raw_id(last_order)) {}

std::vector<Action> MarketWorkload::open_accounts() const {
  std::vector<Action> actions;
  for (std::int32_t i = 0; i < kAccounts; ++i) {
    const AccountId account{static_cast<std::int32_t>(first_account_) + i};
    actions.push_back(OpenAccount{account});
    actions.push_back(DepositCash{account, Cash(1'000'000'000'000)});
    actions.push_back(IssueAllowances{account, kInstrument, kFirstYear, Tonnes(10'000'000)});
  }
  return actions;
}

AccountId MarketWorkload::account() {
  return AccountId{
      static_cast<std::int32_t>(random_.uniform_int(0, kAccounts - 1) + raw_id(first_account_))};
}

// Often an order that still rests, often enough not.
OrderId MarketWorkload::recent_order() {
  return OrderId{random_.uniform_int(std::max<std::int64_t>(0, last_order_ - 200), last_order_)};
}

SubmitOrder MarketWorkload::order() {
  const std::int64_t kind = random_.uniform_int(0, 19);
  const bool is_buy = random_.uniform_int(0, 1) == 0;
  const Price offset(random_.uniform_int(-5, 40));
  return {.account = account(),
          .order = OrderId{++last_order_},
          .instrument = kInstrument,
          .side = is_buy ? Side::kBuy : Side::kSell,
          .type = kind == 0 ? OrderType::kMarket : OrderType::kLimit,
          .limit = is_buy ? kMiddle - offset : kMiddle + offset,
          .quantity = Tonnes(random_.uniform_int(kind == 1 ? 0 : 1, 500)),  // 0 is refused
          .time_in_force = kind == 2   ? TimeInForce::kImmediateOrCancel
                           : kind == 3 ? TimeInForce::kFillOrKill
                           : kind == 4 ? TimeInForce::kDay
                                       : TimeInForce::kGoodTillCancel,
          .post_only = kind == 5};
}

Action MarketWorkload::rare_action() {
  const Year year = years_after(kFirstYear, static_cast<std::int32_t>(random_.uniform_int(0, 5)));
  const Tonnes quantity(random_.uniform_int(-10, 1'000));
  switch (random_.uniform_int(0, 9)) {
    case 0:
      return CancelAllOrders{account(), std::nullopt};
    case 1:
      return CancelAllOrders{account(), kInstrument};
    case 2:
      return DepositCash{account(), Cash(random_.uniform_int(-1'000, 1'000'000))};
    case 3:
      return WithdrawCash{account(), Cash(random_.uniform_int(-1'000, 1'000'000))};
    case 4:
      return IssueAllowances{account(), kInstrument, year, quantity};
    case 5:
      return TransferAllowances{account(), account(), kInstrument, quantity};
    case 6:
      return CancelAllowances{account(), kInstrument, quantity};
    case 7:
      return ReportEmissions{account(), year, quantity};
    case 8:
      return SurrenderAllowances{account(), kInstrument, year, quantity};
    default:
      return CloseDay{};
  }
}

Action MarketWorkload::next() {
  const std::int64_t kind = random_.uniform_int(0, 99);
  if (kind < 55) return order();
  if (kind < 85) return CancelOrder{account(), recent_order()};
  if (kind < 95) {
    return ReplaceOrder{account(), recent_order(), kMiddle - Price(random_.uniform_int(-40, 40)),
                        Tonnes(random_.uniform_int(1, 500)), false};
  }
  return rare_action();
}

}  // namespace tanshi
