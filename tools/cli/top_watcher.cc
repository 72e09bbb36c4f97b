#include "tools/cli/top_watcher.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "agents/sdk/channel.h"
#include "fmt/format.h"
#include "tanshi/v1/market_data_service.grpc.pb.h"
#include "tanshi/v1/session_service.grpc.pb.h"

namespace tanshi {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kPatience{5};
constexpr std::int64_t kPastEvents = 2'000;  // in which trades of before are looked for
constexpr std::size_t kTrades = 8;
constexpr std::size_t kLatencies = 200;

}  // namespace

struct TopWatcher::Impl {
  explicit Impl(const Connection& connection) : connection_(connection) {
    connect();
    frame_.address = connection.address;
    frame_.sees_refusals = !connection.token.empty();
  }

  // Anew: a channel that failed would wait longer and longer before it tries again.
  void connect() {
    session_.reset();
    market_.reset();
    const auto channel = open_channel(connection_);
    session_ = v1::SessionService::NewStub(channel);
    market_ = v1::MarketDataService::NewStub(channel);
  }

  // What has happened since is put into the frame once all is known.
  grpc::Status ask_all() {
    v1::GetSessionResponse session;
    grpc::Status status = timed([&](grpc::ClientContext* context) {
      return session_->GetSession(context, v1::GetSessionRequest(), &session);
    });
    if (status.ok()) status = ask_seats();
    if (status.ok()) status = ask_book();
    if (status.ok()) status = ask_events(session);
    if (!status.ok()) return status;
    const auto now = Clock::now();
    const double seconds = std::chrono::duration<double>(now - looked_).count();
    const auto rate = [&](std::int64_t count) { return static_cast<double>(count) / seconds; };
    if (has_looked_) {
      frame_.rates.commands = rate(session.command_count() - frame_.session.command_count());
      frame_.rates.events = rate(session.event_count() - frame_.session.event_count());
      frame_.rates.trades = rate(std::exchange(trades_, 0));
      frame_.rates.refusals = rate(std::exchange(refusals_, 0));
    }
    frame_.has_rates = has_looked_;
    has_looked_ = true;
    trades_ = refusals_ = 0;
    looked_ = now;
    frame_.session = std::move(session);
    return status;
  }

  void prepare(grpc::ClientContext& context) const {
    context.set_deadline(std::chrono::system_clock::now() + kPatience);
    add_token(connection_, context);
  }

  // Makes a call, and notes how long it takes.
  grpc::Status timed(absl::FunctionRef<grpc::Status(grpc::ClientContext*)> call) {
    grpc::ClientContext context;
    prepare(context);
    const auto begin = Clock::now();
    grpc::Status status = call(&context);
    std::vector<double>& latencies = frame_.latencies_ms;
    if (latencies.size() == kLatencies) latencies.erase(latencies.begin());
    latencies.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
    return status;
  }

  grpc::Status ask_seats() {
    v1::ListSeatsRequest request;
    request.set_page_size(1'000);
    std::vector<v1::Seat> seats;
    do {
      v1::ListSeatsResponse page;
      grpc::Status status = timed([&](grpc::ClientContext* context) {
        return session_->ListSeats(context, request, &page);
      });
      if (!status.ok()) return status;
      seats.insert(seats.end(), page.seats().begin(), page.seats().end());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    frame_.seats = std::move(seats);
    return grpc::Status::OK;
  }

  // The book of the first instrument.
  grpc::Status ask_book() {
    if (instrument_ == 0) {
      v1::ListInstrumentsResponse list;
      grpc::Status status = timed([&](grpc::ClientContext* context) {
        return market_->ListInstruments(context, v1::ListInstrumentsRequest(), &list);
      });
      if (!status.ok() || list.instruments().empty()) return status;
      instrument_ = list.instruments(0).instrument_id();
    }
    v1::GetDepthRequest request;
    request.set_instrument_id(instrument_);
    v1::GetDepthResponse depth;
    grpc::Status status = timed(
        [&](grpc::ClientContext* context) { return market_->GetDepth(context, request, &depth); });
    if (status.ok()) frame_.depth = std::move(depth);
    return status;
  }

  // What has happened since the last look.
  grpc::Status ask_events(const v1::GetSessionResponse& session) {
    if (next_event_ == 0)
      next_event_ = std::max<std::int64_t>(1, session.event_count() - kPastEvents);
    v1::StreamEventsRequest request;
    request.set_start_event_number(next_event_);
    request.set_end_at_latest(true);
    grpc::ClientContext context;
    prepare(context);
    const auto stream = market_->StreamEvents(&context, request);
    v1::StreamEventsResponse response;
    while (stream->Read(&response)) {
      next_event_ = std::max(next_event_, response.next_event_number());
      for (const v1::Event& event : response.events()) {
        if (event.has_refused()) ++refusals_;
        if (event.has_traded() && event.traded().instrument_id() == instrument_) {
          add_trade({event.traded().price_cents_per_tonne(), event.traded().quantity_t(),
                     event.traded().taker_side() == v1::SIDE_BUY ? "bought" : "sold"});
        } else if (event.has_call_traded() && event.call_traded().instrument_id() == instrument_) {
          add_trade({event.call_traded().price_cents_per_tonne(), event.call_traded().quantity_t(),
                     "call"});
        }
      }
    }
    return stream->Finish();
  }

  void add_trade(TopTrade trade) {
    ++trades_;
    frame_.trades.push_front(std::move(trade));
    if (frame_.trades.size() > kTrades) frame_.trades.pop_back();
  }

  const Connection connection_;
  std::unique_ptr<v1::SessionService::Stub> session_;
  std::unique_ptr<v1::MarketDataService::Stub> market_;
  TopFrame frame_;
  std::int64_t instrument_ = 0;
  std::int64_t next_event_ = 0;
  std::int64_t trades_ = 0;
  std::int64_t refusals_ = 0;
  bool has_looked_ = false;
  Clock::time_point looked_{};
};

TopWatcher::TopWatcher(const Connection& connection) : impl_(std::make_unique<Impl>(connection)) {}

TopWatcher::~TopWatcher() = default;

const TopFrame& TopWatcher::frame() const {
  return impl_->frame_;
}

absl::Status TopWatcher::look() {
  const grpc::Status status = impl_->ask_all();
  TopFrame& frame = impl_->frame_;
  frame.trouble = status.ok() ? "" : status.error_message();
  if (status.ok()) return absl::OkStatus();
  impl_->connect();
  impl_->instrument_ = 0;  // another exchange may answer next
  impl_->next_event_ = 0;
  impl_->has_looked_ = frame.has_rates = false;
  return {
      static_cast<absl::StatusCode>(status.error_code()),
      fmt::format("{} does not answer as an exchange: {}", frame.address, status.error_message())};
}

}  // namespace tanshi
