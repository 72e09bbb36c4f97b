// Proves what the journal promises when nothing crashes: what was appended comes back, from a
// snapshot or from the beginning; and whatever is not a whole journal of ours is refused with an
// error that says what and where. Crashes are in tests/simulation/exchange.
#include "exchange/journal/journal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iterator>
#include <map>
#include <sstream>
#include <string>

#include "exchange/codec/journal_codec.h"
#include "tests/testing/journal_filler.h"
#include "tests/testing/scratch_directory.h"

namespace tanshi {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class JournalTest : public testing::Test {
 protected:
  std::unique_ptr<Journal> open() const {
    auto journal = Journal::open(directory_);
    EXPECT_TRUE(journal.ok()) << journal.status();
    return *std::move(journal);
  }

  // A closed journal of ten groups of ten commands; with snapshots after 60 and 90 if asked for.
  void write_journal(bool with_snapshots = false) {
    const auto journal = open();
    for (int group = 1; group <= 10; ++group) {
      ASSERT_TRUE(filler_.append_group(*journal, 10).ok());
      if (with_snapshots && (group == 3 || group == 6 || group == 9)) {
        ASSERT_TRUE(journal->save_snapshot(filler_.market().state()).ok());
      }
    }
  }

  // Changes a file behind the journal's back.
  void edit(const char* file, const char* sql) const {
    sqlite3* connection = nullptr;
    ASSERT_EQ(sqlite3_open((directory_ / file).c_str(), &connection), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(connection, sql, nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(connection);
    sqlite3_close(connection);
  }

  void write_file(const char* file, const char* content) const {
    std::ofstream(directory_ / file) << content;
  }

  ScratchDirectory scratch_;
  fs::path directory_ = scratch_.path();
  JournalFiller filler_{1};
};

void expect_error(const absl::Status& status, absl::StatusCode code, const char* message) {
  EXPECT_EQ(status.code(), code) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr(message));
}

// ---- What comes back ---------------------------------------------------------------------------

TEST_F(JournalTest, NewJournalRecoversANewMarket) {
  const auto market = open()->recover();

  ASSERT_TRUE(market.ok()) << market.status();
  EXPECT_EQ(market->state(), Market().state());
}

TEST_F(JournalTest, DirectoryIsMadeWithItsParents) {
  const auto journal = Journal::open(directory_ / "a" / "b/");

  ASSERT_TRUE(journal.ok()) << journal.status();
  EXPECT_TRUE(fs::exists(directory_ / "a" / "b" / "commands.sqlite"));
}

TEST_F(JournalTest, RecoversFromTheBeginningWhatWasAppended) {
  write_journal();

  const auto market = open()->recover();

  ASSERT_TRUE(market.ok()) << market.status();
  EXPECT_EQ(market->state(), filler_.market().state());
}

TEST_F(JournalTest, RecoversFromASnapshotWhatWasAppended) {
  write_journal(/*with_snapshots=*/true);
  edit("commands.sqlite", "DELETE FROM command_group WHERE first_command < 80");  // not needed

  const auto market = open()->recover();

  ASSERT_TRUE(market.ok()) << market.status();
  EXPECT_EQ(market->state(), filler_.market().state());
}

TEST_F(JournalTest, GoesOnWhereItEnded) {
  write_journal();
  {
    const auto journal = open();
    EXPECT_EQ(journal->command_count(), 100);
    ASSERT_TRUE(filler_.append_group(*journal, 10).ok());
  }

  const auto end = open()->verify();

  ASSERT_TRUE(end.ok()) << end.status();
  EXPECT_EQ(*end, filler_.positions().back());
}

TEST_F(JournalTest, ReplaysAnyNumberOfCommands) {
  write_journal(/*with_snapshots=*/true);
  const auto journal = open();
  for (const std::int64_t until : {0, 1, 9, 10, 11, 100}) {
    std::int64_t visits = 0;

    const auto market = journal->replay(
        until, [&](const Market& after, const Command&, std::span<const Event> events) {
          EXPECT_EQ(after.command_count(), ++visits);
          EXPECT_FALSE(events.empty());
        });

    ASSERT_TRUE(market.ok()) << market.status();
    EXPECT_EQ(visits, until);
    EXPECT_EQ(position_of(*market), filler_.positions()[static_cast<std::size_t>(until)]);
  }
  const auto too_far = journal->replay(101, [](auto&&...) {});
  expect_error(too_far.status(), absl::StatusCode::kOutOfRange, "only 100 commands");
}

TEST_F(JournalTest, KeepsTheTwoLatestSnapshots) {
  write_journal(/*with_snapshots=*/true);

  auto snapshots = SnapshotStore::open(directory_ / "snapshots.sqlite", {});

  ASSERT_TRUE(snapshots.ok()) << snapshots.status();
  EXPECT_THAT(*snapshots->command_counts(), testing::ElementsAre(90, 60));
}

// The columns of the only group, in the form of docs/journal_format.md.
std::string show_group(const fs::path& file) {
  constexpr const char* kColumns[] = {"first_command", "last_command", "event_count",
                                      "events_hash",   "checksum",     "commands"};
  sqlite3* connection = nullptr;
  sqlite3_stmt* select = nullptr;
  sqlite3_open(file.c_str(), &connection);
  sqlite3_prepare_v2(connection, "SELECT * FROM command_group", -1, &select, nullptr);
  std::ostringstream text;
  if (sqlite3_step(select) == SQLITE_ROW) {
    for (int column = 0; column < 6; ++column) {
      EXPECT_STREQ(sqlite3_column_name(select, column), kColumns[column]);
      text << std::left << std::setw(15) << kColumns[column];
      if (column < 5) text << sqlite3_column_int64(select, column) << "\n";
    }
    const auto* const bytes = static_cast<const unsigned char*>(sqlite3_column_blob(select, 5));
    for (int i = 0; i < sqlite3_column_bytes(select, 5); ++i) {
      text << (i > 0 ? " " : "") << std::hex << std::right << std::setfill('0') << std::setw(2)
           << int{bytes[i]};
    }
  }
  sqlite3_finalize(select);
  sqlite3_close(connection);
  return text.str();
}

TEST_F(JournalTest, WritesTheExampleOfTheDocumentation) {
  Market market;
  std::string group;
  std::vector<Event> events;
  for (const Command& command :
       {Command{SimTime(0), OpenAccount{AccountId{7}}},
        Command{SimTime(1'000'000'000), DepositCash{AccountId{7}, Cash(250'000)}}}) {
    market.apply(command, events);
    append_command(command, group);
  }
  ASSERT_TRUE(open()->append(group, position_of(market)).ok());
  std::ifstream file(TANSHI_SOURCE_DIR "/docs/journal_format.md");
  const std::string documentation(std::istreambuf_iterator<char>(file), {});

