#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "exchange/service/feed_stream.h"
#include "exchange/service/paging.h"
#include "exchange/service/services.h"
#include "exchange/service/unary.h"
#include "fmt/format.h"
#include "tanshi/v1/market_data_service.grpc.pb.h"

namespace tanshi {

namespace {

constexpr std::int32_t kLevels = 10;
constexpr std::int32_t kLevelsMax = 1'000;
constexpr std::size_t kEventsPerMessage = 512;
constexpr std::int64_t kListings = 100;
constexpr std::int64_t kListingsMax = 1'000;

using Context = grpc::CallbackServerContext;
using Reactor = grpc::ServerUnaryReactor;

absl::Status unknown_instrument(InstrumentId instrument) {
  return absl::NotFoundError(
      fmt::format("instrument_id {} is not listed (instrument_unknown)", raw_id(instrument)));
}

// ---- Streams -----------------------------------------------------------------------------------

class BookStream final : public FeedStream<v1::StreamBookResponse> {
 public:
  BookStream(const ExchangeParts& parts, InstrumentId instrument)
      : FeedStream(parts), instrument_(instrument) {}

 private:
  Pulled<v1::StreamBookResponse> pull() override {
    return {.message = parts_.feed.next(instrument_, cursor_)};
  }

  const InstrumentId instrument_;
  BookCursor cursor_;
};

class EventStream final : public FeedStream<v1::StreamEventsResponse> {
 public:
  EventStream(const ExchangeParts& parts, const Viewer& viewer, std::int64_t next, bool ends)
      : FeedStream(parts), viewer_(viewer), next_(next), ends_at_latest_(ends) {}

 private:
  // The loop ends: each pass reads on in the log or finds its end.
  Pulled<v1::StreamEventsResponse> pull() override {
    auto message = std::make_shared<v1::StreamEventsResponse>();
    while (!message->has_gap() && message->events_size() == 0) {
      const std::int64_t log_next = parts_.feed.events().next();
      if (next_ == log_next) return {.message = nullptr, .is_end = ends_at_latest_};
      parts_.feed.events().read(next_, kEventsPerMessage, events_);
      const std::int64_t first = events_.empty() ? log_next : events_.front().number;
      if (first > next_) {
        message->mutable_gap()->set_first_missed_event_number(next_);
        message->mutable_gap()->set_last_missed_event_number(first - 1);
      }
      next_ = first + std::ssize(events_);
      add_visible(*message);
    }
    message->set_next_event_number(next_);
    return {.message = std::move(message)};
  }

  void add_visible(v1::StreamEventsResponse& message) const {
    for (const LoggedEvent& logged : events_) {
      v1::Event& wire = *message.add_events();
      if (to_wire(logged.event, viewer_, wire)) {
        wire.set_event_number(logged.number);
      } else {
        message.mutable_events()->RemoveLast();
      }
    }
  }

  const Viewer viewer_;
  std::int64_t next_;
  const bool ends_at_latest_;
  std::vector<LoggedEvent> events_;
};

// ---- The service -------------------------------------------------------------------------------

class MarketDataService final : public v1::MarketDataService::CallbackService {
 public:
  explicit MarketDataService(const ExchangeParts& parts) : parts_(parts) {}

  Reactor* ListInstruments(Context* context, const v1::ListInstrumentsRequest* request,
                           v1::ListInstrumentsResponse* response) override {
    const auto listed = [](const Market& market, InstrumentId id) -> std::optional<ListInstrument> {
      if (market.forward(id)) return std::nullopt;
      return market.listing(id);
    };
    return list(context, *request, *response, *response->mutable_instruments(), listed);
  }

  Reactor* ListForwards(Context* context, const v1::ListForwardsRequest* request,
                        v1::ListForwardsResponse* response) override {
    const auto listed = [](const Market& market, InstrumentId id) -> std::optional<ListForward> {
      const auto forward = market.forward(id);
      if (!forward || forward->is_delivered) return std::nullopt;
      return forward->listing;
    };
    return list(context, *request, *response, *response->mutable_forwards(), listed);
  }

  Reactor* GetDepth(Context* context, const v1::GetDepthRequest* request,
                    v1::GetDepthResponse* response) override {
    const auto instrument = instrument_from_wire("instrument_id", request->instrument_id());
    if (!instrument.ok()) return finish(context, instrument.status());
    const std::int32_t levels =
        request->level_count_max() == 0 ? kLevels : request->level_count_max();
    if (levels < 1 || levels > kLevelsMax) {
      return finish(context, absl::InvalidArgumentError(fmt::format(
                                 "level_count_max is {}; must be in [1, {}]", levels, kLevelsMax)));
    }
    bool is_listed = false;
    parts_.sequencer.read([&](const Market& market) {
      is_listed = market.has_instrument(*instrument);
      if (is_listed) fill_depth(market, *instrument, static_cast<std::size_t>(levels), *response);
    });
    if (!is_listed) return finish(context, unknown_instrument(*instrument));
    return finish_when_durable(parts_, context);
  }

  Reactor* GetTradingRules(Context* context, const v1::GetTradingRulesRequest* request,
                           v1::GetTradingRulesResponse* response) override {
    const auto instrument = instrument_from_wire("instrument_id", request->instrument_id());
    if (!instrument.ok()) return finish(context, instrument.status());
    std::optional<TradingView> trading;
    parts_.sequencer.read([&](const Market& market) {
      if (market.has_instrument(*instrument)) trading = market.trading(*instrument);
    });
    if (!trading) return finish(context, unknown_instrument(*instrument));
    v1::Event told;  // says the rules as their event does
    static_cast<void>(to_wire(TradingRulesSet{*instrument, trading->rules}, Viewer{}, told));
    *response->mutable_rules() = told.trading_rules_set().rules();
    response->set_halt(static_cast<v1::Halt>(trading->halt));
    response->set_lowest_price_cents_per_tonne(trading->band.low.raw());
    response->set_highest_price_cents_per_tonne(trading->band.high.raw());
    return finish_when_durable(parts_, context);
  }

