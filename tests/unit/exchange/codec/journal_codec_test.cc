// Proves that the journal's codec writes tanshi.journal.v1 exactly as protobuf does, reads back
// what it wrote, and refuses every other spelling: byte by byte against generated classes, on
// random values and on hand-made damage.
#include "exchange/codec/journal_codec.h"

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exchange/market/command_fields.h"
#include "tests/testing/random_messages.h"
#include "tests/testing/seeds.h"
#include "tests/unit/exchange/codec/journal_messages.h"

namespace tanshi {
namespace {

using namespace std::string_literals;

std::vector<Command> random_commands(std::uint64_t seed, std::size_t count) {
  RandomMessages random(seed);
  std::vector<Command> commands(count);
  for (Command& command : commands) command = random.make<Command>();
  return commands;
}

std::string encode(const std::vector<Command>& commands) {
  std::string group;
  for (const Command& command : commands) append_command(command, group);
  return group;
}

TEST(JournalCodec, WritesCommandsAsProtobufDoes) {
  for (const std::uint64_t seed : test_seeds(20)) {
    const ReplayLine replay(seed);
    const std::vector<Command> commands = random_commands(seed, 200);
    journal::v1::CommandGroup group;
    for (const Command& command : commands) *group.add_commands() = message_of(command);

    EXPECT_EQ(encode(commands), group.SerializeAsString());
  }
}

TEST(JournalCodec, ReadsBackEveryCommand) {
  for (const std::uint64_t seed : test_seeds(20)) {
    const ReplayLine replay(seed);
    const std::vector<Command> commands = random_commands(seed, 200);

    std::vector<Command> decoded;
    ASSERT_TRUE(decode_commands(encode(commands), decoded));

    EXPECT_EQ(decoded, commands);
  }
}

TEST(JournalCodec, WritesStatesAsProtobufDoesAndReadsThemBack) {
  for (const std::uint64_t seed : test_seeds(50)) {
    const ReplayLine replay(seed);
    const MarketState state = RandomMessages(seed).make<MarketState>();

    const std::string bytes = encode_state(state);

    EXPECT_EQ(bytes, message_of(state).SerializeAsString());
    EXPECT_EQ(decode_state(bytes), state);
  }
}

// Every cut of a group is the group's first commands, or refused.
TEST(JournalCodec, CutGroupGivesItsFirstCommandsOrIsRefused) {
  const std::vector<Command> commands = random_commands(1, 10);
  const std::string group = encode(commands);
  for (std::size_t size = 0; size < group.size(); ++size) {
    std::vector<Command> decoded;
    const bool is_whole = decode_commands(std::string_view(group).substr(0, size), decoded);

    ASSERT_LT(decoded.size(), commands.size());
    EXPECT_TRUE(std::equal(decoded.begin(), decoded.end(), commands.begin()));
    EXPECT_EQ(is_whole, encode(decoded).size() == size);
  }
}

struct Spelling {
  const char* what;
  std::string bytes;
};

class OtherSpelling : public testing::TestWithParam<Spelling> {};

// Protobuf's own parser takes each of these for a CommandGroup.
TEST_P(OtherSpelling, IsRefused) {
  std::vector<Command> decoded;

  EXPECT_TRUE(journal::v1::CommandGroup().ParseFromString(GetParam().bytes));
  EXPECT_FALSE(decode_commands(GetParam().bytes, decoded));
}

// "\n\x04\x32\x02\x08\x07" is the group of one command, open_account {account_id: 7}.
INSTANTIATE_TEST_SUITE_P(
    JournalCodec, OtherSpelling,
    testing::Values(Spelling{"zero time written", "\n\x06\x08\x00\x32\x02\x08\x07"s},
                    Spelling{"zero account written", "\n\x04\x32\x02\x08\x00"s},
                    Spelling{"padded varint", "\n\x05\x32\x03\x08\x87\x00"s},
                    Spelling{"padded length", "\n\x05\x32\x82\x00\x08\x07"s},
                    Spelling{"padded tag", "\n\x05\xb2\x00\x02\x08\x07"s},
                    Spelling{"account beyond 32 bits", "\n\x08\x32\x06\x08\x87\x80\x80\x80\x10"s},
                    Spelling{"time after the action", "\n\x06\x32\x02\x08\x07\x08\x01"s},
                    Spelling{"action twice", "\n\x08\x32\x02\x08\x07\x32\x02\x08\x07"s},
                    Spelling{"account twice", "\n\x06\x32\x04\x08\x07\x08\x07"s},
                    Spelling{"no action", "\n\x02\x08\x01"s}, Spelling{"empty command", "\n\x00"s},
                    Spelling{"unknown action", "\n\x04\xc2\x3e\x01\x00"s},
                    Spelling{"unknown field", "\n\x06\x32\x04\x08\x07\x10\x01"s},
                    Spelling{"unknown field of the group", "\n\x04\x32\x02\x08\x07\x10\x01"s}),
    [](const auto& test) {
      std::string name = test.param.what;
      std::replace(name.begin(), name.end(), ' ', '_');
      return name;
    });

// Else the fuzzing would start from bytes that are refused at once.
TEST(JournalCodec, ReadsTheCorpusOfItsFuzzing) {
  std::set<std::size_t> kinds;
  for (const auto& file : std::filesystem::directory_iterator(TANSHI_CORPUS)) {
    const std::string name = file.path().filename();
    std::ifstream stream(file.path(), std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(stream), {});
    std::vector<Command> commands;
    if (name.starts_with("group_")) {
      EXPECT_TRUE(decode_commands(bytes, commands)) << name;
    } else {
      EXPECT_TRUE(decode_state(bytes).has_value()) << name;
    }
    for (const Command& command : commands) kinds.insert(command.action.index());
  }
  EXPECT_EQ(kinds.size(), std::variant_size_v<Action>);
}

// Bytes of before there were schemes: what is owed is owed in emissions.
TEST(JournalCodec, ReadsCommandsAndStatesWithoutASchemeAsOfEmissions) {
  std::vector<Command> decoded;
  ASSERT_TRUE(decode_commands("\n\x09\x6a\x07\x08\x07\x10\xe9\x0f\x18\x05"s, decoded));
  EXPECT_THAT(
      decoded,
      testing::ElementsAre(Command{
          SimTime(0), ReportEmissions{AccountId{7}, Year{2025}, Tonnes(5), kEmissionsScheme}}));

  MarketState state;
  state.settled_through = Year{2024};
  state.accounts.push_back(
      {.account = AccountId{7},
       .cash = {},
       .last_order = {},
       .open_years = {
           {.year = Year{2025}, .owed = Tonnes(5), .surrendered = {}, .is_reported = true}}});
  state.phase = TradingPhase::kOpen;
  EXPECT_EQ(encode_state(state),
            "\x10\x02\x18\xe8\x0f\x32\x0d\x08\x07\x12\x00\x22\x07\x08\xe9\x0f\x10\x05\x20\x01"s);
}

TEST(JournalCodec, ReadsTheExampleOfTheDocumentation) {
  std::vector<Command> decoded;
  ASSERT_TRUE(decode_commands("\n\x04\x32\x02\x08\x07"s, decoded));
  EXPECT_THAT(decoded, testing::ElementsAre(Command{SimTime(0), OpenAccount{AccountId{7}}}));
}

}  // namespace
}  // namespace tanshi
