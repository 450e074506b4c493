#pragma once
#include <lodge/web.h>

namespace lodge::rooms {

/// How each route stands in openapi.json.
ApiDoc rooms_doc();
ApiDoc availability_doc();
ApiDoc bookings_doc();
ApiDoc booking_doc();
ApiDoc book_doc();
ApiDoc preview_doc();
ApiDoc change_doc();
ApiDoc cancel_doc();

}  // namespace lodge::rooms
