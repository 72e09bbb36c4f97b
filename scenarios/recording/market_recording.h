// Writes down what happens in a market, while it happens: trades, or all of trades, orders, quotes
// and events, into results.sqlite, to which the figures of the run come in the end. Memory holds
// the orders that live, no more.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>

#include "scenarios/model/scenario.h"
#include "scenarios/recording/book_names.h"
#include "scenarios/recording/order_fates.h"
#include "scenarios/results/results_database.h"
#include "scenarios/runner/observed_venue.h"

namespace tanshi {

enum class RecordLevel : std::uint8_t {
  kTrades,
  kAll,
};

class MarketRecording final : public VenueObserver {
 public:
  // Begins the file. The scenario must outlive the recording.
  MarketRecording(const Scenario& scenario, RecordLevel level, const std::filesystem::path& file);

  void see(const VenueNews& news, const Venue& venue) override;
  // Call last, when the run is over: its figures come to what is returned, which completes the
  // file. Without that, none is left.
  [[nodiscard]] ResultsWriter& finish();

 private:
  // A quote as every seat sees it that is woken next.
  struct Quote {
    TradingMode mode{};
    Price bid;
    Tonnes bid_quantity;
    Price ask;
    Tonnes ask_quantity;
    friend bool operator==(const Quote&, const Quote&) = default;
  };

  void write_trade(const Event& event, const Moment& at);
  void write_quotes(const VenueNews& news, const Moment& at, const Venue& venue);
  [[nodiscard]] Moment moment_of(const VenueNews& news) const;

  const Scenario& scenario_;
  RecordLevel level_;
  ResultsWriter results_;
  BookNames books_;
  OrderFates orders_;
  std::map<InstrumentId, Quote> quotes_;
};

}  // namespace tanshi
