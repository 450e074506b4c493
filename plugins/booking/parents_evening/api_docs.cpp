#include "api_docs.h"

namespace lodge::parents_evening {
namespace {

constexpr std::string_view kEvening = R"({"type":"object","additionalProperties":false,"required":["id","title","state","opens_at","closes_at","dates"],"properties":{
"id":{"type":"string"},"title":{"type":"string"},"state":{"enum":["published","cancelled"]},
"opens_at":{"type":["string","null"],"format":"date-time"},"closes_at":{"type":["string","null"],"format":"date-time"},
"dates":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["id","starts","ends","mode"],"properties":{
"id":{"type":"string"},"starts":{"type":"string","format":"date-time"},"ends":{"type":"string","format":"date-time"},
"mode":{"enum":["in_person","online","telephone","mixed"]}}}}}})";

constexpr std::string_view kSlot = R"({"type":"object","additionalProperties":false,"required":["teacher","desk","slot","starts","ends","state"],"properties":{
"teacher":{"type":"string"},"desk":{"type":"string"},"slot":{"type":"integer","minimum":0},
"starts":{"type":"string","format":"date-time"},"ends":{"type":"string","format":"date-time"},
"state":{"enum":["free","taken","yours"],"description":"yours: this household has it"}}})";

constexpr std::string_view kAppointment = R"({"type":"object","additionalProperties":false,"required":["id","student","teacher","desk","slot","starts","ends","place"],"properties":{
"id":{"type":"string"},"student":{"type":"string"},"teacher":{"type":"string"},"student_name":{"type":"string"},"teacher_name":{"type":"string"},
"desk":{"type":"string"},"slot":{"type":"integer"},"starts":{"type":"string","format":"date-time"},"ends":{"type":"string","format":"date-time"},
"place":{"type":"string"},"mode":{"enum":["in_person","online","telephone","mixed"]}}})";

// "offer" is an appointment or null.
std::string place_schema() {
  return R"({"type":"object","additionalProperties":false,"required":["id","student","teacher","state","joined_at","families_before","offer","offered_until"],"properties":{
"id":{"type":"string","description":"of the place: student.teacher"},"student":{"type":"string"},"teacher":{"type":"string"},
"state":{"enum":["waiting","offered","booked","lapsed","left","closed"]},"joined_at":{"type":"string","format":"date-time"},
"families_before":{"type":"integer","minimum":0},"offered_until":{"type":["string","null"],"format":"date-time"},
"offer":{"description":"what is held for the household, while it is","anyOf":[{"type":"null"},)" +
         std::string(kAppointment) + "]}}}";
}

constexpr std::string_view kHousehold = R"("household":{"type":"string","description":"whose; a parent's own when left out"})";

std::string object(std::string_view properties, std::string_view required = "") {
  return R"({"type":"object",)" + std::string(required) + R"("properties":{)" + std::string(properties) + "}}";
}

std::string page_of(std::string_view item) {
  return R"({"type":"object","required":["items","next"],"properties":{"items":{"type":"array","items":)" + std::string(item) +
         R"(},"next":{"type":["string","null"],"description":"always null: all items are given"}}})";
}

}  // namespace

ApiDoc evenings_doc() { return {"The parents' evenings that one may book at", "", "", page_of(kEvening), 200}; }

ApiDoc slots_doc() {
  return {"The slots of the teachers whom a household may see, by start", object(std::string(kHousehold) + R"(,"teacher":{"type":"string"})"), "", page_of(kSlot), 200};
}

ApiDoc appointments_doc() { return {"A household's appointments, by start", object(kHousehold), "", page_of(kAppointment), 200}; }

ApiDoc book_doc() {
  const auto choices = R"(,"appointments":{"type":"array","minItems":1,"maxItems":30,"items":{"type":"object","required":["student","teacher","desk","slot"],"properties":{
"student":{"type":"string"},"teacher":{"type":"string"},"desk":{"type":"string"},"slot":{"type":"integer","minimum":0},"note":{"type":"string","maxLength":1000}}}})";
  return {"Book appointments; all of them or none", "", object(std::string(kHousehold) + choices, R"("required":["appointments"],)"), page_of(kAppointment), 201};
}

ApiDoc move_doc() {
  return {"Move an appointment to another slot of the same teacher", "",
          object(R"("desk":{"type":"string"},"slot":{"type":"integer","minimum":0})", R"("required":["desk","slot"],)"), std::string(kAppointment), 200};
}

ApiDoc cancel_doc() {
  return {"Give an appointment back", "", "", R"({"type":"object","required":["cancelled"],"properties":{"cancelled":{"type":"string"}}})", 200};
}

ApiDoc places_doc() {
  return {"A household's places in the lines for teachers who are full, and what is offered", object(kHousehold), "", page_of(place_schema()), 200};
}

ApiDoc join_doc() {
  return {"Stand in line for a teacher who has no time left", "",
          object(std::string(kHousehold) + R"(,"student":{"type":"string"},"teacher":{"type":"string"})", R"("required":["student","teacher"],)"), place_schema(), 201};
}

ApiDoc leave_doc() {
  return {"Leave the line, and what is offered", object(kHousehold), "", R"({"type":"object","required":["left"],"properties":{"left":{"type":"string"}}})", 200};
}

ApiDoc take_doc() { return {"Book what is offered", "", object(kHousehold), std::string(kAppointment), 201}; }

}  // namespace lodge::parents_evening
