// Where a session trades: a market in this process, or the exchange that others reach over gRPC.
#pragma once

#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "exchange/market/command.h"
#include "exchange/market/event.h"
#include "exchange/market/market.h"

namespace tanshi {

class Venue {
 public:
  virtual ~Venue() = default;

  // Sets the time of the commands to come.
  virtual void advance(SimTime time) = 0;

  // Applies the actions in order and appends every event since the last call, whoever caused it.
  virtual void apply(std::span<const Action> actions, std::vector<Event>& events) = 0;

  // Runs `look` on the market between two commands.
  virtual void look(const std::function<void(const Market&)>& look) const = 0;

  // Hints, as those of Market: worth something where the market is near.
  virtual void expect(AccountId, InstrumentId) const {}
  virtual void expect_order(AccountId, InstrumentId) const {}
};

class LocalVenue final : public Venue {
 public:
  void advance(SimTime time) override { command_.time = time; }

  void apply(std::span<const Action> actions, std::vector<Event>& events) override {
    for (const Action& action : actions) {
      command_.action = action;
      market_.apply(command_, events);
    }
  }

  void look(const std::function<void(const Market&)>& look) const override { look(market_); }

  void expect(AccountId account, InstrumentId instrument) const override {
    market_.expect(account, instrument);
  }
  void expect_order(AccountId account, InstrumentId instrument) const override {
    market_.expect_order(account, instrument);
  }

 private:
  Market market_;
  Command command_;
};

}  // namespace tanshi
