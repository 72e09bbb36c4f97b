#include "scenarios/library/files.h"

#include <fstream>
#include <system_error>

namespace tanshi {

namespace fs = std::filesystem;

absl::StatusOr<std::string> read_text(const fs::path& file, std::size_t most_bytes) {
  std::error_code error;
  if (fs::is_directory(file, error))
    return absl::InvalidArgumentError("is a folder; give a file in it");
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    return fs::exists(file, error)
               ? absl::PermissionDeniedError("cannot be read; check its permissions")
               : absl::NotFoundError("no such file");
  }
  std::string text(most_bytes + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  return text;
}

Problem file_problem(const std::string& file, const absl::Status& status) {
  return {{file, 0, 0}, "", std::string(status.message())};
}

bool is_path(const std::string& name_or_path) {
  std::error_code none;
  return name_or_path.find_first_of("/.") != std::string::npos || fs::exists(name_or_path, none);
}

std::optional<fs::path> folder_near_program(std::initializer_list<const char*> folders,
                                            const std::function<bool(const fs::path&)>& is_it) {
  std::error_code error;
  for (fs::path folder = fs::read_symlink("/proc/self/exe", error).parent_path();
       folder.has_relative_path(); folder = folder.parent_path()) {
    for (const char* const inside : folders) {
      // A build folder may hold an empty one of the same name.
      if (is_it(folder / inside)) return folder / inside;
    }
  }
  return std::nullopt;
}

}  // namespace tanshi
