#include "tests/testing/damage.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <type_traits>
#include <utility>
#include <vector>

namespace tanshi {
namespace {

using Limits = std::numeric_limits<std::int64_t>;

// Changes that can be made to a state, each to one place of it.
class Changes {
 public:
  explicit Changes(RandomStream& random) : random_(random) {}

  void make_one(MarketState& state) {
    list(state);
    changes_[pick(changes_.size())]();
  }

 private:
  std::size_t pick(std::size_t count) {
    return static_cast<std::size_t>(random_.uniform_int(0, static_cast<std::int64_t>(count) - 1));
  }

  std::int64_t changed(std::int64_t value) {
    const std::array<std::int64_t, 7> others = {-1,           0, 1, 2, 1'000'000, Limits::min(),
                                                Limits::max()};
    switch (pick(3)) {
      case 0:
        return value == Limits::max() ? 0 : value + 1;
      case 1:
        return value == Limits::min() ? 0 : value - 1;
      default:
        return others[pick(others.size())];
    }
  }

  template <class... Numbers>
  void numbers(Numbers&... all) {
    (number(all), ...);
  }

  template <class Number>
  void number(Number& value) {
    changes_.push_back([this, &value] {
      if constexpr (std::is_same_v<Number, bool>) {
        value = !value;
      } else if constexpr (std::is_enum_v<Number> || std::is_integral_v<Number>) {
        value = static_cast<Number>(changed(static_cast<std::int64_t>(value)));
      } else {
        value = Number(changed(value.raw()));
      }
    });
  }

  template <class Element>
  void elements(std::vector<Element>& list) {
    changes_.push_back([this, &list] {
      if (list.empty()) return list.push_back({});
      const auto place = list.begin() + static_cast<std::ptrdiff_t>(pick(list.size()));
      switch (pick(3)) {
        case 0:
          list.erase(place);
          break;
        case 1:
          list.insert(place, Element(*place));
          break;
        default:
          std::swap(*place, list.front());
      }
    });
  }

  void list(MarketState& state) {
    numbers(state.time, state.phase, state.settled_through, state.net_deposits, state.penalties,
            state.command_count, state.event_count);
    elements(state.accounts);
    elements(state.instruments);
    elements(state.offers);
    for (DirectOffer& offer : state.offers) {
      numbers(offer.account, offer.order, offer.instrument, offer.side, offer.price, offer.quantity,
              offer.to, offer.is_block);
    }
    for (AccountState& account : state.accounts) {
      numbers(account.account, account.cash.available, account.cash.escrowed, account.last_order);
      list_years(account.open_years);
    }
    for (InstrumentState& instrument : state.instruments) list_instrument(instrument);
    list_schemes(state);
    elements(state.forwards);
    for (ForwardState& forward : state.forwards) {
      numbers(forward.instrument, forward.underlying, forward.vintage, forward.margin,
              forward.delivery, forward.is_delivered, forward.traded);
      elements(forward.positions);
      for (PositionState& one : forward.positions) numbers(one.account, one.quantity, one.value);
    }
    numbers(state.last_auction);
    elements(state.auctions);
    for (OpenAuction& auction : state.auctions) list_auction(auction);
  }

  void list_years(std::vector<YearObligation>& years) {
    elements(years);
    for (YearObligation& year : years) {
      numbers(year.year, year.owed, year.surrendered, year.is_reported);
    }
  }

  void list_schemes(MarketState& state) {
    elements(state.schemes);
    for (SchemeState& scheme : state.schemes) {
      numbers(scheme.scheme, scheme.settled_through);
      elements(scheme.accounts);
      for (ObligedState& obliged : scheme.accounts) {
        numbers(obliged.account);
        list_years(obliged.open_years);
      }
    }
  }

  void list_auction(OpenAuction& auction) {
    AnnounceAuction& announced = auction.announced;
    numbers(announced.auction, announced.instrument, announced.vintage, announced.seller,
            announced.supply, announced.lot, announced.award_lot, announced.reserve_price,
            announced.confidential_reserve_price, announced.bid_limit, announced.purchase_limit,
            announced.pricing, announced.tie, announced.rest, announced.shortfall,
            announced.consignment);
    elements(auction.tiers);
    elements(auction.consignments);
    elements(auction.bids);
    for (AddSupplyTier& tier : auction.tiers) {
      numbers(tier.auction, tier.supply_class, tier.trigger, tier.quantity);
    }
    for (Consignment& consigned : auction.consignments) {
      numbers(consigned.account, consigned.ask, consigned.quantity);
    }
    for (OpenBid& bid : auction.bids) numbers(bid.account, bid.bid, bid.price, bid.quantity);
  }

  void list_instrument(InstrumentState& instrument) {
    numbers(instrument.instrument, instrument.tick, instrument.lot, instrument.max_price,
            instrument.last, instrument.close, instrument.volume, instrument.value,
            instrument.halt);
    TradingRules& rules = instrument.rules;
    numbers(rules.mode, rules.close_rule, rules.reference, rules.band, rules.breaker,
            rules.order_limit, rules.block_minimum, rules.block_band, rules.taker_fee,
            rules.maker_fee, rules.fee_account, rules.t_plus_one);
    SurrenderTerms& terms = instrument.terms;
    numbers(terms.vintages.bank_years, terms.vintages.borrow_years, terms.vintages.barrier,
            terms.worth, terms.quota, terms.scheme);
    elements(instrument.met_under_quota);
    for (MetUnderQuota& one : instrument.met_under_quota) numbers(one.account, one.year, one.met);
    elements(instrument.holding_limits);
    elements(instrument.bought_today);
    for (HoldingLimit& one : instrument.holding_limits) numbers(one.account, one.limit);
    for (BoughtToday& one : instrument.bought_today) numbers(one.account, one.quantity);
    elements(instrument.vintages);
    elements(instrument.holdings);
    elements(instrument.orders);
    for (VintageTotals& total : instrument.vintages) {
      numbers(total.vintage, total.issued, total.surrendered, total.cancelled);
    }
    for (HoldingState& holding : instrument.holdings) {
      numbers(holding.account, holding.balance.available, holding.balance.escrowed);
      elements(holding.lots);
      for (VintageHolding& lot : holding.lots) numbers(lot.vintage, lot.quantity);
    }
    for (OrderState& order : instrument.orders) {
      numbers(order.account, order.order, order.side, order.limit, order.open, order.time_in_force,
              order.self_trade_prevention);
    }
  }

  RandomStream& random_;
  std::vector<std::function<void()>> changes_;
};

}  // namespace

void damage(MarketState& state, RandomStream& random) {
  Changes(random).make_one(state);
}

}  // namespace tanshi
