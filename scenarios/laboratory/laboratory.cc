#include "scenarios/laboratory/laboratory.h"

#include <algorithm>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <variant>

#include "agents/firm/robot.h"
#include "agents/firm/trader.h"
#include "agents/strategy/strategies.h"
#include "exchange/base/check.h"
#include "exchange/base/checked_math.h"
#include "scenarios/laboratory/assigned_units.h"
#include "scenarios/runner/trading_floor.h"
#include "scenarios/runner/venue.h"
#include "scenarios/runner/wake_order.h"

namespace tanshi {
namespace {

constexpr InstrumentId kUnits{1};
constexpr Year kFirstPeriod{2001};             // the year that a strategy is told for period 1
constexpr std::int64_t kSpeculatorUnits = 10;  // for which it gets cash beside its own

// Purposes of random streams; never renumber. Of seat 0, the session itself:
constexpr std::uint32_t kSpeakerPurpose = 1;
// Of a trader:
constexpr std::uint32_t kDecisionPurpose = 2;
constexpr std::uint32_t kUnitPurpose = 3;

AccountId account_of(std::size_t trader) {
  return AccountId{static_cast<std::int32_t>(trader) + 1};
}

std::size_t trader_of(AccountId account) {
  return static_cast<std::size_t>(raw_id(account)) - 1;
}

class LaboratorySession final : private FloorObserver {
 public:
  LaboratorySession(const LaboratoryDesign& design, std::uint64_t seed)
      : design_(design),
        groups_(groups_of_traders(design)),
        floor_(venue_, nullptr, this),
        everyone_(groups_.size(), RandomStream(seed, 0, kSpeakerPurpose)),
        speaker_(seed, 0, kSpeakerPurpose) {
    open_market();
    for (std::size_t trader = 0; trader < groups_.size(); ++trader) seat(trader, seed);
    run_.seed = seed;
  }

  LaboratoryRun play() {
    for (std::int32_t period = 1; period <= design_.periods; ++period) {
      begin(period);
      trade(period);
      end();
    }
    venue_.look([&](const Market& market) {
      market.audit();
      run_.commands = market.command_count();
      run_.events_hash = market.events_hash();
    });
    return std::move(run_);
  }

 private:
  struct Given {
    Cash cash;
    Tonnes units;
  };

  void apply(const std::vector<Action>& actions) {
    const bool all_done = floor_.apply(actions);
    TANSHI_CHECK(all_done);
  }

  void open_market() {
    std::vector<Action> actions;
    actions.reserve(groups_.size() + 1);
    for (std::size_t trader = 0; trader < groups_.size(); ++trader)
      actions.emplace_back(OpenAccount{account_of(trader)});
    actions.emplace_back(ListInstrument{kUnits, kFirstPeriod, kFirstPeriod, design_.tick, Tonnes(1),
                                        design_.highest_price});
    actions.emplace_back(SetTradingPhase{TradingPhase::kOpen});
    apply(actions);
  }

  void seat(std::size_t trader, std::uint64_t seed) {
    const LaboratoryGroup& group = design_.groups[groups_[trader]];
    const auto owner = static_cast<std::uint32_t>(trader) + 1;
    const SeatBrief brief = brief_of(trader);
    std::unique_ptr<Agent> robot;
    AssignedUnits* assigned = nullptr;
    if (group.speculates) {
      robot = make_robot(brief, group.strategy);
    } else {
      auto units = std::make_unique<AssignedUnits>(design_.units_in_order,
                                                   RandomStream(seed, owner, kUnitPurpose));
      assigned = units.get();
      robot = std::make_unique<Trader>(brief, std::move(units),
                                       find_strategy(group.strategy)->make(brief));
    }
    units_.push_back(assigned);
    floor_.add_seat(brief.account, std::span(&kUnits, 1), std::move(robot),
                    RandomStream(seed, owner, kDecisionPurpose));
  }

  // Turns that each trader may hope for: of one at random, its part of all.
  [[nodiscard]] std::int32_t turns_each() const {
    if (design_.speakers == SpeakerRule::kAllInRandomOrder) return design_.turns;
    return std::max(1, design_.turns / static_cast<std::int32_t>(groups_.size()));
  }

  [[nodiscard]] SeatBrief brief_of(std::size_t trader) const {
    SeatBrief brief;
    brief.seat = design_.groups[groups_[trader]].name + "-" + std::to_string(trader + 1);
    brief.account = account_of(trader);
    brief.instrument = kUnits;
    brief.tick = design_.tick;
    brief.lot = Tonnes(1);
    brief.max_price = design_.highest_price;
    brief.first_year = kFirstPeriod;
    brief.years = design_.periods + 1;  // no period is one in which nothing keeps its worth
    brief.days_per_year = 1;
    brief.turns_per_day = turns_each();
    return brief;
  }

  void begin(std::int32_t period) {
    const std::vector<TraderUnits> schedule = units_in_period(design_, period);
    run_.periods.emplace_back();
    current().received.resize(groups_.size());
    current().inventory.resize(groups_.size());
    given_.assign(groups_.size(), Given());
    std::vector<Action> actions;
    for (std::size_t trader = 0; trader < groups_.size(); ++trader) {
      const LaboratoryGroup& group = design_.groups[groups_[trader]];
      const std::int64_t buys = group.speculates
                                    ? kSpeculatorUnits + group.units
                                    : static_cast<std::int64_t>(schedule[trader].values.size());
      const std::int64_t sells =
          group.speculates ? group.units : static_cast<std::int64_t>(schedule[trader].costs.size());
      given_[trader] = {design_.highest_price * Tonnes(buys), Tonnes(sells)};
      if (units_[trader] != nullptr) units_[trader]->assign(schedule[trader]);
      if (buys > 0) actions.emplace_back(DepositCash{account_of(trader), given_[trader].cash});
      if (sells > 0) {
        actions.emplace_back(
            IssueAllowances{account_of(trader), kUnits, kFirstPeriod, given_[trader].units});
      }
    }
    apply(actions);
  }

