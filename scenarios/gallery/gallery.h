// The gallery: results of the literature, reproduced. An entry is an experiment, its treatments,
// and rows that hold a published figure beside ours.
//
// An experiment gives figures by name ("efficiency", "mean_price.3"). A row names one; what kind of
// experiment gave it does not matter. docs/gallery.md is the guide.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "scenarios/yaml/yaml_tree.h"

namespace tanshi {

// A line to draw, with the one of theory beside it (empty: none).
struct GallerySeries {
  std::string name;
  std::string x_name;
  std::string y_name;
  std::vector<std::pair<double, double>> points;
  std::vector<std::pair<double, double>> reference;
};

// What one treatment of an experiment gave.
struct GalleryOutcome {
  std::map<std::string, double> figures;
  std::vector<GallerySeries> series;
};

struct GalleryTreatment {
  std::string name;  // empty: the experiment as it is, where there are no treatments
  // Safe to call on any thread. Errors: what cannot be known before it is played.
  std::function<absl::StatusOr<GalleryOutcome>()> play;
};

struct GalleryRow {
  std::string figure;
  std::string treatment;              // whose figure it is
  std::string minus;                  // compared: ours is the treatment's less this one's
  std::string over;                   // or over this one's
  std::vector<std::int64_t> periods;  // first and last: the mean of "figure.N"; empty: the figure
  std::string what;
  std::string source;
  std::optional<double> published;
  std::optional<double> at_least;
  std::optional<double> at_most;
  bool strictly = false;  // the bounds themselves do not pass
};

struct GalleryEntry {
  std::string name;
  std::string title;
  std::string source;
  std::vector<GalleryTreatment> treatments;  // at least one
  std::vector<GalleryRow> rows;
};

struct GalleryVerdict {
  GalleryRow row;
  std::optional<double> ours;  // none: the experiment gave no such figure
  bool passed = false;
};

struct GalleryResult {
  std::string name;
  std::string title;
  std::string source;
  std::vector<GalleryVerdict> rows;
  std::vector<GallerySeries> series;
};

// Plays all treatments of all entries, on up to `jobs` threads; the result does not depend on how
// many. Errors: the first of a treatment, in their order. REQUIRES: jobs > 0.
[[nodiscard]] absl::StatusOr<std::vector<GalleryResult>> play_gallery(
    const std::vector<GalleryEntry>& entries, int jobs);

// Judges a row by what the entry's treatments gave.
[[nodiscard]] GalleryVerdict judge(const GalleryRow& row,
                                   const std::map<std::string, GalleryOutcome>& outcomes);

[[nodiscard]] bool passed(const std::vector<GalleryResult>& results);

}  // namespace tanshi
