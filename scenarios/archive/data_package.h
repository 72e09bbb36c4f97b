// What a data set says of itself: datapackage.json for programs, README.txt for people.
//
// datapackage.json follows the Data Package standard, version 1
// (https://specs.frictionlessdata.io), which R's and Python's `frictionless` read.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/archive/hashed_file.h"
#include "scenarios/results/cells.h"

namespace tanshi {

enum class DataSetKind : std::uint8_t { kRun, kSweep, kClass };

// Of a session of a class.
struct ClassOrigin {
  std::int64_t session_number = 1;
  std::string treatment;  // empty: none
  bool practice = false;
  bool stopped = false;  // before its last day, in this year and on this day
  std::int64_t year = 0;
  std::int64_t day = 0;
};

// Where the tables come from. Of a sweep there is no hash, for each run has its own.
struct DataSetOrigin {
  DataSetKind kind = DataSetKind::kRun;
  std::string scenario;
  std::string title;
  std::string source;
  std::string currency;
  std::string version;      // of the program
  std::int64_t seed = 0;    // of a sweep: of its first replication
  std::string events_hash;  // not of a sweep
  std::string command;      // that plays it again, in the folder of the data set; empty: none does
  ClassOrigin of_class = {};
};

struct PackedTable {
  TableKind kind;
  std::int64_t rows = 0;
  FileSum sum;
};

struct PackedFile {
  std::string name;
  std::string what;
  std::string media_type;
  FileSum sum;
};

[[nodiscard]] std::string csv_name(const PackedTable& table);

[[nodiscard]] std::string readme_text(const DataSetOrigin& origin,
                                      const std::vector<PackedTable>& tables);
[[nodiscard]] std::string data_package_json(const DataSetOrigin& origin,
                                            const std::vector<PackedTable>& tables,
                                            const std::vector<PackedFile>& files);

}  // namespace tanshi
