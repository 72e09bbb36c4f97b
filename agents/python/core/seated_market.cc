// What passes between the market and an agent is what would pass over gRPC: the same messages, as
// bytes. So an agent cannot tell where it plays, and its decisions come to the same events.
//
// Thread-safety: one thread at a time; Python's lock is let go while nobody decides.
#include "agents/python/core/seated_market.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <new>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "agents/abatement/rounding.h"
#include "agents/python/core/interruption.h"
#include "agents/python/core/played_scenario.h"
#include "agents/python/core/python_errors.h"
#include "exchange/wire/events.h"
#include "exchange/wire/seats.h"
#include "scenarios/runner/observed_venue.h"
#include "scenarios/runner/session.h"
#include "scenarios/runner/venue.h"
#include "scenarios/runner/world.h"
#include "tanshi/v1/agent_service.pb.h"

namespace tanshi {
namespace {

namespace nb = nanobind;

nb::bytes bytes_of(const google::protobuf::MessageLite& message) {
  const std::string text = message.SerializeAsString();
  return nb::bytes(text.data(), text.size());
}

// What is told of a seat after the run; money in currency units.
struct SeatOutcome {
  double cash = 0;  // at the end less at the start
  double abatement_cost = 0;
  double penalties = 0;
  std::int64_t shortfall_t = 0;
};

class SeatedMarket final : private SeatHolders, private VenueObserver {
 public:
  SeatedMarket(Scenario scenario, std::uint64_t seed, const std::vector<std::string>& seats)
      : scenario_(std::move(scenario)), seed_(seed), world_(make_world(scenario_, seed)) {
    for (const std::string& name : seats) take(name);
    number_of_.assign(world_.seats.size() + 1, std::nullopt);  // the regulator's may come last
    for (std::size_t i = 0; i < held_.size(); ++i) number_of_[held_[i].seat] = i;
  }

  [[nodiscard]] std::vector<nb::bytes> briefs() const {
    std::vector<nb::bytes> briefs;
    briefs.reserve(held_.size());
    for (const Held& held : held_) {
      v1::SeatBrief wire;
      to_wire(world_.seats[held.seat].brief, wire);
      briefs.push_back(bytes_of(wire));
    }
    return briefs;
  }

  // Calls decide(number, events, wake) for each wake of a seat that is held, by its place among
  // them: a SeatEvents and a Wake in, a Turn or None (the robot decides) out.
  void play(nb::object decide) {
    if (is_played_) throw nb::value_error("this market was played already: make another");
    is_played_ = true;
    decide_ = std::move(decide);
    Interruption interruption;
    bool ended_well = false;
    {
      const nb::gil_scoped_release unlocked;
      ended_well = run(interruption);
    }
    decide_ = nb::object();
    if (error_) std::rethrow_exception(std::exchange(error_, nullptr));
    if (interruption.raised()) raise_pending_error();
    if (!ended_well) raise_scenario_error(scenario_.name + ": the market cannot be set up");
  }

  [[nodiscard]] const std::vector<SeatOutcome>& outcomes() const { return outcomes_; }
  [[nodiscard]] std::string events_hash() const { return fmt::format("{:016x}", events_hash_); }

 private:
  struct Held {
    std::size_t seat = 0;
    AccountId account{};
    std::int64_t turn_number = 0;
    v1::SeatEvents events;  // since its last wake
  };

  void take(const std::string& name) {
    const auto found =
        std::ranges::find(world_.seats, name, [](const SeatPlan& seat) { return seat.brief.seat; });
    if (found == world_.seats.end()) {
      std::vector<std::string> known;
      known.reserve(world_.seats.size());
      for (const SeatPlan& seat : world_.seats) known.push_back(seat.brief.seat);
      raise_scenario_error(
          fmt::format("there is no seat '{}'; there are {}", name, fmt::join(known, ", ")));
    }
    const auto seat = static_cast<std::size_t>(found - world_.seats.begin());
    if (std::ranges::find(held_, seat, &Held::seat) != held_.end())
      raise_scenario_error(fmt::format("the seat '{}' is given twice", name));
    held_.push_back({.seat = seat, .account = found->brief.account, .events = {}});
    held_.back().events.set_seat(name);
  }

  bool run(Interruption& interruption) {
    LocalVenue market;
    VenueObserver& observer = *this;
    ObservedVenue venue(market, &observer);
    Session session(scenario_, world_, seed_, venue, this);
    outcomes_.assign(held_.size(), {});
    if (!session.open()) return false;
    for (std::size_t i = 0; i < held_.size(); ++i) outcomes_[i].cash = -cash_of(market, held_[i]);
    while (!session.over() && !error_ && !interruption.wanted()) session.play_next();
    for (std::size_t i = 0; i < held_.size(); ++i) {
      outcomes_[i].cash += cash_of(market, held_[i]);
      outcomes_[i].abatement_cost = abatement_cost(session.recorder(), held_[i].seat);
    }
    market.look([&](const Market& now) { events_hash_ = now.events_hash(); });
    return true;
  }

