// Proves that a journal survives its disk: whichever operation is the last before the power goes,
// and whatever of the unsynced data then is on the disk or not, the journal opens again and holds
// every group that was acknowledged, and nothing but what was appended. The same for files that
// were cut anywhere, as far as it can be; and damage of every other kind is noticed.
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "exchange/base/random_stream.h"
#include "exchange/journal/journal.h"
#include "tests/testing/fault_disk.h"
#include "tests/testing/journal_filler.h"
#include "tests/testing/scratch_directory.h"
#include "tests/testing/seeds.h"

namespace tanshi {
namespace {

// A journal on a disk that fails, and what it has promised.
class CrashTest {
 public:
  explicit CrashTest(std::uint64_t seed) : random_(seed, 0, 0), filler_(seed) {}

  FaultDisk& disk() { return disk_; }
  RandomStream& random() { return random_; }
  const JournalFiller& filler() const { return filler_; }

  absl::StatusOr<std::unique_ptr<Journal>> open() const {
    // Checkpoints after every few pages, so that crashes fall into them too.
    return Journal::open(directory_.path(), {.disk = {.checkpoint_pages = 6, .vfs = disk_.vfs()}});
  }

  // Opens, recovers, and appends `groups` groups with a snapshot now and then, until done or
  // until the disk fails. False in the second case.
  bool run(int groups) {
    const auto journal = open();
    if (!journal.ok() || !resume(**journal).ok()) return false;
    for (int group = 0; group < groups; ++group) {
      if (!filler_.append_group(**journal, static_cast<int>(random_.uniform_int(1, 40))).ok()) {
        // It must not promise anything any more, however well the disk does from here on.
        EXPECT_FALSE((*journal)->append("", LogPosition{acknowledged_ + 1'000, 0, 0}).ok());
        return false;
      }
      acknowledged_ = filler_.market().command_count();
      const bool failed = random_.uniform_int(0, 3) == 0 &&
                          !(*journal)->save_snapshot(filler_.market().state()).ok();
      if (failed) return false;
    }
    return true;
  }

  // How many acknowledged commands are lost after a crash. An error: what is left is not a prefix
  // of what was appended, or cannot be had at all.
  absl::StatusOr<std::int64_t> lost_in_crash() {
    disk_.crash(random_);
    const auto journal = open();
    if (!journal.ok()) return journal.status();
    if (absl::Status status = resume(**journal); !status.ok()) return status;
    if (const auto end = (*journal)->verify(); !end.ok()) return end.status();
    return std::max<std::int64_t>(0, acknowledged_ - filler_.market().command_count());
  }

 private:
  // Takes over what the journal holds, if that is a prefix of what was appended.
  absl::Status resume(Journal& journal) {
    auto market = journal.recover();
    if (!market.ok()) return market.status();
    const auto index = static_cast<std::size_t>(market->command_count());
    if (index >= filler_.positions().size() || position_of(*market) != filler_.positions()[index]) {
      return absl::InternalError("recovered what was never appended");
    }
    filler_.resume(*std::move(market));
    return absl::OkStatus();
  }

  ScratchDirectory directory_;  // only its name is used; the files are on `disk_`
  FaultDisk disk_;
  RandomStream random_;
  JournalFiller filler_;
  std::int64_t acknowledged_ = 0;
};

TEST(JournalCrash, NothingAcknowledgedIsLostWhicheverOperationIsTheLast) {
  bool is_done = false;
  int crashes = 0;
  for (std::int64_t last = 0; !is_done; ++last) {
    SCOPED_TRACE(last);
    CrashTest test(1);
    test.disk().fail_after(last, FaultDisk::Failure::kAllFromNow);

    is_done = test.run(12);

    const auto lost = test.lost_in_crash();
    ASSERT_TRUE(lost.ok()) << lost.status();
    ASSERT_EQ(*lost, 0);
    ++crashes;
  }
  EXPECT_GT(crashes, 80);
}

TEST(JournalCrash, NothingAcknowledgedIsLostInManyCrashesOfOneJournal) {
  for (const std::uint64_t seed : test_seeds(60)) {
    const ReplayLine replay(seed);
    CrashTest test(seed);
    for (int round = 0; round < 12; ++round) {
      const bool is_passing = test.random().uniform_int(0, 2) == 0;
      test.disk().fail_after(
          test.random().uniform_int(0, 150),
          is_passing ? FaultDisk::Failure::kOne : FaultDisk::Failure::kAllFromNow);
      test.run(30);

      const auto lost = test.lost_in_crash();
      ASSERT_TRUE(lost.ok()) << "round " << round << ": " << lost.status();
      ASSERT_EQ(*lost, 0) << "round " << round;
    }
    EXPECT_GT(test.filler().market().command_count(), 0);
  }
}

// The canary: were the journal's promises empty, the test above would tell.
TEST(JournalCrash, DiskThatLiesAboutSyncsIsFoundOut) {
  int found_out = 0;
  for (const std::uint64_t seed : test_seeds(20)) {
    CrashTest test(seed);
    ASSERT_TRUE(test.run(3));
    test.disk().ignore_syncs();
    ASSERT_TRUE(test.run(3));
    const auto lost = test.lost_in_crash();
    if (!lost.ok() || *lost > 0) ++found_out;
  }
  EXPECT_GT(found_out, 0);
}

// A journal's files as a power failure might leave them, for the tests that cut and change them.
class DamageTest : public testing::Test {
 protected:
  DamageTest() {
    FaultDisk disk;
    const auto journal = Journal::open(directory_.path(), options(disk));
    EXPECT_TRUE(journal.ok()) << journal.status();
    for (int group = 0; group < 20; ++group) {
      EXPECT_TRUE(filler_.append_group(**journal, 30).ok());
      if (group != 9) continue;
      EXPECT_TRUE((*journal)->save_snapshot(filler_.market().state()).ok());
    }
    files_ = disk.files();  // the journal is still open: its write-ahead log is there
  }

  JournalOptions options(const FaultDisk& disk) const {
    return {.disk = {.checkpoint_pages = 6, .vfs = disk.vfs()}};
  }

  std::string& file(const char* name) { return files_[(directory_.path() / name).string()]; }

  // What is recovered of `files`; DATA_LOSS or another error if the damage was noticed.
  absl::StatusOr<LogPosition> recovered(const std::map<std::string, std::string>& files) const {
    FaultDisk disk;
    disk.set_files(files);
    const auto journal = Journal::open(directory_.path(), options(disk));
    if (!journal.ok()) return journal.status();
    const auto market = (*journal)->recover();
    if (!market.ok()) return market.status();
    return position_of(*market);
  }

  void expect_prefix(const LogPosition& position) const {
    ASSERT_LT(position.command_count, std::ssize(filler_.positions()));
    EXPECT_EQ(position, filler_.positions()[static_cast<std::size_t>(position.command_count)]);
  }

  ScratchDirectory directory_;
  JournalFiller filler_{1};
  std::map<std::string, std::string> files_;
};

TEST_F(DamageTest, WriteAheadLogCutAnywhereGivesAPrefix) {
  const std::string whole = file("commands.sqlite-wal");
  file("snapshots.sqlite-wal").clear();
  file("snapshots.sqlite").clear();
  ASSERT_GT(whole.size(), 8'192U);
  std::int64_t latest = 0;
  for (std::size_t size = 0; size <= whole.size(); size += 61) {  // a prime: all places in a page
    SCOPED_TRACE(size);
    file("commands.sqlite-wal") = whole.substr(0, size);

    const auto position = recovered(files_);

    ASSERT_TRUE(position.ok()) << position.status();
    expect_prefix(*position);
    EXPECT_GE(position->command_count, latest);
    latest = position->command_count;
  }
  file("commands.sqlite-wal") = whole;
  const auto position = recovered(files_);
  ASSERT_TRUE(position.ok()) << position.status();
  EXPECT_EQ(*position, filler_.positions().back());
}

TEST_F(DamageTest, FilesCutOrChangedAnywhereGiveAPrefixOrAnError) {
  int errors = 0;
  int prefixes = 0;
  for (const std::uint64_t seed : test_seeds(1'500)) {
    const ReplayLine replay(seed);
    RandomStream random(seed, 0, 0);
    auto damaged = files_;
    for (auto& [path, content] : damaged) {
      const auto place = [&] {
        return static_cast<std::size_t>(
            random.uniform_int(0, static_cast<std::int64_t>(content.size())));
      };
      switch (random.uniform_int(0, 3)) {
        case 0:
          content.resize(place());
          break;
        case 1:
          for (std::int64_t i = random.uniform_int(1, 20); i > 0 && !content.empty(); --i) {
            content[place() % content.size()] = static_cast<char>(random.uniform_int(0, 255));
          }
          break;
        default:
          break;
      }
    }

    const auto position = recovered(damaged);

    if (position.ok()) expect_prefix(*position);
    ++(position.ok() ? prefixes : errors);
  }
  EXPECT_GT(errors + prefixes, 0);
  if (errors + prefixes >= 100) {
    EXPECT_GT(errors, 10);
    EXPECT_GT(prefixes, 10);
  }
}

}  // namespace
}  // namespace tanshi
