# Targets of Tanshi: one library a folder, each in a ring that may only look down.
#
#   tanshi_library(NAME exchange_book RING 1
#     HDRS order_book.h
#     SRCS order_book.cc
#     DEPS tanshi::exchange_base)
#   tanshi_test(NAME order_book_test KIND unit SRCS order_book_test.cc DEPS tanshi::exchange_book)
#   tanshi_bench(NAME order_book_bench SRCS order_book_bench.cc DEPS tanshi::exchange_book)
#
# RING 0 base, 1 core, 2 codecs, 3 shells (STYLE: "look down only"). A dependency of a higher
# ring is refused when CMake configures, and so is a third-party one in rings 0 and 1 (but Eigen
# outside exchange/). Rings 0 and 1 are built without exceptions and RTTI.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

# `INTERFACE` on a target: what everything of ours is compiled with. -ffp-contract=off: the same
# double arithmetic on every machine.
add_library(tanshi_flags INTERFACE)
target_include_directories(tanshi_flags INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(tanshi_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -ffp-contract=off
  $<$<BOOL:${TANSHI_WARNINGS_AS_ERRORS}>:-Werror>)

# What the presets `dev` and `tsan` build (the system's gRPC is not instrumented).
add_custom_target(tests_without_grpc)
add_custom_target(tests_with_threads)

# A misspelt keyword would otherwise become one more file of the keyword before it.
function(tanshi_check_files name)
  foreach(file IN LISTS ARGN)
    if(NOT file MATCHES "\\.(h|cc)$")
      message(FATAL_ERROR "${name}: ${file} is neither a .h nor a .cc")
    endif()
  endforeach()
endfunction()

# Stops the configuration unless target `name` of `ring` may depend on `dep`.
function(tanshi_check_dependency name ring dep)
  if(NOT dep MATCHES "^tanshi::")
    if(ring LESS 2 AND NOT (dep STREQUAL "Eigen3::Eigen" AND NOT name MATCHES "^exchange_"))
      message(FATAL_ERROR "${name} (ring ${ring}) may not depend on the third-party ${dep}")
    endif()
    return()
  endif()
  if(NOT TARGET ${dep})
    message(FATAL_ERROR "${name} depends on ${dep}, which is not declared before it")
  endif()
  get_target_property(dep_ring ${dep} TANSHI_RING)
  if(dep_ring GREATER ring)
    message(FATAL_ERROR
      "${name} (ring ${ring}) may not depend on ${dep} (ring ${dep_ring}): look down only")
  endif()
endfunction()

# Sets `result` to whether any of the targets ARGN links gRPC, itself or through others.
function(tanshi_links_grpc result)
  set(${result} FALSE PARENT_SCOPE)
  foreach(dep IN LISTS ARGN)
    string(REGEX REPLACE "^\\$<LINK_ONLY:(.*)>$" "\\1" dep "${dep}")
    if(dep MATCHES "^gRPC::")
      set(${result} TRUE PARENT_SCOPE)
      return()
    elseif(dep MATCHES "^tanshi::")
      get_target_property(deps ${dep} INTERFACE_LINK_LIBRARIES)
      tanshi_links_grpc(found ${deps})
      if(found)
        set(${result} TRUE PARENT_SCOPE)
        return()
      endif()
    endif()
  endforeach()
endfunction()

function(tanshi_library)
  cmake_parse_arguments(ARG "" "NAME;RING" "HDRS;SRCS;DEPS;PRIVATE_DEPS" ${ARGN})
  tanshi_check_files(${ARG_NAME} ${ARG_HDRS} ${ARG_SRCS})
  foreach(dep IN LISTS ARG_DEPS ARG_PRIVATE_DEPS)
    tanshi_check_dependency(${ARG_NAME} ${ARG_RING} ${dep})
  endforeach()

  if(ARG_SRCS)
    add_library(${ARG_NAME} STATIC ${ARG_SRCS})
    set(scope PUBLIC)
    target_link_libraries(${ARG_NAME} PRIVATE tanshi_flags ${ARG_PRIVATE_DEPS})
    if(ARG_RING LESS 2)
      target_compile_options(${ARG_NAME} PRIVATE -fno-exceptions -fno-rtti)
    endif()
  else()
    add_library(${ARG_NAME} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_link_libraries(${ARG_NAME} ${scope} ${ARG_DEPS})
  # The header set makes every header compile alone (all_verify_interface_header_sets).
  target_sources(${ARG_NAME} ${scope} FILE_SET HEADERS
    BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${ARG_HDRS})
  set_target_properties(${ARG_NAME} PROPERTIES TANSHI_RING ${ARG_RING})
  add_library(tanshi::${ARG_NAME} ALIAS ${ARG_NAME})
endfunction()

# A GoogleTest binary; its tests' names in ctest are `<kind>.<suite>.<test>`, their labels the
# kind, those of LABELS (`threads`: run it under ThreadSanitizer too), and `no_grpc` where that
# is so. TIMEOUT in seconds, 120 unless given.
function(tanshi_test)
  cmake_parse_arguments(ARG "" "NAME;KIND;TIMEOUT" "SRCS;DEPS;LABELS" ${ARGN})
  if(NOT TANSHI_TESTS)
    return()
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  tanshi_check_files(${ARG_NAME} ${ARG_SRCS})
  add_executable(${ARG_NAME} ${ARG_SRCS})
  target_link_libraries(${ARG_NAME} PRIVATE
    tanshi_flags ${ARG_DEPS} GTest::gmock GTest::gtest_main)

  set(labels ${ARG_KIND} ${ARG_LABELS})
  tanshi_links_grpc(uses_grpc ${ARG_DEPS})
  if(NOT uses_grpc)
    list(APPEND labels no_grpc)
    add_dependencies(tests_without_grpc ${ARG_NAME})
    if("threads" IN_LIST labels)
      add_dependencies(tests_with_threads ${ARG_NAME})
    endif()
  endif()

  gtest_discover_tests(${ARG_NAME} TEST_PREFIX "${ARG_KIND}." NO_PRETTY_VALUES
    DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT ${ARG_TIMEOUT})
  # A list does not survive PROPERTIES above, so the labels are set once the tests are known.
  set(labels_file ${CMAKE_CURRENT_BINARY_DIR}/${ARG_NAME}_labels.cmake)
  file(WRITE ${labels_file}
    "if(${ARG_NAME}_TESTS)\n"
    "  set_tests_properties(\${${ARG_NAME}_TESTS} PROPERTIES LABELS \"${labels}\")\n"
    "endif()\n")
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES ${labels_file})
endfunction()

# A Google Benchmark binary, run by hand or by tools/bench.
function(tanshi_bench)
  cmake_parse_arguments(ARG "" "NAME" "SRCS;DEPS" ${ARGN})
  if(NOT TANSHI_BENCH)
    return()
  endif()
  tanshi_check_files(${ARG_NAME} ${ARG_SRCS})
  add_executable(${ARG_NAME} ${ARG_SRCS})
  target_link_libraries(${ARG_NAME} PRIVATE tanshi_flags ${ARG_DEPS} benchmark::benchmark_main)
endfunction()
