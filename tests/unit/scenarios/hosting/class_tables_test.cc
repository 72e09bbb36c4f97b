// Tables of a class, of notes made by hand: to the letter as the CSV files have them.
#include "scenarios/hosting/class_tables.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "scenarios/results/cells.h"
#include "tanshi/journal/v1/class_note.pb.h"
#include "tanshi/v1/agent_service.pb.h"
#include "tanshi/v1/operator_service.pb.h"

namespace tanshi {
namespace {

using journal::v1::ClassNote;

constexpr std::int64_t kNoon = 1'790'000'000'000;  // some day

template <class Told>
std::string csv(const std::vector<Told>& rows) {
  std::string text;
  for (const Told& row : rows) text += csv_line(row_of(row));
  return text;
}

class ClassTablesTest : public ::testing::Test {
 protected:
  ClassTablesTest() {
    facts.session.treatment = "collar";
    facts.session.practice = true;
    facts.accounts = {{"cheap-1", 1}, {"cheap-2", 2}};
    facts.holders = {{"cheap-1", 2}};
    note(0).mutable_code_made()->set_code("K7M4QX");
  }

  ClassNote& note(std::int64_t ms) {
    ClassNote& added = notes.emplace_back();
    added.set_unix_ms(kNoon + ms);
    return added;
  }

  void enters(std::int64_t ms, std::int64_t id, const char* name, const char* seat, bool consents) {
    journal::v1::Entered& entered = *note(ms).mutable_entered();
    entered.set_participant_id(id);
    entered.set_name(name);
    entered.set_role(seat[0] == '\0' ? v1::ROLE_OBSERVER : v1::ROLE_TRADER);
    entered.set_seat(seat);
    entered.set_code("K7M4QX");
    entered.set_consents(consents);
  }

  [[nodiscard]] ClassTables tables() const {
    std::vector<std::string> bytes;
    for (const ClassNote& each : notes) bytes.push_back(each.SerializeAsString());
    bytes.emplace_back("\xff is no note");
    return class_tables(bytes, facts);
  }

