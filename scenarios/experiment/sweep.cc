#include "scenarios/experiment/sweep.h"

#include <algorithm>
#include <array>
#include <set>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "scenarios/experiment/analysis.h"
#include "scenarios/experiment/run_record.h"
#include "scenarios/experiment/sweep_files.h"
#include "scenarios/experiment/sweep_pool.h"
#include "scenarios/experiment/sweep_tables.h"
#include "scenarios/experiment/verdicts.h"
#include "scenarios/results/report/report.h"
#include "scenarios/results/whole_file.h"

namespace tanshi {
namespace {

namespace fs = std::filesystem;

absl::Status failed(const fs::path& file, const std::error_code& error) {
  return absl::UnknownError(fmt::format("{}: {}", file.string(), error.message()));
}

bool all_pass(const std::vector<Verdict>& verdicts, const SweepCounts& counts) {
  for (const Verdict& verdict : verdicts)
    if (!verdict.passed) return false;
  return counts.failed == 0 && counts.conservation_violations == 0;
}

}  // namespace

SweepFolder::SweepFolder(fs::path folder, const SweepPlan& plan, std::string version)
    : folder_(std::move(folder)),
      plan_(&plan),
      identity_{plan.read().yaml, std::move(version), record_layout()} {}

absl::Status SweepFolder::claim(bool fresh) {
  std::error_code error;
  fs::create_directories(folder_, error);
  if (error) return failed(folder_, error);
  const auto refuse = [&](const std::string& why) {
    return absl::FailedPreconditionError(fmt::format("{}: {}", folder_.string(), why));
  };
  if (fresh) {
    // Of a sweep only: what a run left is not ours to throw away.
    if (!finished().version.empty())
      for (const fs::path& file : {tables(), summary(), folder_ / "scenario.yaml"})
        fs::remove(file, error);
    clear_work();
  }
  if (fs::exists(work(), error)) return absl::OkStatus();  // opening it tells whose it is
  if (!fs::exists(tables(), error)) {
    const bool foreign = fs::exists(folder_ / "scenario.yaml", error);
    return foreign ? refuse("holds a scenario.yaml that would be replaced; give another --out")
                   : absl::OkStatus();
  }
  const SweepIdentity there = finished();
  if (there.version.empty())
    return refuse("holds the results of something else than a sweep; give another --out");
  const std::string difference = difference_of(there, identity_);
  if (difference.empty()) return absl::OkStatus();
  return refuse(difference + "; give another --out, or --fresh to throw it away");
}

SweepIdentity SweepFolder::finished() const {
  SweepIdentity there;
  TableFile file(tables(), TableFile::Mode::kRead);
  const std::vector<Row> format = file.all("PRAGMA user_version");
  const std::vector<Row> sweep = file.all("SELECT version, layout FROM sweep");
  if (!file.status().ok() || sweep.size() != 1) return there;
  if (format.size() != 1 || integer_of(format[0][0]) != kSweepFormat) return there;
  there.version = text_of(sweep[0][0]);
  there.layout = text_of(sweep[0][1]);
  there.scenario = read_file(folder_ / "scenario.yaml").value_or("");
  return there;
}

bool SweepFolder::is_complete() const {
  std::error_code error;
  return !fs::exists(work(), error) && fs::exists(tables(), error);
}

absl::StatusOr<RunStore> SweepFolder::open_store() const {
  absl::StatusOr<RunStore> store = RunStore::open(work(), identity_);
  if (store.ok() || store.status().code() == absl::StatusCode::kFailedPrecondition) return store;
  return absl::Status(store.status().code(),
                      fmt::format("{}; --fresh throws away what was played so far",
                                  std::string(store.status().message())));
}

absl::Status SweepFolder::play(RunStore& store, int jobs, const SweepListener& listener) const {
  const auto missing = missing_runs(*plan_, store);
  if (!missing.ok()) return missing.status();
  return play_into(store, *plan_, *missing, jobs, listener);
}

absl::Status SweepFolder::write(RunStore& store) const {
  const fs::path unfinished = tables().string() + ".unfinished";
  {
    TableFile file(unfinished, TableFile::Mode::kCreate);
    const auto counts = write_runs(*plan_, store, file);
    if (!counts.ok()) return counts.status();
    write_analysis(*plan_, file);
    const std::vector<Verdict> verdicts = judge_claims(*plan_, file);
    write_sweep(*plan_, identity_, *counts, all_pass(verdicts, *counts), file);
    file.run(fmt::format("PRAGMA user_version={}; COMMIT", kSweepFormat));
    if (!file.status().ok()) return file.status();
    if (absl::Status written = write_files(file); !written.ok()) return written;
  }
  std::error_code error;
  fs::rename(unfinished, tables(), error);
  return error ? failed(tables(), error) : absl::OkStatus();
}

absl::Status SweepFolder::write_files(TableFile& file) const {
  absl::Status status = write_summary(*plan_, file, summary());
  if (status.ok()) status = write_csv(*plan_, file, folder_);
  if (status.ok()) status = write_file(folder_ / "scenario.yaml", identity_.scenario);
  if (!status.ok()) return status;
  const absl::StatusOr<std::string> told = read_file(summary());
  return told.ok() ? write_file(folder_ / "report.html", page_html(*told)) : told.status();
}

absl::Status SweepFolder::restore() const {
  const std::array files = {summary(), folder_ / "report.html", folder_ / "runs.csv",
                            folder_ / "years.csv"};
  std::error_code error;
  const bool whole =
      std::ranges::all_of(files, [&](const fs::path& file) { return fs::exists(file, error); });
  if (whole) return absl::OkStatus();
  TableFile file(tables(), TableFile::Mode::kRead);
  return write_files(file);
}

void SweepFolder::clear_work() const {
  std::error_code ignored;
  fs::remove_all(parts(), ignored);
  RunStore::remove(work());
}

absl::StatusOr<std::vector<std::int64_t>> missing_runs(const SweepPlan& plan, RunStore& store) {
  const auto there = store.present(plan.runs());
  if (!there.ok()) return there.status();
  std::vector<std::int64_t> missing;
  for (std::int64_t run = 0; run < plan.runs(); ++run)
    if (!(*there)[static_cast<std::size_t>(run)]) missing.push_back(run);
  return missing;
}

absl::Status play_into(RunStore& store, const SweepPlan& plan, std::span<const std::int64_t> runs,
                       int jobs, const SweepListener& listener) {
  auto done = plan.runs() - static_cast<std::int64_t>(runs.size());
  std::set<std::int64_t> told;
  if (listener.progress) listener.progress(done, plan.runs());
  return play_all(plan, runs, jobs, [&](std::span<const StoredRun> played) {
    absl::Status kept = store.add(played);
    if (!kept.ok()) return kept;
    for (const StoredRun& run : played) {
      const std::int64_t point = plan.point_of_run(run.run);
      const bool news = !run.problem.empty() && told.insert(point).second;
      if (news && listener.failed) listener.failed(point, run.problem);
    }
    done += static_cast<std::int64_t>(played.size());
    if (listener.progress) listener.progress(done, plan.runs());
    return kept;
  });
}

}  // namespace tanshi
