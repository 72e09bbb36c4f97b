// Writes the reports that the tests of this folder open in a browser: typical.html and odd.html, of
// the fixtures of tests/testing/run_fixture.h, and free.html of a run that auctioned nothing.
//
//   report_fixtures FOLDER
#include <fstream>
#include <iostream>
#include <string>

#include "scenarios/results/report/report.h"
#include "tests/testing/run_fixture.h"

namespace {

bool write(const std::string& path, const std::string& page) {
  std::ofstream file(path, std::ios::binary);
  file << page;
  file.close();
  if (!file) std::cerr << "cannot write " << path << '\n';
  return static_cast<bool>(file);
}

// The run as if all had been given free: what auctions left behind in results is gone.
tanshi::RunResult without_auctions(tanshi::RunResult run) {
  run.auctions.clear();
  for (tanshi::YearResult& year : run.years) {
    year.allocated = year.cap;
    year.auctioned = year.withheld = year.released = year.reserve = tanshi::Tonnes();
    year.auction_price.reset();
  }
  return run;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: report_fixtures FOLDER\n";
    return 2;
  }
  const std::string folder = argv[1];
  const bool written =
      write(folder + "/typical.html", tanshi::report_html(tanshi::run_fixture())) &&
      write(folder + "/odd.html", tanshi::report_html(tanshi::odd_run_fixture())) &&
      write(folder + "/free.html", tanshi::report_html(without_auctions(tanshi::run_fixture())));
  return written ? 0 : 2;
}
