// The columns of a run's tables, told once to whoever listens: the writers of results.sqlite and
// summary.json take the values, the reader of results.sqlite sets them, the codebook takes the
// texts. So they cannot disagree, and none goes without its unit and meaning.
//
// In names, _t is tonnes and _cents is cents; prices are currency units per tonne and costs are
// currency units.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "exchange/base/units.h"
#include "scenarios/results/run_result.h"

namespace tanshi {

struct Column {
  const char* name;
  const char* unit;     // empty: it has none
  const char* meaning;  // a phrase for a table
};

class Columns {
 public:
  virtual ~Columns() = default;

  virtual void integer(const Column& column, std::int64_t& value) = 0;
  virtual void real(const Column& column, double& value) = 0;
  virtual void text(const Column& column, std::string& value) = 0;
  // Absent values are null. Of text, empty is absent.
  virtual void maybe_integer(const Column& column, std::optional<std::int64_t>& value) = 0;
  virtual void maybe_real(const Column& column, std::optional<double>& value) = 0;
  virtual void maybe_text(const Column& column, std::string& value) = 0;
  // The number of the row, no other has it.
  virtual void key(const Column& column, std::int64_t& value) { integer(column, value); }

  // ---- By what they measure. ----
  void text(const char* name, std::string& value, const char* meaning);
  void count(const char* name, std::int64_t& value, const char* meaning);
  void count(const char* name, std::int32_t& value, const char* meaning);
  void seed(const char* name, std::uint64_t& value, const char* meaning);  // below 2^63
  void flag(const char* name, bool& value, const char* meaning);           // 0 or 1
  void hash(const char* name, std::uint64_t& value, const char* meaning);  // 16 hexadecimal digits
  void year(const char* name, Year& value, const char* meaning);
  void year(const char* name, std::optional<std::int32_t>& value, const char* meaning);
  void tonnes(const char* name, Tonnes& value, const char* meaning);
  void tonnes(const char* name, double& value, const char* meaning);
  void units(const char* name, Tonnes& value, const char* meaning);  // of credits
  // Exact: cents below 2^53 survive as a double. 0 is null: no price is.
  void price(const char* name, Price& value, const char* meaning);
  void price(const char* name, double& value, const char* meaning);
  void price(const char* name, std::optional<double>& value, const char* meaning);
  void cents(const char* name, Cash& value, const char* meaning);
  void money(const char* name, double& value, const char* meaning);
  void money(const char* name, std::optional<double>& value, const char* meaning);
  void share(const char* name, double& value, const char* meaning);
  void share(const char* name, std::optional<double>& value, const char* meaning);
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
  Tonnes spared;
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
void tell(Columns& columns, SeatResult& seat);
void tell(Columns& columns, FirmRow& firm);
void tell(Columns& columns, FirmYearRow& row);
void tell(Columns& columns, CurveRow& row);
void tell(Columns& columns, BookRow& row);
void tell(Columns& columns, AuctionResult& auction);
void tell(Columns& columns, CreditResult& credits);
void tell(Columns& columns, SchemeResult& scheme);
void tell(Columns& columns, SchemeUseResult& use);
void tell(Columns& columns, ForwardResult& forward);
void tell(Columns& columns, ProjectResult& project);
void tell(Columns& columns, ProductResult& product);
void tell(Columns& columns, ExpectationResult& expectation);

// All tables of a run.
struct RunTables {
  std::vector<RunResult> runs;  // one row, its vectors empty
  std::vector<YearResult> years;
  std::vector<DayResult> days;
  std::vector<SeatResult> seats;
  std::vector<FirmRow> firms;
  std::vector<FirmYearRow> firm_years;
  std::vector<CurveRow> curves;
  std::vector<BookRow> books;
  std::vector<AuctionResult> auctions;
  std::vector<CreditResult> credits;
  std::vector<SchemeResult> schemes;
  std::vector<SchemeUseResult> scheme_uses;
  std::vector<ForwardResult> forwards;
  std::vector<ProjectResult> projects;
  std::vector<ProductResult> products;
  std::vector<ExpectationResult> expectations;
};

// The tables, for whoever writes, reads or describes them: `each(name, a row is, rows)`.
template <class Tables, class Each>
void for_each_table(Tables& tables, const Each& each) {
  each("runs", "the run", tables.runs);
  each("years", "a year", tables.years);
  each("days", "a trading day", tables.days);
  each("seats", "an account: a firm, a trader, a maker of credits, the regulator", tables.seats);
  each("firms", "an emitter", tables.firms);
  each("firm_years", "an emitter in a year", tables.firm_years);
  each("curves", "a point of an emitter's cost curve", tables.curves);
  each("books", "a price level of the book at the close of a year's last day, best first",
       tables.books);
  each("auctions", "an auction", tables.auctions);
  each("credits", "a kind of credits in a year", tables.credits);
  each("schemes", "a scheme in a year: what firms owe beside emissions", tables.schemes);
  each("scheme_uses", "an emitter's part in a scheme in a year", tables.scheme_uses);
  each("forwards", "a forward in a year", tables.forwards);
  each("projects",
       "a project of an emitter in a year in which it was built or ran, here or in theory",
       tables.projects);
  each("products", "what an emitter that sells a product made of it in a year", tables.products);
  each("expectations", "an expectation of the scenario, and its verdict", tables.expectations);
}

[[nodiscard]] RunTables flatten(const RunResult& run);

// The run again. Errors: nullopt when the rows do not fit together (a damaged file).
[[nodiscard]] std::optional<RunResult> unflatten(RunTables tables);

}  // namespace tanshi
