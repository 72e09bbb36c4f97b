#include "tests/testing/random_commands.h"

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

using Limits = std::numeric_limits<std::int64_t>;

constexpr std::array<std::int64_t, 12> kWild = {Limits::min(),
                                                Limits::min() + 1,
                                                -1,
                                                0,
                                                1,
                                                kMaxPrice.raw() + 1,
                                                kMaxOrderQuantity.raw(),
                                                kMaxOrderQuantity.raw() + 1,
                                                kMaxQuantity.raw() + 1,
                                                kMaxCash.raw(),
                                                kMaxCash.raw() + 1,
                                                Limits::max()};

}  // namespace

Command RandomCommands::next(const Market& market) {
  constexpr std::int64_t kSetupSteps = 1 + kAccounts - 1 + kInstruments + 4 * kAccounts;
  std::int64_t time = market.time().raw();
  if (chance(1)) {
    time -= 1;
  } else if (time < Limits::max() / 2) {
    time += random_.uniform_int(0, 1'000);
  }
  const std::int64_t step = step_++;
  return {.time = SimTime(time), .action = step < kSetupSteps ? setup(step) : action(market)};
}

// Opens trading, all accounts but the last, and the instruments, sets their rules, then fills the
// accounts.
Action RandomCommands::setup(std::int64_t step) {
  if (step == 0) return SetTradingPhase{TradingPhase::kOpen};
  const auto number = static_cast<std::int32_t>(step);
  if (number < kAccounts) return OpenAccount{AccountId{number}};
  const std::int32_t instrument = number - kAccounts + 1;
  if (instrument <= kInstruments) {
    // A merged one of ten years, and others with a tick of 5 cents, lots of 10 t and 20 t.
    const bool merged = instrument == 1;
    return ListInstrument{.instrument = InstrumentId{instrument},
                          .first_vintage = Year{2025},
                          .last_vintage = Year{merged ? 2034 : 2025 + instrument},
                          .tick = Price(merged ? 1 : 5),
                          .lot = Tonnes(merged ? 1 : 10 * (instrument - 1)),
                          .max_price = Price(200)};
  }
  const std::int32_t ruled = instrument - kInstruments;
  if (all_rules_ && ruled <= kInstruments) return SetTradingRules{InstrumentId{ruled}, rules()};
  const std::int32_t limited = ruled - kInstruments;
  if (all_rules_ && limited <= kInstruments) {
    return SetHoldingLimit{InstrumentId{limited}, AccountId{0},
                           Tonnes(random_.uniform_int(300, 1'000))};
  }
  if (chance(25)) return DepositCash{account(), Cash(random_.uniform_int(1, 200'000))};
  return IssueAllowances{account(), instrument_in_range(), year(),
                         Tonnes(random_.uniform_int(1, 500))};
}

Action RandomCommands::action(const Market& market) {
  // Breakers trip often, and what rules keep apart has other ways to meet.
  if (all_rules_ && chance(20)) return chance(50) ? SetHalt{instrument()} : other_way(market);
  const std::int64_t draw = random_.uniform_int(1, 100);
  if (draw == 1) return forward_action(market);
  if (draw <= 40) return submit(market);
  if (draw <= 45) return other_way(market);
  if (draw <= 57) return cancel(market);
  if (draw <= 70) return replace(market);
  if (draw <= 72) {
    CancelAllOrders all{.account = account(), .instrument = {}};
    if (chance(50)) all.instrument = instrument();
    return all;
  }
  if (draw <= 80) return auction_action(market);
  if (draw <= 88) return registry_action(market);
  if (draw <= 95) return compliance_action(market);
  if (draw <= 96) return rules_action(market);
  if (draw <= 97) return CloseDay{};
  return SetTradingPhase{chance(15) ? choice<TradingPhase>(2) : TradingPhase::kOpen};
}

Action RandomCommands::registry_action(const Market& market) {
  const AccountId holder = account();
  const InstrumentId traded = instrument();
  switch (random_.uniform_int(0, 7)) {
    case 0:
      return OpenAccount{holder};
    case 1:
      return ListInstrument{.instrument = chance(80) ? traded : InstrumentId{64},
                            .first_vintage = year(),
                            .last_vintage = year(),
                            .tick = Price(number(1, 10)),
                            .lot = Tonnes(number(1, 10)),
                            .max_price = Price(number(1, kMaxPrice.raw()))};
    case 2:
      return DepositCash{holder, Cash(number(1, 500'000))};
    case 3: {
      const Cash available = market.has_account(holder) ? market.cash(holder).available : Cash();
      return WithdrawCash{holder, Cash(number(1, available.raw() / 4 + 1))};
    }
    case 4:
    case 5:
      return IssueAllowances{holder, traded, vintage(market, traded), Tonnes(number(1, 1'000))};
    case 6:
      return CancelAllowances{holder, traded, Tonnes(number(1, 50))};
    default:
      return TransferAllowances{holder, account(), traded, Tonnes(number(1, 100))};
  }
}

Action RandomCommands::auction_action(const Market& market) {
  const auto& open = market.auctions();
  if (open.empty() || (open.size() < 3 && chance(5)) || chance(1)) return announce(market);
  const auto pick = random_.uniform_int(0, static_cast<std::int64_t>(open.size()) - 1);
  const OpenAuction& chosen = open[static_cast<std::size_t>(pick)];
  const AuctionId auction = chance(97) ? chosen.id() : AuctionId{number(0, 1'000)};
  const AccountId holder = account();
  const Price price = limit(market, chosen.announced.instrument);
  const Tonnes lots(chosen.announced.lot.raw() * random_.uniform_int(1, 12));
  switch (random_.uniform_int(0, 11)) {
    case 0:
      return AddSupplyTier{auction, choice<SupplyClass>(5), price, Tonnes(number(1, 100))};
    case 1:
      return ConsignAllowances{holder, auction, chance(50) ? Price() : price,
                               Tonnes(number(1, 60))};
    case 2: {
      const OrderId any = chosen.bids.empty() ? OrderId{1} : chosen.bids.front().bid;
      const AccountId whose = chosen.bids.empty() ? holder : chosen.bids.front().account;
      return WithdrawBid{chance(80) ? whose : holder, any, auction};
    }
    case 3:
      if (chance(20)) return CancelAuction{auction};
      return CloseAuction{auction, random_.uniform_int(0, 9)};
    default:
      return SubmitBid{holder, next_order(market, holder), auction, price,
                       chance(95) ? lots : Tonnes(number(1, 1'000))};
  }
}

AnnounceAuction RandomCommands::announce(const Market& market) {
  AnnounceAuction announce;
  announce.auction = AuctionId{chance(95) ? ++last_auction_ : number(0, 100)};
  announce.instrument = instrument();
  announce.vintage = vintage(market, announce.instrument);
  announce.seller = account();
  const Tonnes lot = market.has_instrument(announce.instrument)
                         ? market.listing(announce.instrument).lot
                         : Tonnes(1);
  announce.supply = Tonnes(chance(80) ? number(0, 300) : 0);
  announce.lot = Tonnes(chance(95) ? lot.raw() * random_.uniform_int(1, 3) : number(1, 3));
  announce.award_lot = Tonnes(number(1, 5));
  announce.reserve_price = limit(market, announce.instrument);
  if (chance(20)) announce.confidential_reserve_price = limit(market, announce.instrument);
  if (chance(30)) announce.bid_limit = Tonnes(number(0, 100));
  if (chance(30)) announce.purchase_limit = Tonnes(number(0, 100));
  announce.pricing = choice<PricingRule>(4);
  announce.tie = choice<TieRule>(3);
  announce.rest = choice<RestRule>(3);
  announce.shortfall = choice<ShortfallRule>(4);
  announce.consignment = choice<ConsignmentRule>(2);
  return announce;
}

// Lists a forward as long as there are too few that trade; now and then one is delivered.
Action RandomCommands::forward_action(const Market& market) {
  std::int32_t open = 0;
  for (std::int32_t id = kInstruments + 1; id <= last_forward_; ++id) {
    const auto forward =
        market.has_instrument(InstrumentId{id}) ? market.forward(InstrumentId{id}) : std::nullopt;
    if (forward && !forward->is_delivered) ++open;
  }
  if (open < kForwards && last_forward_ < 60) return forward(++last_forward_);
  if (chance(30)) return DeliverForward{chance(90) ? forward_id() : instrument()};
  if (chance(10)) return forward(last_forward_);
  return submit(market);
}

ListForward RandomCommands::forward(std::int32_t instrument) {
  constexpr std::array<std::int64_t, 5> kMargins = {0, 1, 1'000, 3'333, 10'000};
  const auto margin = kMargins[static_cast<std::size_t>(random_.uniform_int(0, 4))];
  return {.instrument = InstrumentId{instrument},
          .underlying = chance(90) ? instrument_in_range() : this->instrument(),
          .vintage = year(),
          .tick = Price(number(1, 5)),
          .lot = Tonnes(number(1, 3)),
          .max_price = Price(number(100, 300)),
          .margin = BasisPoints(chance(80) ? margin : number(0, 10'000)),
          .delivery = year()};
}

Action RandomCommands::compliance_action(const Market& market) {
  const AccountId holder = account();
  switch (random_.uniform_int(0, 12)) {
    case 12:
      return SetSurrenderTerms{instrument(), terms()};
    case 0:
    case 1:
    case 2:
    case 3:
      return ReportEmissions{holder, year(), Tonnes(number(0, 200)), scheme()};
    case 4:
      if (chance(2)) return SettleCompliance{year(), Price(number(1, kMaxPrice.raw())), scheme()};
      if (chance(40)) return SettleCompliance{Year{year_ - 1}, Price(number(1, 50)), scheme()};
      return SettleCompliance{Year{year_++}, Price(number(1, 50))};
    default: {
      const auto chosen = static_cast<SchemeId>(random_.uniform_int(0, 2));
      const Tonnes owed = market.has_account(holder) ? market.obligation(holder, chosen) : Tonnes();
      return SurrenderAllowances{holder, instrument(), year(), Tonnes(number(1, owed.raw() + 1))};
    }
  }
}

SurrenderTerms RandomCommands::terms() {
  SurrenderTerms terms;
  terms.scheme = scheme();
  if (chance(40)) return terms;
  if (chance(50)) terms.vintages.bank_years = number(0, 3);
  if (chance(50)) terms.vintages.borrow_years = number(0, 2);
  if (chance(20)) terms.vintages.barrier = year();
  if (chance(50)) terms.worth = BasisPoints(number(2'000, 30'000));
  if (chance(50)) terms.quota = BasisPoints(number(0, kFullShare.raw()));
  return terms;
}

SchemeId RandomCommands::scheme() {
  if (chance(50)) return kEmissionsScheme;
  if (chance(95)) return static_cast<SchemeId>(random_.uniform_int(1, 2));
  return static_cast<SchemeId>(number(0, raw_id(kMaxSchemeId)));
}

// Mostly one of the instruments that trade; halts are short.
Action RandomCommands::rules_action(const Market&) {
  const InstrumentId traded = instrument();
  switch (random_.uniform_int(0, 6)) {
    case 0:
      return SetHalt{traded, true};
    case 1:
    case 2:
    case 3:
      return SetHalt{traded, false};
    case 4:
      return SetHoldingLimit{traded, chance(50) ? account() : AccountId{0},
                             Tonnes(chance(30) ? 0 : number(0, 2'000))};
    default:
      return SetTradingRules{traded, rules()};
  }
}

// Prices are 8 to 16 ticks, so that bands are wide.
TradingRules RandomCommands::rules() {
  const auto sometimes = [&](std::int64_t low, std::int64_t high) {
    return all_rules_ || chance(50) ? number(low, high) : 0;
  };
  return {.mode = chance(40) ? TradingMode::kContinuous : choice<TradingMode>(3),
          .close_rule = choice<CloseRule>(2),
          .reference = Price(sometimes(8, 16)),
          .band = BasisPoints(sometimes(1'000, 20'000)),
          .breaker = BasisPoints(sometimes(2'000, 8'000)),
          .order_limit = Tonnes(sometimes(10, 200)),
          .block_minimum = Tonnes(sometimes(20, 100)),
          .block_band = BasisPoints(sometimes(2'000, 10'000)),
          .taker_fee = BasisPoints(sometimes(1, 500)),
          .maker_fee = BasisPoints(sometimes(1, 500)),
          .fee_account = account(),
          .t_plus_one = all_rules_ || chance(50)};
}

// Takes, offers and answers; now and then a call ends.
Action RandomCommands::other_way(const Market& market) {
  const AccountId holder = account();
  const AccountId other = account();
  const InstrumentId traded = instrument();
  std::vector<DirectOffer> offers;
  market.offers(offers);
  DirectOffer offer;
  offer.account = other;
  offer.order = OrderId{number(1, 100)};
  offer.to = holder;
  if (!offers.empty() && chance(90)) {
    const auto last = static_cast<std::int64_t>(offers.size()) - 1;
    offer = offers[static_cast<std::size_t>(random_.uniform_int(0, last))];
  }
  switch (random_.uniform_int(0, 11)) {
    case 0:
    case 1:
      // Mostly where it can be: forwards know no calls.
      return Uncross{chance(90) ? instrument_in_range() : traded,
                     chance(40) ? TradingMode::kContinuous : choice<TradingMode>(3)};
    case 2:
    case 3:
    case 4:
      return TakeListing{holder, next_order(market, holder), other, live_order(market, other),
                         quantity(market, traded)};
    case 5:
    case 6:
      return AcceptOffer{chance(90) ? offer.to : holder, offer.account, offer.order};
    case 7:
      return DeclineOffer{chance(90) ? offer.to : holder, offer.account, offer.order};
    case 8:
      return WithdrawOffer{offer.account, offer.order};
    default:
      return OfferDirect{.account = holder,
                         .order = next_order(market, holder),
                         .instrument = traded,
                         .side = choice<Side>(2),
                         .price = limit(market, traded),
                         .quantity = quantity(market, traded),
                         .to = other,
                         .is_block = chance(30)};
  }
}

SubmitOrder RandomCommands::submit(const Market& market) {
  SubmitOrder order;
  order.account = account();
  order.instrument = instrument();
  order.order = next_order(market, order.account);
  order.side = choice<Side>(2);
  order.type = chance(90) ? OrderType::kLimit : choice<OrderType>(2);
  order.limit = limit(market, order.instrument);
  order.quantity = quantity(market, order.instrument);
  order.time_in_force = chance(60) ? TimeInForce::kGoodTillCancel : choice<TimeInForce>(4);
  order.self_trade_prevention = choice<SelfTradePrevention>(3);
  order.post_only = chance(10);
  return order;
}

OrderId RandomCommands::next_order(const Market& market, AccountId account) {
  const std::int64_t last = market.has_account(account) ? raw_id(market.last_order_id(account)) : 0;
  const std::int64_t next = std::min(last, Limits::max() - 3) + random_.uniform_int(1, 3);
  return OrderId{chance(97) ? next : number(last, next)};
}

ReplaceOrder RandomCommands::replace(const Market& market) {
  ReplaceOrder replace{.account = account(), .order = {}, .limit = {}, .quantity = {}};
  replace.order = live_order(market, replace.account);
  replace.limit = limit(market, instrument());
  replace.quantity = quantity(market, instrument());
  replace.post_only = chance(20);
  if (!market.has_account(replace.account)) return replace;
  const auto resting = market.find_order(replace.account, replace.order);
  if (!resting) return replace;
  replace.quantity = quantity(market, resting->instrument);
  replace.limit = chance(50) ? resting->limit : limit(market, resting->instrument);
  return replace;
}

CancelOrder RandomCommands::cancel(const Market& market) {
  const AccountId holder = account();
  return {.account = holder, .order = live_order(market, holder)};
}

std::int64_t RandomCommands::number(std::int64_t low, std::int64_t high) {
  if (high < low) high = low;
  const std::int64_t draw = random_.uniform_int(1, 100);
  if (draw <= 90) return random_.uniform_int(low, high);
  if (draw <= 92) return low;
  if (draw <= 94) return high;
  if (draw <= 96) return low - (low > Limits::min() ? 1 : 0);
  if (draw <= 98) return high + (high < Limits::max() ? 1 : 0);
  return kWild[static_cast<std::size_t>(random_.uniform_int(0, kWild.size() - 1))];
}

AccountId RandomCommands::account() {
  if (chance(98)) return AccountId{static_cast<std::int32_t>(random_.uniform_int(1, kAccounts))};
  return static_cast<AccountId>(number(0, raw_id(kMaxAccountId)));
}

InstrumentId RandomCommands::instrument_in_range() {
  return InstrumentId{static_cast<std::int32_t>(random_.uniform_int(1, kInstruments))};
}

InstrumentId RandomCommands::instrument() {
  if (chance(20)) return forward_id();
  if (chance(98)) return instrument_in_range();
  return static_cast<InstrumentId>(number(0, raw_id(kMaxInstrumentId)));
}

// One of the latest forwards.
InstrumentId RandomCommands::forward_id() {
  const auto back = static_cast<std::int32_t>(random_.uniform_int(0, kForwards - 1));
  return InstrumentId{std::max(last_forward_ - back, kInstruments + 1)};
}

Year RandomCommands::year() {
  if (chance(98)) return Year{year_ + static_cast<std::int32_t>(random_.uniform_int(-1, 2))};
  return static_cast<Year>(number(1, 9'998));
}

Year RandomCommands::vintage(const Market& market, InstrumentId instrument) {
  if (!market.has_instrument(instrument) || chance(5)) return year();
  const ListInstrument listing = market.listing(instrument);
  return static_cast<Year>(number(raw(listing.first_vintage), raw(listing.last_vintage)));
}

OrderId RandomCommands::live_order(const Market& market, AccountId account) {
  std::vector<OrderView> orders;
  if (market.has_account(account)) market.orders(account, orders);
  if (orders.empty() || chance(5)) return OrderId{number(1, 100)};
  const auto last = static_cast<std::int64_t>(orders.size()) - 1;
  return orders[static_cast<std::size_t>(random_.uniform_int(0, last))].order;
}

// Few prices, so that queues are long and orders cross often.
Price RandomCommands::limit(const Market& market, InstrumentId instrument) {
  if (chance(4)) return Price(number(1, 200));
  const Price tick = market.has_instrument(instrument) ? market.listing(instrument).tick : Price(1);
  return Price(tick.raw() * random_.uniform_int(8, 16));
}

Tonnes RandomCommands::quantity(const Market& market, InstrumentId instrument) {
  if (chance(4)) return Tonnes(number(1, kMaxOrderQuantity.raw()));
  const Tonnes lot = market.has_instrument(instrument) ? market.listing(instrument).lot : Tonnes(1);
  return Tonnes(lot.raw() * random_.uniform_int(1, 12));
}

template <class Enum>
Enum RandomCommands::choice(std::int64_t count) {
  return static_cast<Enum>(chance(99) ? random_.uniform_int(1, count) : number(0, 255));
}

}  // namespace tanshi
