// What passes between a session and the holder of a seat, to the wire and back. Both directions are
// here because both ends are ours: what a holder computes from a brief and an observation that came
// over the wire is what it would compute in process, bit for bit.
//
// Errors of from_wire: INVALID_ARGUMENT with the field's name, its value and what is allowed.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agents/seat/agent.h"
#include "agents/seat/observation.h"
#include "tanshi/v1/agent_service.pb.h"

namespace tanshi {

// Each fills `wire`. REQUIRES: `wire` is empty.
void to_wire(const SeatBrief& brief, v1::SeatBrief& wire);
void to_wire(const Observation& observation, v1::Observation& wire);
void to_wire(const Decision& decision, v1::Turn& wire);

[[nodiscard]] absl::StatusOr<SeatBrief> from_wire(const v1::SeatBrief& wire);

// Most commands in one turn, and in one message of a trading stream.
inline constexpr int kMaxCommands = 1024;

// The decision of the seat of account `own`.
[[nodiscard]] absl::StatusOr<Decision> from_wire(const v1::Turn& wire, AccountId own);

// An observation that came over the wire, with the entries that its spans show.
class ReceivedObservation {
 public:
  // Valid until the next read.
  const Observation& read(const v1::Observation& wire);

 private:
  struct BookEntries {
    std::vector<OwnOrder> orders;
    std::vector<TapeEntry> tape;
  };

  void read_books(const v1::Observation& wire);

  Observation observation_;
  std::vector<OwnOrder> orders_;
  std::vector<OwnBid> bids_;
  std::vector<SupplyOffer> to_auction_;
  std::vector<TapeEntry> tape_;
  std::vector<BookView> books_;
  std::vector<BookEntries> book_entries_;  // of each of them
  std::vector<ProjectView> projects_;
  std::vector<BuiltCapacity> built_;
  std::vector<Tonnes> emissions_;
  std::vector<Price> year_prices_;
  std::vector<PartsPerMillion> activity_;
};

}  // namespace tanshi
