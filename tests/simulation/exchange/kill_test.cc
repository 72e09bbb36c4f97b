// Proves that a process which is killed with SIGKILL at any moment, while several threads submit
// commands and snapshots are being taken, loses nothing that it has acknowledged: recovery finds
// every acknowledged command with the very events that were told, a replay from the beginning
// gives the same market, and the next process goes on in the same directory.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <thread>
#include <vector>

#include "exchange/base/random_stream.h"
#include "exchange/journal/journal.h"
#include "exchange/sequencer/sequencer.h"
#include "tests/testing/kill_harness.h"
#include "tests/testing/market_workload.h"
#include "tests/testing/scratch_directory.h"
#include "tests/testing/seeds.h"

namespace tanshi {
namespace {

constexpr int kClients = 3;
constexpr int kRounds = 8;

void submit(Sequencer& sequencer, std::vector<Action> actions, const AcknowledgementPipe& pipe) {
  const std::span<const Action> view = actions;
  sequencer.submit(view, [pipe, asked = std::move(actions)](std::span<const Committed> committed) {
    std::vector<Acknowledgement> batch;
    batch.reserve(committed.size());
    for (std::size_t i = 0; i < committed.size(); ++i) {
      batch.push_back({.command = committed[i].command,
                       .first_event = committed[i].first_event,
                       .action = fingerprint_of(asked[i]),
                       .events = fingerprint_of(committed[i].events)});
    }
    pipe.write(batch);
  });
}

// A server in small: recovers, then takes commands from several threads for ever.
void serve(const std::filesystem::path& directory, std::uint64_t seed, int round,
           const AcknowledgementPipe& pipe) {
  auto journal = Journal::open(directory);
  auto market = journal.ok() ? (*journal)->recover() : journal.status();
  if (!market.ok()) {
    std::fprintf(stderr, "%s\n", market.status().ToString().c_str());
    std::_Exit(EXIT_FAILURE);
  }
  Sequencer sequencer(*std::move(market), *std::move(journal),
                      {.max_pending_events = 256, .snapshot_every = 300});
  submit(sequencer, open_market(), pipe);
  std::vector<std::thread> clients;
  clients.reserve(kClients);
  for (int i = 0; i < kClients; ++i) {
    clients.emplace_back([&, i] {
      MarketWorkload workload(seed + static_cast<std::uint64_t>(round),
                              AccountId{1 + i * MarketWorkload::kAccounts},
                              OrderId{std::int64_t{round} * 100'000'000});
      submit(sequencer, workload.open_accounts(), pipe);
      for (std::size_t size = 1;; size = size % 8 + 1) {
        std::vector<Action> actions;
        while (actions.size() < size) actions.push_back(workload.next());
        submit(sequencer, std::move(actions), pipe);
      }
    });
  }
  for (std::thread& client : clients) client.join();  // never: SIGKILL comes first
}

TEST(Kill, NothingAcknowledgedIsLost) {
  for (const std::uint64_t seed : test_seeds(3)) {
    const ReplayLine replay(seed);
    RandomStream random(seed, 0, 0);
    const ScratchDirectory scratch(ScratchDirectory::Place::kDisk);
    const std::filesystem::path directory = scratch.path() / "journal";
    std::vector<Acknowledgement> acknowledged;
    for (int round = 0; round < kRounds; ++round) {
      KilledProcess server(
          [&](const AcknowledgementPipe& pipe) { serve(directory, seed, round, pipe); });
      // Few acknowledgements: the kill falls into the start. Then either at once, while the group
      // just acknowledged is news, or any moment within some commits.
      ASSERT_TRUE(server.wait_for(static_cast<std::size_t>(random.uniform_int(0, 3'000))));
      if (round % 2 == 0) ::usleep(static_cast<useconds_t>(random.uniform_int(0, 3'000)));
      server.kill();
      acknowledged.insert(acknowledged.end(), server.acknowledged().begin(),
                          server.acknowledged().end());

      if (std::filesystem::exists(directory / "commands.sqlite")) {
        ASSERT_EQ(check_recovery(directory, acknowledged), absl::OkStatus()) << "round " << round;
      } else {
        ASSERT_TRUE(acknowledged.empty());
      }
    }
    EXPECT_FALSE(acknowledged.empty());
  }
}

// The canary: were a command lost or changed, the test above would tell.
TEST(Kill, LostOrChangedAcknowledgementIsFoundOut) {
  const ScratchDirectory scratch;
  KilledProcess server([&](const AcknowledgementPipe& pipe) { serve(scratch.path(), 1, 0, pipe); });
  ASSERT_TRUE(server.wait_for(200));
  server.kill();
  const std::vector<Acknowledgement>& whole = server.acknowledged();
  ASSERT_EQ(check_recovery(scratch.path(), whole), absl::OkStatus());

  std::vector<Acknowledgement> changed = whole;
  changed[100].events ^= 1;
  EXPECT_FALSE(check_recovery(scratch.path(), changed).ok());
  changed = whole;
  changed[100].action ^= 1;
  EXPECT_FALSE(check_recovery(scratch.path(), changed).ok());
  changed = whole;
  changed.back().command += 1'000'000'000;
  EXPECT_FALSE(check_recovery(scratch.path(), changed).ok());
  changed = whole;
  changed.push_back(whole.back());
  EXPECT_FALSE(check_recovery(scratch.path(), changed).ok());
}

}  // namespace
}  // namespace tanshi
