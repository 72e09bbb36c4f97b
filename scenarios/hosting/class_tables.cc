#include "scenarios/hosting/class_tables.h"

#include <string_view>

#include "fmt/format.h"
#include "fmt/ranges.h"
#include "scenarios/hosting/hidden_names.h"
#include "tanshi/journal/v1/class_note.pb.h"
#include "tanshi/v1/agent_service.pb.h"
#include "tanshi/v1/operator_service.pb.h"

namespace tanshi {

namespace {

using journal::v1::ClassNote;

// MISTAKE_KIND_SHORT as "short".
std::string word_of(std::string_view enumerator, std::string_view prefix) {
  if (enumerator.starts_with(prefix)) enumerator.remove_prefix(prefix.size());
  return lower_case(enumerator);
}

template <class Value>
std::optional<std::int64_t> wide(bool is_there, Value value) {
  return is_there ? std::optional<std::int64_t>(value) : std::nullopt;
}

std::string builds_json(const std::string& bytes) {
  v1::Builds builds;
  if (!builds.ParseFromString(bytes)) return {};
  std::vector<std::string> each;
  for (const v1::BuildProject& one : builds.builds())
    each.push_back(fmt::format(R"({{"project":{},"units":{}}})", one.project(), one.units()));
  return fmt::format("[{}]", fmt::join(each, ","));
}

// Takes the notes one by one.
class NoteReader {
 public:
  NoteReader(const ClassFacts& facts, ClassTables& tables) : facts_(facts), tables_(tables) {}

  // First, of all notes: a text may name who enters later.
  void learn_name(const ClassNote& note) {
    if (note.has_entered()) names_.add(note.entered().name(), note.entered().participant_id());
  }

  void read(const ClassNote& note) {
    if (!first_ms_) first_ms_ = note.unix_ms();
    at_ms_ = note.unix_ms() - *first_ms_;
    if (note.has_entered()) read(note.entered());
    if (note.has_removed()) read(note.removed());
    if (note.has_plan_set()) read(note.plan_set());
    if (note.has_player_set()) read(note.player_set());
    if (note.has_announced()) read(note.announced());
    if (note.has_options_set()) read(note.options_set());
    if (note.has_step_recorded()) read(note.step_recorded());
  }

 private:
  void read(const journal::v1::Entered& entered) {
    ParticipantRow row;
    row.participant = entered.participant_id();
    row.role = word_of(v1::Role_Name(static_cast<v1::Role>(entered.role())), "ROLE_");
    row.seat = seat_of(entered.seat());
    row.consents = entered.consents();
    row.entered_ms = at_ms_;
    row.treatment = facts_.session.treatment;
    row.practice = facts_.session.practice;
    if (!entered.seat().empty()) holders_[entered.seat()] = entered.participant_id();
    tables_.participants.push_back(std::move(row));
  }

  void read(const journal::v1::Removed& removed) {
    for (ParticipantRow& row : tables_.participants) {
      if (row.participant == removed.participant_id()) row.removed_ms = at_ms_;
    }
    std::erase_if(holders_,
                  [&](const auto& held) { return held.second == removed.participant_id(); });
  }

  void read(const journal::v1::PlanSet& set) {
    PlanRow row;
    row.plan = std::ssize(tables_.plans) + 1;
    row.at_ms = at_ms_;
    row.seat = seat_of(set.seat());
    const auto holder = holders_.find(set.seat());
    if (holder != holders_.end()) row.participant = holder->second;
    row.year = Year{set.year()};
    row.day = set.day();
    row.abatement_t = wide(set.has_abatement_t(), set.abatement_t());
    if (set.has_builds()) row.builds = builds_json(set.builds());
    row.after_seq = set.after_event();
    tables_.plans.push_back(std::move(row));
  }

  void read(const journal::v1::PlayerSet& set) {
    tables_.players.push_back({std::ssize(tables_.players) + 1, at_ms_, seat_of(set.seat()),
                               set.robot() ? "robot" : "person"});
  }

  void read(const journal::v1::Announced& announced) {
    AnnouncementRow row;
    row.number = announced.number();
    row.at_ms = at_ms_;
    row.year = Year{announced.year()};
    row.day = announced.day();
    const auto kind = announced.kind() == 0 ? v1::ANNOUNCEMENT_KIND_TEXT
                                            : static_cast<v1::AnnouncementKind>(announced.kind());
    row.kind = word_of(v1::AnnouncementKind_Name(kind), "ANNOUNCEMENT_KIND_");
    row.text = names_.hide(announced.text());
    if (announced.figures_size() > 0)
      row.figures = fmt::format("[{}]", fmt::join(announced.figures(), ","));
    tables_.announcements.push_back(std::move(row));
  }

