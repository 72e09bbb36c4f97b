#include "exchange/market/market_snapshot.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <utility>

#include "exchange/market/check_form.h"
#include "exchange/market/check_order.h"
#include "exchange/market/market_audit.h"
#include "exchange/market/restore_auctions.h"

namespace tanshi {

namespace {

// More than any log has; so that counting on from a damaged number cannot overflow.
constexpr std::int64_t kMostEvents = 1'000'000'000'000'000'000;

AccountState account_state(const MarketCore& core, AccountId account) {
  const auto open_years = core.compliance(kEmissionsScheme).open_years(account);
  return {.account = account,
          .cash = core.ledger.cash().balance(account),
          .last_order = core.accounts.last_order(account),
          .open_years = {open_years.begin(), open_years.end()}};
}

// Of the schemes other than emissions; empty ones are left out.
std::vector<SchemeState> scheme_states(const MarketCore& core) {
  std::vector<SchemeState> states;
  for (std::int64_t id = raw_id(kEmissionsScheme) + 1; id <= raw_id(kMaxSchemeId); ++id) {
    const auto scheme = static_cast<SchemeId>(id);
    const Compliance& compliance = core.compliance(scheme);
    SchemeState state{
        .scheme = scheme, .settled_through = compliance.settled_through(), .accounts = {}};
    core.accounts.for_each([&](AccountId account) {
      const auto open_years = compliance.open_years(account);
      if (open_years.empty()) return;
      state.accounts.push_back(
          {.account = account, .open_years = {open_years.begin(), open_years.end()}});
    });
    if (state.settled_through != Year{} || !state.accounts.empty()) {
      states.push_back(std::move(state));
    }
  }
  return states;
}

std::vector<HoldingState> holding_states(const MarketCore& core, const AllowanceLedger& ledger) {
  std::vector<HoldingState> states;
  core.accounts.for_each([&](AccountId account) {
    HoldingState state{.account = account, .balance = ledger.balance(account), .lots = {}};
    if (state.balance == AllowanceBalance{}) return;
    ledger.lots(account, state.lots);
    states.push_back(std::move(state));
  });
  return states;
}

std::vector<OrderState> order_states(const MarketCore& core, const OrderBook& book) {
  std::vector<RestingOrder> orders;
  book.all_orders(orders);
  std::vector<OrderState> states;
  states.reserve(orders.size());
  for (const RestingOrder& order : orders) {
    const LiveOrder* live = core.live_orders.find({order.id, order.account});
    TANSHI_CHECK(live != nullptr);
    states.push_back({.account = order.account,
                      .order = order.id,
                      .side = order.side,
                      .limit = order.limit,
                      .open = order.open,
                      .time_in_force = order.time_in_force,
                      .self_trade_prevention = live->self_trade_prevention});
  }
  return states;
}

std::vector<BoughtToday> bought_states(const Instrument& instrument) {
  std::vector<BoughtToday> states;
  instrument.bought_today.for_each([&](AccountId account, Tonnes quantity) {
    if (quantity > Tonnes()) states.push_back({.account = account, .quantity = quantity});
  });
  return states;
}

std::vector<MetUnderQuota> quota_states(const Instrument& instrument) {
  std::vector<MetUnderQuota> states;
  states.reserve(instrument.met_under_quota.size());
  for (const auto& [of, met] : instrument.met_under_quota) {
    states.push_back({.account = of.first, .year = of.second, .met = met});
  }
  return states;
}

ForwardState forward_state(const MarketCore& core, const Instrument& instrument) {
  const PositionLedger& ledger = core.ledger.positions(instrument.id);
  ForwardState state{.instrument = instrument.id,
                     .underlying = instrument.forward->underlying,
                     .vintage = instrument.forward->vintage,
                     .margin = instrument.forward->margin,
                     .delivery = instrument.forward->delivery,
                     .is_delivered = instrument.is_delivered,
                     .traded = ledger.traded(),
                     .positions = {}};
  ledger.for_each([&](AccountId account, const Position& position) {
    state.positions.push_back(
        {.account = account, .quantity = position.quantity, .value = position.value});
  });
  return state;
}

InstrumentState instrument_state(const MarketCore& core, const Instrument& instrument) {
  InstrumentState state{.instrument = instrument.id,
                        .tick = instrument.tick,
                        .lot = instrument.lot,
                        .max_price = instrument.max_price,
                        .last = instrument.last,
                        .close = instrument.close,
                        .volume = instrument.volume,
                        .vintages = {},
                        .holdings = {},
                        .orders = order_states(core, instrument.book),
                        .value = instrument.value,
                        .rules = instrument.rules,
                        .halt = instrument.halt,
                        .holding_limits = instrument.holding_limits,
                        .bought_today = bought_states(instrument),
                        .terms = instrument.terms,
                        .met_under_quota = quota_states(instrument)};
  if (!instrument.forward) {
    const AllowanceLedger& ledger = core.ledger.allowances(instrument.id);
    state.vintages = ledger.totals();
    state.holdings = holding_states(core, ledger);
  }
  return state;
}

bool restore_accounts(const MarketState& state, MarketCore& core) {
  for (const AccountState& account : state.accounts) {
    if (!is_in_range(account.account) || core.accounts.is_open(account.account)) return false;
    if (account.last_order < OrderId{0} || account.last_order > OrderId{kMaxChosenId}) return false;
    core.accounts.open(account.account);
    if (account.last_order > OrderId{0}) {
      core.accounts.use_order(account.account, account.last_order);
    }
    core.compliance(kEmissionsScheme).restore_open_years(account.account, account.open_years);
    core.ledger.cash().restore_balance(account.account, account.cash);
  }
  core.compliance(kEmissionsScheme).restore_settled_through(state.settled_through);
  core.ledger.cash().restore_totals(state.net_deposits, state.penalties);
  return core.compliance(kEmissionsScheme).is_consistent() && core.ledger.cash().is_consistent();
}

bool restore_schemes(const MarketState& state, MarketCore& core) {
  for (const SchemeState& scheme : state.schemes) {
    if (!is_in_range(scheme.scheme) || scheme.scheme == kEmissionsScheme) return false;
    Compliance& compliance = core.compliance(scheme.scheme);
    compliance.restore_settled_through(scheme.settled_through);
    for (const ObligedState& obliged : scheme.accounts) {
      if (!core.accounts.is_open(obliged.account)) return false;
      compliance.restore_open_years(obliged.account, obliged.open_years);
    }
    if (!compliance.is_consistent()) return false;
  }
  return true;
}

bool restore_holdings(const InstrumentState& state, MarketCore& core) {
  AllowanceLedger& ledger = core.ledger.allowances(state.instrument);
  if (!ledger.restore_totals(state.vintages)) return false;
  for (const HoldingState& holding : state.holdings) {
    if (!core.accounts.is_open(holding.account) ||
        !ledger.restore_account(holding.account, holding.balance, holding.lots)) {
      return false;
    }
  }
  return ledger.is_consistent();
}

bool is_sound(const OrderState& order, const Instrument& instrument) {
  return is_in_range(order.order) && is_known(order.side) && is_known(order.time_in_force) &&
         may_rest(order.time_in_force) && is_known(order.self_trade_prevention) &&
         order.limit > Price() && order.limit <= instrument.max_price &&
         is_multiple(order.limit, instrument.tick) && order.open > Tonnes() &&
         order.open <= kMaxOrderQuantity && is_multiple(order.open, instrument.lot) &&
         is_within(order.limit, instrument.band()) &&
         (instrument.gathers() ? !crosses_own(instrument, order.account, order.side, order.limit)
                               : !instrument.book.would_cross(order.side, order.limit));
}

bool restore_orders(const InstrumentState& state, MarketCore& core) {
  Instrument& instrument = core.instrument(state.instrument);
  for (const OrderState& order : state.orders) {
    const OrderKey key{order.order, order.account};
    if (!core.accounts.is_open(order.account) || !is_sound(order, instrument)) return false;
    if (core.live_orders.find(key) != nullptr) return false;
    const NewOrder resting{.id = order.order,
                           .account = order.account,
                           .side = order.side,
                           .limit = order.limit,
                           .quantity = order.open,
                           .time_in_force = order.time_in_force,
                           .self_trade_prevention = order.self_trade_prevention,
                           .post_only = false};
    core.live_orders.insert(key, {.handle = instrument.book.gather(resting),
                                  .instrument = instrument.id,
                                  .self_trade_prevention = order.self_trade_prevention});
  }
  return true;
}

bool restore_day(const InstrumentState& state, MarketCore& core) {
  const auto is_price = [&](Price price) { return price >= Price() && price <= state.max_price; };
  if (!is_price(state.last) || !is_price(state.close)) return false;
  if (state.volume < Tonnes() || state.value.raw() < state.volume.raw() ||
      state.value > kMaxValue + kMaxCash ||
      state.value.raw() > Int128{state.volume.raw()} * state.max_price.raw()) {
    return false;
  }
  Instrument& instrument = core.instrument(state.instrument);
  instrument.last = state.last;
  instrument.close = state.close;
  instrument.volume = state.volume;
  instrument.value = state.value;
  return true;
}

bool restore_rules(const InstrumentState& state, MarketCore& core) {
  Instrument& instrument = core.instrument(state.instrument);
  if (check(core, SetTradingRules{instrument.id, state.rules}) || !is_known(state.halt)) {
    return false;
  }
  instrument.rules = state.rules;
  instrument.halt = state.halt;
  for (const HoldingLimit& one : state.holding_limits) {
    if (one.limit == Tonnes() ||
        check(core, SetHoldingLimit{instrument.id, one.account, one.limit})) {
      return false;
    }
  }
  instrument.holding_limits = state.holding_limits;
  for (const BoughtToday& bought : state.bought_today) {
    if (!core.accounts.is_open(bought.account) || bought.quantity <= Tonnes() ||
        bought.quantity > kMaxIssued || !state.rules.t_plus_one) {
      return false;
    }
    instrument.bought_today[bought.account] = bought.quantity;
  }
  instrument.note_rules();
  return std::ranges::adjacent_find(state.holding_limits, std::greater_equal{},
                                    &HoldingLimit::account) == state.holding_limits.end();
}

bool restore_terms(const InstrumentState& state, MarketCore& core) {
  Instrument& instrument = core.instrument(state.instrument);
  if (check(core, SetSurrenderTerms{instrument.id, state.terms})) return false;
  instrument.terms = state.terms;
  const Compliance& compliance = core.compliance(state.terms.scheme);
  for (const MetUnderQuota& one : state.met_under_quota) {
    const bool is_sound = core.accounts.is_open(one.account) && is_in_range(one.year) &&
                          one.met > Tonnes() && one.met <= compliance.owed(one.account, one.year);
    const std::pair of(one.account, one.year);
    const bool rises =
        instrument.met_under_quota.empty() || instrument.met_under_quota.rbegin()->first < of;
    if (!is_sound || !rises) return false;
    instrument.met_under_quota.emplace(of, one.met);
  }
  return true;
}

bool is_sound(const DirectOffer& offer, const MarketCore& core) {
  const Instrument* instrument = core.find(offer.instrument);
  return instrument != nullptr && !instrument->is_delivered &&
         core.accounts.is_open(offer.account) && core.accounts.is_open(offer.to) &&
         offer.account != offer.to && is_in_range(offer.order) && is_known(offer.side) &&
         offer.order <= core.accounts.last_order(offer.account) &&
         !check_form(nullptr, offer.price, offer.quantity) &&
         offer.price <= instrument->max_price &&
         !check_grid(*instrument, offer.price, offer.quantity);
}

const ForwardState* find_forward(const MarketState& state, InstrumentId instrument) {
  const auto found = std::ranges::find(state.forwards, instrument, &ForwardState::instrument);
  return found != state.forwards.end() ? &*found : nullptr;
}

bool restore_offers(const MarketState& state, MarketCore& core) {
  for (const DirectOffer& offer : state.offers) {
    if (!is_sound(offer, core)) return false;
    core.offers.emplace(std::pair(offer.account, offer.order), offer);
  }
  return true;
}

bool restore_trading(const InstrumentState& state, MarketCore& core) {
  return restore_day(state, core) && restore_rules(state, core) && restore_terms(state, core) &&
         restore_orders(state, core);
}

bool restore_instruments(const MarketState& state, MarketCore& core) {
  for (const InstrumentState& instrument : state.instruments) {
    if (find_forward(state, instrument.instrument) != nullptr) continue;
    if (instrument.vintages.empty()) return false;
    const ListInstrument listing{.instrument = instrument.instrument,
                                 .first_vintage = instrument.vintages.front().vintage,
                                 .last_vintage = instrument.vintages.back().vintage,
                                 .tick = instrument.tick,
                                 .lot = instrument.lot,
                                 .max_price = instrument.max_price};
    if (check(core, listing)) return false;
    Events ignored;
    carry_out(core, listing, ignored);

    if (!restore_holdings(instrument, core) || !restore_trading(instrument, core)) return false;
  }
  return true;
}

bool restore_positions(const ForwardState& state, MarketCore& core) {
  core.instrument(state.instrument).is_delivered = state.is_delivered;
  PositionLedger& ledger = core.ledger.positions(state.instrument);
  ledger.restore_traded(state.traded);
  for (const PositionState& position : state.positions) {
    if (state.is_delivered || !core.accounts.is_open(position.account)) return false;
    ledger.restore_position(position.account, {position.quantity, position.value});
  }
  return ledger.is_consistent();
}

// After the instruments, of which one is what it is about.
bool restore_forwards(const MarketState& state, MarketCore& core) {
  for (const InstrumentState& instrument : state.instruments) {
    const ForwardState* forward = find_forward(state, instrument.instrument);
    if (forward == nullptr) continue;
    const ListForward listing{.instrument = instrument.instrument,
                              .underlying = forward->underlying,
                              .vintage = forward->vintage,
                              .tick = instrument.tick,
                              .lot = instrument.lot,
                              .max_price = instrument.max_price,
                              .margin = forward->margin,
                              .delivery = forward->delivery};
    if (check(core, listing)) return false;
    Events ignored;
    carry_out(core, listing, ignored);
    if (!restore_positions(*forward, core) || !restore_trading(instrument, core)) return false;
    if (forward->is_delivered && !instrument.orders.empty()) return false;
  }
  return true;
}

}  // namespace

MarketState state_of(const MarketCore& core) {
  MarketState state{.time = core.time,
                    .phase = core.phase,
                    .settled_through = core.compliance(kEmissionsScheme).settled_through(),
                    .net_deposits = core.ledger.cash().net_deposits(),
                    .penalties = core.ledger.cash().penalties(),
                    .accounts = {},
                    .instruments = {},
                    .auctions = core.auctions,
                    .last_auction = core.last_auction,
                    .command_count = core.command_count,
                    .event_count = core.event_count,
                    .events_hash = core.hash.value(),
                    .offers = {},
                    .forwards = {},
                    .schemes = scheme_states(core)};
  for (const auto& [key, offer] : core.offers) state.offers.push_back(offer);
  core.accounts.for_each(
      [&](AccountId account) { state.accounts.push_back(account_state(core, account)); });
  for (const auto& instrument : core.instruments) {
    if (!instrument) continue;
    state.instruments.push_back(instrument_state(core, *instrument));
    if (instrument->forward) state.forwards.push_back(forward_state(core, *instrument));
  }
  return state;
}

std::optional<MarketCore> restore_core(const MarketState& state) {
  if (state.time < SimTime() || !is_known(state.phase)) return std::nullopt;
  // Each command gives an event at least.
  if (state.command_count < 0 || state.command_count > state.event_count ||
      state.event_count > kMostEvents) {
    return std::nullopt;
  }
  std::optional<MarketCore> core(std::in_place);
  core->time = state.time;
  core->phase = state.phase;
  core->command_count = state.command_count;
  core->event_count = state.event_count;
  core->hash = EventHash(state.events_hash);
  if (!restore_accounts(state, *core) || !restore_schemes(state, *core) ||
      !restore_instruments(state, *core) || !restore_forwards(state, *core) ||
      !restore_offers(state, *core) || !restore_auctions(state, *core)) {
    return std::nullopt;
  }
  if (!escrow_matches_orders(*core)) return std::nullopt;
  // Whatever is not canonical (a different sequence of orders, an empty holding) shows here.
  if (state_of(*core) != state) return std::nullopt;
  return core;
}

}  // namespace tanshi