  EXPECT_THAT(documentation,
              HasSubstr("```\n" + show_group(directory_ / "commands.sqlite") + "\n```"));
}

// ---- Only looking ------------------------------------------------------------------------------

// Every file of a directory with its bytes.
std::map<std::string, std::string> files_in(const fs::path& directory) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::directory_iterator(directory)) {
    std::ifstream file(entry.path());
    files[entry.path().filename()] = std::string(std::istreambuf_iterator<char>(file), {});
  }
  return files;
}

// What somebody sees who may read everything and write nothing: not the owner, and not root.
class LookingJournalTest : public JournalTest {
 protected:
  static constexpr uid_t kNobody = 65534;

  // The journal as a crash would leave it: with all that the write-ahead log still holds.
  void crash() {
    const auto journal = open();
    for (int group = 0; group < 3; ++group) {
      ASSERT_TRUE(filler_.append_group(*journal, 10).ok());
    }
    fs::copy(directory_, copy_.path(), fs::copy_options::recursive);
    directory_ = copy_.path();
  }

  absl::StatusOr<LogPosition> verify() const {
    const auto journal = Journal::open(directory_, {.read_only = true});
    if (!journal.ok()) return journal.status();
    return (*journal)->verify();
  }

  // What `look` sees where one may only read.
  template <class Look>
  auto without_rights(const Look& look) const {
    for (const auto& entry : fs::directory_iterator(directory_)) {
      fs::permissions(entry.path(), fs::perms(0444));
    }
    fs::permissions(directory_, fs::perms(0555));
    const bool is_root = ::geteuid() == 0;
    EXPECT_TRUE(!is_root || ::seteuid(kNobody) == 0);
    auto seen = look();
    EXPECT_TRUE(!is_root || ::seteuid(0) == 0);
    fs::permissions(directory_, fs::perms(0755));
    return seen;
  }

