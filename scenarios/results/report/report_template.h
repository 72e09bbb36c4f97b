// The page of report.html without its data: the bytes before and after the JSON. Generated
// from tools/report when the program is built. Pure.
#pragma once

#include <string_view>

namespace tanshi {

// Ends inside a <script type="application/json"> element, which the tail closes.
[[nodiscard]] std::string_view report_template_head();
[[nodiscard]] std::string_view report_template_tail();

}  // namespace tanshi
