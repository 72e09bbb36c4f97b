// The archive of a class's data, over the wire and in the session's folder. Real sockets.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "scenarios/results/whole_file.h"
#include "tests/e2e/house_fixture.h"
#include "tests/testing/zip_reader.h"

namespace tanshi {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using enum grpc::StatusCode;

constexpr std::size_t kChunkMax = 256 * 1024;

class ClassExportTest : public HouseTest {
 protected:
  struct Exported {
    grpc::Status status;
    std::string file_name;
    std::string bytes;
  };
  Exported export_data(const std::string& token = "operator") {
    Exported exported;
    const auto context = as(token);
    const auto reader = steering->ExportData(context.get(), {});
    v1::ExportDataResponse response;
    for (bool is_first = true; reader->Read(&response); is_first = false) {
      EXPECT_EQ(response.file_name().empty(), !is_first);
      EXPECT_LE(response.chunk().size(), kChunkMax);
      exported.file_name += response.file_name();
      exported.bytes += response.chunk();
    }
    exported.status = reader->Finish();
    return exported;
  }
  std::map<std::string, std::string> exported_files() {
    const Exported exported = export_data();
    EXPECT_TRUE(exported.status.ok()) << exported.status.error_message();
    const std::filesystem::path file = folder.path() / "exported.zip";
    std::ofstream(file, std::ios::binary) << exported.bytes;
    return unzip(file);
  }
  void step(const std::string& token, const std::string& kind, const std::string& detail) {
    v1::RecordStepRequest request;
    request.set_kind(kind);
    request.set_detail(detail);
    v1::RecordStepResponse response;
    ASSERT_TRUE(room->RecordStep(as(token).get(), request, &response).ok());
  }
  void play_to_the_end() {
    ASSERT_TRUE(house->exchange().session().start().ok());
    ASSERT_TRUE(house->exchange().session().wait().has_value());
  }
  // The archive that the house leaves, once it is there.
  std::string left_in(const std::filesystem::path& file) {
    for (int i = 0; i < 500 && !std::filesystem::exists(file); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    const auto bytes = read_file(file);
    EXPECT_TRUE(bytes.ok()) << bytes.status();
    return bytes.value_or("");
  }
};

TEST_F(ClassExportTest, TheOperatorGetsWhatTheFolderHas) {
  open();
  const std::string good = code();
  const auto ada = enter(good, "Adalmina");
  enter(good, "Bobrinskoy");
  step(ada.token(), "quiz", "question 1: answer 2, right");
  play_to_the_end();

  const Exported exported = export_data();

  ASSERT_TRUE(exported.status.ok()) << exported.status.error_message();
  EXPECT_EQ(exported.file_name, "small-market-session-1.zip");
  EXPECT_TRUE(left_in(folder.path() / "data/small-market-session-1.zip") == exported.bytes);
  for (const auto& [name, text] : exported_files()) {
    EXPECT_THAT(text, Not(HasSubstr("Adalmina"))) << name;
    EXPECT_THAT(text, Not(HasSubstr("Bobrinskoy"))) << name;
    EXPECT_THAT(text, Not(HasSubstr(ada.token()))) << name;
    EXPECT_THAT(text, Not(HasSubstr(good))) << name;
  }
}

TEST_F(ClassExportTest, NobodyElseGetsItAndNobodyBeforeTheEnd) {
  open();
  const auto ada = enter(code(), "Ada");
  EXPECT_EQ(export_data().status.error_code(), FAILED_PRECONDITION);  // it waits
  ASSERT_TRUE(house->exchange().session().step(2).ok());
  const Exported early = export_data();
  EXPECT_EQ(early.status.error_code(), FAILED_PRECONDITION);
  EXPECT_THAT(early.status.error_message(), HasSubstr("session_not_over"));
  EXPECT_TRUE(early.bytes.empty());
  ASSERT_TRUE(house->exchange().session().stop().ok());

  EXPECT_EQ(export_data(ada.token()).status.error_code(), PERMISSION_DENIED);
  EXPECT_EQ(export_data(tokens.front()).status.error_code(), PERMISSION_DENIED);  // a program's
  EXPECT_EQ(export_data("").status.error_code(), UNAUTHENTICATED);
  EXPECT_EQ(export_data("no token").status.error_code(), UNAUTHENTICATED);
  EXPECT_TRUE(export_data().status.ok());
}

TEST_F(ClassExportTest, ServedAgainItIsTheSame) {
  open();
  const auto ada = enter(code(), "Ada");
  step(ada.token(), "tour", "begun");
  play_to_the_end();
  const Exported before = export_data();
  house.reset();

  open();

  EXPECT_TRUE(export_data().bytes == before.bytes);
}

TEST_F(ClassExportTest, WhatPeopleAnswerAfterwardsIsInItAndInTheFolder) {
  open();
  const auto ada = enter(code(), "Ada");
  play_to_the_end();
  EXPECT_THAT(exported_files().at("steps.csv"), Not(HasSubstr("survey")));
  step(ada.token(), "survey", "it was fun");

  EXPECT_THAT(exported_files().at("steps.csv"), HasSubstr(",1,survey,it was fun\r\n"));

  step(ada.token(), "survey", "and long");
  house.reset();
  EXPECT_THAT(unzip(folder.path() / "data/small-market-session-1.zip").at("steps.csv"),
              HasSubstr(",1,survey,and long\r\n"));
}

TEST_F(ClassExportTest, EachSessionHasItsOwn) {
  open();
  enter(code(), "Ada");
  play_to_the_end();
  const Exported first = export_data();
  v1::LoadSessionRequest next = of(market_of(2));
  next.set_practice(true);
  next.set_treatment("dear");
  ASSERT_TRUE(load(next).ok());
  class_of(2);
  play_to_the_end();

  const Exported second = export_data();

  EXPECT_EQ(second.file_name, "small-market-session-2.zip");
  const auto files = exported_files();
  EXPECT_THAT(files.at("class_session.csv"), HasSubstr(",2,dear,1,finished,2026,3,"));
  EXPECT_THAT(files.at("participants.csv"), HasSubstr("\r\n1,trader,1,power-1,0,"));
  EXPECT_THAT(files.at("participants.csv"), HasSubstr(",,dear,1\r\n"));
  EXPECT_TRUE(left_in(folder.path() / "data/session-2/small-market-session-2.zip") == second.bytes);
  EXPECT_TRUE(left_in(folder.path() / "data/small-market-session-1.zip") == first.bytes);
}

TEST_F(ClassExportTest, ChangesOfTheWorldAreInItToldOrNot) {
  open();
  enter(code(), "Ada");
  ASSERT_TRUE(house->exchange().session().step(3).ok());
  while (house->exchange().session().status().phase != SessionPhase::kPaused)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  v1::ApplyShockRequest shock;
  shock.mutable_demand()->set_factor_bps(12'000);
  shock.set_surprise(true);
  v1::ApplyShockResponse applied;
  ASSERT_TRUE(steering->ApplyShock(as("operator").get(), shock, &applied).ok());
  ASSERT_TRUE(house->exchange().session().resume().ok());
  ASSERT_TRUE(house->exchange().session().wait().has_value());

  const auto files = exported_files();

  EXPECT_THAT(files.at("world_changes.csv"), HasSubstr("\r\n1,2025,1,1,demand,12000,"));
  EXPECT_THAT(files.at("announcements.csv"), Not(HasSubstr("demand")));
}

TEST_F(ClassExportTest, ManyMayAskAtOnceAndGoAway) {
  open();
  enter(code(), "Ada");
  play_to_the_end();
  const std::string whole = export_data().bytes;
  std::vector<std::thread> askers;
  for (int i = 0; i < 6; ++i) {
    askers.emplace_back([&, i] {
      if (i % 2 == 0) {
        EXPECT_TRUE(export_data().bytes == whole);
        return;
      }
      const auto context = as("operator");
      const auto reader = steering->ExportData(context.get(), {});
      context->TryCancel();
      EXPECT_FALSE(reader->Finish().ok());
    });
  }
  for (std::thread& asker : askers) asker.join();

  EXPECT_TRUE(export_data().bytes == whole);
}

// Where nobody came there is nothing to leave out, and a run's results are enough.
TEST_F(ClassExportTest, OfRobotsAloneItIsMadeWhenItIsAskedFor) {
  open();
  play_to_the_end();
  EXPECT_TRUE(export_data().status.ok());
  const std::filesystem::path file = folder.path() / "data/small-market-session-1.zip";
  std::filesystem::remove(file);
  house.reset();
  EXPECT_FALSE(std::filesystem::exists(file));
}

}  // namespace
}  // namespace tanshi
