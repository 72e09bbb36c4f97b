// What theory predicts of a session, for its operator to see beside it: computed once, on a thread
// of its own, since it can take seconds.
#pragma once

#include <thread>

#include "exchange/classroom/classroom.h"
#include "scenarios/model/scenario.h"
#include "scenarios/runner/world.h"

namespace tanshi {

class ClassTheory {
 public:
  // Tells `classroom`, which must outlive it, once it knows: of the world as it is now.
  ClassTheory(const Scenario& scenario, const World& world, Classroom& classroom);
  ClassTheory(const ClassTheory&) = delete;
  ClassTheory& operator=(const ClassTheory&) = delete;
  ~ClassTheory();  // waits for it

 private:
  std::thread thread_;
};

}  // namespace tanshi