  bool decide(std::size_t seat, const Observation& observation, Decision& decision) override {
    if (!number_of_[seat] || error_) return false;
    const std::size_t number = *number_of_[seat];
    Held& held = held_[number];
    v1::Wake wake;
    wake.set_seat(held.events.seat());
    wake.set_turn_number(++held.turn_number);
    to_wire(observation, *wake.mutable_observation());
    const nb::gil_scoped_acquire lock;
    try {  // nothing may be thrown through the session
      const nb::object answer = decide_(number, bytes_of(held.events), bytes_of(wake));
      held.events.clear_events();
      return !answer.is_none() && understand(nb::cast<nb::bytes>(answer), held, decision);
    } catch (...) {
      error_ = std::current_exception();
      return false;
    }
  }

  static bool understand(const nb::bytes& answer, const Held& held, Decision& decision) {
    v1::Turn turn;
    if (!turn.ParseFromArray(answer.data(), static_cast<int>(answer.size())))
      throw nb::value_error("the answer is no Turn");
    auto decided = from_wire(turn, held.account);
    if (!decided.ok()) throw nb::value_error(std::string(decided.status().message()).c_str());
    for (const Intent& intent : decided->intents) {
      const AccountId account = std::visit([](const auto& it) { return it.account; }, intent);
      if (account != held.account) throw nb::value_error("a command names another's account");
    }
    decision = *std::move(decided);
    return true;
  }

  void see(const VenueNews& news, const Venue& /*venue*/) override {
    for (std::size_t i = 0; i < news.events.size(); ++i) {
      const Event& event = news.events[i];
      for (std::size_t number = 0; number < held_.size(); ++number) {
        Held& held = held_[number];
        if (!concerns(event, held.account)) continue;
        v1::Event& wire = *held.events.add_events();
        static_cast<void>(to_wire(event, {.sees_all = false, .account = held.account}, wire));
        wire.set_event_number(news.first_event + static_cast<std::int64_t>(i));
        if (const auto* settled = std::get_if<ComplianceSettled>(&event)) {
          outcomes_[number].penalties += currency(settled->penalty);
          outcomes_[number].shortfall_t += settled->shortfall.raw();
        }
      }
    }
  }

  static double cash_of(const LocalVenue& market, const Held& held) {
    Cash cash;
    market.look([&](const Market& now) {
      const CashBalance balance = now.cash(held.account);
      cash = balance.available + balance.escrowed;
    });
    return currency(cash);
  }

  // Emitters' seats come first, in the order of the record.
  static double abatement_cost(const Recorder& recorder, std::size_t seat) {
    if (seat >= recorder.firms().size()) return 0;
    const std::vector<double>& cost = recorder.firms()[seat].abatement_cost;
    return std::accumulate(cost.begin(), cost.end(), 0.0);
  }

  const Scenario scenario_;
  const std::uint64_t seed_;
  const World world_;
  std::vector<Held> held_;
  std::vector<std::optional<std::size_t>> number_of_;  // among those held, a seat each
  std::vector<SeatOutcome> outcomes_;                  // of those held
  nb::object decide_;
  std::exception_ptr error_;
  std::uint64_t events_hash_ = 0;
  bool is_played_ = false;
};

void create(SeatedMarket* self, const PlayedScenario& played, std::uint64_t seed,
            const std::vector<std::string>& seats) {
  new (self) SeatedMarket(played.read.scenario, seed, seats);
}

// Name, group, and whether it emits, of each seat in order.
std::vector<nb::tuple> seats_of(const PlayedScenario& played) {
  std::vector<nb::tuple> seats;
  for (const SeatPlan& seat : make_world(played.read.scenario, played.read.scenario.seed).seats)
    seats.push_back(nb::make_tuple(seat.brief.seat, seat.group, seat.brief.emitter));
  return seats;
}

}  // namespace

void add_seated_market(nb::module_& module) {
  module.def("seats", &seats_of, nb::arg("scenario"));
  nb::class_<SeatOutcome>(module, "SeatOutcome")
      .def_ro("cash", &SeatOutcome::cash)
      .def_ro("abatement_cost", &SeatOutcome::abatement_cost)
      .def_ro("penalties", &SeatOutcome::penalties)
      .def_ro("shortfall_t", &SeatOutcome::shortfall_t);
  nb::class_<SeatedMarket>(module, "SeatedMarket")
      .def("__init__", &create, nb::arg("scenario"), nb::arg("seed"), nb::arg("seats"))
      .def("briefs", &SeatedMarket::briefs)
      .def("play", &SeatedMarket::play, nb::arg("decide"))
      .def("outcomes", &SeatedMarket::outcomes)
      .def_prop_ro("events_hash", &SeatedMarket::events_hash);
}

}  // namespace tanshi
