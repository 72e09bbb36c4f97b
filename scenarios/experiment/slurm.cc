#include "scenarios/experiment/slurm.h"

#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <system_error>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "scenarios/results/whole_file.h"

namespace tanshi {
namespace {

namespace fs = std::filesystem;

struct CommandResult {
  int code = 0;
  std::string output;  // both streams, without the last line feed
};

std::string quoted(const std::string& word) {
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

CommandResult run_command(const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : words) line += quoted(word) + " ";
  CommandResult result{127, ""};
  std::FILE* const pipe = ::popen((line + "2>&1 </dev/null").c_str(), "r");
  if (pipe == nullptr) return result;
  std::array<char, 4096> buffer{};
  while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), pipe))
    result.output.append(buffer.data(), size);
  const int status = ::pclose(pipe);
  result.code = WIFEXITED(status) ? WEXITSTATUS(status) : 1;
  while (result.output.ends_with('\n')) result.output.pop_back();
  return result;
}

std::string first_line(const fs::path& file) {
  std::ifstream stream(file);
  std::string line;
  std::getline(stream, line);
  return line;
}

// The last line with something on it: what a task said before it ended.
std::string last_line(const fs::path& file) {
  std::ifstream stream(file);
  std::string last;
  for (std::string line; std::getline(stream, line);)
    if (!line.empty()) last = line;
  return last;
}

// "3 RUNNING, 5 PENDING"; empty once no task is left in the queue.
absl::StatusOr<std::string> state_of(const std::string& job) {
  constexpr int kTries = 30;  // a controller may be away for a while
  CommandResult queue;
  for (int attempt = 0; attempt < kTries; ++attempt) {
    queue = run_command({"squeue", "--noheader", "--array", "--jobs=" + job, "--format=%T"});
    if (queue.code == 0) break;
    if (queue.output.find("Invalid job id") != std::string::npos) return "";
    std::this_thread::sleep_for(std::chrono::seconds(2));
  }
  if (queue.code != 0)
    return absl::FailedPreconditionError(
        fmt::format("squeue cannot tell how job {} goes on: {}", job, queue.output));
  std::vector<std::pair<std::string, int>> states;
  std::istringstream lines(queue.output);
  for (std::string line; std::getline(lines, line);) {
    auto known = std::ranges::find(states, line, &std::pair<std::string, int>::first);
    if (known == states.end()) known = states.insert(known, {line, 0});
    ++known->second;
  }
  std::vector<std::string> words;
  words.reserve(states.size());
  for (const auto& [state, tasks] : states) words.push_back(fmt::format("{} {}", tasks, state));
  return fmt::format("{}", fmt::join(words, ", "));
}

absl::Status wait_for(const std::string& job, const SlurmOptions& options) {
  for (;;) {
    const absl::StatusOr<std::string> state = state_of(job);
    if (!state.ok()) return state.status();
    if (state->empty()) return absl::OkStatus();
    if (options.waiting) options.waiting(fmt::format("job {}: {}", job, *state));
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
  }
}

class Array {
 public:
  Array(const SweepFolder& folder, RunStore& store, const SlurmOptions& options)
      : folder_(folder), store_(store), options_(options) {}

  // Takes over what tasks have kept so far, and clears their folder.
  absl::Status gather() {
    std::error_code error;
    if (!fs::exists(folder_.parts(), error)) return absl::OkStatus();
    const std::string job = first_line(folder_.parts() / "job");
    if (!job.empty()) {
      release(job);
      if (absl::Status waited = wait_for(job, options_); !waited.ok()) return waited;
    }
    return merge();
  }

  absl::Status submit(std::span<const std::int64_t> missing) {
    std::error_code error;
    fs::remove_all(folder_.parts(), error);
    fs::create_directories(folder_.parts(), error);
    const std::string todo = fmt::format("{}\n", fmt::join(missing, "\n"));
    absl::Status status = write_file(scenario(), folder_.identity().scenario);
    if (status.ok()) status = write_file(folder_.parts() / "todo", todo);
    if (!status.ok()) return status;
    const CommandResult submitted = run_command(command(missing.size()));
    if (submitted.code == 127) {
      return absl::FailedPreconditionError(
          "sbatch is not there: --slurm needs a login node of a Slurm cluster (Debian: "
          "slurm-client); use --jobs here");
    }
    if (submitted.code != 0)
      return absl::FailedPreconditionError(fmt::format("sbatch refuses: {}", submitted.output));
    // "123" or "123;cluster", perhaps after a warning.
    const std::size_t line = submitted.output.find_last_of('\n') + 1;
    job_ = submitted.output.substr(line, submitted.output.find(';', line) - line);
    status = write_file(folder_.parts() / "job", job_ + "\n");
    if (!status.ok()) return status;
    release(job_);
    return wait_for(job_, options_);
  }

