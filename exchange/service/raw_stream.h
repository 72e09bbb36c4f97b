// Bidirectional streams whose messages we parse ourselves. gRPC's own parsing ends a stream with a
// broken message as if the client had closed it, without a word; here it becomes an error that says
// what was expected.
#pragma once

#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/codegen/proto_utils.h>
#include <grpcpp/support/byte_buffer.h>

#include "absl/status/status.h"
#include "exchange/base/check.h"
#include "exchange/service/caller.h"

namespace tanshi {

using RawReactor = grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>;

// Replaces `message` by what the bytes say; takes the bytes.
// Errors: INVALID_ARGUMENT they are no such message.
template <class Message>
[[nodiscard]] absl::Status parse(grpc::ByteBuffer& bytes, Message& message) {
  message.Clear();
  if (bytes.Length() == 0) return absl::OkStatus();  // the message whose fields are all absent
  if (grpc::SerializationTraits<Message>::Deserialize(&bytes, &message).ok()) {
    return absl::OkStatus();
  }
  return unparsable(Message::descriptor()->full_name());
}

template <class Message>
[[nodiscard]] grpc::ByteBuffer bytes_of(const Message& message) {
  grpc::ByteBuffer bytes;
  bool own = false;
  const grpc::Status status = grpc::SerializationTraits<Message>::Serialize(message, &bytes, &own);
  TANSHI_CHECK(status.ok());
  return bytes;
}

// Ends a call that was never opened.
class RefusedStream final : public RawReactor {
 public:
  explicit RefusedStream(const absl::Status& status) { Finish(to_grpc(status)); }
  void OnDone() override { delete this; }
};

}  // namespace tanshi
