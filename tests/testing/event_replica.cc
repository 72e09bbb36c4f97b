#include "tests/testing/event_replica.h"

#include <algorithm>
#include <variant>

namespace tanshi {

MarketState told_by_events(MarketState state) {
  state.time = SimTime();
  state.command_count = 0;
  state.events_hash = 0;
  for (InstrumentState& instrument : state.instruments) {
    for (OrderState& order : instrument.orders) {
      order.time_in_force = {};
      order.self_trade_prevention = {};
    }
  }
  return state;
}

void EventReplica::apply(const Event& event) {
  ++event_count_;
  std::visit([&](const auto& told) { on(told); }, event);
}

// ---- Orders ------------------------------------------------------------------------------------

void EventReplica::on(const Refused&) {}

void EventReplica::on(const OrderAccepted& event) {
  Account& account = accounts_[event.account];
  account.last_order = std::max(account.last_order, raw_id(event.order));
  incoming_ = {.account = event.account,
               .order = event.order,
               .side = event.side,
               .limit = event.limit.raw(),
               .open = event.quantity.raw()};
  // Of a forward, what trades at once binds nothing before.
  if (instruments_[event.instrument].is_forward) return;
  bind(event.instrument, event.account, event.side, incoming_.limit, 0, incoming_.open);
}

void EventReplica::on(const OrderRested& event) {
  if (instruments_[event.instrument].is_forward) {
    bind(event.instrument, event.account, event.side, event.limit.raw(), 0, event.open.raw());
  }
  instruments_[event.instrument].orders.push_back({.account = event.account,
                                                   .order = event.order,
                                                   .side = event.side,
                                                   .limit = event.limit.raw(),
                                                   .open = event.open.raw()});
}

void EventReplica::on(const Traded& event) {
  Instrument& instrument = instruments_[event.instrument];
  const std::int64_t quantity = event.quantity.raw();
  const std::int64_t price = event.price.raw();
  const bool taker_buys = event.taker_side == Side::kBuy;
  const AccountId buyer = taker_buys ? event.taker_account : event.maker_account;
  const AccountId seller = taker_buys ? event.maker_account : event.taker_account;
  instrument.last = price;
  instrument.volume += quantity;
  instrument.value += price * quantity;
  if (instrument.is_forward) {
    instrument.forward.traded += event.quantity;
    bind(event.instrument, event.maker_account, opposite(event.taker_side), price,
         open_of(event.instrument, event.maker_account, event.maker_order), -quantity);
    fill(event.instrument, event.maker_account, event.maker_order, quantity);
    return;
  }

  const std::int64_t buyer_open =
      taker_buys ? incoming_.open
                 : open_of(event.instrument, event.maker_account, event.maker_order);
  bind(event.instrument, buyer, Side::kBuy, taker_buys ? incoming_.limit : price, buyer_open,
       -quantity);
  bind(event.instrument, seller, Side::kSell, 0, 0, -quantity);
  incoming_.open -= quantity;
  deliver(event.instrument, buyer, seller, price, quantity);
  fill(event.instrument, event.maker_account, event.maker_order, quantity);
}

void EventReplica::deliver(InstrumentId id, AccountId buyer, AccountId seller, std::int64_t price,
                           std::int64_t quantity) {
  Instrument& instrument = instruments_[id];
  accounts_[buyer].available -= price * quantity;
  accounts_[seller].available += price * quantity;
  std::int64_t left = quantity;
  Holding& sold = instrument.holdings[seller];
  while (left > 0 && !sold.lots.empty()) {
    const auto [vintage, lot] = *sold.lots.begin();
    const std::int64_t part = std::min(lot, left);
    take_lot(id, seller, Year{vintage}, Tonnes(part));
    instrument.holdings[buyer].lots[vintage] += part;
    left -= part;
  }
  if (instrument.rules.t_plus_one) instrument.bought_today[buyer] += Tonnes(quantity);
}

void EventReplica::fill(InstrumentId id, AccountId account, OrderId number, std::int64_t quantity) {
  for (Order& order : instruments_[id].orders) {
    if (order.account != account || order.order != number) continue;
    order.open -= quantity;
    if (order.open == 0) erase_order(id, account, number);
    return;
  }
}

void EventReplica::on(const OrderReduced& event) {
  for (Order& order : instruments_[event.instrument].orders) {
    if (order.account == event.account && order.order == event.order) order.open = event.open.raw();
  }
  bind(event.instrument, event.account, event.side, event.limit.raw(),
       event.open.raw() + event.reduction.raw(), -event.reduction.raw());
}

void EventReplica::on(const OrderCancelled& event) {
  if (event.resting || !instruments_[event.instrument].is_forward) {
    bind(event.instrument, event.account, event.side, event.limit.raw(), event.quantity.raw(),
         -event.quantity.raw());
  }
  if (event.resting) erase_order(event.instrument, event.account, event.order);
}

std::int64_t EventReplica::bound(const Instrument& instrument, const TradingRules& rules, Side side,
                                 std::int64_t limit, std::int64_t open) {
  const std::int64_t rate = std::max(rules.taker_fee.raw(), rules.maker_fee.raw());
  const std::int64_t value = limit * open;
  // In two steps, since value x rate may be beyond 64 bits.
  const std::int64_t fee = value / 10'000 * rate + value % 10'000 * rate / 10'000;
  if (instrument.is_forward) {
    return (limit * instrument.forward.margin.raw() + 9'999) / 10'000 * open + fee;
  }
  return side == Side::kBuy ? value + fee : 0;
}

std::int64_t EventReplica::open_of(InstrumentId instrument, AccountId account, OrderId order) {
  for (const Order& resting : instruments_[instrument].orders) {
    if (resting.account == account && resting.order == order) return resting.open;
  }
  return 0;
}

void EventReplica::bind(InstrumentId instrument, AccountId account, Side side, std::int64_t limit,
                        std::int64_t open, std::int64_t quantity) {
  const Instrument& listed = instruments_[instrument];
  bind_cash(account, bound(listed, listed.rules, side, limit, open + quantity) -
                         bound(listed, listed.rules, side, limit, open));
  if (side == Side::kSell && !listed.is_forward) {
    instruments_[instrument].holdings[account].escrowed += quantity;
  }
}

void EventReplica::bind_cash(AccountId account, std::int64_t more) {
  accounts_[account].available -= more;
  accounts_[account].escrowed += more;
}

void EventReplica::erase_order(InstrumentId instrument, AccountId account, OrderId order) {
  std::erase_if(instruments_[instrument].orders, [&](const Order& resting) {
    return resting.account == account && resting.order == order;
  });
}

// ---- Registry ----------------------------------------------------------------------------------

void EventReplica::on(const AccountOpened& event) {
  accounts_[event.account] = {};
}

void EventReplica::on(const InstrumentListed& event) {
  Instrument& instrument = instruments_[event.instrument];
  instrument.listed = event;
  for (Year year = event.first_vintage; year <= event.last_vintage; year = years_after(year, 1)) {
    instrument.vintages[raw(year)].vintage = year;
  }
}

void EventReplica::on(const CashDeposited& event) {
  accounts_[event.account].available += event.amount.raw();
  net_deposits_ += event.amount.raw();
}

void EventReplica::on(const CashWithdrawn& event) {
  accounts_[event.account].available -= event.amount.raw();
  net_deposits_ -= event.amount.raw();
}

void EventReplica::on(const AllowancesIssued& event) {
  Instrument& instrument = instruments_[event.instrument];
  instrument.vintages[raw(event.vintage)].issued += event.quantity;
  instrument.holdings[event.account].lots[raw(event.vintage)] += event.quantity.raw();
}

void EventReplica::on(const AllowancesTransferred& event) {
  take_lot(event.instrument, event.from, event.vintage, event.quantity);
  Holding& target = instruments_[event.instrument].holdings[event.to];
  target.lots[raw(event.vintage)] += event.quantity.raw();
}

void EventReplica::on(const AllowancesCancelled& event) {
  take_lot(event.instrument, event.account, event.vintage, event.quantity);
  instruments_[event.instrument].vintages[raw(event.vintage)].cancelled += event.quantity;
}

void EventReplica::take_lot(InstrumentId instrument, AccountId account, Year vintage,
                            Tonnes quantity) {
  auto& lots = instruments_[instrument].holdings[account].lots;
  std::int64_t& lot = lots[raw(vintage)];
  lot -= quantity.raw();
  if (lot == 0) lots.erase(raw(vintage));
}

// ---- Compliance and session --------------------------------------------------------------------

void EventReplica::on(const AllowancesSurrendered& event) {
  take_lot(event.instrument, event.account, event.vintage, event.quantity);
  instruments_[event.instrument].vintages[raw(event.vintage)].surrendered += event.quantity;
  const SurrenderTerms& terms = instruments_[event.instrument].terms;
  if (!terms.is_plain()) return;  // ObligationMet tells
  accounts_[event.account].years[terms.scheme][raw(event.year)].surrendered += event.quantity;
}

void EventReplica::on(const ObligationMet& event) {
  Instrument& instrument = instruments_[event.instrument];
  auto& years = accounts_[event.account].years[instrument.terms.scheme];
  years[raw(event.year)].surrendered += event.met;
  if (!instrument.terms.has_quota()) return;
  instrument.met_under_quota[{event.account, event.year}] += event.met;
}

void EventReplica::on(const EmissionsReported& event) {
  YearObligation& year = accounts_[event.account].years[event.scheme][raw(event.year)];
  year.is_reported = true;
  year.owed += event.emissions;
}

void EventReplica::on(const ComplianceSettled& event) {
  Account& account = accounts_[event.account];
  account.available -= event.penalty.raw();
  penalties_ += event.penalty.raw();
  if (event.shortfall == Tonnes()) return;
  account.years[event.scheme][raw(event.year) + 1].owed += event.shortfall;
}

void EventReplica::on(const YearSettled& event) {
  settled_through_[event.scheme] = event.year;
  for (auto& [id, instrument] : instruments_) {
    if (instrument.terms.scheme != event.scheme) continue;
    std::erase_if(instrument.met_under_quota,
                  [&](const auto& met) { return met.first.second <= event.year; });
  }
  for (auto& [id, account] : accounts_) {
    std::erase_if(account.years[event.scheme],
                  [&](const auto& year) { return year.first <= raw(event.year); });
  }
}

void EventReplica::on(const PhaseChanged& event) {
  phase_ = event.phase;
}

void EventReplica::on(const InstrumentClosed& event) {
  Instrument& instrument = instruments_[event.instrument];
  instrument.close = event.close.raw();
  instrument.volume = 0;
  instrument.value = 0;
  instrument.bought_today.clear();
}

void EventReplica::on(const DayClosed&) {}

// ---- Auctions ----------------------------------------------------------------------------------

OpenAuction& EventReplica::auction(AuctionId id) {
  return auctions_[id];
}

void EventReplica::bind_cash(AccountId account, Price price, Tonnes quantity) {
  bind_cash(account, price.raw() * quantity.raw());
}

void EventReplica::release_cash(AccountId account, Price price, Tonnes quantity) {
  bind_cash(account, -price.raw() * quantity.raw());
}

void EventReplica::on(const AuctionAnnounced& event) {
  last_auction_ = event.auction;
  auctions_[event.auction].announced = {
      .auction = event.auction,
      .instrument = event.instrument,
      .vintage = event.vintage,
      .seller = event.seller,
      .supply = event.supply,
      .lot = event.lot,
      .award_lot = event.award_lot,
      .reserve_price = event.reserve_price,
      .confidential_reserve_price = event.confidential_reserve_price,
      .bid_limit = event.bid_limit,
      .purchase_limit = event.purchase_limit,
      .pricing = event.pricing,
      .tie = event.tie,
      .rest = event.rest,
      .shortfall = event.shortfall,
      .consignment = event.consignment};
}

void EventReplica::on(const SupplyTierAdded& event) {
  auction(event.auction)
      .tiers.push_back({event.auction, event.supply_class, event.trigger, event.quantity});
}

void EventReplica::on(const AllowancesConsigned& event) {
  auction(event.auction).consignments.push_back({event.account, event.ask, event.quantity});
  instruments_[event.instrument].holdings[event.account].escrowed += event.quantity.raw();
}

void EventReplica::on(const BidSubmitted& event) {
  Account& account = accounts_[event.account];
  account.last_order = std::max(account.last_order, raw_id(event.bid));
  auction(event.auction).bids.push_back({event.account, event.bid, event.price, event.quantity});
  bind_cash(event.account, event.price, event.quantity);
}

void EventReplica::on(const BidWithdrawn& event) {
  std::erase_if(auction(event.auction).bids, [&](const OpenBid& bid) {
    return bid.account == event.account && bid.bid == event.bid;
  });
  release_cash(event.account, event.price, event.quantity);
}

void EventReplica::on(const BidAwarded& event) {
  release_cash(event.account, event.bid_price, event.quantity);
  accounts_[event.account].available -= event.price.raw() * event.quantity.raw();
}

void EventReplica::on(const BidLost& event) {
  release_cash(event.account, event.bid_price, event.quantity);
}

void EventReplica::on(const AuctionDelivered& event) {
  Instrument& instrument = instruments_[event.instrument];
  if (event.from == AccountId{}) {
    instrument.vintages[raw(event.vintage)].issued += event.quantity;
  } else {
    instrument.holdings[event.from].escrowed -= event.quantity.raw();
    if (event.from == event.account) return;
    take_lot(event.instrument, event.from, event.vintage, event.quantity);
  }
  instrument.holdings[event.account].lots[raw(event.vintage)] += event.quantity.raw();
}

void EventReplica::on(const SupplySold& event) {
  accounts_[event.account].available += event.proceeds.raw();
}

void EventReplica::on(const ConsignmentReturned& event) {
  instruments_[event.instrument].holdings[event.account].escrowed -= event.quantity.raw();
}

void EventReplica::on(const AuctionCleared& event) {
  auctions_.erase(event.auction);
}

void EventReplica::on(const AuctionCancelled& event) {
  auctions_.erase(event.auction);
}

// ---- Other ways to trade -----------------------------------------------------------------------

void EventReplica::on(const DirectOffered& event) {
  const DirectOffer& offer = event.offer;
  Account& account = accounts_[offer.account];
  account.last_order = std::max(account.last_order, raw_id(offer.order));
  offers_[{offer.account, offer.order}] = offer;
  bind(offer.instrument, offer.account, offer.side, offer.price.raw(), 0, offer.quantity.raw());
}

void EventReplica::on(const DirectTraded& event) {
  const DirectOffer& offer = event.offer;
  const std::int64_t quantity = offer.quantity.raw();
  offers_.erase({offer.account, offer.order});
  bind(offer.instrument, offer.account, offer.side, offer.price.raw(), quantity, -quantity);
  if (instruments_[offer.instrument].is_forward) {
    instruments_[offer.instrument].forward.traded += offer.quantity;
    return;
  }
  const bool buys = offer.side == Side::kBuy;
  deliver(offer.instrument, buys ? offer.account : offer.to, buys ? offer.to : offer.account,
          offer.price.raw(), quantity);
}

void EventReplica::on(const OfferEnded& event) {
  const DirectOffer& offer = event.offer;
  offers_.erase({offer.account, offer.order});
  bind(offer.instrument, offer.account, offer.side, offer.price.raw(), offer.quantity.raw(),
       -offer.quantity.raw());
}

void EventReplica::on(const CallTraded& event) {
  Instrument& instrument = instruments_[event.instrument];
  const std::int64_t quantity = event.quantity.raw();
  bind(event.instrument, event.buyer, Side::kBuy, event.buy_limit.raw(),
       open_of(event.instrument, event.buyer, event.buy_order), -quantity);
  bind(event.instrument, event.seller, Side::kSell, 0, 0, -quantity);
  deliver(event.instrument, event.buyer, event.seller, event.price.raw(), quantity);
  instrument.last = event.price.raw();
  instrument.volume += quantity;
  instrument.value += event.price.raw() * quantity;
  fill(event.instrument, event.buyer, event.buy_order, quantity);
  fill(event.instrument, event.seller, event.sell_order, quantity);
}

void EventReplica::on(const Uncrossed& event) {
  instruments_[event.instrument].rules.mode = event.mode;
}

// ---- Rules -------------------------------------------------------------------------------------

// The offers, and the orders that bind another fee from now on end next: what they give back is
// what they bind then, so they bind it now.
void EventReplica::on(const TradingRulesSet& event) {
  Instrument& instrument = instruments_[event.instrument];
  const auto more = [&](Side side, std::int64_t limit, std::int64_t open) {
    return bound(instrument, event.rules, side, limit, open) -
           bound(instrument, instrument.rules, side, limit, open);
  };
  for (const Order& order : instrument.orders) {
    bind_cash(order.account, more(order.side, order.limit, order.open));
  }
  for (const auto& [key, offer] : offers_) {
    if (offer.instrument != event.instrument) continue;
    bind_cash(offer.account, more(offer.side, offer.price.raw(), offer.quantity.raw()));
  }
  instrument.rules = event.rules;
  if (!event.rules.t_plus_one) instrument.bought_today.clear();
}

void EventReplica::on(const HaltChanged& event) {
  instruments_[event.instrument].halt = event.halt;
}

void EventReplica::on(const HoldingLimitSet& event) {
  auto& limits = instruments_[event.instrument].holding_limits;
  limits[event.account] = event.limit;
  if (event.limit == Tonnes()) limits.erase(event.account);
}

void EventReplica::on(const SurrenderTermsSet& event) {
  Instrument& instrument = instruments_[event.instrument];
  if (instrument.terms.scheme != event.terms.scheme) instrument.met_under_quota.clear();
  instrument.terms = event.terms;
}

void EventReplica::on(const FeeCharged& event) {
  accounts_[event.account].available -= event.amount.raw();
  accounts_[event.to].available += event.amount.raw();
}

// ---- Forwards ----------------------------------------------------------------------------------

void EventReplica::on(const ForwardListed& event) {
  Instrument& instrument = instruments_[event.instrument];
  instrument.listed = {.instrument = event.instrument,
                       .first_vintage = {},
                       .last_vintage = {},
                       .tick = event.tick,
                       .lot = event.lot,
                       .max_price = event.max_price};
  instrument.is_forward = true;
  instrument.forward = {.instrument = event.instrument,
                        .underlying = event.underlying,
                        .vintage = event.vintage,
                        .margin = event.margin,
                        .delivery = event.delivery,
                        .is_delivered = false,
                        .traded = {},
                        .positions = {}};
}

void EventReplica::on(const PositionChanged& event) {
  PositionChanged& position = instruments_[event.instrument].positions[event.account];
  bind_cash(event.account, event.margin.raw() - position.margin.raw());
  position = event;
}

void EventReplica::on(const PositionSettled& event) {
  auto& positions = instruments_[event.instrument].positions;
  bind_cash(event.account, -positions[event.account].margin.raw());
  positions.erase(event.account);
  accounts_[event.account].available -= event.paid.raw();
}

void EventReplica::on(const ForwardDelivered& event) {
  Instrument& instrument = instruments_[event.instrument];
  instrument.forward.is_delivered = true;
  instrument.forward.traded = Tonnes();
  instrument.positions.clear();
}

// ---- What came of it ---------------------------------------------------------------------------

MarketState EventReplica::state() const {
  MarketState state;
  state.phase = phase_;
  state.settled_through = settled_through(kEmissionsScheme);
  state.net_deposits = Cash(net_deposits_);
  state.penalties = Cash(penalties_);
  for (const auto& [key, offer] : offers_) state.offers.push_back(offer);
  state.event_count = event_count_;
  for (const auto& [id, account] : accounts_) state.accounts.push_back(account_state(id, account));
  for (const auto& [id, instrument] : instruments_) {
    state.instruments.push_back(instrument_state(instrument));
    if (instrument.is_forward) state.forwards.push_back(forward_state(instrument));
  }
  for (const auto& [id, open] : auctions_) state.auctions.push_back(open);
  state.last_auction = last_auction_;
  state.schemes = scheme_states();
  return state;
}

Year EventReplica::settled_through(SchemeId scheme) const {
  const auto found = settled_through_.find(scheme);
  return found != settled_through_.end() ? found->second : Year{};
}

std::vector<YearObligation> EventReplica::open_years(const Account& account, SchemeId scheme) {
  std::vector<YearObligation> open;
  const auto years = account.years.find(scheme);
  if (years == account.years.end()) return open;
  for (const auto& [number, year] : years->second) {
    open.push_back(year);
    open.back().year = Year{number};
  }
  return open;
}

std::vector<SchemeState> EventReplica::scheme_states() const {
  std::vector<SchemeState> states;
  for (std::int32_t id = 1; id <= static_cast<std::int32_t>(kMaxSchemeId); ++id) {
    SchemeState state{
        .scheme = SchemeId{id}, .settled_through = settled_through(SchemeId{id}), .accounts = {}};
    for (const auto& [account_id, account] : accounts_) {
      ObligedState obliged{.account = account_id, .open_years = open_years(account, SchemeId{id})};
      if (!obliged.open_years.empty()) state.accounts.push_back(std::move(obliged));
    }
    const bool is_used = state.settled_through != Year{} || !state.accounts.empty();
    if (is_used) states.push_back(std::move(state));
  }
  return states;
}

AccountState EventReplica::account_state(AccountId id, const Account& account) const {
  return {.account = id,
          .cash = {Cash(account.available), Cash(account.escrowed)},
          .last_order = OrderId{account.last_order},
          .open_years = open_years(account, kEmissionsScheme)};
}

ForwardState EventReplica::forward_state(const Instrument& instrument) {
  ForwardState state = instrument.forward;
  for (const auto& [account, position] : instrument.positions) {
    if (position.quantity == Tonnes() && position.value == Cash()) continue;
    state.positions.push_back(
        {.account = account, .quantity = position.quantity, .value = position.value});
  }
  return state;
}

InstrumentState EventReplica::instrument_state(const Instrument& instrument) const {
  InstrumentState state{.instrument = instrument.listed.instrument,
                        .tick = instrument.listed.tick,
                        .lot = instrument.listed.lot,
                        .max_price = instrument.listed.max_price,
                        .last = Price(instrument.last),
                        .close = Price(instrument.close),
                        .volume = Tonnes(instrument.volume),
                        .vintages = {},
                        .holdings = {},
                        .orders = {},
                        .value = Cash(instrument.value),
                        .rules = instrument.rules,
                        .halt = instrument.halt,
                        .holding_limits = {},
                        .bought_today = {},
                        .terms = instrument.terms,
                        .met_under_quota = {}};
  for (const auto& [of, met] : instrument.met_under_quota) {
    state.met_under_quota.push_back({.account = of.first, .year = of.second, .met = met});
  }
  for (const auto& [account, limit] : instrument.holding_limits) {
    state.holding_limits.push_back({.account = account, .limit = limit});
  }
  for (const auto& [account, quantity] : instrument.bought_today) {
    state.bought_today.push_back({.account = account, .quantity = quantity});
  }
  for (const auto& [vintage, totals] : instrument.vintages) state.vintages.push_back(totals);
  for (const auto& [account, holding] : instrument.holdings) {
    HoldingState held{.account = account, .balance = {}, .lots = {}};
    for (const auto& [vintage, quantity] : holding.lots) {
      held.lots.push_back({.vintage = Year{vintage}, .quantity = Tonnes(quantity)});
      held.balance.available += Tonnes(quantity);
    }
    held.balance.escrowed = Tonnes(holding.escrowed);
    held.balance.available -= held.balance.escrowed;
    if (!held.lots.empty()) state.holdings.push_back(held);
  }
  for (const Order& order : instrument.orders) {
    state.orders.push_back({.account = order.account,
                            .order = order.order,
                            .side = order.side,
                            .limit = Price(order.limit),
                            .open = Tonnes(order.open)});
  }
  std::stable_sort(state.orders.begin(), state.orders.end(),
                   [](const OrderState& a, const OrderState& b) {
                     if (a.side != b.side) return a.side == Side::kBuy;
                     return a.side == Side::kBuy ? a.limit > b.limit : a.limit < b.limit;
                   });
  return state;
}

}  // namespace tanshi
