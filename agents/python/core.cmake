# tanshi._core: the market, the robots and the runner of the repository, for Python.
#
# What it needs beside a C++20 compiler: tools/packages.txt, without gRPC. Where something is not
# there, AUTO leaves the core out and says so.
include(CheckLanguage)
check_language(CXX)

# Sets `missing` to what the core cannot be built without.
function(tanshi_find_missing)
  set(absent "")
  if(NOT EXISTS ${repository}/exchange/market/market.h)
    list(APPEND absent "the repository around agents/python (clone it)")
  endif()
  if(NOT CMAKE_CXX_COMPILER)
    list(APPEND absent "a C++20 compiler (g++ 12)")
  else()
    enable_language(CXX)
    foreach(package Eigen3 Protobuf absl SQLite3 yaml-cpp fmt nlohmann_json)
      find_package(${package} QUIET)
      if(NOT ${package}_FOUND)
        list(APPEND absent "the library ${package}")
      endif()
    endforeach()
  endif()
  if(NOT Python_Development.Module_FOUND)
    list(APPEND absent "the headers of Python ${Python_VERSION} (python3-dev)")
  endif()
  execute_process(COMMAND ${Python_EXECUTABLE} -m nanobind --cmake_dir
    OUTPUT_VARIABLE folder OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
  if(failed)
    list(APPEND absent "nanobind, which needs Python 3.10 or later")
  endif()
  list(JOIN absent ", " absent)
  set(missing "${absent}" PARENT_SCOPE)
  set(nanobind_ROOT ${folder} PARENT_SCOPE)
endfunction()

tanshi_find_missing()
if(missing)
  set(why "the core of tanshi is not built; what is missing: ${missing}")
  if(NOT TANSHI_CORE STREQUAL "AUTO")
    message(FATAL_ERROR ${why})
  endif()
  message(NOTICE ${why})
  return()
endif()

add_subdirectory(core module)
