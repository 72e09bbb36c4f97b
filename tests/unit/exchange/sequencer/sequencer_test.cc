// Proves what the sequencer promises: one order of commands, nothing told before it is durable,
// observers before callbacks, back-pressure instead of growth, and a clean stop, whether the
// sequencer's thread commits or the caller of a submit() that comes alone. Label `threads`:
// also run under ThreadSanitizer.
#include "exchange/sequencer/sequencer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <string>
#include <thread>

#include "exchange/journal/journal.h"
#include "exchange/market/event_fields.h"
#include "tests/testing/market_workload.h"
#include "tests/testing/scratch_directory.h"

namespace tanshi {
namespace {

constexpr std::chrono::milliseconds kShort(1);
constexpr auto kIgnore = [](std::span<const Committed>) {};

class SequencerTest : public testing::Test {
 protected:
  std::unique_ptr<Journal> open_journal() const {
    auto journal = Journal::open(directory_.path());
    EXPECT_TRUE(journal.ok()) << journal.status();
    return *std::move(journal);
  }

  ScratchDirectory directory_;
};

// Submits until a submit() that comes alone would be committed by its caller: once.
void come_alone(Sequencer& sequencer) {
  sequencer.submit(open_market(), kIgnore);
  sequencer.flush();
}

// Stops the thread that tells inside a callback until release().
class Gate {
 public:
  void pass() {
    std::unique_lock lock(mutex_);
    is_reached_ = true;
    changed_.notify_all();
    changed_.wait(lock, [this] { return is_open_; });
  }
  void wait_until_reached() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return is_reached_; });
  }
  void release() {
    const std::lock_guard lock(mutex_);
    is_open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_reached_ = false;
  bool is_open_ = false;
};

TEST_F(SequencerTest, CallbackGetsOneEntryAnActionWithItsNumberAndEvents) {
  Sequencer sequencer(Market(), open_journal());
  std::vector<std::int64_t> commands;
  std::vector<std::int64_t> first_events;
  std::vector<Event> events;

  sequencer.submit(open_market(), kIgnore);
  sequencer.submit(std::vector<Action>{OpenAccount{AccountId{1}}, OpenAccount{AccountId{1}}},
                   [&](std::span<const Committed> committed) {
                     for (const Committed& one : committed) {
                       commands.push_back(one.command);
                       first_events.push_back(one.first_event);
                       events.insert(events.end(), one.events.begin(), one.events.end());
                     }
                   });
  sequencer.flush();

  EXPECT_THAT(commands, testing::ElementsAre(3, 4));
  EXPECT_THAT(first_events, testing::ElementsAre(3, 4));
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(std::get<AccountOpened>(events[0]), AccountOpened{AccountId{1}});
  EXPECT_EQ(std::get<Refused>(events[1]).reason, RejectReason::kAccountExists);
}

TEST_F(SequencerTest, CommandIsInTheJournalWhenItsCallbackRuns) {
  auto journal = open_journal();
  const Journal& durable = *journal;
  std::int64_t durable_commands = 0;
  {
    Sequencer sequencer(Market(), std::move(journal));
    sequencer.submit(open_market(), [&](std::span<const Committed> committed) {
      EXPECT_GE(durable.command_count(), committed.back().command);
      durable_commands = durable.command_count();
    });
  }
  EXPECT_EQ(durable_commands, 2);
}

TEST_F(SequencerTest, ObserverHearsOfACommandBeforeItsCallbackRuns) {
  Sequencer sequencer(Market(), open_journal());
  std::int64_t observed = 0;
  std::int64_t observed_at_callback = 0;
  sequencer.subscribe([&](std::span<const Committed> group) { observed = group.back().command; });

  sequencer.submit(open_market(), [&](auto) { observed_at_callback = observed; });
  sequencer.flush();

  EXPECT_EQ(observed_at_callback, 2);
}