  ScratchDirectory copy_;
};

TEST_F(LookingJournalTest, ChangesNothing) {
  write_journal(/*with_snapshots=*/true);
  const auto before = files_in(directory_);

  const auto end = verify();

  ASSERT_TRUE(end.ok()) << end.status();
  EXPECT_EQ(*end, filler_.positions().back());
  EXPECT_EQ(files_in(directory_), before);
}

TEST_F(LookingJournalTest, SeesWhatACrashLeftInTheLogAndChangesNothing) {
  crash();
  const auto before = files_in(directory_);
  ASSERT_FALSE(before.at("commands.sqlite-wal").empty());

  const auto end = verify();

  ASSERT_TRUE(end.ok()) << end.status();
  EXPECT_EQ(*end, filler_.positions().back());
  EXPECT_EQ(files_in(directory_), before);
}

TEST_F(LookingJournalTest, NeedsNoRightToWrite) {
  write_journal(/*with_snapshots=*/true);

  const auto end = without_rights([&] { return verify(); });

  ASSERT_TRUE(end.ok()) << end.status();
  EXPECT_EQ(*end, filler_.positions().back());
}

TEST_F(LookingJournalTest, WhoMayOnlyReadCannotGoOnWithIt) {
  write_journal();

  const auto status = without_rights([&] { return Journal::open(directory_).status(); });

  expect_error(status, absl::StatusCode::kPermissionDenied, "commands.sqlite: may only be read");
}

TEST_F(LookingJournalTest, SaysWhatToDoWhereACrashLeftALogAndNothingMayBeWritten) {
  crash();

  expect_error(without_rights([&] { return verify(); }).status(),
               absl::StatusCode::kFailedPrecondition,
               "commands.sqlite-wal: holds what was written last, and can be read only where one "
               "may write; copy the folder, and read the copy");
}

TEST_F(LookingJournalTest, WaitsForNobodyWhoWrites) {
  const auto journal = open();

  expect_error(verify().status(), absl::StatusCode::kUnavailable, "another process is using it");
}

TEST_F(LookingJournalTest, HoldsBackWhoWouldWrite) {
  write_journal();
  const auto looking = Journal::open(directory_, {.read_only = true});
  ASSERT_TRUE(looking.ok()) << looking.status();
  const auto looking_too = Journal::open(directory_, {.read_only = true});

  EXPECT_TRUE(looking_too.ok()) << looking_too.status();
  expect_error(Journal::open(directory_).status(), absl::StatusCode::kUnavailable,
               "another process is using it");
}

TEST_F(LookingJournalTest, DoesNotMissSnapshotsThatAreNotThere) {
  write_journal();
  fs::remove(directory_ / "snapshots.sqlite");

  EXPECT_TRUE(verify().ok());
  EXPECT_FALSE(fs::exists(directory_ / "snapshots.sqlite"));
}

TEST_F(LookingJournalTest, DoesWithoutSnapshotsOfAnEarlierFormat) {
  write_journal(/*with_snapshots=*/true);
  edit("snapshots.sqlite", "PRAGMA user_version = 1; UPDATE snapshot SET state = x''");

  EXPECT_TRUE(verify().ok()) << verify().status();
  EXPECT_EQ(open()->recover()->state(), filler_.market().state());

  auto snapshots = SnapshotStore::open(directory_ / "snapshots.sqlite", {});
  ASSERT_TRUE(snapshots.ok()) << snapshots.status();
  EXPECT_THAT(*snapshots->command_counts(), testing::IsEmpty());
}

