// The files of the desk, read once: what is asked for is looked up in a table, so no path from
// outside ever reaches the file system.
//
// Thread-safety: none needed after load().
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace tanshi {

struct Asset {
  std::string content_type;
  std::string cache_control;
  std::string etag;  // quoted, as in the header
  std::shared_ptr<const std::string> body;
  std::shared_ptr<const std::string> gzipped;  // null: it does not pay
};

class Assets {
 public:
  Assets() = default;

  // All regular files under `folder`: x/y.js is /x/y.js, name.html is also /name, index.html is
  // also its folder. What assets/ holds is named after its content, as Vite does, and is kept by
  // browsers; all else they ask for again.
  // Errors: NOT_FOUND `folder` is none or has no index.html; PERMISSION_DENIED a file cannot be
  // read; RESOURCE_EXHAUSTED the files are larger than a desk can be.
  [[nodiscard]] static absl::StatusOr<Assets> load(const std::filesystem::path& folder);

  // null: there is no such thing.
  [[nodiscard]] const Asset* find(std::string_view path) const;

 private:
  std::map<std::string, std::shared_ptr<const Asset>, std::less<>> by_path_;
};

}  // namespace tanshi
