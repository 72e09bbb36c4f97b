// The table of the desk's files: what is in it, under which names, and what is never in it.
#include "exchange/gateway/assets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "exchange/gateway/gzip.h"
#include "tests/testing/scratch_directory.h"
#include "tests/testing/unpacked.h"

namespace tanshi {
namespace {

using ::testing::HasSubstr;

class AssetsTest : public ::testing::Test {
 protected:
  void write(const std::string& name, const std::string& text) {
    const auto file = folder_.path() / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
  }

  Assets load() {
    auto assets = Assets::load(folder_.path());
    EXPECT_TRUE(assets.ok()) << assets.status();
    return assets.ok() ? *std::move(assets) : Assets();
  }

  ScratchDirectory folder_;
};

TEST_F(AssetsTest, PagesHaveShortNames) {
  write("index.html", "desk");
  write("console.html", "console");
  write("help/index.html", "help");

  const Assets assets = load();

  EXPECT_EQ(*assets.find("/")->body, "desk");
  EXPECT_EQ(*assets.find("/index.html")->body, "desk");
  EXPECT_EQ(*assets.find("/console")->body, "console");
  EXPECT_EQ(*assets.find("/console.html")->body, "console");
  EXPECT_EQ(*assets.find("/help/")->body, "help");
}

TEST_F(AssetsTest, OnlyWhatIsNamedAfterItsContentIsKept) {
  write("index.html", "desk");
  write("favicon.svg", "<svg/>");
  write("assets/main-abc123.js", "1");

  const Assets assets = load();

  EXPECT_EQ(assets.find("/")->cache_control, "no-cache");
  EXPECT_EQ(assets.find("/favicon.svg")->cache_control, "no-cache");
  EXPECT_EQ(assets.find("/favicon.svg")->content_type, "image/svg+xml");
  EXPECT_THAT(assets.find("/assets/main-abc123.js")->cache_control, HasSubstr("immutable"));
}

TEST_F(AssetsTest, TextIsPackedWhereItPays) {
  const std::string long_text(5'000, 'x');
  write("index.html", "short");
  write("assets/a.js", long_text);
  write("assets/a.png", long_text);

  const Assets assets = load();

  EXPECT_EQ(assets.find("/")->gzipped, nullptr);
  EXPECT_EQ(assets.find("/assets/a.png")->gzipped, nullptr);
  ASSERT_NE(assets.find("/assets/a.js")->gzipped, nullptr);
  EXPECT_LT(assets.find("/assets/a.js")->gzipped->size(), 200u);
  EXPECT_EQ(unpacked(*assets.find("/assets/a.js")->gzipped), long_text);
}

TEST_F(AssetsTest, TheTagIsThatOfTheContent) {
  write("index.html", "one");
  const std::string first = load().find("/")->etag;
  write("index.html", "two");
  const std::string second = load().find("/")->etag;
  write("index.html", "one");

  EXPECT_NE(first, second);
  EXPECT_EQ(load().find("/")->etag, first);
  EXPECT_EQ(first.size(), 34u);
}

TEST_F(AssetsTest, NothingElseIsFound) {
  write("index.html", "desk");
  std::filesystem::create_symlink("/etc/passwd", folder_.path() / "link");

  const Assets assets = load();

  for (const char* path : {"", "/link", "/../index.html", "//", "/index.html/", "/INDEX.html",
                           "/./index.html", "/%69ndex.html", "index.html"})
    EXPECT_EQ(assets.find(path), nullptr) << path;
}

TEST_F(AssetsTest, AFolderThatHoldsNoDeskIsRefused) {
  write("console.html", "console");

  EXPECT_EQ(Assets::load(folder_.path()).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Assets::load(folder_.path() / "none").status().code(), absl::StatusCode::kNotFound);
}

TEST(Gzip, GivesBackWhatWasPacked) {
  for (const std::string& bytes : {std::string(), std::string("a"), std::string(100'000, 'b')})
    EXPECT_EQ(unpacked(gzip(bytes, 6)), bytes);
}

}  // namespace
}  // namespace tanshi
