// The class as its operator sees it.
#pragma once

#include <cstdint>
#include <set>

#include "exchange/classroom/classroom.h"
#include "exchange/sequencer/sequencer.h"

namespace tanshi {

// `connected`: participants whose screens are followed.
void fill_class(Classroom& classroom, const SessionStatus& status,
                const std::set<std::int64_t>& connected, Sequencer& sequencer,
                v1::FollowClassResponse& view);

}  // namespace tanshi
