#include "tools/cli/report_figures.h"

#include <array>
#include <cerrno>
#include <system_error>

#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tools/cli/run_folder.h"

namespace tanshi {
namespace {

namespace fs = std::filesystem;

absl::Status run_node(const fs::path& script, const fs::path& folder) {
  std::string node = "node";
  std::string script_text = script.string();
  std::string folder_text = folder.string();
  std::array<char*, 4> arguments = {node.data(), script_text.data(), folder_text.data(), nullptr};
  pid_t child = 0;
  const int refused =
      ::posix_spawnp(&child, node.c_str(), nullptr, nullptr, arguments.data(), environ);
  if (refused == ENOENT)
    return absl::NotFoundError(
        "figures are drawn by Node.js, 18 or later, and there is no `node` on the PATH; "
        "report.html has a button for each figure instead");
  if (refused != 0)
    return absl::UnknownError(fmt::format("node: {}", std::generic_category().message(refused)));
  int ended = 0;
  while (::waitpid(child, &ended, 0) < 0) {
    if (errno != EINTR)
      return absl::UnknownError(fmt::format("node: {}", std::generic_category().message(errno)));
  }
  if (WIFEXITED(ended) && WEXITSTATUS(ended) == 0) return absl::OkStatus();
  return absl::UnknownError(fmt::format("{}: Node.js could not draw the figures", folder.string()));
}

}  // namespace

absl::Status draw_figures(const std::string& program, const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return absl::UnknownError(fmt::format("{}: {}", folder.string(), error.message()));
  const fs::path script = folder / "figures.cjs";
  absl::Status status = write_file(script, program);
  if (status.ok()) status = run_node(script, folder);
  fs::remove(script, error);
  return status;
}

}  // namespace tanshi
