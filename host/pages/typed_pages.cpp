#include "pages/typed_pages.h"

#include "pages/form.h"

#include <algorithm>

namespace lodge::pages {
namespace {

constexpr std::size_t kLongestSearch = 1000;  // bytes of all fields
constexpr std::string_view kKept = "/kept";

Fields searched_for(const Fields& form) {
  Fields typed;
  for (const auto& [name, value] : form.all()) {
    if (name != "form_token" && name != "to" && !value.empty()) typed.add(name, value);
  }
  return typed;
}

std::size_t size_of(const Fields& fields) {
  std::size_t size = 0;
  for (const auto& [name, value] : fields.all()) size += name.size() + value.size();
  return size;
}

/// `path#part` with the sealed search before the part.
std::string with_search(std::string path, const std::string& sealed) {
  const auto part = std::min(path.find('#'), path.size());
  const auto field = (path.substr(0, part).contains('?') ? "&" : "?") + std::string(core::kSearchField) + "=" + sealed;
  return path.insert(part, field);
}

Response search(const TypedPages& on, const Request& request) {
  const auto to = own_path(request.form.get("to"), "/");
  const auto typed = searched_for(request.form);
  if (typed.all().empty()) return Response::see_other(to);
  if (size_of(typed) > kLongestSearch) return on.pages.sorry(request, 400, request.say->say("That is too long to look for. Please go back and type less of it."));
  return Response::see_other(with_search(to, on.searches.sealed(request.actor.site, request.view_key, typed)));
}

Response show_kept(const TypedPages& on, const Request& request) {
  const auto& actor = request.actor;
  if (actor.by != Actor::By::page) return Response::see_other(with_then("/sign-in", kKept));
  const auto kept = on.kept.of(actor.site, actor.person);
  const auto form = kept ? kept->form : Fields();
  Value::List fields;
  for (const auto& [name, value] : form.all()) fields.push_back(Value::Map{{"name", name}, {"value", value}});
  auto values = form_values(request);
  values["any"] = kept.has_value();
  values["action"] = kept ? kept->path : "";
  values["fields"] = std::move(fields);
  const auto& say = *request.say;
  return on.pages.page(request, "host/kept", kept ? say.say("Nothing that you typed is lost") : say.say("Nothing is waiting"), values);
}

Response forget(const TypedPages& on, const Request& request) {
  if (request.actor.by == Actor::By::page) on.kept.forget(request.actor.person);
  return Response::see_other("/");
}

}  // namespace

void register_typed_pages(Routes& routes, const TypedPages& on) {
  routes.add({Method::post, "/search", kSearch, [on](const Request& request) { return search(on, request); }});
  routes.add({Method::get, std::string(kKept), kAnybody, [on](const Request& request) { return show_kept(on, request); }});
  routes.add({Method::post, std::string(kKept), kAnybody, [on](const Request& request) { return forget(on, request); }});
}

}  // namespace lodge::pages
