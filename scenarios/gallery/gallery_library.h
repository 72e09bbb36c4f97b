// Finds entries of the gallery: the canned ones by name, any other by the path of its file. A
// canned entry is a folder of `gallery` in the library of scenarios that holds an entry.yaml.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "scenarios/gallery/gallery.h"
#include "scenarios/yaml/yaml_tree.h"

namespace tanshi {

// Names of the canned entries, sorted. Errors: NOT_FOUND.
[[nodiscard]] absl::StatusOr<std::vector<std::string>> gallery_names();

// Errors: nullopt, with the problems added.
[[nodiscard]] std::optional<GalleryEntry> load_gallery_entry(const std::string& name_or_path,
                                                             std::vector<Problem>& problems);

}  // namespace tanshi
