// The kinds of experiments that an entry of the gallery may hold. To add one: its file, and its
// line in gallery_kinds.cc.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/gallery/gallery.h"
#include "scenarios/yaml/yaml_tree.h"

namespace tanshi {

// Plays one treatment; see GalleryTreatment.
using GalleryPlay = std::function<absl::StatusOr<GalleryOutcome>()>;

// An experiment of an entry's file.
struct GalleryExperiment {
  const YamlNode& node;          // under the kind's key
  std::string path;              // of the node
  std::filesystem::path folder;  // of the file, for files that it names
};

struct GalleryKind {
  std::string_view name;  // the key of the entry that holds it
  std::string_view doc;
  // Readies the experiment as changed by `treatment`, an object with keys of the experiment (null:
  // unchanged). Errors: nullopt, with the problems added.
  std::optional<GalleryPlay> (*prepare)(const GalleryExperiment& experiment,
                                        const YamlNode* treatment, std::vector<Problem>& problems);
  // What its figures may be called, up to the first dot.
  std::vector<std::string_view> (*figures)();
  // What a figure means; empty: no such.
  std::string_view (*meaning)(std::string_view figure);
};

[[nodiscard]] std::span<const GalleryKind> gallery_kinds();

// ---- A file each ----

[[nodiscard]] GalleryKind laboratory_kind();
[[nodiscard]] GalleryKind scenario_kind();
[[nodiscard]] GalleryKind call_kind();    // of learned_bids.h
[[nodiscard]] GalleryKind plants_kind();  // of plant_permits.h

}  // namespace tanshi
