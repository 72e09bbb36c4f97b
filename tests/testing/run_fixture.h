// Runs that never ran: results invented for tests of what is made from results. Their figures are
// shaped like a run's and agree with each other (emissions = baseline - abatement, the bank carries
// over), and mean nothing.
#pragma once

#include "scenarios/results/run_result.h"

namespace tanshi {

// Ten years of fifty days, six groups of firms under a falling cap of which four auctions a year
// sell the most part, all expectations but one met.
[[nodiscard]] RunResult run_fixture();

// One year of one day with nothing traded, an auction that was cancelled, an empty book, ratios
// that do not exist, and names made to break a page: markup, quotes, line ends, bytes that are not
// UTF-8.
[[nodiscard]] RunResult odd_run_fixture();

}  // namespace tanshi
