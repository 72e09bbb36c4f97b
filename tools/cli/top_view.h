// What `tanshi top` shows, as text.
//
// Pure. Thread-safety: none.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "tanshi/v1/market_data_service.pb.h"
#include "tanshi/v1/session_service.pb.h"

namespace tanshi {

struct TopTrade {
  std::int64_t price_cents = 0;
  std::int64_t quantity_t = 0;
  std::string side;  // of who took; of a call "call"
};

// What happened between two looks, a second.
struct TopRates {
  double commands = 0;
  double events = 0;
  double trades = 0;
  double refusals = 0;
};

struct TopFrame {
  std::string address;
  std::string trouble;  // why the exchange does not answer; empty: it does
  v1::GetSessionResponse session;
  v1::GetDepthResponse depth;
  std::vector<v1::Seat> seats;
  std::deque<TopTrade> trades;  // latest first
  TopRates rates;
  bool has_rates = false;  // there were two looks
  bool sees_refusals = false;
  std::vector<double> latencies_ms;  // of our own calls
};

// `rows`: lines that fit; 0: all. With `bold` headings are set off by ANSI sequences.
[[nodiscard]] std::string top_text(const TopFrame& frame, int rows, bool bold);

}  // namespace tanshi
