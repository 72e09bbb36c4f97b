// The columns of a run's tables, told once to whoever listens: the writers of results.sqlite and
// summary.json take the values, the reader of results.sqlite sets them. So they cannot disagree.
//
// Names are those of docs/results.md: _t is tonnes, _cents is cents; prices are currency units per
// tonne and costs are currency units.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "exchange/base/units.h"
#include "scenarios/results/run_result.h"

namespace tanshi {

class Columns {
 public:
  virtual ~Columns() = default;

  virtual void integer(const char* name, std::int64_t& value) = 0;
  virtual void real(const char* name, double& value) = 0;
  virtual void text(const char* name, std::string& value) = 0;
  // Absent values are null.
  virtual void maybe_integer(const char* name, std::optional<std::int64_t>& value) = 0;
  virtual void maybe_real(const char* name, std::optional<double>& value) = 0;

  void integer(const char* name, std::int32_t& value);
  void seed(const char* name, std::uint64_t& value);  // below 2^63
  void flag(const char* name, bool& value);           // 0 or 1
  void year(const char* name, Year& value);
  void tonnes(const char* name, Tonnes& value);
  // Exact: cents below 2^53 survive as a double. 0 is null: no price is.
  void price(const char* name, Price& value);
  void cents(const char* name, Cash& value);
  void hash(const char* name, std::uint64_t& value);  // 16 hexadecimal digits
};

// ---- Rows. What a run nests is flat here: a firm has its number, from 0. ----

struct FirmRow {
  std::int64_t firm = 0;
  std::string name;
  std::string group;
  double misallocation_cost = 0;
  Cash trading_cash;
  Cash auction_cash;
};

struct FirmYearRow {
  std::int64_t firm = 0;
  Year year{};
  Tonnes allocation;
  Tonnes auctioned;
  Tonnes emissions;
  Tonnes emissions_true;
  Tonnes abatement;
  Tonnes project_abatement;
  Tonnes abatement_benchmark;
  Tonnes banked;
  Tonnes shortfall;
  double abatement_cost = 0;
  Cash net_cash;
};

struct CurveRow {
  std::int64_t firm = 0;
  CurvePoint point;
};

struct BookRow {
  Year year{};
  std::string side;  // "bid" or "ask"
  DepthLevel level;
};

void tell(Columns& columns, RunResult& run);  // its single figures
void tell(Columns& columns, YearResult& year);
void tell(Columns& columns, DayResult& day);
void tell(Columns& columns, FirmRow& firm);
void tell(Columns& columns, FirmYearRow& row);
void tell(Columns& columns, CurveRow& row);
void tell(Columns& columns, BookRow& row);
void tell(Columns& columns, AuctionResult& auction);
void tell(Columns& columns, CreditResult& credits);
void tell(Columns& columns, ForwardResult& forward);
void tell(Columns& columns, ProjectResult& project);
void tell(Columns& columns, ExpectationResult& expectation);

// All tables of a run.
struct RunTables {
  std::vector<RunResult> runs;  // one row, its vectors empty
  std::vector<YearResult> years;
  std::vector<DayResult> days;
  std::vector<FirmRow> firms;
  std::vector<FirmYearRow> firm_years;
  std::vector<CurveRow> curves;
  std::vector<BookRow> books;
  std::vector<AuctionResult> auctions;
  std::vector<CreditResult> credits;
  std::vector<ForwardResult> forwards;
  std::vector<ProjectResult> projects;
  std::vector<ExpectationResult> expectations;
};

[[nodiscard]] RunTables flatten(const RunResult& run);

// The run again. Errors: nullopt when the rows do not fit together (a damaged file).
[[nodiscard]] std::optional<RunResult> unflatten(RunTables tables);

}  // namespace tanshi