  ClassFacts facts;
  std::vector<ClassNote> notes;
};

TEST_F(ClassTablesTest, ParticipantsAreNumbersInSeats) {
  enters(1'500, 1, "Ada", "cheap-1", true);
  enters(2'000, 2, "Bob", "gone-7", false);
  enters(2'500, 3, "Eve", "", true);
  note(9'000).mutable_removed()->set_participant_id(1);

  EXPECT_EQ(csv(tables().participants),
            "1,trader,1,cheap-1,1,1500,9000,collar,1\n"
            "2,trader,,gone-7,0,2000,,collar,1\n"
            "3,observer,,,1,2500,,collar,1\n");
}

TEST_F(ClassTablesTest, StepsComeAsTheyWereTakenWithoutNames) {
  enters(10, 1, "Ada", "cheap-1", true);
  for (const char* detail : {"question 1: answer 2, right", "I am Ada, \"the first\""}) {
    journal::v1::StepRecorded& step = *note(20).mutable_step_recorded();
    step.set_participant_id(1);
    step.set_kind("quiz");
    step.set_detail(detail);
  }

  EXPECT_EQ(csv(tables().steps),
            "1,20,1,quiz,\"question 1: answer 2, right\"\n"
            "2,20,1,quiz,\"I am [participant 1], \"\"the first\"\"\"\n");
}

TEST_F(ClassTablesTest, PlansAreOfWhoHeldTheSeatThen) {
  v1::Builds builds;
  for (const int project : {0, 2}) {
    builds.add_builds()->set_project(project);
    builds.mutable_builds()->rbegin()->set_units(3);
  }
  const auto plans = [&](std::int64_t ms, bool abates, bool builds_too) {
    journal::v1::PlanSet& set = *note(ms).mutable_plan_set();
    set.set_seat("cheap-1");
    set.set_year(2027);
    set.set_day(4);
    set.set_after_event(99);
    if (abates) set.set_abatement_t(0);
    if (builds_too) set.set_builds(builds.SerializeAsString());
  };
  enters(10, 1, "Ada", "cheap-1", true);
  plans(20, true, false);
  note(30).mutable_removed()->set_participant_id(1);
  plans(35, true, false);
  enters(40, 2, "Bob", "cheap-1", true);
  plans(50, false, true);

  EXPECT_EQ(csv(tables().plans),
            "1,20,1,cheap-1,1,2027,4,0,,99\n"
            "2,35,1,cheap-1,,2027,4,0,,99\n"
            "3,50,1,cheap-1,2,2027,4,,"
            "\"[{\"\"project\"\":0,\"\"units\"\":3},{\"\"project\"\":2,\"\"units\"\":3}]\",99\n");
}

TEST_F(ClassTablesTest, WhatTheInstructorDidIsThere) {
  enters(10, 1, "Ada", "cheap-1", true);
  note(20).mutable_player_set()->set_seat("cheap-2");
  notes.back().mutable_player_set()->set_robot(true);
  journal::v1::Announced& text = *note(30).mutable_announced();
  text.set_number(4);
  text.set_year(2026);
  text.set_day(2);
  text.set_text("Ada leads");
  journal::v1::Announced& shock = *note(40).mutable_announced();
  shock.set_number(5);
  shock.set_year(2026);
  shock.set_day(3);
  shock.set_kind(v1::ANNOUNCEMENT_KIND_DEMAND_SHOCK);
  shock.add_figures(9'000);
  shock.add_figures(2027);
  v1::SetClassOptionsRequest options;
  options.set_ranking(false);
  options.set_consent("Data are used.");
  options.set_paid_cents_per_million(50);
  note(50).mutable_options_set()->set_options(options.SerializeAsString());

  const ClassTables all = tables();
  EXPECT_EQ(csv(all.players), "1,20,2,cheap-2,robot\n");
  EXPECT_EQ(csv(all.announcements),
            "4,30,2026,2,text,[participant 1] leads,\n"
            "5,40,2026,3,demand_shock,,\"[9000,2027]\"\n");
  EXPECT_EQ(csv(all.options), "1,50,0,,,Data are used.,50,\n");
}

TEST_F(ClassTablesTest, DebriefsHaveEachFigureOfTheSeat) {
  v1::Debrief& debrief = facts.debriefs.emplace_back();
  debrief.set_seat("cheap-1");
  debrief.set_name("Bob");
  debrief.set_cost_cents(-5);
  debrief.set_cost_alone_cents(700);
  debrief.set_cost_best_cents(600);
  v1::SeatYear& year = *debrief.add_years();
  year.set_year(2025);
  year.set_emissions_t(1);
  year.set_abated_t(2);
  year.set_abatement_cost_cents(3);
  year.set_bought_t(-4);
  year.set_paid_cents(-5);
  year.set_surrendered_t(6);
  year.set_shortfall_t(7);
  year.set_penalty_cents(8);
  year.set_banked_t(9);
  v1::Mistake& mistake = *debrief.add_mistakes();
  mistake.set_kind(v1::MISTAKE_KIND_BOUGHT_ABOVE_MAC);
  mistake.set_year(2025);
  mistake.set_day(3);
  mistake.set_quantity_t(100);
  mistake.set_price_cents_per_tonne(12'50);
  mistake.set_better_cents_per_tonne(10'00);
  mistake.set_cost_cents(250'00);
  mistake.set_event_number(42);
  v1::Mistake& whole_year = *debrief.add_mistakes();
  whole_year.set_kind(v1::MISTAKE_KIND_SHORT);
  whole_year.set_year(2025);
  whole_year.set_day(-1);
  debrief.mutable_payment()->set_year(2025);
  debrief.mutable_payment()->set_earned_cents(705);
  debrief.mutable_payment()->set_paid_cents(507);
  facts.debriefs.emplace_back().set_seat("cheap-2");

  const ClassTables all = tables();
  EXPECT_EQ(csv(all.debriefs), "1,cheap-1,2,-5,700,600\n2,cheap-2,,0,0,0\n");
  EXPECT_EQ(csv(all.debrief_years), "1,cheap-1,2,2025,1,2,3,-4,-5,6,7,8,9\n");
  EXPECT_EQ(csv(all.mistakes),
            "1,cheap-1,2,bought_above_mac,2025,3,100,12.5,10,25000,42\n"
            "1,cheap-1,2,short,2025,,0,,,0,\n");
  EXPECT_EQ(csv(all.payments), "1,cheap-1,2,2025,705,507\n");
}

}  // namespace
}  // namespace tanshi
