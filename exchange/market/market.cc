#include "exchange/market/market.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <variant>

#include "exchange/base/check.h"
#include "exchange/market/call.h"
#include "exchange/market/check_form.h"
#include "exchange/market/event_fields.h"
#include "exchange/market/market_audit.h"
#include "exchange/market/market_core.h"
#include "exchange/market/market_snapshot.h"
#include "exchange/market/settlement.h"

namespace tanshi {

struct Market::Impl {
  MarketCore core;
};

namespace {

AccountId account_of(const Action& action) {
  return std::visit(
      [](const auto& command) {
        if constexpr (requires { command.account; }) return command.account;
        if constexpr (requires { command.from; }) return command.from;
        if constexpr (requires { command.seller; }) return command.seller;
        return AccountId{};
      },
      action);
}

OrderId order_of(const Action& action) {
  return std::visit(
      [](const auto& command) {
        if constexpr (requires { command.order; }) return command.order;
        if constexpr (requires { command.bid; }) return command.bid;
        return OrderId{};
      },
      action);
}

Refused refused(const Command& command, const Refusal& refusal) {
  return {.command = static_cast<std::int32_t>(command.action.index()),
          .account = account_of(command.action),
          .order = order_of(command.action),
          .reason = refusal.reason,
          .bound = refusal.bound};
}

// nullopt: carried out.
Verdict check_and_carry_out(MarketCore& core, const Command& command, Events& events) {
  if (command.time < core.time) {
    return Refusal{RejectReason::kTimeBackwards, core.time.raw()};
  }
  return std::visit(
      [&](const auto& action) {
        Verdict verdict = check(core, action);
        if (!verdict) {
          core.time = command.time;
          carry_out(core, action, events);
        }
        return verdict;
      },
      command.action);
}

OrderView order_view(const RestingOrder& order, InstrumentId instrument) {
  return {.account = order.account,
          .order = order.id,
          .instrument = instrument,
          .side = order.side,
          .limit = order.limit,
          .open = order.open,
          .time_in_force = order.time_in_force};
}

}  // namespace

Market::Market() : impl_(std::make_unique<Impl>()) {}
Market::~Market() = default;
Market::Market(Market&&) noexcept = default;
Market& Market::operator=(Market&&) noexcept = default;

void Market::apply(const Command& command, std::vector<Event>& events) {
  MarketCore& core = impl_->core;
  const std::size_t before = events.size();
  if (const Verdict verdict = check_and_carry_out(core, command, events)) {
    events.emplace_back(refused(command, *verdict));
  }
  TANSHI_CHECK(events.size() > before);

  ++core.command_count;
  core.event_count += static_cast<std::int64_t>(events.size() - before);
  for (std::size_t i = before; i < events.size(); ++i) add_to_hash(core.hash, events[i]);
}

std::int64_t Market::command_count() const {
  return impl_->core.command_count;
}
std::int64_t Market::event_count() const {
  return impl_->core.event_count;
}
std::uint64_t Market::events_hash() const {
  return impl_->core.hash.value();
}
SimTime Market::time() const {
  return impl_->core.time;
}
TradingPhase Market::phase() const {
  return impl_->core.phase;
}

void Market::expect(AccountId account, InstrumentId instrument) const {
  const MarketCore& core = impl_->core;
  core.accounts.prefetch(account);
  core.prefetch(account, core.instrument(instrument));
}

void Market::expect_order(AccountId account, InstrumentId instrument) const {
  impl_->core.instrument(instrument).book.prefetch_order(account);
}

bool Market::has_account(AccountId account) const {
  return impl_->core.accounts.is_open(account);
}

CashBalance Market::cash(AccountId account) const {
  TANSHI_CHECK(has_account(account));
  return impl_->core.ledger.cash().balance(account);
}

AllowanceBalance Market::allowances(AccountId account, InstrumentId instrument) const {
  TANSHI_CHECK(has_account(account));
  TANSHI_CHECK(has_instrument(instrument));
  return impl_->core.ledger.balance(account, instrument);
}

void Market::vintages(AccountId account, InstrumentId instrument,
                      std::vector<VintageHolding>& out) const {
  TANSHI_CHECK(has_account(account));
  if (impl_->core.instrument(instrument).forward) return;
  impl_->core.ledger.allowances(instrument).lots(account, out);
}

Tonnes Market::owed(AccountId account, Year year, SchemeId scheme) const {
  TANSHI_CHECK(has_account(account) && is_in_range(scheme));
  return impl_->core.compliance(scheme).owed(account, year);
}

Tonnes Market::obligation(AccountId account, SchemeId scheme) const {
  TANSHI_CHECK(has_account(account) && is_in_range(scheme));
  return impl_->core.compliance(scheme).open_obligation(account);
}

OrderId Market::last_order_id(AccountId account) const {
  return impl_->core.accounts.last_order(account);
}

bool Market::has_instrument(InstrumentId instrument) const {
  return impl_->core.find(instrument) != nullptr;
}

ListInstrument Market::listing(InstrumentId instrument) const {
  const Instrument& listed = impl_->core.instrument(instrument);
  const auto& forward = listed.forward;
  const AllowanceLedger& ledger =
      impl_->core.ledger.allowances(forward ? forward->underlying : instrument);
  return {.instrument = instrument,
          .first_vintage = ledger.first_vintage(),
          .last_vintage = forward ? forward->vintage : ledger.last_vintage(),
          .tick = listed.tick,
          .lot = listed.lot,
          .max_price = listed.max_price};
}

std::optional<ForwardView> Market::forward(InstrumentId instrument) const {
  const Instrument& listed = impl_->core.instrument(instrument);
  if (!listed.forward) return std::nullopt;
  return ForwardView{.listing = {.instrument = instrument,
                                 .underlying = listed.forward->underlying,
                                 .vintage = listed.forward->vintage,
                                 .tick = listed.tick,
                                 .lot = listed.lot,
                                 .max_price = listed.max_price,
                                 .margin = listed.forward->margin,
                                 .delivery = listed.forward->delivery},
                     .is_delivered = listed.is_delivered};
}

PositionView Market::position(AccountId account, InstrumentId instrument) const {
  TANSHI_CHECK(has_account(account));
  const Instrument& listed = impl_->core.instrument(instrument);
  TANSHI_CHECK(listed.forward.has_value());
  return {.position = impl_->core.ledger.positions(instrument).position(account),
          .margin = position_margin(impl_->core, listed, account)};
}

TradingView Market::trading(InstrumentId instrument) const {
  const Instrument& listed = impl_->core.instrument(instrument);
  return {.rules = listed.rules, .halt = listed.halt, .band = listed.band()};
}

InstrumentQuote Market::quote(InstrumentId instrument) const {
  const Instrument& listed = impl_->core.instrument(instrument);
  const DepthLevel bid = listed.book.best(Side::kBuy).value_or(DepthLevel{});
  const DepthLevel ask = listed.book.best(Side::kSell).value_or(DepthLevel{});
  const CallResult call = call_now(listed).value_or(CallResult{});
  return {.bid = bid.limit,
          .bid_quantity = bid.quantity,
          .ask = ask.limit,
          .ask_quantity = ask.quantity,
          .last = listed.last,
          .close = listed.close,
          .volume = listed.volume,
          .indicative = call.price,
          .indicative_volume = call.volume};
}

void Market::depth(InstrumentId instrument, Side side, std::size_t max_levels,
                   std::vector<DepthLevel>& out) const {
  impl_->core.instrument(instrument).book.depth(side, max_levels, out);
}

std::optional<OrderView> Market::find_order(AccountId account, OrderId order) const {
  const MarketCore& core = impl_->core;
  const LiveOrder* live = core.live_orders.find({order, account});
  if (live == nullptr) return std::nullopt;
  const auto resting = core.instrument(live->instrument).book.find(live->handle);
  TANSHI_CHECK(resting.has_value());
  return order_view(*resting, live->instrument);
}

void Market::listings(InstrumentId instrument, std::vector<OrderView>& out) const {
  const Instrument& listed = impl_->core.instrument(instrument);
  if (listed.rules.mode != TradingMode::kPostedListing) return;
  std::vector<DepthLevel> best;
  listed.book.depth(Side::kBuy, kBestLevels, best);
  const Price lowest_bid = best.empty() ? kMaxPrice : best.back().limit;
  best.clear();
  listed.book.depth(Side::kSell, kBestLevels, best);
  const Price highest_ask = best.empty() ? Price() : best.back().limit;
  std::vector<RestingOrder> resting;
  listed.book.all_orders(resting);
  for (const RestingOrder& order : resting) {
    const bool is_near =
        order.side == Side::kBuy ? order.limit >= lowest_bid : order.limit <= highest_ask;
    if (is_near) out.push_back(order_view(order, instrument));
  }
}

void Market::offers(std::vector<DirectOffer>& out) const {
  for (const auto& [key, offer] : impl_->core.offers) out.push_back(offer);
}

void Market::orders(AccountId account, std::vector<OrderView>& out) const {
  TANSHI_CHECK(has_account(account));
  const auto first = static_cast<std::ptrdiff_t>(out.size());
  std::vector<RestingOrder> resting;
  for (const auto& instrument : impl_->core.instruments) {
    if (!instrument) continue;
    resting.clear();
    instrument->book.orders_of(account, resting);
    for (const RestingOrder& order : resting) out.push_back(order_view(order, instrument->id));
  }
  std::sort(out.begin() + first, out.end(),
            [](const OrderView& a, const OrderView& b) { return a.order < b.order; });
}

const std::vector<OpenAuction>& Market::auctions() const {
  return impl_->core.auctions;
}

MarketState Market::state() const {
  return state_of(impl_->core);
}

std::optional<Market> Market::restore(const MarketState& state) {
  auto core = restore_core(state);
  if (!core) return std::nullopt;
  Market market;
  market.impl_->core = std::move(*core);
  return market;
}

void Market::audit() const {
  const MarketCore& core = impl_->core;
  TANSHI_CHECK(core.ledger.is_consistent());
  for (const Compliance& compliance : core.compliances) TANSHI_CHECK(compliance.is_consistent());
  for (const auto& instrument : core.instruments) {
    if (instrument) instrument->book.audit(instrument->gathers());
  }
  TANSHI_CHECK(escrow_matches_orders(core));
}

}  // namespace tanshi
