#include "api_docs.h"

#include <string>

namespace lodge::rooms {
namespace {

constexpr std::string_view kRoom = R"({"type":"object","additionalProperties":false,"required":["code","name","building","kind","seats","features"],"properties":{
"code":{"type":"string"},"name":{"type":"string"},"building":{"type":"string"},"kind":{"type":"string"},
"seats":{"type":"integer","description":"0 when nobody said"},"features":{"type":"array","items":{"type":"string"}}}})";

constexpr std::string_view kBooking = R"({"type":"object","additionalProperties":false,
"required":["id","kind","room","date","period","starts","ends","purpose","notes","owner","state","series","version"],"properties":{
"id":{"type":"string"},"kind":{"enum":["booking","lesson"]},"room":{"type":"string","description":"its code"},"date":{"type":"string","format":"date"},
"period":{"type":["string","null"]},"starts":{"type":"string","format":"date-time"},"ends":{"type":"string","format":"date-time"},
"purpose":{"type":"string"},"notes":{"type":"string"},"owner":{"type":"string","description":"a person; empty for a lesson that nobody teaches"},
"state":{"enum":["held","pending","confirmed","cancelled"]},"series":{"type":["string","null"]},"version":{"type":"integer"},
"rooms":{"type":"array","items":{"type":"string"},"description":"of a lesson: the codes of all its rooms; it is listed under each"},
"occurrences":{"type":"array","items":{"type":"string"},"description":"of a new series: the ids of all its bookings"}}})";

constexpr std::string_view kPaging = R"("limit":{"type":"integer","minimum":1,"maximum":200},"cursor":{"type":"string","description":"next of the page before"})";

constexpr std::string_view kTime = R"("date":{"type":"string","format":"date"},"period":{"type":"string","description":"its code; with date, or else starts and ends"},
"starts":{"type":"string","format":"date-time"},"ends":{"type":"string","format":"date-time"})";

constexpr std::string_view kLike = R"("seats":{"type":"integer"},"building":{"type":"string"},"feature":{"type":"array","items":{"type":"string"},"description":"all of them: feature=gas&feature=sinks"})";

constexpr std::string_view kWords = R"("purpose":{"type":"string","maxLength":200},"notes":{"type":"string","maxLength":4000})";

std::string object(std::string properties, std::string_view required = "") {
  return R"({"type":"object",)" + std::string(required) + R"("properties":{)" + std::move(properties) + "}}";
}

std::string page_of(std::string_view item) {
  return R"({"type":"object","required":["items","next"],"properties":{"items":{"type":"array","items":)" + std::string(item) +
         R"(},"next":{"type":["string","null"],"description":"cursor of the next page"}}})";
}

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string all;
  for (const auto part : parts) all.append(all.empty() ? "" : ",").append(part);
  return all;
}

}  // namespace

ApiDoc rooms_doc() { return {"The rooms of the school", object(joined({kLike, kPaging})), "", page_of(kRoom), 200}; }

ApiDoc availability_doc() {
  return {"The rooms that are free for all of a time", object(joined({kTime, kLike, kPaging})), "", page_of(kRoom), 200};
}

ApiDoc bookings_doc() {
  const auto query = joined({R"("from":{"type":"string","format":"date-time"},"to":{"type":"string","format":"date-time"})",
                             R"("room":{"type":"string","description":"its code"},"mine":{"enum":["1"]})",
                             R"("kind":{"enum":["booking","lesson","any"],"default":"booking"})", kPaging});
  return {"The bookings of rooms and the lessons in them that touch a time, by start; without from and to, the coming 14 days", object(query), "", page_of(kBooking), 200};
}

ApiDoc booking_doc() { return {"One booking of a room, or a lesson", "", "", std::string(kBooking), 200}; }

namespace {

std::string order_body() {
  const auto body = joined({R"("room":{"type":"string","description":"its code"})", kTime, kWords,
                            R"("owner":{"type":"string","description":"the teacher it is for; yourself when left out"})",
                            R"("repeat_until":{"type":"string","format":"date","description":"weekly, to this day"})",
                            R"("choices":{"type":"object","additionalProperties":{"type":"string"},"description":"what to do with dates that are taken: \"skip\" or \"room CODE\""})"});
  return object(body, R"("required":["room","purpose"],)");
}

}  // namespace

ApiDoc book_doc() { return {"Book a room, once or weekly; all of it or nothing", "", order_body(), std::string(kBooking), 201}; }

ApiDoc preview_doc() {
  const auto date = object(joined({R"("date":{"type":"string","format":"date"},"room":{"type":"string","description":"its code"})",
                                   R"("free":{"type":"boolean"},"skipped":{"type":"boolean","description":"left out by choices"})",
                                   R"("type":{"type":"string","description":"why not, as in a problem"},"title":{"type":"string"})",
                                   R"("rooms":{"type":"array","items":{"type":"string"},"description":"codes of like rooms that are free then"})"}),
                           R"("required":["date","room","free","skipped"],)");
  return {"What booking this would meet on each date; nothing is booked", "", order_body(),
          object(R"("dates":{"type":"array","items":)" + date + "}", R"("required":["dates"],)"), 200};
}

ApiDoc change_doc() {
  const auto body = joined({R"("room":{"type":"string"})", kTime, kWords, R"("version":{"type":"integer","description":"refused with 409 when it is not the present one"})",
                            R"("scope":{"enum":["this","following","all"]})"});
  return {"Change a booking, or its series from there on or whole", "", object(body), std::string(kBooking), 200};
}

ApiDoc cancel_doc() {
  return {"Give a room back", object(R"("scope":{"enum":["this","following","all"]})"), "",
          R"({"type":"object","required":["cancelled"],"properties":{"cancelled":{"type":"array","items":{"type":"string"}}}})", 200};
}

}  // namespace lodge::rooms