  // Page tokens are places in the list.
  Reactor* ListListings(Context* context, const v1::ListListingsRequest* request,
                        v1::ListListingsResponse* response) override {
    const auto instrument = instrument_from_wire("instrument_id", request->instrument_id());
    if (!instrument.ok()) return finish(context, instrument.status());
    const auto page =
        read_page(request->page_size(), request->page_token(), kListings, kListingsMax);
    if (!page.ok()) return finish(context, page.status());
    bool is_listed = false;
    std::vector<OrderView> orders;
    parts_.sequencer.read([&](const Market& market) {
      is_listed = market.has_instrument(*instrument);
      if (is_listed) market.listings(*instrument, orders);
    });
    if (!is_listed) return finish(context, unknown_instrument(*instrument));
    const std::int64_t end = std::min(std::ssize(orders), page->after + page->size);
    for (std::int64_t i = page->after; i < end; ++i) {
      to_wire(orders[static_cast<std::size_t>(i)], *response->add_orders());
    }
    if (end < std::ssize(orders)) response->set_next_page_token(std::to_string(end));
    return finish_when_durable(parts_, context);
  }

  grpc::ServerWriteReactor<v1::StreamBookResponse>* StreamBook(
      Context*, const v1::StreamBookRequest* request) override {
    const auto refuse = [](const absl::Status& status) {
      return new RefusedFeedStream<v1::StreamBookResponse>(status);
    };
    const auto instrument = instrument_from_wire("instrument_id", request->instrument_id());
    if (!instrument.ok()) return refuse(instrument.status());
    bool is_listed = false;
    parts_.sequencer.read(
        [&](const Market& market) { is_listed = market.has_instrument(*instrument); });
    if (!is_listed) return refuse(unknown_instrument(*instrument));

    auto stream = std::make_shared<BookStream>(parts_, *instrument);
    if (const absl::Status error = parts_.streams.add(stream); !error.ok()) return refuse(error);
    parts_.feed.add_book_reader(*instrument, stream);
    stream->open();
    return stream.get();
  }

  grpc::ServerWriteReactor<v1::StreamEventsResponse>* StreamEvents(
      Context* context, const v1::StreamEventsRequest* request) override {
    const auto refuse = [](const absl::Status& status) {
      return new RefusedFeedStream<v1::StreamEventsResponse>(status);
    };
    const auto viewer = viewer_of(*context, parts_.identities);
    if (!viewer.ok()) return refuse(viewer.status());
    const std::int64_t latest = parts_.feed.events().next();
    const std::int64_t start =
        request->start_event_number() == 0 ? latest : request->start_event_number();
    if (start < 1 || start > latest) {
      return refuse(absl::InvalidArgumentError(
          fmt::format("start_event_number is {}; must be in [1, {}]", start, latest)));
    }
    auto stream = std::make_shared<EventStream>(parts_, *viewer, start, request->end_at_latest());
    const auto identity = authenticate(*context, parts_.identities);
    const std::int64_t participant = identity.ok() ? identity->participant : 0;
    if (const absl::Status error = parts_.streams.add(stream, participant); !error.ok()) {
      return refuse(error);
    }
    parts_.feed.add_event_reader(stream);
    stream->open();
    return stream.get();
  }

 private:
  // A page of what `listed(market, id)` gives for listed instruments, by id.
  template <class Request, class Response, class Elements, class Listed>
  Reactor* list(Context* context, const Request& request, Response& response, Elements& elements,
                const Listed& listed) {
    constexpr std::int64_t kAll = raw_id(kMaxInstrumentId);
    const auto page = read_page(request.page_size(), request.page_token(), kAll, kAll);
    if (!page.ok()) return finish(context, page.status());
    parts_.sequencer.read([&](const Market& market) {
      for (std::int64_t id = page->after + 1; id <= kAll; ++id) {
        const auto instrument = static_cast<InstrumentId>(id);
        const auto one =
            market.has_instrument(instrument) ? listed(market, instrument) : std::nullopt;
        if (!one) continue;
        if (elements.size() == page->size) {
          const std::int64_t last = elements.Get(elements.size() - 1).instrument_id();
          response.set_next_page_token(std::to_string(last));
          break;
        }
        to_wire(*one, *elements.Add());
      }
    });
    return finish_when_durable(parts_, context);
  }

  static void fill_depth(const Market& market, InstrumentId instrument, std::size_t levels,
                         v1::GetDepthResponse& response) {
    std::vector<DepthLevel> depth;
    market.depth(instrument, Side::kBuy, levels, depth);
    for (const DepthLevel& level : depth) to_wire(level, *response.add_bids());
    depth.clear();
    market.depth(instrument, Side::kSell, levels, depth);
    for (const DepthLevel& level : depth) to_wire(level, *response.add_asks());
    to_wire(market.quote(instrument), *response.mutable_quote());
    response.set_command_number(market.command_count());
    response.set_phase(static_cast<v1::TradingPhase>(market.phase()));
  }

  const ExchangeParts& parts_;
};

}  // namespace

std::unique_ptr<grpc::Service> make_market_data_service(const ExchangeParts& parts) {
  return std::make_unique<MarketDataService>(parts);
}

}  // namespace tanshi
