"""The wire: classes that are generated from proto/tanshi/v1 when the package is built.

`from tanshi.v1 import agent_service_pb2, agent_service_pb2_grpc`, and likewise for the other files
there. Their comments in the .proto files are the reference.
"""
