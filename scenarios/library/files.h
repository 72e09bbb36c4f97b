// Files that people name, and those that come with the program.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "scenarios/yaml/yaml_tree.h"

namespace tanshi {

// A file's bytes, at most `most_bytes` and one more. Errors: NOT_FOUND, PERMISSION_DENIED, and
// INVALID_ARGUMENT for a folder, each with a sentence for the person who gave the path.
[[nodiscard]] absl::StatusOr<std::string> read_text(const std::filesystem::path& file,
                                                    std::size_t most_bytes = kMaxYamlBytes);

// Says of a file that cannot be read why; the file's name comes before it.
[[nodiscard]] Problem file_problem(const std::string& file, const absl::Status& status);

// Whether it is the path of a file and no name: it has a slash or a dot, or is there. A folder does
// not stand in the way of a name: it may be where the scenario's results go.
[[nodiscard]] bool is_path(const std::string& name_or_path);

// The first of the folders, in the closest folder above the program, that `is_it` accepts.
[[nodiscard]] std::optional<std::filesystem::path> folder_near_program(
    std::initializer_list<const char*> folders,
    const std::function<bool(const std::filesystem::path&)>& is_it);

}  // namespace tanshi
