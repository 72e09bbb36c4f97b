#include "scenarios/results/report/report.h"

#include "scenarios/results/report/report_data.h"
#include "scenarios/results/report/report_template.h"

namespace tanshi {

std::string report_html(const RunResult& result) {
  std::string page(report_template_head());
  page += report_data(result);
  page += report_template_tail();
  return page;
}

}  // namespace tanshi
