#pragma once
#include <lodge/web.h>

namespace lodge::parents_evening {

/// How the routes stand in openapi.json.
ApiDoc evenings_doc();
ApiDoc slots_doc();
ApiDoc appointments_doc();
ApiDoc book_doc();
ApiDoc move_doc();
ApiDoc cancel_doc();
ApiDoc places_doc();
ApiDoc join_doc();
ApiDoc leave_doc();
ApiDoc take_doc();

}  // namespace lodge::parents_evening
