// Rows of the tables of a class's data: who took part, what each did, decided and was told, and how
// it ended. Names are not among them: a participant is a number.
//
// Times are wall-clock times since the class's first note, so that they do not tell the day.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "exchange/base/units.h"
#include "scenarios/results/columns.h"

namespace tanshi {

// A seat of the session. Neither number nor name: none.
struct SeatOf {
  std::optional<std::int64_t> seat;  // number of its account
  std::string name;
};

struct ClassSessionRow {
  std::string scenario;
  std::string title;
  std::string source;
  std::string currency;
  std::string version;
  std::uint64_t seed = 0;
  std::int32_t session_number = 1;
  std::string treatment;  // empty: none
  bool practice = false;
  std::string state;  // finished or stopped
  Year year{};
  std::int32_t day = 0;
  std::int64_t commands = 0;
  std::int64_t events = 0;
  std::uint64_t events_hash = 0;
};

struct ParticipantRow {
  std::int64_t participant = 0;
  std::string role;
  SeatOf seat;
  bool consents = false;
  std::int64_t entered_ms = 0;
  std::optional<std::int64_t> removed_ms;
  std::string treatment;
  bool practice = false;
};

struct StepRow {
  std::int64_t step = 0;
  std::int64_t at_ms = 0;
  std::int64_t participant = 0;
  std::string kind;
  std::string detail;
};

struct PlanRow {
  std::int64_t plan = 0;
  std::int64_t at_ms = 0;
  SeatOf seat;
  std::optional<std::int64_t> participant;
  Year year{};
  std::int32_t day = 0;
  std::optional<std::int64_t> abatement_t;
  std::string builds;  // JSON; empty: not decided
  std::int64_t after_seq = 0;
};

struct PlayerRow {
  std::int64_t change = 0;
  std::int64_t at_ms = 0;
  SeatOf seat;
  std::string player;
};

struct AnnouncementRow {
  std::int64_t number = 0;
  std::int64_t at_ms = 0;
  Year year{};
  std::int32_t day = 0;
  std::string kind;
  std::string text;
  std::string figures;  // JSON; empty: none
};

struct WorldChangeRow {
  std::int64_t change = 0;
  Year year{};
  std::int32_t day = 0;
  std::int32_t turn = 0;
  std::string kind;
  std::int64_t factor_bp = 0;
  std::optional<std::int64_t> first_year;
  std::optional<std::int64_t> years;
};

struct ClassOptionsRow {
  std::int64_t change = 0;
  std::int64_t at_ms = 0;
  std::optional<std::int64_t> ranking;
  std::optional<std::int64_t> ranking_names;
  std::string instructions;
  std::string consent;
  std::optional<std::int64_t> paid_per_million;
  std::optional<std::int64_t> show_up_fee;
};

// Of who looks back: the seat, and who held it in the end.
struct SeatHolderRow {
  SeatOf seat;
  std::optional<std::int64_t> participant;
};

struct DebriefRow {
  SeatHolderRow of;
  Cash cost;
  Cash cost_alone;
  Cash cost_best;
};

struct DebriefYearRow {
  SeatHolderRow of;
  Year year{};
  Tonnes emissions;
  Tonnes abated;
  Cash abatement_cost;
  Tonnes bought;
  Cash paid;
  Tonnes surrendered;
  Tonnes shortfall;
  Cash penalty;
  Tonnes banked;
};

struct MistakeRow {
  SeatHolderRow of;
  std::string kind;
  Year year{};
  std::optional<std::int64_t> day;
  Tonnes quantity;
  Price price;
  Price better;
  Cash cost;
  std::optional<std::int64_t> seq;
};

struct PaymentRow {
  SeatHolderRow of;
  Year year{};
  Cash earned;
  std::int64_t paid = 0;  // cents of real money
};

void tell(Columns& columns, ClassSessionRow& session);
void tell(Columns& columns, ParticipantRow& participant);
void tell(Columns& columns, StepRow& step);
void tell(Columns& columns, PlanRow& plan);
void tell(Columns& columns, PlayerRow& player);
void tell(Columns& columns, AnnouncementRow& announcement);
void tell(Columns& columns, WorldChangeRow& change);
void tell(Columns& columns, ClassOptionsRow& options);
void tell(Columns& columns, DebriefRow& debrief);
void tell(Columns& columns, DebriefYearRow& year);
void tell(Columns& columns, MistakeRow& mistake);
void tell(Columns& columns, PaymentRow& payment);

struct ClassTables {
  std::vector<ClassSessionRow> session;  // one row
  std::vector<ParticipantRow> participants;
  std::vector<StepRow> steps;
  std::vector<PlanRow> plans;
  std::vector<PlayerRow> players;
  std::vector<AnnouncementRow> announcements;
  std::vector<WorldChangeRow> world_changes;
  std::vector<ClassOptionsRow> options;
  std::vector<DebriefRow> debriefs;
  std::vector<DebriefYearRow> debrief_years;
  std::vector<MistakeRow> mistakes;
  std::vector<PaymentRow> payments;
};

inline constexpr const char* kClassSessionTable = "class_session";

// The tables, for whoever writes or describes them: `each(name, a row is, rows)`.
template <class Tables, class Each>
void for_each_class_table(Tables& tables, const Each& each) {
  each(kClassSessionTable, "the session of the class", tables.session);
  each("participants", "a person who entered the class", tables.participants);
  each("steps", "what a participant did or was shown besides trading", tables.steps);
  each("plans", "what a person decided for a plant", tables.plans);
  each("players", "a seat that the instructor gave to its robot, or back", tables.players);
  each("announcements", "what the instructor told all, changes of the world included",
       tables.announcements);
  each("world_changes", "a change that the instructor made to the world, told or not",
       tables.world_changes);
  each("class_options", "what the instructor set of what participants are shown and paid",
       tables.options);
  each("debriefs", "a seat, and how it did", tables.debriefs);
  each("debrief_years", "a seat in a year that ended", tables.debrief_years);
  each("mistakes", "a decision of a participant that cost something, the dearest first",
       tables.mistakes);
  each("payments", "what a laboratory pays a participant", tables.payments);
}

}  // namespace tanshi
