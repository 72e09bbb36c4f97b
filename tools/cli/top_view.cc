#include "tools/cli/top_view.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "fmt/format.h"
#include "scenarios/yaml/utf8.h"

namespace tanshi {

namespace {

constexpr int kLevels = 8;
constexpr std::size_t kSeats = 12;

std::string money(std::int64_t cents) {
  return cents == 0 ? "-" : fmt::format("{}.{:02}", cents / 100, cents % 100);
}

std::string_view phase_of(v1::SessionPhase phase) {
  switch (phase) {
    case v1::SESSION_PHASE_WAITING:
      return "waiting for its operator";
    case v1::SESSION_PHASE_RUNNING:
      return "running";
    case v1::SESSION_PHASE_PAUSED:
      return "paused";
    case v1::SESSION_PHASE_FINISHED:
      return "finished";
    case v1::SESSION_PHASE_STOPPED:
      return "stopped";
    default:
      return "in a phase unknown here";
  }
}

double quantile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

class Lines {
 public:
  explicit Lines(bool bold) : bold_(bold) {}

  void add(std::string line) { lines_.push_back(std::move(line)); }
  void heading(std::string_view text) {
    add("");
    add(bold_ ? fmt::format("\x1b[1m{}\x1b[0m", text) : std::string(text));
  }
  [[nodiscard]] std::string text(int rows) const {
    std::string text;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (rows > 0 && i >= static_cast<std::size_t>(rows)) break;
      text += lines_[i] + '\n';
    }
    return text;
  }

 private:
  const bool bold_;
  std::vector<std::string> lines_;
};

void add_session(const TopFrame& frame, Lines& lines) {
  const v1::GetSessionResponse& session = frame.session;
  lines.add(fmt::format("{} at {}: {}; {}, day {} of {}, turn {} of {}",
                        printable(session.scenario()), frame.address, phase_of(session.phase()),
                        session.year(), session.day() + 1, session.days_per_year(),
                        session.turn() + 1, session.turns_per_day()));
  if (!frame.trouble.empty()) lines.add("NO ANSWER, trying again: " + printable(frame.trouble));
  std::string rates =
      fmt::format("{} commands, {} events", session.command_count(), session.event_count());
  if (frame.has_rates) {
    rates += fmt::format("; a second {:.1f} commands, {:.1f} events, {:.1f} trades",
                         frame.rates.commands, frame.rates.events, frame.rates.trades);
    if (frame.sees_refusals) rates += fmt::format(", {:.1f} refusals", frame.rates.refusals);
  }
  lines.add(std::move(rates));
  lines.add(fmt::format("answers: p50 {:.1f} ms, p99 {:.1f} ms of {}",
                        quantile(frame.latencies_ms, 0.5), quantile(frame.latencies_ms, 0.99),
                        frame.latencies_ms.size()));
}

void add_book(const v1::GetDepthResponse& depth, Lines& lines) {
  lines.heading(fmt::format("Book: last {}, {} t since the day before",
                            money(depth.quote().last_price_cents_per_tonne()),
                            depth.quote().volume_t()));
  lines.add(fmt::format("{:>12} {:>10} | {:<10} {:>12}", "bid t", "price", "price", "ask t"));
  const int levels = std::min(kLevels, std::max(depth.bids_size(), depth.asks_size()));
  for (int i = 0; i < levels; ++i) {
    std::string bid(23, ' ');
    std::string ask;
    if (i < depth.bids_size()) {
      bid = fmt::format("{:>12} {:>10}", depth.bids(i).quantity_t(),
                        money(depth.bids(i).price_cents_per_tonne()));
    }
    if (i < depth.asks_size()) {
      ask = fmt::format("{:<10} {:>12}", money(depth.asks(i).price_cents_per_tonne()),
                        depth.asks(i).quantity_t());
    }
    lines.add(fmt::format("{} | {}", bid, ask));
  }
}

void add_trades(const std::deque<TopTrade>& trades, Lines& lines) {
  lines.heading("Latest trades");
  if (trades.empty()) lines.add("none");
  for (const TopTrade& trade : trades)
    lines.add(
        fmt::format("{:>10} {:>10} t  {}", money(trade.price_cents), trade.quantity_t, trade.side));
}

void add_seats(std::vector<v1::Seat> seats, Lines& lines) {
  const auto held = std::ranges::count_if(seats, [](const v1::Seat& seat) { return seat.held(); });
  lines.heading(
      fmt::format("Seats: {}, of which {} held by people or programs", seats.size(), held));
  std::ranges::stable_sort(seats, [](const v1::Seat& a, const v1::Seat& b) {
    return std::pair(a.held(), a.turn_count()) > std::pair(b.held(), b.turn_count());
  });
  for (std::size_t i = 0; i < std::min(kSeats, seats.size()); ++i) {
    const std::string player =
        seats[i].held() ? fmt::format("held, {} turns", seats[i].turn_count()) : "robot";
    lines.add(fmt::format("{:<24} {}", printable(seats[i].seat()), player));
  }
  if (seats.size() > kSeats) lines.add(fmt::format("and {} more", seats.size() - kSeats));
}

}  // namespace

std::string top_text(const TopFrame& frame, int rows, bool bold) {
  Lines lines(bold);
  add_session(frame, lines);
  add_book(frame.depth, lines);
  add_trades(frame.trades, lines);
  add_seats(frame.seats, lines);
  return lines.text(rows);
}

}  // namespace tanshi
