// A folder as a ZIP archive: what goes in comes out, and equal folders are equal archives.
#include "scenarios/archive/zip_file.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>

#include "scenarios/results/whole_file.h"
#include "tests/testing/scratch_directory.h"
#include "tests/testing/zip_reader.h"

namespace tanshi {
namespace {

namespace fs = std::filesystem;

void write(const fs::path& file, const std::string& bytes) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << bytes;
}

TEST(ZipFile, WhatGoesInComesOut) {
  const ScratchDirectory scratch;
  const std::string all_bytes("\0\xff\r\n\x1a", 5);
  const std::string large(1'000'000, 'x');
  write(scratch.path() / "in/b.csv", large);
  write(scratch.path() / "in/a.csv", all_bytes);
  write(scratch.path() / "in/empty.txt", "");

  ASSERT_TRUE(write_zip(scratch.path() / "in", scratch.path() / "out.zip").ok());

  const auto files = unzip(scratch.path() / "out.zip");
  ASSERT_EQ(files.size(), 3U);
  EXPECT_EQ(files.at("a.csv"), all_bytes);
  EXPECT_EQ(files.at("b.csv"), large);
  EXPECT_EQ(files.at("empty.txt"), "");
  EXPECT_LT(fs::file_size(scratch.path() / "out.zip"), 10'000U);
}

TEST(ZipFile, EqualFoldersAreEqualArchivesWhenTheyWereWrittenAside) {
  const ScratchDirectory scratch;
  for (const char* name : {"z.csv", "a.csv", "m.csv"}) write(scratch.path() / "one" / name, name);
  for (const char* name : {"m.csv", "z.csv", "a.csv"}) write(scratch.path() / "two" / name, name);
  fs::last_write_time(scratch.path() / "two/m.csv",
                      fs::file_time_type::clock::now() - std::chrono::hours(50'000));
  fs::permissions(scratch.path() / "two/z.csv", fs::perms::owner_all);

  ASSERT_TRUE(write_zip(scratch.path() / "one", scratch.path() / "one.zip").ok());
  ASSERT_TRUE(write_zip(scratch.path() / "two", scratch.path() / "two.zip").ok());

  EXPECT_EQ(*read_file(scratch.path() / "one.zip"), *read_file(scratch.path() / "two.zip"));
}

TEST(ZipFile, TakesThePlaceOfAnEarlierOne) {
  const ScratchDirectory scratch;
  write(scratch.path() / "old/gone.txt", "gone");
  write(scratch.path() / "new/here.txt", "here");
  ASSERT_TRUE(write_zip(scratch.path() / "old", scratch.path() / "out.zip").ok());

  ASSERT_TRUE(write_zip(scratch.path() / "new", scratch.path() / "out.zip").ok());

  const auto files = unzip(scratch.path() / "out.zip");
  EXPECT_EQ(files.size(), 1U);
  EXPECT_TRUE(files.contains("here.txt"));
}

TEST(ZipFile, NamesWhatCannotBeReadOrWritten) {
  const ScratchDirectory scratch;
  const fs::path absent = scratch.path() / "absent";
  EXPECT_NE(write_zip(absent, scratch.path() / "out.zip").message().find(absent.string()),
            std::string::npos);
  write(scratch.path() / "in/a.txt", "a");
  const fs::path nowhere = absent / "out.zip";
  EXPECT_NE(write_zip(scratch.path() / "in", nowhere).message().find(nowhere.string()),
            std::string::npos);
}

}  // namespace
}  // namespace tanshi
