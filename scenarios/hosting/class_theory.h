// What theory predicts of a session, for its operator to see beside it: computed when the session
// begins and when its world has changed, on a thread of its own, since it can take seconds.
//
// Thread-safety: all members may be called from any thread.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <thread>

#include "exchange/classroom/classroom.h"
#include "scenarios/benchmark/banking_equilibrium.h"
#include "scenarios/model/scenario.h"
#include "scenarios/runner/world.h"

namespace tanshi {

class ClassTheory {
 public:
  // `classroom` must outlive it.
  explicit ClassTheory(Classroom& classroom);
  ClassTheory(const ClassTheory&) = delete;
  ClassTheory& operator=(const ClassTheory&) = delete;
  ~ClassTheory();  // waits for what is being computed

  // Tells the class what theory predicts of this world from the year `now` on, once it knows. Of
  // years before it stays what was predicted before: nobody in them knew of this world.
  void predict(Year now, const Scenario& scenario, const World& world);
  // Blocks until it has told all that it was asked for.
  void wait();

 private:
  void run();

  Classroom& classroom_;
  std::mutex mutex_;
  std::condition_variable changed_;
  struct Wanted {
    BankingMarket market;
    std::size_t kept_years = 0;
  };
  std::deque<Wanted> wanted_;
  bool computes_ = false;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace tanshi
