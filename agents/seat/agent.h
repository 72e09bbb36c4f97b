// An agent holds a seat: it is woken with an observation and decides.
//
// Deterministic: what it decides follows from its brief, the observations so far and the random
// stream that it was given, never from a clock, an address or another agent.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "agents/seat/observation.h"
#include "exchange/base/random_stream.h"
#include "exchange/market/command.h"

namespace tanshi {

// What a holder may ask for; `account` must be the seat's own.
using Intent = std::variant<SubmitOrder, CancelOrder, ReplaceOrder, CancelAllOrders, SubmitBid,
                            WithdrawBid, ConsignAllowances, TakeListing, OfferDirect, AcceptOffer,
                            DeclineOffer, WithdrawOffer>;

// Units of an entry of the seat's own menu (FirmBrief::projects), which are built from now on.
struct BuildProject {
  std::size_t project = 0;
  std::int32_t units = 1;

  friend bool operator==(const BuildProject&, const BuildProject&) = default;
};

struct Decision {
  std::vector<Intent> intents;      // carried out in order
  std::optional<Tonnes> abatement;  // the plant's abatement for this year from now on
  // What the plant builds this year; the last that is said in the year holds, when its trading is
  // over, as far as units are left.
  std::optional<std::vector<BuildProject>> builds;
  // Where orders do not meet by themselves, fits orders to that
  // (scenarios/runner/posted_listing.h).
  bool fit_to_mode = false;
  // Of the regulator's seat, in place of what the measure says.
  std::optional<Tonnes> release;
  std::optional<Price> floor;

  void clear() {
    intents.clear();
    abatement.reset();
    builds.reset();
    fit_to_mode = false;
    release.reset();
    floor.reset();
  }
};

class Agent {
 public:
  virtual ~Agent() = default;

  // Answers a wake. `decision` arrives cleared.
  virtual void decide(const Observation& observation, RandomStream& random, Decision& decision) = 0;

  // A hint: decide() comes soon. Starts to fetch what it will touch; changes nothing.
  virtual void expect() const {}
};

}  // namespace tanshi
