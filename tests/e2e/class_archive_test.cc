// All data of a class, as an archive without names: of a session on a real socket.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "exchange/service/digest.h"
#include "nlohmann/json.hpp"
#include "scenarios/hosting/class_archive.h"
#include "scenarios/results/whole_file.h"
#include "tests/e2e/class_fixture.h"
#include "tests/testing/scratch_directory.h"
#include "tests/testing/zip_reader.h"

namespace tanshi {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;
using ::testing::StartsWith;
using Files = std::map<std::string, std::string>;

class ClassArchiveTest : public ClassTest {
 protected:
  ClassArchiveTest() {
    options.journal = folder.path() / "journal";
    options.classroom.emplace().treatment = "collar";
    options.classroom->session_number = 2;
  }

  // People enter, say something, plan and trade while the first days are played.
  void begin_class() {
    hold(options);
    v1::SetClassOptionsRequest shown;
    shown.set_consent("My data may be used.");
    shown.set_paid_cents_per_million(1'000'000);
    v1::SetClassOptionsResponse set;
    ASSERT_TRUE(steering->SetClassOptions(as("operator").get(), shown, &set).ok());
    good = code().code();
    v1::EnterClassRequest request;
    request.set_code(good);
    request.set_name("Adalmina Quill");
    request.set_request_id("request-of-adalmina-quill");
    request.set_consents(true);
    ASSERT_TRUE(room->EnterClass(as("").get(), request, &ada).ok());
    v1::RecordStepRequest step;
    step.set_kind("quiz");
    step.set_detail("answer 2 of adalmina quill");
    v1::RecordStepResponse recorded;
    ASSERT_TRUE(room->RecordStep(as(ada.token()).get(), step, &recorded).ok());
    play(8);
    v1::SetPlanRequest plan;
    plan.set_abatement_t(20'000);
    v1::SetPlanResponse planned;
    ASSERT_TRUE(room->SetPlan(as(ada.token()).get(), plan, &planned).ok());
    v1::SubmitOrderResponse ordered;
    ASSERT_TRUE(order(ada.token(), 7, v1::SIDE_BUY, &ordered).ok());
    v1::AnnounceRequest told;
    told.set_text("Adalmina Quill leads");
    v1::AnnounceResponse announced;
    ASSERT_TRUE(steering->Announce(as("operator").get(), told, &announced).ok());
  }
  void play_on() {
    ASSERT_TRUE(exchange->session().resume().ok());
    ASSERT_TRUE(exchange->session().wait().has_value());
  }
  void stop() {
    play(7);
    ASSERT_TRUE(exchange->session().stop().ok());
  }

  absl::StatusOr<std::filesystem::path> write() {
    return write_class_archive(*exchange, {scenario, "name: small\n", "1.2"}, folder.path());
  }
  std::string bytes() {
    const auto file = write();
    EXPECT_TRUE(file.ok()) << file.status();
    return file.ok() ? *read_file(*file) : "";
  }
  Files files() {
    const auto file = write();
    EXPECT_TRUE(file.ok()) << file.status();
    return file.ok() ? unzip(*file) : Files();
  }

  const ScratchDirectory folder;
  ExchangeOptions options;
  std::string good;
  v1::EnterClassResponse ada;
};

TEST_F(ClassArchiveTest, HasWhatTheMarketAndWhatPeopleDid) {
  begin_class();
  play_on();

  const Files all = files();

  EXPECT_THAT(all.at("participants.csv"), HasSubstr("\r\n1,trader,1,cheap-1,1,"));
  EXPECT_THAT(all.at("participants.csv"), HasSubstr(",collar,0\r\n"));
  EXPECT_THAT(all.at("steps.csv"), HasSubstr(",1,quiz,answer 2 of [participant 1]\r\n"));
  EXPECT_THAT(all.at("plans.csv"), HasSubstr(",1,cheap-1,1,2025,4,20000,,"));
  EXPECT_THAT(all.at("announcements.csv"), HasSubstr(",text,[participant 1] leads,\r\n"));
  EXPECT_THAT(all.at("class_options.csv"), HasSubstr("My data may be used."));
  EXPECT_THAT(all.at("debriefs.csv"), HasSubstr("\r\n1,cheap-1,1,"));
  EXPECT_THAT(all.at("debriefs.csv"), HasSubstr("\r\n2,cheap-2,,"));
  EXPECT_THAT(all.at("payments.csv"), HasSubstr("\r\n1,cheap-1,1,20"));
  EXPECT_THAT(all.at("class_session.csv"), HasSubstr(",2,collar,0,finished,2027,9,"));
  // The order of a person has all that the command said.
  EXPECT_THAT(all.at("orders.csv"), HasSubstr(",1,7,allowances,buy,limit,1,1000,gtc,"));
  EXPECT_THAT(all.at("trades.csv"), HasSubstr(",continuous,"));
  EXPECT_THAT(all.at("quotes.csv"), HasSubstr(",allowances,continuous,"));
  EXPECT_THAT(all.at("events.csv"), HasSubstr(",order_accepted,"));
  EXPECT_THAT(all.at("years.csv"), HasSubstr("\r\n2027,"));
  EXPECT_EQ(all.at("scenario.yaml"), "name: small\n");
  EXPECT_THAT(all.at("README.txt"), HasSubstr("Session      2\n"));
  EXPECT_THAT(all.at("codebook.csv"), HasSubstr("participants,a person who entered the class,"));
}

TEST_F(ClassArchiveTest, LetsNoNameNoCodeAndNoTokenOut) {
  begin_class();
  play_on();
  const std::string token = ada.token();
  std::string raw_digest = sha256_of(token);

  for (const auto& [name, text] : files()) {
    EXPECT_THAT(text, Not(HasSubstr("Adalmina"))) << name;
    EXPECT_THAT(text, Not(HasSubstr("adalmina"))) << name;
    EXPECT_THAT(text, Not(HasSubstr("Quill"))) << name;
    EXPECT_THAT(text, Not(HasSubstr(good))) << name;
    EXPECT_THAT(text, Not(HasSubstr(good.substr(0, 3) + good.substr(4)))) << name;
    EXPECT_THAT(text, Not(HasSubstr(token))) << name;
    EXPECT_THAT(text, Not(HasSubstr(raw_digest))) << name;
    EXPECT_THAT(text, Not(HasSubstr("127.0.0.1"))) << name;
    EXPECT_THAT(text, Not(HasSubstr("request-of-adalmina"))) << name;
  }
}

TEST_F(ClassArchiveTest, ServedAgainItHasTheSameBytes) {
  begin_class();
  play_on();
  const std::string before = bytes();
  exchange.reset();
  std::filesystem::remove(folder.path() / "small-session-2.zip");

  hold(options);

  EXPECT_TRUE(bytes() == before);
}

TEST_F(ClassArchiveTest, OfASessionThatWasStoppedHasWhatThereIs) {
  begin_class();
  stop();

  const Files all = files();

  EXPECT_THAT(all.at("class_session.csv"), HasSubstr(",stopped,2025,7,"));
  EXPECT_THAT(all.at("README.txt"), HasSubstr("Stopped      in 2025, on day 7 (from 0)"));
  EXPECT_FALSE(all.contains("years.csv"));
  EXPECT_THAT(all.at("orders.csv"), HasSubstr(",1,7,allowances,buy,limit,1,1000,gtc,"));
  EXPECT_THAT(all.at("debriefs.csv"), HasSubstr("\r\n1,cheap-1,1,"));
}

TEST_F(ClassArchiveTest, StoppedAndServedAgainItHasTheSameBytes) {
  begin_class();
  stop();
  const std::string before = bytes();
  exchange.reset();

  hold(options);

  EXPECT_EQ(exchange->session().status().phase, SessionPhase::kStopped);
  EXPECT_TRUE(bytes() == before);
}

TEST_F(ClassArchiveTest, OfASessionThatNeverBeganSaysWhoWasThere) {
  hold(options);
  static_cast<void>(enter(code().code()));
  ASSERT_TRUE(exchange->session().stop().ok());

  const Files all = files();

  EXPECT_THAT(all.at("participants.csv"), HasSubstr("\r\n1,trader,1,cheap-1,0,"));
  EXPECT_THAT(all.at("events.csv"), StartsWith("seq,"));
}

TEST_F(ClassArchiveTest, IsNotMadeWhileTheSessionPlays) {
  begin_class();
  const auto refused = write();
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr("session_not_over"));
}

// What an attempt left that was killed is in nobody's way, and nothing else is left of one.
TEST_F(ClassArchiveTest, LeavesNothingButItself) {
  begin_class();
  play_on();
  std::filesystem::create_directories(folder.path() / "archive.unfinished/data");
  ASSERT_TRUE(write_file(folder.path() / "archive.unfinished/data/old.csv", "old").ok());

  EXPECT_FALSE(files().contains("old.csv"));

  std::set<std::string> there;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
    there.insert(entry.path().filename().string());
  EXPECT_EQ(there, (std::set<std::string>{"journal", "small-session-2.zip"}));
}

TEST_F(ClassArchiveTest, SaysWhereItCannotBeWritten) {
  begin_class();
  stop();
  const std::filesystem::path file = folder.path() / "file";
  ASSERT_TRUE(write_file(file, "in the way").ok());

  const auto refused = write_class_archive(*exchange, {scenario, "", "1.2"}, file);

  EXPECT_THAT(std::string(refused.status().message()), HasSubstr(file.string()));
}

TEST_F(ClassArchiveTest, EveryFileIsInTheManifestWithItsSum) {
  begin_class();
  play_on();
  Files all = files();
  const auto package = nlohmann::json::parse(all.at("datapackage.json"));

  EXPECT_EQ(package["kind"], "class");
  EXPECT_EQ(package["state"], "finished");
  for (const auto& resource : package["resources"]) {
    const std::string path = resource["path"];
    ASSERT_TRUE(all.contains(path)) << path;
    EXPECT_THAT(std::string(resource["name"]), MatchesRegex("[-a-z0-9._/]+"));
    EXPECT_EQ(resource["bytes"], all[path].size()) << path;
    std::string hexadecimal;
    for (const char byte : sha256_of(all[path]))
      hexadecimal += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    EXPECT_EQ(resource["hash"], "sha256:" + hexadecimal) << path;
    all.erase(path);
  }
  EXPECT_EQ(all.size(), 1U);  // the manifest itself
}

}  // namespace
}  // namespace tanshi
