// Proves that the events of a fixed log are today what they were: the hash is pinned. A change of
// it means that journals of before replay to something else; explain it in the commit that makes
// it, and write the new hash here.
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "exchange/base/checked_math.h"
#include "exchange/market/market.h"

namespace tanshi {
namespace {

constexpr std::int32_t kAccounts = 10;
constexpr InstrumentId kMerged{1};
constexpr InstrumentId kSingle{2};

// A market and the commands that it was given, by arithmetic alone: the log needs no file, and no
// other code can change it.
class GoldenLog {
 public:
  GoldenLog() {
    apply(ListInstrument{kMerged, Year{2025}, Year{2030}, Price(1), Tonnes(1), kMaxPrice});
    apply(ListInstrument{kSingle, Year{2026}, Year{2026}, Price(5), Tonnes(10), Price(10'000)});
    for (std::int32_t number = 1; number <= kAccounts; ++number) {
      const AccountId account{number};
      apply(OpenAccount{account});
      apply(DepositCash{account, Cash(1'000'000'000)});
      apply(IssueAllowances{account, kMerged, Year{2025 + number % 3}, Tonnes(20'000)});
      apply(IssueAllowances{account, kMerged, Year{2030}, Tonnes(20'000)});
      apply(IssueAllowances{account, kSingle, Year{2026}, Tonnes(20'000)});
    }
    apply(SetTradingPhase{TradingPhase::kOpen});
    for (std::int64_t step = 0; step < 10'000; ++step) apply(action(step));
    for (std::int32_t number = 1; number <= kAccounts; ++number) {
      apply(ReportEmissions{AccountId{number}, Year{2027}, Tonnes(1'000 * number)});
      apply(SurrenderAllowances{AccountId{number}, kMerged, Year{2027}, Tonnes(900 * number)});
    }
    apply(SettleCompliance{Year{2027}, Price(10'000)});
  }

  const Market& market() const { return market_; }

 private:
  void apply(const Action& action) {
    events_.clear();
    market_.apply({.time = SimTime(market_.command_count() * 1'000), .action = action}, events_);
  }

  // A walk through the residues of numbers without a common factor: long before it repeats.
  static Action action(std::int64_t step) {
    const AccountId account{static_cast<std::int32_t>(step * 7 % kAccounts) + 1};
    const OrderId order{step + 1};
    switch (step % 23) {
      case 3:
        return CancelOrder{account, OrderId{step - 9}};
      case 5:
        return CancelOrder{AccountId{static_cast<std::int32_t>((step - 1) * 7 % kAccounts) + 1},
                           OrderId{step}};
      case 8:
        return ReplaceOrder{AccountId{static_cast<std::int32_t>((step - 1) * 7 % kAccounts) + 1},
                            OrderId{step}, Price(7'245 + step % 11), Tonnes(1 + step % 60)};
      case 11:
        return TransferAllowances{account, AccountId{1}, kMerged, Tonnes(step % 17)};
      case 13:
        if (step % 3 == 0) return CancelAllOrders{account, {}};
        if (step % 5 == 0) return CloseDay{};
        return CancelAllowances{account, kSingle, Tonnes(step % 9)};
      default:
        break;
    }
    const bool merged = step % 4 != 0;
    SubmitOrder submit;
    submit.account = account;
    submit.order = order;
    submit.instrument = merged ? kMerged : kSingle;
    submit.side = step * 5 % 9 % 2 == 0 ? Side::kBuy : Side::kSell;
    submit.type = step % 31 == 0 ? OrderType::kMarket : OrderType::kLimit;
    submit.limit = Price(merged ? 7'240 + step * 13 % 21 : 5 * (1'440 + step * 13 % 21));
    submit.quantity = Tonnes(merged ? 1 + step * 11 % 97 : 10 * (1 + step * 11 % 7));
    submit.time_in_force = static_cast<TimeInForce>(step % 37 % 4 + 1);
    submit.self_trade_prevention = static_cast<SelfTradePrevention>(step % 3 + 1);
    submit.post_only = step % 41 == 0;
    return submit;
  }

  Market market_;
  std::vector<Event> events_;
};

TEST(GoldenLog, HasTheHashThatItHad) {
  const GoldenLog log;

  log.market().audit();
  EXPECT_EQ(log.market().command_count(), 10'074);
  EXPECT_EQ(log.market().event_count(), 19'034);
  EXPECT_EQ(log.market().events_hash(), 6'991'264'775'813'781'751U);
}

}  // namespace
}  // namespace tanshi
