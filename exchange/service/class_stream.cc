#include "exchange/service/class_stream.h"

#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "exchange/classroom/screens.h"
#include "exchange/service/feed_stream.h"
#include "exchange/service/raw_stream.h"
#include "exchange/wire/seats.h"
#include "fmt/format.h"
#include "tanshi/v1/classroom_service.pb.h"

namespace tanshi {

namespace {

// Bytes that are sent to many and kept once.
grpc::Slice slice_of(const std::shared_ptr<const std::string>& bytes) {
  auto* const kept = new std::shared_ptr<const std::string>(bytes);
  const auto release = [](void* user) {
    delete static_cast<std::shared_ptr<const std::string>*>(user);
  };
  // gRPC asks for bytes that may change, and leaves them as they are.
  return {const_cast<char*>(bytes->data()), bytes->size(), release, kept};
}

// A FollowSeatResponse with an update in parts: fields of one message, wherever they stand.
grpc::ByteBuffer message_of(int field,
                            std::initializer_list<std::shared_ptr<const std::string>> parts) {
  std::string head(1, static_cast<char>((field << 3) | 2));
  std::uint64_t size = 0;
  for (const auto& part : parts) size += part == nullptr ? 0 : part->size();
  for (; size >= 0x80; size >>= 7) head += static_cast<char>((size & 0x7f) | 0x80);
  head += static_cast<char>(size);
  std::vector<grpc::Slice> slices = {grpc::Slice(head)};
  slices.reserve(1 + parts.size());
  for (const auto& part : parts) {
    if (part != nullptr && !part->empty()) slices.push_back(slice_of(part));
  }
  return {slices.data(), slices.size()};
}

class SeatStream final : public FeedStream<grpc::ByteBuffer>, public ScreenReader {
 public:
  SeatStream(const ExchangeParts& parts, std::string seat, bool seats_apart)
      : FeedStream(parts), seat_(std::move(seat)), cursor_{.seats_apart = seats_apart} {}

  void nudge() override { FeedStream::nudge(); }

  void OnDone() override {
    parts_.screens->remove(this);
    FeedStream::OnDone();
  }

 private:
  Pulled<grpc::ByteBuffer> pull() override {
    const ScreenNews news = parts_.screens->next(seat_, cursor_);
    if (news.common != nullptr) {
      return said(v1::FollowSeatResponse::kScreenFieldNumber, {news.common, news.seats, news.own});
    }
    if (news.seats != nullptr) {
      return said(v1::FollowSeatResponse::kSeatsFieldNumber, {news.seats});
    }
    v1::FollowSeatResponse response;
    if (news.brief != nullptr) {
      to_wire(*news.brief, *response.mutable_brief());
    } else if (news.over && !std::exchange(told_over_, true)) {
      response.mutable_session_over()->set_reason("the session is over");
    } else {
      return {.message = nullptr, .is_end = news.over};
    }
    return {.message = std::make_shared<grpc::ByteBuffer>(bytes_of(response))};
  }

  static Pulled<grpc::ByteBuffer> said(
      int field, std::initializer_list<std::shared_ptr<const std::string>> parts) {
    return {.message = std::make_shared<grpc::ByteBuffer>(message_of(field, parts))};
  }

  const std::string seat_;  // empty: what all may see
  ScreenCursor cursor_;
  bool told_over_ = false;
};

class ClassStream final : public FeedStream<v1::FollowClassResponse>, public ScreenReader {
 public:
  using FeedStream::FeedStream;

  void nudge() override { FeedStream::nudge(); }

  void OnDone() override {
    parts_.screens->remove(this);
    FeedStream::OnDone();
  }

 private:
  Pulled<v1::FollowClassResponse> pull() override {
    return {.message = parts_.screens->next_class(version_)};
  }

  std::int64_t version_ = 0;
};

}  // namespace

absl::StatusOr<std::string> seat_to_see(const ExchangeParts& parts, const Identity& identity,
                                        const std::string& wanted) {
  if (identity.is_operator) {
    if (wanted.empty()) return wanted;
    const SeatBrief* const brief = parts.broker->brief(wanted);
    if (brief != nullptr && !brief->regulator) return wanted;
    return absl::NotFoundError(
        fmt::format("seat is \"{}\"; the session has no such seat (seat_unknown)", wanted));
  }
  const SeatBrief* const own = parts.classroom->seat_of(identity);
  if (own == nullptr && identity.participant != 0) {
    for (const v1::Participant& one : parts.classroom->participants()) {
      if (one.participant_id() != identity.participant || one.role() != v1::ROLE_TRADER) continue;
      return absl::PermissionDeniedError(
          "the session that is served has no seat left for you (seat_gone)");
    }
  }
  const std::string seat = own == nullptr ? "" : own->seat;
  if (wanted.empty() || wanted == seat) return seat;
  return absl::PermissionDeniedError(
      fmt::format("seat \"{}\" is not the caller's (seat_not_yours)", wanted));
}

absl::Status check_class(const ExchangeParts& parts) {
  if (parts.classroom != nullptr) return absl::OkStatus();
  return absl::FailedPreconditionError("no class is held on this exchange (class_absent)");
}

grpc::ServerWriteReactor<grpc::ByteBuffer>* open_seat_stream(
    const ExchangeParts& parts, const grpc::CallbackServerContext& context,
    const grpc::ByteBuffer& request) {
  using RefusedScreen = RefusedFeedStream<grpc::ByteBuffer>;
  const auto identity = authenticate(context, parts.identities);
  if (!identity.ok()) return new RefusedScreen(identity.status());
  if (const absl::Status error = check_class(parts); !error.ok()) return new RefusedScreen(error);
  grpc::ByteBuffer bytes = request;
  v1::FollowSeatRequest wire;
  if (const absl::Status error = parse(bytes, wire); !error.ok()) return new RefusedScreen(error);
  auto seat = seat_to_see(parts, *identity, wire.seat());
  if (!seat.ok()) return new RefusedScreen(seat.status());
  auto stream = std::make_shared<SeatStream>(parts, *seat, wire.seats_apart());
  if (const absl::Status error = parts.streams.add(stream, identity->participant); !error.ok()) {
    return new RefusedScreen(error);
  }
  parts.screens->add(stream, *seat, identity->participant);
  stream->open();
  return stream.get();
}

grpc::ServerWriteReactor<v1::FollowClassResponse>* open_class_stream(
    const ExchangeParts& parts, const grpc::CallbackServerContext& context) {
  using RefusedClass = RefusedFeedStream<v1::FollowClassResponse>;
  const auto identity = authenticate(context, parts.identities);
  if (!identity.ok()) return new RefusedClass(identity.status());
  if (const absl::Status error = check_is_operator(*identity); !error.ok()) {
    return new RefusedClass(error);
  }
  if (const absl::Status error = check_class(parts); !error.ok()) return new RefusedClass(error);
  auto stream = std::make_shared<ClassStream>(parts);
  if (const absl::Status error = parts.streams.add(stream); !error.ok())
    return new RefusedClass(error);
  parts.screens->add_class_reader(stream);
  stream->open();
  return stream.get();
}

}  // namespace tanshi
