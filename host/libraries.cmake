# Every outside library, found once. A target links the ones it speaks and no other (STYLE.md 3).
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(ZLIB REQUIRED)
find_package(Poco REQUIRED COMPONENTS Foundation Net NetSSL Crypto Util)
find_package(Boost REQUIRED COMPONENTS locale)
find_package(Cups REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n data)
pkg_check_modules(MARIADB REQUIRED IMPORTED_TARGET libmariadb)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(LUA REQUIRED IMPORTED_TARGET lua5.4-c++)
pkg_check_modules(CTEMPLATE REQUIRED IMPORTED_TARGET libctemplate)
pkg_check_modules(CURL REQUIRED IMPORTED_TARGET libcurl)
pkg_check_modules(GMIME REQUIRED IMPORTED_TARGET gmime-3.0)
pkg_check_modules(ICAL REQUIRED IMPORTED_TARGET libical)
pkg_check_modules(SECCOMP REQUIRED IMPORTED_TARGET libseccomp)
pkg_check_modules(SYSTEMD REQUIRED IMPORTED_TARGET libsystemd)
pkg_check_modules(ARGON2 REQUIRED IMPORTED_TARGET libargon2)
pkg_check_modules(FMT REQUIRED IMPORTED_TARGET fmt)
pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET libqrencode)
pkg_check_modules(PANGOCAIRO REQUIRED IMPORTED_TARGET pangocairo)

# libsoci-dev and libhowardhinnant-date-dev and libzxcvbn-dev ship no description of themselves.
find_path(SOCI_INCLUDE soci/soci.h REQUIRED)
find_library(SOCI_CORE soci_core REQUIRED)
find_library(SOCI_SQLITE3 soci_sqlite3 REQUIRED)
find_library(SOCI_MYSQL soci_mysql REQUIRED)
add_library(soci INTERFACE)
target_include_directories(soci SYSTEM INTERFACE ${SOCI_INCLUDE})
target_link_libraries(soci INTERFACE ${SOCI_SQLITE3} ${SOCI_MYSQL} ${SOCI_CORE} PkgConfig::MARIADB PkgConfig::SQLITE)

find_library(DATE_TZ date-tz REQUIRED)
find_library(ZXCVBN zxcvbn REQUIRED)

add_library(lodge_warnings INTERFACE)
target_compile_options(lodge_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast -Wnon-virtual-dtor -Woverloaded-virtual
  $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-branches -Wlogical-op -Wuseless-cast>
  # Optimised, GCC 12 sees faults in its own std::variant and std::string, pages of them.
  "$<$<AND:$<CXX_COMPILER_ID:GNU>,$<NOT:$<CONFIG:Debug>>>:-Wno-maybe-uninitialized;-Wno-restrict;-Wno-array-bounds;-Wno-stringop-overflow;-Wno-stringop-overread>"
  $<$<BOOL:${LODGE_WERROR}>:-Werror>)
target_link_options(lodge_warnings INTERFACE -Wl,--as-needed -Wl,-z,relro,-z,now)

# lodge_precompiled(NAME [OWN | FROM TARGET]): the standard library and the SDK are read once for all targets that are
# compiled with lodge_sdk's flags. OWN: once more for this one, whose libraries define what changes the C library's headers;
# FROM: those that speak the same libraries share it. A flag that does not fit costs a warning, -Winvalid-pch, and its time.
# For builds from nothing only: day to day ccache saves more, and a forgotten #include has to show.
set(lodge_often <algorithm> <array> <charconv> <chrono> <condition_variable> <expected> <filesystem> <fstream> <functional> <map>
  <memory> <mutex> <optional> <ranges> <set> <span> <stdexcept> <string> <string_view> <unordered_map> <variant> <vector>
  <lodge/errors.h> <lodge/iso8601.h> <lodge/json.h> <lodge/plugin.h>)
function(lodge_precompiled NAME)
  cmake_parse_arguments(ARG "OWN" "FROM" "" ${ARGN})
  if(NOT LODGE_PRECOMPILED)
    return()
  elseif(ARG_OWN)
    target_precompile_headers(${NAME} PRIVATE ${lodge_often})
  elseif(ARG_FROM)
    target_precompile_headers(${NAME} REUSE_FROM ${ARG_FROM})
  else()
    target_precompile_headers(${NAME} REUSE_FROM lodge_sdk)
  endif()
endfunction()

# lodge_library(NAME SOURCES … LINKS …): one static library for one folder; its headers are included by their
# path from host/ ("core/ledger/ledger.h"), and <lodge/…> by name.
function(lodge_library NAME)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_library(${NAME} STATIC ${ARG_SOURCES})
  target_include_directories(${NAME} PUBLIC ${PROJECT_SOURCE_DIR}/host)
  target_link_libraries(${NAME} PRIVATE lodge_warnings PUBLIC ${ARG_LINKS} Threads::Threads)
endfunction()

# lodge_share(WHERE FOLDER): what the programs read at run time, installed under share/lodge/WHERE and laid out alike
# (as links) under build/…/share, so that a program from the build tree finds its files as an installed one does.
function(lodge_share WHERE FOLDER)
  cmake_path(GET WHERE PARENT_PATH above)
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/share/${above})
  file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR}/${FOLDER} ${CMAKE_BINARY_DIR}/share/${WHERE} SYMBOLIC)
  install(DIRECTORY ${FOLDER}/ DESTINATION ${CMAKE_INSTALL_DATADIR}/lodge/${WHERE})
endfunction()