TEST_F(SequencerTest, EmptySubmitIsCalledBackAfterAllThatWasAppliedBefore) {
  Sequencer sequencer(Market(), open_journal());
  std::string order;

  sequencer.submit(open_market(), [&](auto) { order += "a"; });
  sequencer.submit({}, [&](std::span<const Committed> committed) {
    EXPECT_TRUE(committed.empty());
    order += "b";
  });
  sequencer.flush();

  EXPECT_EQ(order, "ab");
}

TEST_F(SequencerTest, CommandThatComesAloneIsCommittedByItsCaller) {
  auto journal = open_journal();
  const Journal& durable = *journal;
  Sequencer sequencer(Market(), std::move(journal));
  std::vector<std::thread::id> tellers;
  const auto submit_one = [&] {
    sequencer.submit(std::vector<Action>{CloseDay{}}, [&](std::span<const Committed> committed) {
      EXPECT_EQ(durable.command_count(), committed[0].command);
      tellers.push_back(std::this_thread::get_id());
    });
  };

  submit_one();
  sequencer.flush();
  ASSERT_EQ(tellers.size(), 1U);
  EXPECT_NE(tellers[0], std::this_thread::get_id());  // nobody knew yet that it came alone
  submit_one();
  ASSERT_EQ(tellers.size(), 2U);  // without a flush()
  EXPECT_EQ(tellers[1], std::this_thread::get_id());
}

TEST_F(SequencerTest, CallerWhoDoesNotWaitIsLetGoSoonAndSharesCommits) {
  Sequencer sequencer(Market(), open_journal());
  Gate gate;
  come_alone(sequencer);
  sequencer.submit(open_market(), kIgnore);  // committed here
  sequencer.submit(open_market(), [&](auto) { gate.pass(); });
  gate.wait_until_reached();
  for (int i = 0; i < 100; ++i) sequencer.submit(open_market(), kIgnore);
  gate.release();
  sequencer.flush();

  EXPECT_EQ(sequencer.counts().groups, 4);
}

TEST_F(SequencerTest, WhatComesWhileACallerCommitsIsLeftToTheThreadAndToldInOrder) {
  Sequencer sequencer(Market(), open_journal());
  Gate gate;
  std::vector<std::int64_t> observed;
  std::vector<std::int64_t> told;
  std::thread::id teller_of_others;
  sequencer.subscribe([&](std::span<const Committed> group) {
    for (const Committed& one : group) observed.push_back(one.command);
  });
  come_alone(sequencer);
  std::thread leader([&] {
    bool is_told = false;
    sequencer.submit(std::vector<Action>{CloseDay{}}, [&](std::span<const Committed> committed) {
      gate.pass();
      told.push_back(committed[0].command);
      is_told = true;
    });
    EXPECT_TRUE(is_told);
  });
  gate.wait_until_reached();
  for (int i = 0; i < 3; ++i) {
    sequencer.submit(std::vector<Action>{CloseDay{}}, [&](std::span<const Committed> committed) {
      told.push_back(committed[0].command);
      teller_of_others = std::this_thread::get_id();
    });
  }
  const std::thread::id leader_id = leader.get_id();
  EXPECT_EQ(sequencer.counts().committed, 2);
  gate.release();
  sequencer.flush();
  leader.join();

  EXPECT_THAT(told, testing::ElementsAre(3, 4, 5, 6));
  EXPECT_THAT(observed, testing::ElementsAre(1, 2, 3, 4, 5, 6));
  EXPECT_NE(teller_of_others, leader_id);
  EXPECT_NE(teller_of_others, std::this_thread::get_id());
}

