// Who sits where when a class goes over to its next session.
#include "exchange/classroom/moved_people.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tanshi/journal/v1/class_note.pb.h"

namespace tanshi {
namespace {

using Note = journal::v1::ClassNote;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

class MovedPeople : public testing::Test {
 protected:
  void enter(const std::string& seat) {
    Note note;
    note.mutable_entered()->set_participant_id(++entered);
    note.mutable_entered()->set_seat(seat);
    notes.push_back(note.SerializeAsString());
  }
  void remove(std::int64_t participant) {
    Note note;
    note.mutable_removed()->set_participant_id(participant);
    notes.push_back(note.SerializeAsString());
  }
  // Who sits where afterwards.
  std::map<std::int64_t, std::string> seats_among(const std::vector<std::string>& seats) const {
    std::map<std::int64_t, std::string> found;
    for (const std::string& bytes : moved_people(notes, seats)) {
      Note note;
      EXPECT_TRUE(note.ParseFromString(bytes));
      if (note.has_entered()) found[note.entered().participant_id()] = note.entered().seat();
    }
    return found;
  }

  std::vector<std::string> notes;
  std::int64_t entered = 0;
};

TEST_F(MovedPeople, KeepTheirSeatsWhereThereAreSuch) {
  enter("power-1");
  enter("steel-1");

  EXPECT_THAT(seats_among({"steel-1", "power-1"}),
              ElementsAre(Pair(1, "power-1"), Pair(2, "steel-1")));
}

TEST_F(MovedPeople, GetTheFirstThatIsFreeOtherwise) {
  enter("power-1");
  enter("power-2");
  enter("steel-1");

  EXPECT_THAT(seats_among({"cement-1", "steel-1", "cement-2"}),
              ElementsAre(Pair(1, "cement-1"), Pair(2, "cement-2"), Pair(3, "steel-1")));
}

TEST_F(MovedPeople, WhoFindsNoneComesBackToTheFirstOfHis) {
  enter("power-1");
  enter("power-2");
  EXPECT_THAT(seats_among({"cement-1"}), ElementsAre(Pair(1, "cement-1"), Pair(2, "")));

  notes = moved_people(notes, std::vector<std::string>{"cement-1"});

  EXPECT_THAT(seats_among({"power-1", "power-2", "cement-1"}),
              ElementsAre(Pair(1, "power-1"), Pair(2, "power-2")));
}

TEST_F(MovedPeople, WhoCameLaterToASeatGivesWayToWhoHadItFirst) {
  enter("power-1");
  notes = moved_people(notes, std::vector<std::string>{"maker"});
  enter("power-1");

  EXPECT_THAT(seats_among({"power-1", "maker", "cement-1"}),
              ElementsAre(Pair(1, "power-1"), Pair(2, "maker")));
}

TEST_F(MovedPeople, WhoWasRemovedOrOnlyLooksOnTakesNone) {
  enter("power-1");
  enter("");
  enter("power-2");
  remove(1);

  EXPECT_THAT(seats_among({"power-1", "cement-1"}),
              ElementsAre(Pair(1, ""), Pair(2, ""), Pair(3, "power-1")));
}

TEST_F(MovedPeople, WhatTheyDidStaysBehind) {
  Note plan;
  plan.mutable_plan_set()->set_seat("power-1");
  Note code;
  code.mutable_code_made()->set_code("K7M4QX");
  Note step;
  step.mutable_step_recorded()->set_kind("quiz");
  for (const Note& note : {plan, code, step}) notes.push_back(note.SerializeAsString());

  EXPECT_THAT(moved_people(notes, {}), ElementsAre(code.SerializeAsString()));
  EXPECT_THAT(moved_people({}, {}), IsEmpty());
}

}  // namespace
}  // namespace tanshi
