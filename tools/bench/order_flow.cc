#include "tools/bench/order_flow.h"

#include <utility>

#include "exchange/base/checked_math.h"
#include "exchange/base/units.h"

namespace tanshi {

namespace {

constexpr InstrumentId kBook{1};
constexpr Year kYear{2025};
constexpr Price kMiddle(7'250);
constexpr std::int64_t kNearTicks = 5;
constexpr std::int64_t kDeepTicks = 500;
constexpr std::int64_t kMaxResting = 500;   // tonnes of one order
constexpr std::int64_t kMaxCrossing = 437;  // 7/8 of it: an eighth of the makers are the taker
constexpr std::uint64_t kSeed = 1;

}  // namespace

std::vector<Action> open_bench_market(int traders) {
  std::vector<Action> actions = {
      ListInstrument{kBook, kYear, kYear, Price(1), Tonnes(1), Price(100'000)}};
  for (int trader = 1; trader <= traders; ++trader) {
    const AccountId account{trader};
    actions.emplace_back(OpenAccount{account});
    actions.emplace_back(DepositCash{account, Cash(1'000'000'000'000'000)});
    actions.emplace_back(IssueAllowances{account, kBook, kYear, Tonnes(10'000'000'000)});
  }
  actions.emplace_back(SetTradingPhase{TradingPhase::kOpen});
  return actions;
}

OrderFlow::OrderFlow(AccountId account, std::int64_t resting)
    : resting_count_(resting), random_(kSeed, static_cast<std::uint32_t>(raw_id(account)), 0) {}

void OrderFlow::next(v1::OrderCommand& wire) {
  const Kind kind = next_kind();
  const Sent sent = kind == Kind::kCancel ? next_cancel() : next_order(kind);
  unanswered_.push_back(sent);
  if (kind == Kind::kDeep) resting_.push_back(sent);

  if (kind == Kind::kCancel) {
    wire.mutable_cancel()->set_order_id(raw_id(sent.order));
    return;
  }
  v1::SubmitOrderRequest& submit = *wire.mutable_submit();
  submit.set_order_id(raw_id(sent.order));
  submit.set_instrument_id(raw_id(kBook));
  submit.set_side(static_cast<v1::Side>(sent.side));
  submit.set_limit_price_cents_per_tonne(sent.limit.raw());
  submit.set_quantity_t(sent.quantity.raw());
  if (kind == Kind::kCross) submit.set_time_in_force(v1::TIME_IN_FORCE_IMMEDIATE_OR_CANCEL);
}

OrderFlow::Kind OrderFlow::next_kind() {
  using enum Kind;
  if (block_.empty()) {
    if (std::ssize(resting_) < resting_count_) return kDeep;
    block_ = {kDeep, kDeep, kDeep, kDeep, kNear, kCancel, kCancel, kCancel, kCancel, kCross};
  }
  const auto last = std::ssize(block_) - 1;
  std::swap(block_[static_cast<std::size_t>(random_.uniform_int(0, last))], block_.back());
  const Kind kind = block_.back();
  block_.pop_back();
  return kind;
}

OrderFlow::Sent OrderFlow::next_order(Kind kind) {
  const Side side = random_.uniform_int(0, 1) == 0 ? Side::kBuy : Side::kSell;
  const Price distance(kind == Kind::kDeep   ? random_.uniform_int(kNearTicks + 1, kDeepTicks)
                       : kind == Kind::kNear ? random_.uniform_int(1, kNearTicks)
                                             : -kNearTicks);
  return {.kind = kind,
          .side = side,
          .order = OrderId{++last_order_},
          .limit = side == Side::kBuy ? kMiddle - distance : kMiddle + distance,
          .quantity =
              Tonnes(random_.uniform_int(1, kind == Kind::kCross ? kMaxCrossing : kMaxResting))};
}

OrderFlow::Sent OrderFlow::next_cancel() {
  const auto last = std::ssize(resting_) - 1;
  std::swap(resting_[static_cast<std::size_t>(random_.uniform_int(0, last))], resting_.back());
  Sent sent = resting_.back();
  resting_.pop_back();
  sent.kind = Kind::kCancel;
  return sent;
}

OrderFlow::Sent OrderFlow::take_oldest() {
  const Sent sent = unanswered_.front();
  unanswered_.pop_front();
  ++answered_;
  return sent;
}

bool OrderFlow::is_answer(const v1::CommandResult& result) {
  if (unanswered_.empty()) return false;
  const Sent sent = take_oldest();
  if (result.refusal() != v1::REJECT_REASON_UNSPECIFIED) return false;
  if (result.order_id() != raw_id(sent.order)) return false;
  switch (sent.kind) {
    case Kind::kDeep:
    case Kind::kNear:
      return result.fills().empty() && result.open_quantity_t() == sent.quantity.raw();
    case Kind::kCancel:
      return result.cancelled_orders_size() == 1 &&
             result.cancelled_orders(0).quantity_t() == sent.quantity.raw();
    case Kind::kCross:
      return is_filled_rightly(sent, result);
  }
  return false;
}

bool OrderFlow::is_filled_rightly(const Sent& sent, const v1::CommandResult& result) {
  Tonnes filled;
  for (const v1::Fill& fill : result.fills()) {
    const Price price(fill.price_cents_per_tonne());
    if (sent.side == Side::kBuy ? price > sent.limit : price < sent.limit) return false;
    filled += Tonnes(fill.quantity_t());
  }
  taken_ += filled;
  return filled + Tonnes(result.cancelled_quantity_t()) == sent.quantity;
}

bool OrderFlow::is_echo(const v1::CommandResult& result) {
  return !unanswered_.empty() && take_oldest().order == OrderId{result.order_id()};
}

}  // namespace tanshi
