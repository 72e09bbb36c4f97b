// Writes the reports that report.test.ts opens in a browser: typical.html and odd.html, of the
// fixtures of tests/testing/run_fixture.h.
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

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: report_fixtures FOLDER\n";
    return 2;
  }
  const std::string folder = argv[1];
  const bool written =
      write(folder + "/typical.html", tanshi::report_html(tanshi::run_fixture())) &&
      write(folder + "/odd.html", tanshi::report_html(tanshi::odd_run_fixture()));
  return written ? 0 : 2;
}
