#include "scenarios/results/whole_file.h"

#include <cerrno>
#include <sstream>
#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace tanshi {

namespace fs = std::filesystem;

WholeFile::WholeFile(fs::path file)
    : file_(std::move(file)),
      unfinished_(file_.string() + ".unfinished"),
      stream_(unfinished_, std::ios::binary) {
  if (!stream_) error_ = errno;
}

void WholeFile::write(std::string_view bytes) {
  if (!stream_) return;
  errno = 0;
  stream_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!stream_) error_ = errno;
}

absl::Status WholeFile::finish() {
  errno = error_;
  stream_.close();
  std::error_code error;
  if (!stream_) error = std::error_code(errno == 0 ? EIO : errno, std::generic_category());
  if (!error) fs::rename(unfinished_, file_, error);
  if (!error) return absl::OkStatus();
  std::error_code ignored;
  fs::remove(unfinished_, ignored);
  return absl::UnknownError(fmt::format("{}: {}", file_.string(), error.message()));
}

absl::Status write_file(const fs::path& file, std::string_view bytes) {
  WholeFile whole(file);
  whole.write(bytes);
  return whole.finish();
}

absl::StatusOr<std::string> read_file(const fs::path& file) {
  std::error_code error;
  if (fs::is_directory(file, error))
    return absl::UnknownError(fmt::format("{}: is a folder", file.string()));
  errno = 0;
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream bytes;
  if (stream && stream.peek() != std::ifstream::traits_type::eof()) bytes << stream.rdbuf();
  if (!stream.bad() && stream.is_open() && bytes) return std::move(bytes).str();
  const std::error_code why(errno == 0 ? EIO : errno, std::generic_category());
  const std::string text = fmt::format("{}: {}", file.string(), why.message());
  return why.value() == ENOENT ? absl::NotFoundError(text) : absl::UnknownError(text);
}

}  // namespace tanshi
