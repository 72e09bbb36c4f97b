#include "exchange/telemetry/market_meter.h"

#include <string_view>
#include <variant>

namespace tanshi {

namespace {

constexpr std::array<std::string_view, 3> kWayNames = {"book", "call", "direct"};

}  // namespace

void MarketMeter::see(std::span<const Committed> commands) {
  const std::lock_guard lock(mutex_);
  ++groups_;
  commands_ += std::ssize(commands);
  for (const Committed& command : commands) {
    events_ += std::ssize(command.events);
    for (const Event& event : command.events) {
      if (const auto* refused = std::get_if<Refused>(&event)) {
        ++refusals_[refused->reason];
      } else if (const auto* traded = std::get_if<Traded>(&event)) {
        count_trade(kBook, traded->quantity);
      } else if (const auto* called = std::get_if<CallTraded>(&event)) {
        count_trade(kCall, called->quantity);
      } else if (const auto* direct = std::get_if<DirectTraded>(&event)) {
        count_trade(kDirect, direct->offer.quantity);
      }
    }
  }
}

void MarketMeter::count_trade(Way way, Tonnes quantity) {
  ++trades_[way].count;
  trades_[way].tonnes += quantity.raw();
}

void MarketMeter::saw_commit(std::chrono::nanoseconds took) {
  const std::lock_guard lock(mutex_);
  commits_.add(took);
}

void MarketMeter::write(MetricsText& text) const {
  const std::lock_guard lock(mutex_);
  text.counter("tanshi_commands_total", "Commands that were committed.").sample(commands_);
  text.counter("tanshi_events_total", "Events that they caused.").sample(events_);
  text.counter("tanshi_refusals_total", "Commands that the market refused.");
  for (const auto& [reason, count] : refusals_) text.sample(count, {{"reason", name_of(reason)}});
  text.counter("tanshi_trades_total", "Trades.");
  for (std::size_t i = 0; i < trades_.size(); ++i)
    text.sample(trades_[i].count, {{"kind", kWayNames[i]}});
  text.counter("tanshi_traded_tonnes_total", "Tonnes that were traded.");
  for (std::size_t i = 0; i < trades_.size(); ++i)
    text.sample(trades_[i].tonnes, {{"kind", kWayNames[i]}});
  text.counter("tanshi_groups_total", "Groups of commands that were committed together.")
      .sample(groups_);
  text.histogram("tanshi_commit_seconds", "Time to make a group durable.", commits_);
}

}  // namespace tanshi
