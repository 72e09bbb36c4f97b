#include "scenarios/library/files.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace tanshi {

namespace fs = std::filesystem;

namespace {

// Reads to the end, but at most `most` bytes. nullopt: it cannot be read. A named pipe that nobody
// opens to write for a second is empty: waiting for somebody might never end.
std::optional<std::string> read_open(int descriptor, std::size_t most) {
  constexpr int kTryMs = 10;
  struct stat file = {};
  int tries = ::fstat(descriptor, &file) == 0 && S_ISFIFO(file.st_mode) ? 1'000 / kTryMs : 0;
  std::string text(most, '\0');
  std::size_t size = 0;
  while (size < most) {
    const ssize_t bytes = ::read(descriptor, text.data() + size, most - size);
    pollfd writer = {.fd = descriptor, .events = POLLIN, .revents = 0};
    if (bytes > 0) {
      size += static_cast<std::size_t>(bytes);
      tries = 0;
    } else if (bytes < 0 && errno == EAGAIN) {
      ::poll(&writer, 1, -1);  // somebody has it open to write
      tries = 0;
    } else if (bytes < 0 && errno != EINTR) {
      return std::nullopt;
    } else if (bytes == 0 && tries-- <= 0) {
      break;
    } else if (bytes == 0) {
      ::poll(&writer, 1, kTryMs);
    }
  }
  text.resize(size);
  return text;
}

}  // namespace

absl::StatusOr<std::string> read_text(const fs::path& file, std::size_t most_bytes) {
  std::error_code error;
  if (fs::is_directory(file, error))
    return absl::InvalidArgumentError("is a folder; give a file in it");
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (descriptor < 0 && errno == ENOENT) return absl::NotFoundError("no such file");
  std::optional<std::string> text;
  if (descriptor >= 0) {
    text = read_open(descriptor, most_bytes + 1);
    ::close(descriptor);
  }
  if (!text) return absl::PermissionDeniedError("cannot be read; check its permissions");
  return *std::move(text);
}

Problem file_problem(const std::string& file, const absl::Status& status) {
  return {{file, 0, 0}, "", std::string(status.message())};
}

bool is_path(const std::string& name_or_path) {
  std::error_code none;
  return name_or_path.find_first_of("/.") != std::string::npos ||
         (fs::exists(name_or_path, none) && !fs::is_directory(name_or_path, none));
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
