// The gallery's results: a table for a person, gallery.json for programs. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenarios/gallery/gallery.h"

namespace tanshi {

[[nodiscard]] std::string gallery_text(const std::vector<GalleryResult>& results);

// Ends in a line feed.
[[nodiscard]] std::string gallery_json(const std::vector<GalleryResult>& results,
                                       std::string_view version);

}  // namespace tanshi
