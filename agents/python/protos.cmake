# The wire's classes, tanshi/v1/*_pb2*, generated anew with each build and never committed. A source
# distribution carries a copy of the protos; in the repository they are two folders up.
find_path(TANSHI_PROTOS tanshi/v1/types.proto NO_CACHE NO_DEFAULT_PATH
  PATHS ${CMAKE_CURRENT_SOURCE_DIR}/proto ${repository}/proto)
if(NOT TANSHI_PROTOS)
  message(FATAL_ERROR
    "no proto/tanshi/v1 in ${CMAKE_CURRENT_SOURCE_DIR} nor two folders above it: build from a "
    "clone of the repository, or from a source distribution")
endif()
file(GLOB protos CONFIGURE_DEPENDS ${TANSHI_PROTOS}/tanshi/v1/*.proto)
set(classes ${CMAKE_CURRENT_BINARY_DIR}/classes)
file(MAKE_DIRECTORY ${classes})

add_custom_command(
  OUTPUT ${classes}/made
  COMMAND ${Python_EXECUTABLE} -m grpc_tools.protoc -I${TANSHI_PROTOS}
    --python_out=${classes} --pyi_out=${classes} --grpc_python_out=${classes} ${protos}
  COMMAND ${CMAKE_COMMAND} -E touch ${classes}/made
  DEPENDS ${protos}
  COMMENT "Generating the wire's classes"
  VERBATIM)
add_custom_target(tanshi_classes ALL DEPENDS ${classes}/made)
install(DIRECTORY ${classes}/tanshi DESTINATION . FILES_MATCHING PATTERN "*_pb2*")