  void trade(std::int32_t period) {
    std::int32_t quiet = 0;
    for (std::int32_t turn = 0; turn < design_.turns; ++turn) {
      const std::size_t before = current().trades.size();
      if (!play_turn(period, turn)) break;
      ++current().turns;
      quiet = current().trades.size() == before ? quiet + 1 : 0;
      if (design_.quiet_turns > 0 && quiet >= design_.quiet_turns) break;
    }
  }

  // False: nobody has anything left to trade.
  bool play_turn(std::int32_t period, std::int32_t turn) {
    turn_ = turn;
    if (design_.speakers == SpeakerRule::kAllInRandomOrder) {
      bool anybody = false;
      for (const std::uint32_t trader : everyone_.draw()) {
        if (!may_trade(trader)) continue;
        wake(trader, period, turn);
        anybody = true;
      }
      return anybody;
    }
    std::vector<std::size_t> able;
    for (std::size_t trader = 0; trader < groups_.size(); ++trader)
      if (may_trade(trader)) able.push_back(trader);
    if (able.empty()) return false;
    const std::int64_t drawn = speaker_.uniform_int(0, static_cast<std::int64_t>(able.size()) - 1);
    wake(able[static_cast<std::size_t>(drawn)], period,
         std::min(turn / static_cast<std::int32_t>(groups_.size()), turns_each() - 1));
    return true;
  }

  [[nodiscard]] bool may_trade(std::size_t trader) const {
    return units_[trader] == nullptr || !units_[trader]->done();
  }

  void wake(std::size_t trader, std::int32_t period, std::int32_t turn) {
    time_ = SimTime(time_.raw() + 1);
    venue_.advance(time_);
    Observation observation;
    observation.time = time_;
    observation.year = years_after(kFirstPeriod, period - 1);
    observation.turn = turn;
    const std::size_t before = current().trades.size();
    floor_.wake(trader, observation);
    if (design_.trade_clears_quotes && current().trades.size() > before) clear_quotes();
  }

  void clear_quotes() {
    std::vector<Action> actions;
    std::vector<OrderView> orders;
    venue_.look([&](const Market& market) {
      for (std::size_t trader = 0; trader < groups_.size(); ++trader) {
        orders.clear();
        market.orders(account_of(trader), orders);
        if (!orders.empty()) actions.emplace_back(CancelAllOrders{account_of(trader), kUnits});
      }
    });
    apply(actions);
  }

  void see(std::span<const Event> events) override {
    for (const Event& event : events) {
      const auto* const fill = std::get_if<Traded>(&event);
      if (fill == nullptr) continue;
      const bool taker_buys = fill->taker_side == Side::kBuy;
      const std::size_t taker = trader_of(fill->taker_account);
      const std::size_t maker = trader_of(fill->maker_account);
      for (std::int64_t unit = 0; unit < fill->quantity.raw(); ++unit)
        record(fill->price, taker_buys ? taker : maker, taker_buys ? maker : taker);
    }
  }

  void record(Price price, std::size_t buyer, std::size_t seller) {
    LaboratoryTrade trade{turn_, price, buyer, seller, {}, {}};
    if (units_[buyer] != nullptr) trade.value = units_[buyer]->traded(Side::kBuy);
    if (units_[seller] != nullptr) trade.cost = units_[seller]->traded(Side::kSell);
    current().received[buyer] -= Cash(price.raw());
    current().received[seller] += Cash(price.raw());
    current().trades.push_back(trade);
  }

  // Takes back units and cash, and checks them against the trades.
  void end() {
    clear_quotes();
    std::vector<Tonnes> bought(groups_.size());
    for (const LaboratoryTrade& trade : current().trades) {
      bought[trade.buyer] += Tonnes(1);
      bought[trade.seller] -= Tonnes(1);
    }
    std::vector<Action> actions;
    venue_.look([&](const Market& market) {
      for (std::size_t trader = 0; trader < groups_.size(); ++trader) {
        const AccountId account = account_of(trader);
        const Cash cash = market.cash(account).available;
        const Tonnes units = market.allowances(account, kUnits).available;
        TANSHI_CHECK(cash == given_[trader].cash + current().received[trader]);
        TANSHI_CHECK(units == given_[trader].units + bought[trader]);
        if (units_[trader] == nullptr) current().inventory[trader] = bought[trader];
        if (cash > Cash()) actions.emplace_back(WithdrawCash{account, cash});
        if (units > Tonnes()) actions.emplace_back(CancelAllowances{account, kUnits, units});
      }
    });
    apply(actions);
  }

  LaboratoryPeriod& current() { return run_.periods.back(); }

  const LaboratoryDesign& design_;
  std::vector<std::size_t> groups_;  // of each trader
  LocalVenue venue_;
  TradingFloor floor_;
  WakeOrder everyone_;
  RandomStream speaker_;
  std::vector<AssignedUnits*> units_;  // of each trader; nullptr: it speculates
  std::vector<Given> given_;           // to each trader, for this period
  LaboratoryRun run_;
  SimTime time_;
  std::int32_t turn_ = 0;
};

}  // namespace

LaboratoryRun play_laboratory(const LaboratoryDesign& design, std::uint64_t seed) {
  return LaboratorySession(design, seed).play();
}

}  // namespace tanshi
