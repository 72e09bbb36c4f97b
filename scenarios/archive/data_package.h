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

// Where the tables come from. Of a sweep there is no hash, for each run has its own.
struct DataSetOrigin {
  bool is_sweep = false;
  std::string scenario;
  std::string title;
  std::string source;
  std::string currency;
  std::string version;      // of the program
  std::int64_t seed = 0;    // of a sweep: of its first replication
  std::string events_hash;  // of a run
  std::string command;      // that plays it again, in the folder of the data set
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