TEST_F(SequencerTest, DestructorCommitsAndTellsWhatIsPending) {
  std::atomic<int> told = 0;
  {
    Sequencer sequencer(Market(), open_journal());
    for (int i = 0; i < 1'000; ++i) sequencer.submit(open_market(), [&](auto) { ++told; });
  }

  EXPECT_EQ(told, 1'000);
  EXPECT_EQ(open_journal()->command_count(), 2'000);
}

TEST_F(SequencerTest, RunnerGetsEveryEventOnceWhoeverCausedIt) {
  Sequencer sequencer(Market(), open_journal());
  std::vector<Event> events;
  sequencer.submit(open_market(), kIgnore);

  sequencer.apply_now(std::vector<Action>{OpenAccount{AccountId{1}}}, events);
  EXPECT_THAT(events, testing::ElementsAre(Event(AccountOpened{AccountId{1}})));
  events.clear();
  sequencer.submit(std::vector<Action>{OpenAccount{AccountId{2}}}, kIgnore);
  sequencer.apply_now(std::vector<Action>{OpenAccount{AccountId{3}}}, events);

  EXPECT_THAT(events, testing::ElementsAre(Event(AccountOpened{AccountId{2}}),
                                           Event(AccountOpened{AccountId{3}})));
  sequencer.flush();
  EXPECT_EQ(sequencer.counts().committed, 5);
}

TEST_F(SequencerTest, TimeOfACommandIsThatOfTheLatestAdvance) {
  Sequencer sequencer(Market(), open_journal());
  sequencer.advance(SimTime(5));
  sequencer.submit(open_market(), kIgnore);
  sequencer.advance(SimTime(7));

  SimTime before;
  SimTime after;
  sequencer.read([&](const Market& market) { before = market.time(); });
  sequencer.submit(std::vector<Action>{CloseDay{}}, kIgnore);
  sequencer.read([&](const Market& market) { after = market.time(); });

  EXPECT_EQ(before, SimTime(5));
  EXPECT_EQ(after, SimTime(7));
}

TEST_F(SequencerTest, SubmitBlocksWhileTooManyEventsWait) {
  Sequencer sequencer(Market(), open_journal(), {.max_pending_events = 10});
  Gate gate;
  sequencer.submit(open_market(), [&](auto) { gate.pass(); });
  gate.wait_until_reached();  // from here on nothing is committed
  std::atomic<int> submitted = 0;
  std::thread client([&] {
    for (int i = 0; i < 20; ++i) {
      sequencer.submit(std::vector<Action>{CloseDay{}}, kIgnore);  // two events each
      ++submitted;
    }
  });
  while (sequencer.counts().applied < 2 + 5) std::this_thread::sleep_for(kShort);

  std::this_thread::sleep_for(20 * kShort);
  EXPECT_EQ(sequencer.counts().applied, 2 + 5);
  EXPECT_EQ(submitted, 5);

  gate.release();
  client.join();
  EXPECT_EQ(submitted, 20);
}

TEST_F(SequencerTest, CallbackMaySubmitEvenWhenThereIsNoRoom) {
  std::atomic<bool> told = false;
  {
    Sequencer sequencer(Market(), open_journal(), {.max_pending_events = 1});
    sequencer.submit(open_market(), [&](auto) {
      for (int i = 0; i < 3; ++i) sequencer.submit(open_market(), [&](auto) { told = true; });
    });
    sequencer.flush();
  }
  EXPECT_TRUE(told);
}

TEST_F(SequencerTest, CallbackOfACallerThatCommitsMaySubmitToo) {
  std::atomic<int> told = 0;
  {
    Sequencer sequencer(Market(), open_journal(), {.max_pending_events = 1});
    come_alone(sequencer);
    sequencer.submit(open_market(), [&](auto) {
      for (int i = 0; i < 3; ++i) sequencer.submit(open_market(), [&](auto) { ++told; });
      EXPECT_EQ(told, 0);
    });
  }
  EXPECT_EQ(told, 3);
}

TEST_F(SequencerTest, CallbackThatFlushesWouldWaitForItselfSoItAborts) {
  const auto flush_in_callback = [this] {
    Sequencer sequencer(Market(), open_journal());
    come_alone(sequencer);
    sequencer.submit(open_market(), [&](auto) { sequencer.flush(); });
  };
  EXPECT_DEATH(flush_in_callback(), "CHECK failed");
}

TEST_F(SequencerTest, ManyThreadsGiveOneLogWhoseReplayIsWhatTheyWereTold) {
  constexpr int kThreads = 4;
  constexpr int kSubmits = 200;
  LogPosition end;
  std::int64_t observed = 0;
  {
    Sequencer sequencer(Market(), open_journal(), {.max_pending_events = 64});
    sequencer.subscribe([&](std::span<const Committed> group) {
      EXPECT_EQ(group.front().command, observed + 1);  // no gap, no repetition
      observed = group.back().command;
    });
    sequencer.submit(open_market(), kIgnore);
    std::vector<std::thread> clients;
    clients.reserve(kThreads);
    for (int t = 0; t < kThreads; ++t) {
      clients.emplace_back([&, t] {
        MarketWorkload workload(1, AccountId{1 + t * MarketWorkload::kAccounts});
        sequencer.submit(workload.open_accounts(), kIgnore);
        std::int64_t latest = 0;
        for (int i = 0; i < kSubmits; ++i) {
          const std::vector<Action> actions = {workload.next(), workload.next()};
          sequencer.submit(actions, [&latest](std::span<const Committed> committed) {
            EXPECT_EQ(committed.size(), 2U);
            EXPECT_EQ(committed[1].command, committed[0].command + 1);
            EXPECT_GT(committed[0].command, latest);
            latest = committed[1].command;
          });
          if (i % 50 < 25) sequencer.flush();  // now they come alone, now one upon another
        }
        sequencer.flush();  // `latest` is this frame's
      });
    }
    for (std::thread& client : clients) client.join();
    sequencer.read([&](const Market& market) {
      market.audit();
      end = position_of(market);
    });
  }

  EXPECT_EQ(observed, end.command_count);
  const auto replayed = open_journal()->verify();
  ASSERT_TRUE(replayed.ok()) << replayed.status();
  EXPECT_EQ(*replayed, end);
}

TEST_F(SequencerTest, SnapshotsAreTakenOnTheWayAndRecoveryGoesOnFromThem) {
  LogPosition end;
  {
    Sequencer sequencer(Market(), open_journal(), {.snapshot_every = 100});
    MarketWorkload workload(1, AccountId{1});
    sequencer.submit(open_market(), kIgnore);
    sequencer.submit(workload.open_accounts(), kIgnore);
    for (int i = 0; i < 1'000; ++i) {
      sequencer.submit(std::vector<Action>{workload.next()}, kIgnore);
      if (i % 100 == 0) sequencer.flush();
    }
    sequencer.read([&](const Market& market) { end = position_of(market); });
  }

  auto journal = open_journal();
  ASSERT_TRUE(journal->verify().ok()) << journal->verify().status();
  auto market = journal->recover();
  ASSERT_TRUE(market.ok()) << market.status();
  EXPECT_EQ(position_of(*market), end);
  Sequencer sequencer(*std::move(market), std::move(journal));
  sequencer.submit(std::vector<Action>{CloseDay{}}, [&](std::span<const Committed> committed) {
    EXPECT_EQ(committed[0].command, end.command_count + 1);
    EXPECT_EQ(committed[0].first_event, end.event_count + 1);
  });
}

TEST_F(SequencerTest, NotesAreKeptWithWhatTheyWereGivenWith) {
  {
    Sequencer sequencer(Market(), open_journal());
    const Action open{OpenAccount{AccountId{1}}};
    std::vector<Event> events;

    sequencer.note("before ");
    sequencer.apply_now({&open, 1}, events, [](std::int64_t command_count) {
      return "after " + std::to_string(command_count) + " commands ";
    });
    sequencer.note("at last");
    sequencer.submit({}, [](auto) {});  // a barrier: what is told of by now lasts
  }

  EXPECT_EQ(open_journal()->notes().value_or("none"), "before after 0 commands at last");
}

TEST_F(SequencerTest, TheJournalIsReadWithAllThatWasAppliedWhileOthersGoOn) {
  Sequencer sequencer(Market(), open_journal());
  sequencer.submit(open_market(), kIgnore);
  std::atomic<bool> stop = false;
  std::thread client([&] {
    while (!stop) sequencer.submit(std::vector<Action>{CloseDay{}}, kIgnore);
  });

  std::int64_t seen = 0;
  for (int i = 0; i < 20; ++i) {
    const std::int64_t applied = sequencer.counts().applied;
    ASSERT_TRUE(sequencer.read_journal([&](Journal& journal) {
      seen = journal.command_count();
      EXPECT_TRUE(journal.replay(seen, [](const Market&, const Command&, auto) {}).ok());
    }));
    EXPECT_GE(seen, applied);
  }
  stop = true;
  client.join();
  sequencer.flush();

  EXPECT_EQ(sequencer.counts().committed, sequencer.counts().applied);
  EXPECT_GE(sequencer.counts().committed, seen);
}

TEST_F(SequencerTest, WithoutAJournalThereIsNoneToRead) {
  Sequencer sequencer(Market(), nullptr);
  EXPECT_FALSE(sequencer.read_journal([](Journal&) { FAIL(); }));
}

TEST_F(SequencerTest, WithoutAJournalCommandsCountAsCommittedOnceApplied) {
  Sequencer sequencer(Market(), nullptr);
  std::vector<Event> events;
  sequencer.apply_now(open_market(), events);
  EXPECT_EQ(sequencer.counts().committed, 2);

  bool told = false;
  sequencer.submit(std::vector<Action>{CloseDay{}}, [&](std::span<const Committed> committed) {
    told = committed[0].command == 3 && committed[0].first_event == 3;
  });
  sequencer.flush();

  EXPECT_TRUE(told);
}

TEST_F(SequencerTest, WithoutAJournalNothingIsForgottenWhileOthersAreTold) {
  Sequencer sequencer(Market(), nullptr);
  Gate gate;
  sequencer.submit(open_market(), [&](auto) { gate.pass(); });
  gate.wait_until_reached();
  std::vector<Event> events;
  sequencer.apply_now(std::vector<Action>{CloseDay{}}, events);
  gate.release();
  sequencer.flush();

  EXPECT_EQ(sequencer.counts().committed, 3);
}

// As if the disk were full.
void allow_files_of(rlim_t bytes) {
  const rlimit limit = {bytes, bytes};
  ::signal(SIGXFSZ, SIG_IGN);
  ::setrlimit(RLIMIT_FSIZE, &limit);
}

TEST_F(SequencerTest, JournalThatCannotBeWrittenEndsTheProcess) {
  // Forks while there is no thread but this one.
  const auto write_too_much = [this] {
    allow_files_of(100'000);
    Sequencer sequencer(Market(), open_journal());
    sequencer.submit(open_market(), kIgnore);
    sequencer.flush();
    for (;;) sequencer.submit(open_market(), kIgnore);
  };
  EXPECT_EXIT(write_too_much(), testing::ExitedWithCode(2), "the journal cannot be written");

  const auto what_was_acknowledged = open_journal()->verify();
  ASSERT_TRUE(what_was_acknowledged.ok()) << what_was_acknowledged.status();
  EXPECT_GT(what_was_acknowledged->command_count, 0);
}

TEST_F(SequencerTest, JournalThatFailsACallerThatCommitsEndsTheProcessToo) {
  const auto write_nothing_more = [this] {
    const auto caller = std::this_thread::get_id();
    Sequencer sequencer(Market(), open_journal(), {.on_failure = [&](const absl::Status&) {
                          std::_Exit(std::this_thread::get_id() == caller ? 3 : 4);
                        }});
    come_alone(sequencer);
    allow_files_of(1);
    sequencer.submit(open_market(), kIgnore);
  };
  EXPECT_EXIT(write_nothing_more(), testing::ExitedWithCode(3), "");
}

}  // namespace
}  // namespace tanshi
