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
# ring is refused when CMake configures. Rings 0 and 1 are built without exceptions and RTTI.

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

function(tanshi_library)
  cmake_parse_arguments(ARG "" "NAME;RING" "HDRS;SRCS;DEPS;PRIVATE_DEPS" ${ARGN})
  foreach(dep IN LISTS ARG_DEPS ARG_PRIVATE_DEPS)
    if(dep MATCHES "^tanshi::")
      if(NOT TARGET ${dep})
        message(FATAL_ERROR "${ARG_NAME} depends on ${dep}, which is not declared before it")
      endif()
      get_target_property(real ${dep} ALIASED_TARGET)
      get_target_property(dep_ring ${real} TANSHI_RING)
      if(dep_ring GREATER ARG_RING)
        message(FATAL_ERROR
          "${ARG_NAME} (ring ${ARG_RING}) may not depend on ${dep} (ring ${dep_ring}): look down only")
      endif()
    endif()
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

# A GoogleTest binary; ctest names are `<kind>.<suite>.<test>`, labels the kind.
function(tanshi_test)
  cmake_parse_arguments(ARG "" "NAME;KIND;TIMEOUT" "SRCS;DEPS" ${ARGN})
  if(NOT TANSHI_TESTS)
    return()
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  add_executable(${ARG_NAME} ${ARG_SRCS})
  target_link_libraries(${ARG_NAME} PRIVATE tanshi_flags ${ARG_DEPS} GTest::gmock GTest::gtest_main)
  gtest_discover_tests(${ARG_NAME} TEST_PREFIX "${ARG_KIND}." DISCOVERY_TIMEOUT 60
    PROPERTIES LABELS ${ARG_KIND} TIMEOUT ${ARG_TIMEOUT})
endfunction()

# A Google Benchmark binary, run by hand or by tools/bench.
function(tanshi_bench)
  cmake_parse_arguments(ARG "" "NAME" "SRCS;DEPS" ${ARGN})
  if(NOT TANSHI_BENCH)
    return()
  endif()
  add_executable(${ARG_NAME} ${ARG_SRCS})
  target_link_libraries(${ARG_NAME} PRIVATE tanshi_flags ${ARG_DEPS} benchmark::benchmark_main)
endfunction()
