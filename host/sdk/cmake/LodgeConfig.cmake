# What find_package(Lodge) reads: the SDK's library and lodge_plugin().
include(CMakeFindDependencyMacro)
find_dependency(ZLIB)
include(GNUInstallDirs)
include(${CMAKE_CURRENT_LIST_DIR}/LodgeTargets.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/LodgePlugin.cmake)
