set(LODGE_PLUGIN_MAP ${CMAKE_CURRENT_LIST_DIR}/plugin.map)

# lodge_plugin(NAME SOURCES … LINKS …): an object library NAME_objects, for tests, and the plugin NAME.so of it.
# The .so exports `lodge_plugin` and nothing else. Used by Lodge's own plugins and, installed with lodge-dev,
# by everybody's.
function(lodge_plugin NAME)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_library(${NAME}_objects OBJECT ${ARG_SOURCES})
  target_link_libraries(${NAME}_objects PUBLIC lodge_sdk ${ARG_LINKS})
  if(TARGET lodge_warnings)
    target_link_libraries(${NAME}_objects PRIVATE lodge_warnings)
  endif()
  set_target_properties(${NAME}_objects PROPERTIES CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
    POSITION_INDEPENDENT_CODE ON)
  add_library(${NAME} MODULE $<TARGET_OBJECTS:${NAME}_objects>)
  target_link_libraries(${NAME} PRIVATE lodge_sdk ${ARG_LINKS})
  target_link_options(${NAME} PRIVATE -Wl,--as-needed -Wl,-z,relro,-z,now -Wl,--version-script=${LODGE_PLUGIN_MAP})
  set_target_properties(${NAME} PROPERTIES LINK_DEPENDS ${LODGE_PLUGIN_MAP})
  set_target_properties(${NAME} PROPERTIES PREFIX "" LINKER_LANGUAGE CXX
    LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/plugins)
  lodge_plugin_folder(${NAME} migrations)
  lodge_plugin_folder(${NAME} pages)
  lodge_plugin_folder(${NAME} notices)
  install(TARGETS ${NAME} LIBRARY DESTINATION lib/lodge/plugins)
endfunction()

# A plugin's folder of migrations goes to share/lodge/migrations/NAME, its pages and notices to
# share/lodge/plugins/NAME/; laid out alike, as links, under build/…/share.
function(lodge_plugin_folder NAME FOLDER)
  if(NOT IS_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/${FOLDER})
    return()
  endif()
  if(FOLDER STREQUAL migrations)
    set(where migrations/${NAME})
  else()
    set(where plugins/${NAME}/${FOLDER})
  endif()
  cmake_path(GET where PARENT_PATH above)
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/share/${above})
  file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR}/${FOLDER} ${CMAKE_BINARY_DIR}/share/${where} SYMBOLIC)
  install(DIRECTORY ${FOLDER}/ DESTINATION ${CMAKE_INSTALL_DATADIR}/lodge/${where})
endfunction()
