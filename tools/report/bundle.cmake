# The page of report.html, bundled by npm into REPORT_TEMPLATE_SOURCE, a C++ source of the including
# folder's target. All of it happens in the build tree, in a copy that mirrors the repo:
#
#   REPORT_STAGE/package.json, node_modules    installed once for each lock file
#   REPORT_STAGE/tools/report, tests/…         the sources, so that imports resolve as in the repo
# Cached, as the tests use them too.
set(REPORT_STAGE ${PROJECT_BINARY_DIR}/report_page CACHE INTERNAL "Where the page is made")
find_program(NODE_EXECUTABLE NAMES node nodejs)
find_program(NPM_EXECUTABLE npm)
if(NOT NODE_EXECUTABLE OR NOT NPM_EXECUTABLE)
  message(FATAL_ERROR "report.html needs Node.js 18 or later and npm: run tools/setup")
endif()

set(REPORT_TEMPLATE_SOURCE ${REPORT_STAGE}/report_template.cc)
set(report_dir ${PROJECT_SOURCE_DIR}/tools/report)
file(GLOB_RECURSE report_sources CONFIGURE_DEPENDS ${report_dir}/src/*)

add_custom_command(
  OUTPUT ${REPORT_STAGE}/installed.stamp
  COMMAND ${CMAKE_COMMAND} -E copy ${report_dir}/package.json ${report_dir}/package-lock.json
          ${REPORT_STAGE}
  COMMAND ${NPM_EXECUTABLE} ci --ignore-scripts --no-audit --no-fund --prefer-offline
          --loglevel=error
  COMMAND ${CMAKE_COMMAND} -E touch installed.stamp
  DEPENDS ${report_dir}/package.json ${report_dir}/package-lock.json
  WORKING_DIRECTORY ${REPORT_STAGE}
  COMMENT "Installing the report's packages"
  VERBATIM)

add_custom_command(
  OUTPUT ${REPORT_TEMPLATE_SOURCE}
  COMMAND ${CMAKE_COMMAND} -E rm -rf ${REPORT_STAGE}/tools
  COMMAND ${CMAKE_COMMAND} -E copy_directory ${report_dir} ${REPORT_STAGE}/tools/report
  COMMAND ${NODE_EXECUTABLE} tools/report/build.mjs ${REPORT_TEMPLATE_SOURCE}
  DEPENDS ${REPORT_STAGE}/installed.stamp ${report_sources} ${report_dir}/build.mjs
          ${report_dir}/tsconfig.json
  WORKING_DIRECTORY ${REPORT_STAGE}
  COMMENT "Bundling the report's page"
  VERBATIM)
file(MAKE_DIRECTORY ${REPORT_STAGE})
