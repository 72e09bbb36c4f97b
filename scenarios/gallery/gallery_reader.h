// Reads an entry of the gallery from YAML, strictly.
//
// Not pure: a scenario that the entry names is read from its file.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/gallery/gallery.h"
#include "scenarios/yaml/fields.h"
#include "scenarios/yaml/yaml_tree.h"

namespace tanshi {

// `file` is where the text is from: problems call it so, and paths in it are from its folder.
// Errors: nullopt, with everything that is wrong added to `problems`.
[[nodiscard]] std::optional<GalleryEntry> read_gallery_entry(std::string_view text,
                                                             const std::filesystem::path& file,
                                                             std::vector<Problem>& problems);

// The keys of a row. `figures` and `treatments` are what it may name; no treatments: none.
void tell_gallery_row(Fields& fields, std::span<const std::string_view> figures,
                      std::span<const Word> treatments, GalleryRow& row);

}  // namespace tanshi
