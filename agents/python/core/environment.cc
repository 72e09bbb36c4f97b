#include "agents/python/core/environment.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <new>
#include <span>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nanobind/ndarray.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "agents/python/core/played_scenario.h"
#include "agents/python/core/python_errors.h"
#include "scenarios/environment/market_environment.h"

namespace tanshi {
namespace {

namespace nb = nanobind;

// Arrays whose rows are learners, filled in place.
using Observations =
    nb::ndarray<float, nb::shape<-1, kObservationSize>, nb::c_contig, nb::device::cpu>;
using Actions = nb::ndarray<const float, nb::shape<-1, kActionSize>, nb::c_contig, nb::device::cpu>;
using Rewards = nb::ndarray<double, nb::ndim<1>, nb::c_contig, nb::device::cpu>;

// Python's handle. The market's class has no type information that Python could ask for: ring 1 is
// compiled without.
struct Environment {
  MarketEnvironment market;
};

template <class Array>
auto numbers_of(const Environment& environment, const Array& array) {
  if (array.shape(0) != environment.market.learners())
    throw nb::value_error("an array has not a row for each learner");
  return std::span(array.data(), array.size());
}

void create(Environment* self, const PlayedScenario& played,
            const std::vector<std::string>& seats) {
  const std::vector<std::string> known = emitters(played.read.scenario);
  for (std::size_t i = 0; i < seats.size(); ++i) {
    if (std::ranges::find(known, seats[i]) == known.end())
      raise_scenario_error(
          fmt::format("no firm has the seat '{}'; there are {}", seats[i], fmt::join(known, ", ")));
    if (std::ranges::count(seats, seats[i]) > 1)
      raise_scenario_error(fmt::format("the seat '{}' is given twice", seats[i]));
  }
  new (self) Environment{MarketEnvironment(played.read.scenario, seats)};
}

void reset(Environment& self, std::uint64_t seed, const Observations& observations) {
  self.market.reset(seed, numbers_of(self, observations));
}

bool step(Environment& self, const Actions& actions, const Observations& observations,
          const Rewards& rewards) {
  if (self.market.over()) throw nb::value_error("the episode is over: call reset()");
  return self.market.step(numbers_of(self, actions), numbers_of(self, observations),
                          numbers_of(self, rewards));
}

}  // namespace

void add_environment(nb::module_& module) {
  module.def("emitters",
             [](const PlayedScenario& played) { return emitters(played.read.scenario); });
  module.def("observation_names", [] {
    const auto names = observation_names();
    return std::vector<std::string>(names.begin(), names.end());
  });
  module.attr("FARTHEST") = kFarthest;
  nb::class_<Environment>(module, "Environment")
      .def("__init__", &create, nb::arg("scenario"), nb::arg("seats"))
      .def_prop_ro("steps", [](const Environment& self) { return self.market.steps(); })
      .def("reset", &reset, nb::arg("seed"), nb::arg("observations"))
      .def("step", &step, nb::arg("actions"), nb::arg("observations"), nb::arg("rewards"));
}

}  // namespace tanshi
