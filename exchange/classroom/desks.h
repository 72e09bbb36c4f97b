// What each seat was shown last, and what the people in them have decided: kept here, so that a
// screen need not wait for a turn nor a turn for a screen.
//
// A person's plan holds for the year in which it was made, until another is made.
//
// Thread-safety: all members may be called from any thread. The seats are fixed after the first
// wake.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "agents/seat/agent.h"
#include "agents/seat/observation.h"
#include "exchange/service/seat_broker.h"

namespace tanshi {

// What a person has decided for a year.
struct Plan {
  Year year{};
  std::optional<Tonnes> abatement;
  std::optional<std::vector<BuildProject>> builds;
};

// What a seat was shown when it was woken last; before that, what its brief lets expect.
struct SeatView {
  Year year{};
  std::int32_t day = 0;
  bool trading = true;
  Tonnes baseline;
  Tonnes debts;  // owed for earlier years
  std::optional<AllocationTerms> allocation;
  std::vector<ProjectView> projects;
  Tonnes to_auction;  // what this year still auctions

  friend bool operator==(const SeatView&, const SeatView&) = default;
};

// All that there is to know of a seat, but for its account.
struct DeskState {
  SeatView view;
  Plan plan;                      // of the year of the view; nothing decided if there is none
  std::vector<Tonnes> baselines;  // as they came out, a year that has ended each
  Cash spent_on_projects;
};

class Desks final : public SeatWatcher {
 public:
  // `briefs`, and those that seats are woken with, outlive the desks.
  explicit Desks(const std::vector<const SeatBrief*>& briefs);

  void woken(const SeatBrief& seat, const Observation& observation) override;

  // What the person in the seat answers to a wake.
  [[nodiscard]] Decision decision_of(std::string_view seat, const Observation& observation) const;

  // Decides for the year under way, within what the plant can do; the plan as it then is.
  // Errors: NOT_FOUND no such seat; FAILED_PRECONDITION it has no plant; INVALID_ARGUMENT.
  [[nodiscard]] absl::StatusOr<Plan> decide(std::string_view seat, std::optional<Tonnes> abatement,
                                            std::optional<std::vector<BuildProject>> builds);
  // Puts a plan back as it was kept; does nothing if there is no such seat.
  void restore(std::string_view seat, Plan plan);
  // Forgets what a person has decided.
  void forget_plan(std::string_view seat);

  // REQUIRES: there is such a seat.
  [[nodiscard]] DeskState state(std::string_view seat) const;

  // Seats of which something has changed since the last call.
  [[nodiscard]] std::vector<std::string> take_changed();

 private:
  struct Desk {
    const SeatBrief* brief = nullptr;
    DeskState state;
    bool changed = false;
  };

  Desk* find(std::string_view seat);

  mutable std::mutex mutex_;
  std::map<std::string, Desk, std::less<>> desks_;
};

// A person in a seat: answers each wake at once with what is decided.
class PersonSeat final : public SeatHolder {
 public:
  // `broker` outlives the person.
  PersonSeat(SeatBroker& broker, std::shared_ptr<const Desks> desks)
      : broker_(broker), desks_(std::move(desks)) {}

  void wake(const SeatBrief& seat, std::int64_t turn, const Observation& observation) override;
  void expired(const SeatBrief&, std::int64_t) override {}
  void session_over(const std::string&) override {}

 private:
  SeatBroker& broker_;
  std::shared_ptr<const Desks> desks_;
};

}  // namespace tanshi