TEST_F(LookingJournalTest, TellsOfSnapshotsThatCannotBeRead) {
  write_journal(/*with_snapshots=*/true);
  fs::resize_file(directory_ / "snapshots.sqlite", 5'000);

  expect_error(verify().status(), absl::StatusCode::kDataLoss, "snapshots.sqlite");
  EXPECT_EQ(fs::file_size(directory_ / "snapshots.sqlite"), 5'000U);
}

TEST_F(LookingJournalTest, FindsAnyNameOfAFolder) {
  directory_ /= "a b#c?d%41=&";
  write_journal();

  const auto end = verify();

  ASSERT_TRUE(end.ok()) << end.status();
  EXPECT_EQ(end->command_count, 100);
}

// ---- Where a log comes from --------------------------------------------------------------------

class OriginTest : public JournalTest {
 protected:
  absl::StatusOr<std::unique_ptr<Journal>> open(std::string name, std::string text) const {
    return Journal::open(directory_, {.origin = {std::move(name), std::move(text)}});
  }

  const JournalOrigin origin_ = {"small, seed 1", "a: 1\nb: 2\n"};
};

TEST_F(OriginTest, IsKeptAndToldToWhoLooks) {
  ASSERT_TRUE(filler_.append_group(**open(origin_.name, origin_.text), 10).ok());

  EXPECT_EQ((*Journal::open(directory_, {.read_only = true}))->origin(), origin_);
  EXPECT_EQ((*Journal::open(directory_))->origin(), origin_);
  EXPECT_TRUE(open(origin_.name, origin_.text).ok());
}

TEST_F(OriginTest, OfALogWithoutCommandsIsTheLatestGiven) {
  ASSERT_TRUE(open("large, seed 7", "").ok());

  ASSERT_TRUE(open(origin_.name, origin_.text).ok());

  EXPECT_EQ((*Journal::open(directory_))->origin(), origin_);
}

TEST_F(OriginTest, MustBeThatOfTheCommands) {
  ASSERT_TRUE(filler_.append_group(**open(origin_.name, origin_.text), 10).ok());

  expect_error(open("small, seed 2", origin_.text).status(), absl::StatusCode::kFailedPrecondition,
               ": comes from small, seed 1, not from small, seed 2");
  expect_error(open(origin_.name, "a: 1\nb: 3\n").status(), absl::StatusCode::kFailedPrecondition,
               ": comes from another small, seed 1: line 2 was 'b: 2', is 'b: 3'");
  expect_error(open(origin_.name, "a: 1\n").status(), absl::StatusCode::kFailedPrecondition,
               ": comes from another small, seed 1: line 2 was 'b: 2', is ''");
  EXPECT_EQ((*Journal::open(directory_))->origin(), origin_);
}

TEST_F(OriginTest, IsNotGuessed) {
  write_journal();

  expect_error(open(origin_.name, origin_.text).status(), absl::StatusCode::kFailedPrecondition,
               ": does not say what it comes from, so it is not taken for small, seed 1");
}

// ---- Removing ----------------------------------------------------------------------------------

TEST_F(JournalTest, IsRemovedWithItsFolder) {
  directory_ /= "journal";
  EXPECT_TRUE(Journal::remove(directory_).ok());
  write_journal(/*with_snapshots=*/true);

  EXPECT_TRUE(Journal::remove(directory_).ok());

  EXPECT_FALSE(fs::exists(directory_));
}

TEST_F(JournalTest, IsNotRemovedWithThingsOfOthers) {
  write_journal();
  for (const char* const theirs : {"thesis.tex", "commands.sqlite.backup"}) {
    write_file(theirs, "");

    expect_error(Journal::remove(directory_), absl::StatusCode::kFailedPrecondition,
                 (std::string(theirs) + " is there").c_str());

    EXPECT_EQ(files_in(directory_).size(), 3U);
    fs::remove(directory_ / theirs);
  }
}

TEST_F(JournalTest, IsNotRemovedUnderItsWriter) {
  const auto journal = open();

  expect_error(Journal::remove(directory_), absl::StatusCode::kUnavailable,
               "another process is using it");
}

// ---- What is not a journal of ours -------------------------------------------------------------

TEST_F(JournalTest, RefusesADirectoryOfOtherThings) {
  write_file("thesis.tex", "");

  expect_error(Journal::open(directory_).status(), absl::StatusCode::kFailedPrecondition,
               "thesis.tex is there");
  EXPECT_FALSE(fs::exists(directory_ / "commands.sqlite"));
}

TEST_F(JournalTest, MakesNoJournalOnlyToLookAtIt) {
  const fs::path nowhere = directory_ / "nowhere";

  expect_error(Journal::open(nowhere, {.read_only = true}).status(), absl::StatusCode::kNotFound,
               "there is no journal here");
  EXPECT_FALSE(fs::exists(nowhere));
}

TEST_F(JournalTest, RefusesAFileInPlaceOfTheDirectory) {
  write_file("file", "");

  EXPECT_FALSE(Journal::open(directory_ / "file").ok());
}

TEST_F(JournalTest, RefusesAFileThatIsNoDatabase) {
  write_file("commands.sqlite",
             "This is a text, long enough to be taken for a database header, "
             "and even longer, because a header has a hundred bytes.");

  expect_error(Journal::open(directory_).status(), absl::StatusCode::kDataLoss,
               "file is not a database");
}

TEST_F(JournalTest, RefusesADatabaseOfAnotherProgram) {
  edit("commands.sqlite", "PRAGMA application_id = 7; CREATE TABLE recipes (name TEXT)");

  expect_error(Journal::open(directory_).status(), absl::StatusCode::kFailedPrecondition,
               "a database of another program");
}

TEST_F(JournalTest, RefusesALaterFormat) {
  write_journal();
  edit("commands.sqlite", "PRAGMA user_version = 2");

  expect_error(Journal::open(directory_).status(), absl::StatusCode::kFailedPrecondition,
               "written by a later version (format 2, this program reads up to 1)");
}

TEST_F(JournalTest, IsOpenInOnePlaceAtATime) {
  const auto journal = open();

  expect_error(Journal::open(directory_).status(), absl::StatusCode::kUnavailable,
               "another process is using it");
}

// ---- What is damaged ---------------------------------------------------------------------------

struct Damage {
  const char* name;
  const char* sql;
  const char* message;
};

class DamagedJournal : public JournalTest, public testing::WithParamInterface<Damage> {};

TEST_P(DamagedJournal, IsRefusedAndThePlaceNamed) {
  write_journal();
  edit("commands.sqlite", GetParam().sql);
  const auto journal = open();

  expect_error(journal->recover().status(), absl::StatusCode::kDataLoss, GetParam().message);
  expect_error(journal->verify().status(), absl::StatusCode::kDataLoss, GetParam().message);
}

constexpr const char* kDamaged = "commands from 41 on are damaged";

INSTANTIATE_TEST_SUITE_P(
    JournalTest, DamagedJournal,
    testing::Values(
        Damage{"Commands",
               "UPDATE command_group SET commands = CAST(substr(commands, 1, 20) || x'00' ||"
               " substr(commands, 22) AS BLOB) WHERE first_command = 41",
               kDamaged},
        Damage{"CommandsCut", "UPDATE command_group SET commands = x'' WHERE first_command = 41",
               kDamaged},
        Damage{"LastCommand",
               "UPDATE command_group SET last_command = 9223372036854775807"
               " WHERE first_command = 41",
               kDamaged},
        Damage{"EventCount",
               "UPDATE command_group SET event_count = event_count + 1 WHERE first_command = 41",
               kDamaged},
        Damage{"EventsHash",
               "UPDATE command_group SET events_hash = ~events_hash WHERE first_command = 41",
               kDamaged},
        Damage{"Checksum", "UPDATE command_group SET checksum = ~checksum WHERE first_command = 41",
               kDamaged},
        Damage{"RowMissing", "DELETE FROM command_group WHERE first_command = 41",
               "commands from 41 on are missing"},
        Damage{"RowMoved", "UPDATE command_group SET first_command = 42 WHERE first_command = 41",
               "commands from 41 on are missing"},
        Damage{"BeginningMissing", "DELETE FROM command_group WHERE first_command < 41",
               "commands from 1 on are missing"}),
    [](const auto& test) { return test.param.name; });

TEST_F(JournalTest, NamesTheCommandsThatGiveOtherEventsThanTheyGave) {
  write_journal();
  // A whole row of another session: only the replay can tell.
  const fs::path ours = directory_;
  directory_ /= "other";
  filler_ = JournalFiller(2);
  write_journal();
  directory_ = ours;
  edit("commands.sqlite",
       ("ATTACH '" + (ours / "other" / "commands.sqlite").string() +
        "' AS other; REPLACE INTO command_group SELECT * FROM other.command_group"
        " WHERE first_command = 41")
           .c_str());

  expect_error(open()->verify().status(), absl::StatusCode::kDataLoss,
               "commands from 41 on give other events than they gave");
}

TEST_F(JournalTest, SnapshotThatTheLogHasNotReachedMeansThatCommandsAreMissing) {
  write_journal(/*with_snapshots=*/true);
  edit("commands.sqlite", "DELETE FROM command_group WHERE first_command > 80");

  expect_error(open()->recover().status(), absl::StatusCode::kDataLoss,
               "the commands end at 80, but there is a snapshot after command 90");
  expect_error(open()->verify().status(), absl::StatusCode::kDataLoss,
               "the commands end at 80, but there is a snapshot after command 90");
}

class DamagedSnapshot : public JournalTest, public testing::WithParamInterface<Damage> {};

TEST_P(DamagedSnapshot, IsPassedOverByRecoveryAndToldByVerify) {
  write_journal(/*with_snapshots=*/true);
  edit("snapshots.sqlite", GetParam().sql);
  const auto journal = open();

  const auto market = journal->recover();

  ASSERT_TRUE(market.ok()) << market.status();
  EXPECT_EQ(market->state(), filler_.market().state());
  expect_error(journal->verify().status(), absl::StatusCode::kDataLoss, GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    JournalTest, DamagedSnapshot,
    testing::Values(Damage{"State",
                           "UPDATE snapshot SET state = CAST(substr(state, 1, 20) || x'7f' ||"
                           " substr(state, 22) AS BLOB) WHERE command_count = 90",
                           "the snapshot after command 90 is damaged"},
                    Damage{"Both", "UPDATE snapshot SET state = x''",
                           "the snapshot after command 90"},
                    Damage{"Checksum", "UPDATE snapshot SET checksum = 0 WHERE command_count = 60",
                           "the snapshot after command 60 is damaged"},
                    Damage{"Swapped",
                           "UPDATE snapshot SET command_count = -90 WHERE command_count = 90;"
                           "UPDATE snapshot SET command_count = 90 WHERE command_count = 60;"
                           "DELETE FROM snapshot WHERE command_count = -90",
                           "the snapshot after command 90 is damaged"}),
    [](const auto& test) { return test.param.name; });

TEST_F(JournalTest, SnapshotFileThatIsNoDatabaseIsMadeAnew) {
  write_journal(/*with_snapshots=*/true);
  fs::resize_file(directory_ / "snapshots.sqlite", 0);
  write_file("snapshots.sqlite",
             "no database at all, and longer than a header would be: a "
             "hundred bytes are needed for SQLite to look at it closely.");

  const auto market = open()->recover();

  ASSERT_TRUE(market.ok()) << market.status();
  EXPECT_EQ(market->state(), filler_.market().state());
}

}  // namespace
}  // namespace tanshi
