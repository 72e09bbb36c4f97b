// The gallery: each entry that comes with the program still shows what its paper found; and the
// same whatever the number of threads.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "scenarios/gallery/gallery.h"
#include "scenarios/gallery/gallery_output.h"
#include "scenarios/gallery/gallery_reader.h"

namespace tanshi {
namespace {

namespace fs = std::filesystem;

std::vector<GalleryEntry> all_entries() {
  setenv("TANSHI_SCENARIOS", TANSHI_SOURCE_DIR "/scenarios/library", 1);
  std::vector<GalleryEntry> entries;
  std::set<fs::path> files;
  for (const auto& folder : fs::directory_iterator(TANSHI_SOURCE_DIR "/scenarios/library/gallery"))
    if (folder.is_directory()) files.insert(folder.path() / "entry.yaml");
  for (const fs::path& file : files) {
    std::stringstream text;
    text << std::ifstream(file).rdbuf();
    std::vector<Problem> problems;
    auto entry = read_gallery_entry(text.str(), file, problems);
    for (const Problem& problem : problems) ADD_FAILURE() << to_string(problem);
    if (entry) entries.push_back(*std::move(entry));
  }
  return entries;
}

TEST(Gallery, EveryRowHolds) {
  const auto entries = all_entries();
  ASSERT_GE(entries.size(), 13U);

  const auto results = play_gallery(entries, 2);

  ASSERT_TRUE(results.ok()) << results.status();
  for (const GalleryResult& result : *results) {
    for (const GalleryVerdict& verdict : result.rows) {
      const std::string row =
          result.name + ": " + verdict.row.treatment + ": " + verdict.row.figure;
      EXPECT_TRUE(verdict.passed) << row << " is " << verdict.ours.value_or(-1);
    }
  }
  if (HasFailure()) std::puts(gallery_text(*results).c_str());
}

TEST(Gallery, IsTheSameOnAnyNumberOfThreads) {
  std::vector<GalleryEntry> entries = all_entries();
  std::erase_if(entries, [](const GalleryEntry& entry) {
    return entry.name != "gode-sunder-4" && entry.name != "linear-six-firms";
  });
  ASSERT_EQ(entries.size(), 2U);

  EXPECT_EQ(gallery_json(*play_gallery(entries, 1), "v"),
            gallery_json(*play_gallery(entries, 4), "v"));
}

}  // namespace
}  // namespace tanshi