  absl::Status merge() {
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder_.parts(), error)) {
      if (entry.path().extension() != ".work") continue;
      if (absl::Status merged = merge_part(entry.path()); !merged.ok()) return merged;
    }
    return absl::OkStatus();
  }

  // Which tasks left runs unplayed, and what they said last.
  absl::Status check(std::span<const std::int64_t> left) const {
    if (left.empty()) return absl::OkStatus();
    std::vector<std::string> words;
    for (int part = 1; part <= options_.tasks && words.size() < 3; ++part) {
      const fs::path log = folder_.parts() / fmt::format("{}.log", part);
      const std::string last = last_line(log);
      if (!last.empty()) words.push_back(fmt::format("{}: {}", log.string(), last));
    }
    return absl::AbortedError(
        fmt::format("job {} ended with {} runs unplayed; {}; the same command goes on from here",
                    job_, left.size(),
                    words.empty() ? fmt::format("see the logs in {}", folder_.parts().string())
                                  : fmt::format("{}", fmt::join(words, "; "))));
  }

 private:
  [[nodiscard]] fs::path scenario() const { return folder_.parts() / "scenario.yaml"; }

  // It was submitted on hold: one whose number was not written down, because we were killed, never
  // starts. What is running or has ended refuses, which is no harm.
  static void release(const std::string& job) { run_command({"scontrol", "release", job}); }

  [[nodiscard]] std::vector<std::string> command(std::size_t missing) const {
    const int tasks = std::min(options_.tasks, static_cast<int>(missing));
    const std::string task = fmt::format(
        "exec {} sweep {} --out {} --part \"$SLURM_ARRAY_TASK_ID/{}\" --jobs {} --quiet",
        quoted(options_.program.string()), quoted(scenario().string()),
        quoted(folder_.path().string()), tasks, options_.jobs);
    std::vector<std::string> words = {"sbatch",
                                      "--parsable",
                                      "--hold",
                                      "--job-name=tanshi-" + folder_.plan().read().scenario.name,
                                      fmt::format("--array=1-{}", tasks),
                                      fmt::format("--cpus-per-task={}", options_.jobs),
                                      "--output=" + (folder_.parts() / "%a.log").string(),
                                      "--chdir=" + folder_.path().string()};
    if (!options_.partition.empty()) words.push_back("--partition=" + options_.partition);
    words.push_back("--wrap=" + task);
    return words;
  }

  absl::Status merge_part(const fs::path& file) {
    absl::StatusOr<RunStore> part = RunStore::open(file, folder_.identity());
    if (!part.ok()) return part.status();
    std::vector<StoredRun> runs;
    const absl::Status read = part->for_each([&](std::int64_t run, std::string_view record) {
      constexpr std::size_t kAtOnce = 256;
      runs.push_back({run, std::string(record), ""});
      if (runs.size() < kAtOnce) return absl::OkStatus();
      absl::Status added = store_.add(runs);
      runs.clear();
      return added;
    });
    return read.ok() ? store_.add(runs) : read;
  }

  const SweepFolder& folder_;
  RunStore& store_;
  const SlurmOptions& options_;
  std::string job_;
};

}  // namespace

absl::Status play_on_slurm(const SweepFolder& folder, RunStore& store, const SlurmOptions& options,
                           const SweepListener& listener) {
  Array array(folder, store, options);
  if (absl::Status gathered = array.gather(); !gathered.ok()) return gathered;
  auto missing = missing_runs(folder.plan(), store);
  if (!missing.ok()) return missing.status();
  const std::int64_t runs = folder.plan().runs();
  const auto tell = [&] {
    const auto left = static_cast<std::int64_t>(missing->size());
    if (listener.progress) listener.progress(runs - left, runs);
  };
  tell();
  if (missing->empty()) return absl::OkStatus();
  absl::Status status = array.submit(*missing);
  if (status.ok()) status = array.merge();
  if (!status.ok()) return status;
  missing = missing_runs(folder.plan(), store);
  if (!missing.ok()) return missing.status();
  tell();
  return array.check(*missing);
}

absl::Status play_part(const SweepFolder& folder, int part, int parts, int jobs) {
  std::ifstream todo(folder.parts() / "todo");
  if (!todo) {
    return absl::FailedPreconditionError(fmt::format(
        "{}: no such file; --part is for the tasks that --slurm starts", folder.parts().string()));
  }
  auto store = RunStore::open(folder.parts() / fmt::format("{}.work", part), folder.identity());
  if (!store.ok()) return store.status();
  const auto there = store->present(folder.plan().runs());
  if (!there.ok()) return there.status();
  std::vector<std::int64_t> mine;
  std::int64_t line = 0;
  for (std::int64_t run = 0; todo >> run; ++line) {
    const bool ours = line % parts == part - 1 && run >= 0 && run < folder.plan().runs();
    if (ours && !(*there)[static_cast<std::size_t>(run)]) mine.push_back(run);
  }
  return play_into(*store, folder.plan(), mine, jobs, {});
}

}  // namespace tanshi
