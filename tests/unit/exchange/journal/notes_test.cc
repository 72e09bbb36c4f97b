// Proves that a session's notes are in the journal as they were given, together with the commands
// that they were given with, and that damage to them is told.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <memory>
#include <string>
#include <utility>

#include "exchange/codec/journal_codec.h"
#include "exchange/journal/journal.h"
#include "tests/testing/scratch_directory.h"

namespace tanshi {
namespace {

using testing::HasSubstr;

class NotesTest : public testing::Test {
 protected:
  std::unique_ptr<Journal> open() const {
    auto journal = Journal::open(scratch_.path() / "log");
    EXPECT_TRUE(journal.ok()) << journal.status();
    return *std::move(journal);
  }

  // A command with notes, or without.
  void append(Journal& journal, const std::string& notes) {
    const Command command{SimTime(), OpenAccount{AccountId{++accounts_}}};
    std::string bytes;
    append_command(command, bytes);
    std::vector<Event> events;
    market_.apply(command, events);
    ASSERT_TRUE(journal.append(bytes, position_of(market_), notes).ok());
  }

  void edit(const char* sql) const {
    sqlite3* connection = nullptr;
    ASSERT_EQ(sqlite3_open((scratch_.path() / "log/commands.sqlite").c_str(), &connection),
              SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(connection, sql, nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(connection);
  }

  ScratchDirectory scratch_;
  Market market_;
  std::int32_t accounts_ = 0;
};

TEST_F(NotesTest, ComeBackInTheirOrder) {
  {
    const auto journal = open();
    append(*journal, "one ");
    append(*journal, "");
    ASSERT_TRUE(journal->append("", position_of(market_), "two ").ok());
    append(*journal, "three");
  }

  const auto journal = open();

  EXPECT_EQ(journal->notes().value_or("none"), "one two three");
  EXPECT_EQ(journal->command_count(), 3);
  EXPECT_TRUE(journal->verify().ok());
}

TEST_F(NotesTest, AreNoneWhereNoneWereGiven) {
  const auto journal = open();
  append(*journal, "");

  EXPECT_EQ(journal->notes().value_or("some"), "");
}

TEST_F(NotesTest, ThatAreDamagedOrMissingAreTold) {
  {
    const auto journal = open();
    append(*journal, "one");
    append(*journal, "two");
    append(*journal, "three");
  }

  edit("UPDATE session_note SET notes = CAST('tow' AS BLOB) WHERE number = 2");
  EXPECT_THAT(std::string(open()->notes().status().message()),
              HasSubstr("the notes from 2 on are damaged or missing"));

  EXPECT_FALSE(open()->verify().ok());
  edit("DELETE FROM session_note WHERE number = 1");
  EXPECT_THAT(std::string(open()->notes().status().message()),
              HasSubstr("the notes from 1 on are damaged or missing"));
}

}  // namespace
}  // namespace tanshi
