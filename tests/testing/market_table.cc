#include "tests/testing/market_table.h"

#include <cstdint>
#include <deque>
#include <fstream>
#include <optional>
#include <sstream>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "exchange/market/command_fields.h"
#include "exchange/market/event_fields.h"
#include "exchange/market/market.h"
#include "exchange/market/to_text.h"
#include "tests/testing/read_action.h"

namespace tanshi {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

// Words up to a remark: a number sign that stands alone.
std::vector<std::string> words_of(const std::string& line) {
  std::istringstream stream(line);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) {
    if (word == "#") break;
    words.push_back(word);
  }
  return words;
}

// The texts of units are those of the events and commands that carry them.
std::string text_of(Cash amount) {
  const std::string text = to_text(Action(DepositCash{.account = {}, .amount = amount}));
  return text.substr(text.rfind(' ') + 1);
}
std::string text_of(Price price) {
  const std::string text = to_text(Action(SettleCompliance{.year = {}, .penalty = price}));
  return text.substr(text.rfind(' ') + 1);
}
std::string text_of(Tonnes quantity) {
  return std::to_string(quantity.raw()) + "t";
}

// The first field of that type; 0 if the command has none.
template <class Id>
Id first_field(const Action& action) {
  std::optional<Id> first;
  std::visit(
      [&](const auto& command) {
        for_each_field(command, [&]<class Value>(std::string_view, const Value& value) {
          if constexpr (std::is_same_v<Value, Id>) first = first.value_or(value);
        });
      },
      action);
  return first.value_or(Id{});
}

class MarketTable {
 public:
  MarketTable(std::string path, TableMode mode) : path_(std::move(path)), mode_(mode) {}

  void run() {
    std::ifstream file(path_);
    ASSERT_TRUE(file.is_open()) << path_;
    for (std::string line; std::getline(file, line);) {
      ++line_;
      std::vector<std::string> words = words_of(line);
      if (!words.empty()) run_line(std::move(words));
    }
    expect_no_more_events();
    EXPECT_GT(command_count_, 0) << path_ << " has no command";
  }

 private:
  void run_line(std::vector<std::string> words) {
    const std::string mark = words.front();
    if (mark == "->") {
      words.erase(words.begin());
      expect_event(joined(words));
      return;
    }
    expect_no_more_events();
    if (mark == "=") {
      words.erase(words.begin());
      EXPECT_EQ(view(words), joined(words)) << where();
    } else if (mark == "at") {
      time_ = SimTime(std::stoll(words.at(1)));
    } else if (mark == "new") {
      market_ = Market();
    } else {
      run_command(joined(words));
    }
  }

  void run_command(const std::string& text) {
    const auto action = read_action(text);
    ASSERT_TRUE(action.has_value()) << where() << "no command: " << text;
    EXPECT_EQ(read_action(to_text(*action)), action) << where();
    const MarketState before = market_.state();
    std::vector<Event> events;
    market_.apply({.time = time_, .action = *action}, events);
    market_.audit();
    if (std::holds_alternative<Refused>(events.front())) check_refusal(*action, before, events);
    if (mode_ == TableMode::kRestored) restore();
    events_.assign(events.begin(), events.end());
    command_line_ = line_;
    ++command_count_;
  }

  void check_refusal(const Action& action, MarketState before, const std::vector<Event>& events) {
    EXPECT_EQ(events.size(), 1U) << where();
    const auto& refused = std::get<Refused>(events.front());
    EXPECT_EQ(refused.command, static_cast<std::int32_t>(action.index())) << where();
    const bool is_of_nobody = std::holds_alternative<SetTradingRules>(action);  // fees' is another
    EXPECT_EQ(refused.account, is_of_nobody ? AccountId{} : first_field<AccountId>(action))
        << where();
    EXPECT_EQ(refused.order, first_field<OrderId>(action)) << where();
    before.command_count = market_.command_count();
    before.event_count = market_.event_count();
    before.events_hash = market_.events_hash();
    EXPECT_TRUE(before == market_.state()) << where() << "a refusal changed the state";
  }

  void restore() {
    auto restored = Market::restore(market_.state());
    ASSERT_TRUE(restored.has_value()) << where() << "the state cannot be restored";
    market_ = std::move(*restored);
  }

  void expect_event(const std::string& expected) {
    ASSERT_FALSE(events_.empty()) << where() << "no such event: " << expected;
    const Event event = events_.front();
    events_.pop_front();
    std::string actual = to_text(event);
    if (const auto* refused = std::get_if<Refused>(&event)) {
      actual = "refused " + std::string(name_of(refused->reason));
      if (refused->bound != 0) actual += " " + std::to_string(refused->bound);
    }
    EXPECT_EQ(actual, expected) << where();
  }

  void expect_no_more_events() {
    for (const Event& event : events_) {
      ADD_FAILURE() << path_ << ":" << command_line_ << ": not in the table: " << to_text(event);
    }
    events_.clear();
  }

