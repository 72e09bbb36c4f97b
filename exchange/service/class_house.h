// Where the sessions of a class come from, one after the other.
//
// Thread-safety: implementations accept calls from any thread, and answer without waiting for the
// next session.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tanshi/v1/operator_service.pb.h"

namespace tanshi {

// All data of a session that is over, names left out: a ZIP archive.
struct ClassData {
  std::string file_name;
  std::filesystem::path file;
};

class ClassHouse {
 public:
  virtual ~ClassHouse() = default;

  // Those that come with the program.
  [[nodiscard]] virtual absl::StatusOr<std::vector<v1::ScenarioEntry>> scenarios() const = 0;

  // Makes another session ready, which takes the place of the one that is served once go_over() is
  // called: all calls and streams end, and the exchange is served anew on the same address.
  // Errors, and nothing changes: as OperatorService.LoadSession.
  virtual absl::Status load(const v1::LoadSessionRequest& request) = 0;

  // The one who called load() has been answered.
  virtual void go_over() = 0;

  // Calls `done` once, perhaps before this returns, with the data of the session that is served.
  // Errors: FAILED_PRECONDITION the session is not over, or gives way to another; UNAVAILABLE the
  // house closes; INTERNAL and UNKNOWN the archive cannot be made.
  virtual void export_data(std::function<void(absl::StatusOr<ClassData>)> done) = 0;
};

}  // namespace tanshi
