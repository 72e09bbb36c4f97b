#include "agents/python/core/python_errors.h"

#include <nanobind/nanobind.h>

namespace tanshi {

namespace nb = nanobind;

void raise_scenario_error(std::span<const Problem> problems) {
  std::string text;
  for (const Problem& problem : problems) {
    if (!text.empty()) text += '\n';
    text += to_string(problem);
  }
  raise_scenario_error(text);
}

void raise_scenario_error(const std::string& what) {
  const nb::object type = nb::module_::import_("tanshi.errors").attr("ScenarioError");
  PyErr_SetString(type.ptr(), what.c_str());
  raise_pending_error();
}

void raise_os_error(const absl::Status& status) {
  PyErr_SetString(PyExc_OSError, std::string(status.message()).c_str());
  raise_pending_error();
}

void raise_pending_error() {
  nb::raise_python_error();
}

}  // namespace tanshi