  void read(const journal::v1::OptionsSet& set) {
    v1::SetClassOptionsRequest options;
    if (!options.ParseFromString(set.options())) return;
    ClassOptionsRow row;
    row.change = std::ssize(tables_.options) + 1;
    row.at_ms = at_ms_;
    row.ranking = wide(options.has_ranking(), options.ranking());
    row.ranking_names = wide(options.has_ranking_names(), options.ranking_names());
    row.instructions = names_.hide(options.instructions());
    row.consent = names_.hide(options.consent());
    row.paid_per_million =
        wide(options.has_paid_cents_per_million(), options.paid_cents_per_million());
    row.show_up_fee = wide(options.has_show_up_fee_cents(), options.show_up_fee_cents());
    tables_.options.push_back(std::move(row));
  }

  void read(const journal::v1::StepRecorded& step) {
    tables_.steps.push_back({std::ssize(tables_.steps) + 1, at_ms_, step.participant_id(),
                             names_.hide(step.kind()), names_.hide(step.detail())});
  }

  [[nodiscard]] SeatOf seat_of(const std::string& seat) const {
    SeatOf of{{}, seat};
    const auto found = facts_.accounts.find(seat);
    if (found != facts_.accounts.end()) of.seat = found->second;
    return of;
  }

  const ClassFacts& facts_;
  ClassTables& tables_;
  HiddenNames names_;
  std::map<std::string, std::int64_t> holders_;  // by seat, so far
  std::optional<std::int64_t> first_ms_;
  std::int64_t at_ms_ = 0;
};

DebriefYearRow row_of(const SeatHolderRow& of, const v1::SeatYear& year) {
  return {.of = of,
          .year = Year{year.year()},
          .emissions = Tonnes(year.emissions_t()),
          .abated = Tonnes(year.abated_t()),
          .abatement_cost = Cash(year.abatement_cost_cents()),
          .bought = Tonnes(year.bought_t()),
          .paid = Cash(year.paid_cents()),
          .surrendered = Tonnes(year.surrendered_t()),
          .shortfall = Tonnes(year.shortfall_t()),
          .penalty = Cash(year.penalty_cents()),
          .banked = Tonnes(year.banked_t())};
}

MistakeRow row_of(const SeatHolderRow& of, const v1::Mistake& mistake) {
  return {.of = of,
          .kind = word_of(v1::MistakeKind_Name(mistake.kind()), "MISTAKE_KIND_"),
          .year = Year{mistake.year()},
          .day = wide(mistake.day() >= 0, mistake.day()),
          .quantity = Tonnes(mistake.quantity_t()),
          .price = Price(mistake.price_cents_per_tonne()),
          .better = Price(mistake.better_cents_per_tonne()),
          .cost = Cash(mistake.cost_cents()),
          .seq = wide(mistake.event_number() > 0, mistake.event_number())};
}

void look_back(const v1::Debrief& debrief, const ClassFacts& facts, ClassTables& tables) {
  SeatHolderRow of{{{}, debrief.seat()}, {}};
  if (const auto found = facts.accounts.find(debrief.seat()); found != facts.accounts.end())
    of.seat.seat = found->second;
  if (const auto found = facts.holders.find(debrief.seat()); found != facts.holders.end())
    of.participant = found->second;
  tables.debriefs.push_back({of, Cash(debrief.cost_cents()), Cash(debrief.cost_alone_cents()),
                             Cash(debrief.cost_best_cents())});
  for (const v1::SeatYear& year : debrief.years()) tables.debrief_years.push_back(row_of(of, year));
  for (const v1::Mistake& mistake : debrief.mistakes())
    tables.mistakes.push_back(row_of(of, mistake));
  if (!debrief.has_payment()) return;
  tables.payments.push_back({of, Year{debrief.payment().year()},
                             Cash(debrief.payment().earned_cents()),
                             debrief.payment().paid_cents()});
}

}  // namespace

ClassTables class_tables(std::span<const std::string> notes, const ClassFacts& facts) {
  ClassTables tables;
  tables.session.push_back(facts.session);
  tables.world_changes = facts.world_changes;
  NoteReader reader(facts, tables);
  std::vector<ClassNote> read;
  read.reserve(notes.size());
  for (const std::string& bytes : notes) {
    if (ClassNote note; note.ParseFromString(bytes)) read.push_back(std::move(note));
  }
  for (const ClassNote& note : read) reader.learn_name(note);
  for (const ClassNote& note : read) reader.read(note);
  for (const v1::Debrief& debrief : facts.debriefs) look_back(debrief, facts, tables);
  return tables;
}

}  // namespace tanshi
