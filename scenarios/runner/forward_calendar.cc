#include "scenarios/runner/forward_calendar.h"

namespace tanshi {

void ForwardCalendar::begin_year(std::size_t year) {
  if (!scenario_.forwards) return;
  const ForwardPlan& plan = *scenario_.forwards;
  const std::size_t last = year + static_cast<std::size_t>(plan.years_ahead);
  for (; next_ <= last && next_ < scenario_.cap.size(); ++next_) {
    ListForward listing;
    listing.instrument = instrument_of_forward(next_);
    listing.underlying = allowance_;
    listing.delivery = years_after(scenario_.horizon.first_year, static_cast<std::int32_t>(next_));
    listing.vintage = listing.delivery;
    listing.tick = scenario_.tick;
    listing.lot = scenario_.lot;
    listing.max_price = scenario_.max_price;
    listing.margin = plan.margin;
    const Action action = listing;
    // On a venue that others command too, one of theirs may be in its place.
    if (!floor_.apply({&action, 1})) continue;
    floor_.add_forward(listing.instrument, allowance_, listing.delivery);
    listed_.push_back(next_);
  }
}

void ForwardCalendar::end_trading(std::size_t year) {
  if (std::erase(listed_, year) == 0) return;
  const InstrumentId instrument = instrument_of_forward(year);
  const Action action = DeliverForward{instrument};
  floor_.apply({&action, 1});
  floor_.remove_forward(instrument);
}

}  // namespace tanshi