  // What the market shows, written as the table does.
  std::string view(const std::vector<std::string>& words) const {
    const std::string& what = words.front();
    if (what == "cash") return cash(account(words.at(1)));
    if (what == "allowances") return allowances(account(words.at(1)), instrument(words.at(2)));
    if (what == "position") return position(account(words.at(1)), instrument(words.at(2)));
    if (what == "obligation") return obligation(words);
    if (what == "orders") return orders(account(words.at(1)));
    if (what == "depth") return depth(instrument(words.at(1)), words.at(2));
    if (what == "call") return call(instrument(words.at(1)));
    if (what == "quote") return quote(instrument(words.at(1)));
    return "no such view: " + what;
  }

  static AccountId account(const std::string& word) {
    return static_cast<AccountId>(std::stoi(word.substr(1)));
  }
  static InstrumentId instrument(const std::string& word) {
    return static_cast<InstrumentId>(std::stoi(word.substr(1)));
  }

  std::string obligation(const std::vector<std::string>& words) const {
    const AccountId holder = account(words.at(1));
    if (!words.at(2).starts_with('s')) {
      return "obligation " + words.at(1) + " " + text_of(market_.obligation(holder));
    }
    const auto scheme = static_cast<SchemeId>(std::stoi(words.at(2).substr(1)));
    return "obligation " + words.at(1) + " " + words.at(2) + " " +
           text_of(market_.obligation(holder, scheme));
  }

  std::string cash(AccountId account) const {
    const CashBalance balance = market_.cash(account);
    return "cash a" + std::to_string(raw_id(account)) + " " + text_of(balance.available) + " + " +
           text_of(balance.escrowed);
  }

  std::string allowances(AccountId account, InstrumentId instrument) const {
    const AllowanceBalance balance = market_.allowances(account, instrument);
    std::string text = "allowances a" + std::to_string(raw_id(account)) + " i" +
                       std::to_string(raw_id(instrument)) + " " + text_of(balance.available) +
                       " + " + text_of(balance.escrowed);
    std::vector<VintageHolding> lots;
    market_.vintages(account, instrument, lots);
    for (const VintageHolding& lot : lots) {
      text += " " + std::to_string(raw(lot.vintage)) + " " + text_of(lot.quantity);
    }
    return text;
  }

  std::string position(AccountId account, InstrumentId forward) const {
    const auto [position, margin] = market_.position(account, forward);
    return "position a" + std::to_string(raw_id(account)) + " i" + std::to_string(raw_id(forward)) +
           " " + text_of(position.quantity) + " " + text_of(position.value) + " " + text_of(margin);
  }

  std::string orders(AccountId account) const {
    std::vector<OrderView> orders;
    market_.orders(account, orders);
    std::string text = "orders a" + std::to_string(raw_id(account));
    for (const OrderView& order : orders) {
      EXPECT_EQ(market_.find_order(account, order.order), order) << where();
      text += " #" + std::to_string(raw_id(order.order)) + " i" +
              std::to_string(raw_id(order.instrument)) +
              (order.side == Side::kBuy ? " buy " : " sell ") + text_of(order.limit) + " " +
              text_of(order.open) + (order.time_in_force == TimeInForce::kDay ? " day" : " gtc");
    }
    return text;
  }

  std::string depth(InstrumentId instrument, const std::string& side) const {
    std::vector<DepthLevel> levels;
    market_.depth(instrument, side == "buy" ? Side::kBuy : Side::kSell, 1'000, levels);
    std::string text = "depth i" + std::to_string(raw_id(instrument)) + " " + side;
    for (const DepthLevel& level : levels) {
      text += " " + text_of(level.limit) + " " + text_of(level.quantity) + " " +
              std::to_string(level.order_count);
    }
    return text;
  }

  std::string quote(InstrumentId instrument) const {
    const InstrumentQuote quote = market_.quote(instrument);
    return "quote i" + std::to_string(raw_id(instrument)) + " " + text_of(quote.bid) + " " +
           text_of(quote.bid_quantity) + " " + text_of(quote.ask) + " " +
           text_of(quote.ask_quantity) + " last " + text_of(quote.last) + " close " +
           text_of(quote.close) + " volume " + text_of(quote.volume);
  }

  // What a call would give now.
  std::string call(InstrumentId instrument) const {
    const InstrumentQuote quote = market_.quote(instrument);
    return "call i" + std::to_string(raw_id(instrument)) + " " + text_of(quote.indicative) + " " +
           text_of(quote.indicative_volume);
  }

  std::string where() const { return path_ + ":" + std::to_string(line_) + ": "; }

  std::string path_;
  TableMode mode_;
  int line_ = 0;
  int command_line_ = 0;
  int command_count_ = 0;
  SimTime time_;
  Market market_;
  std::deque<Event> events_;  // of the latest command, not yet expected
};

}  // namespace

void run_market_table(const std::string& path, TableMode mode) {
  MarketTable(path, mode).run();
}

}  // namespace tanshi
