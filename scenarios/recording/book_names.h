// What the books of a run are called in its tables.
#pragma once

#include <map>
#include <string>

#include "exchange/market/event.h"
#include "scenarios/model/scenario.h"

namespace tanshi {

class BookNames {
 public:
  explicit BookNames(const Scenario& scenario) : scenario_(scenario) {}

  // Learns of a book that is listed. A session lists the allowances first, then the kinds of
  // credits and the schemes in the scenario's order.
  void see(const Event& event);

  // "allowances", the name of a kind of credits or a scheme, "forward-2030"; "instrument-7" of one
  // that no session listed.
  [[nodiscard]] std::string name(InstrumentId book) const;

 private:
  const Scenario& scenario_;
  std::map<InstrumentId, std::string> names_;
};

}  // namespace tanshi
