#include "needs_page.h"

#include "again.h"
#include "keep_needs.h"
#include "stage_page.h"

namespace lodge::parents_evening {
namespace {

bool is_over(const Family& family) { return family.stage == Stage::over || family.stage == Stage::cancelled || family.children().empty(); }

}  // namespace

Response NeedsPage::form(const Request& request, const Family& family, const Needs& typed, const std::optional<Unfit>& fault) const {
  const auto& say = *request.say;
  auto values = evening_values(kernel_, request, family);
  add_needs_fields(values, say, family.plan(), typed);
  values["saved"] = request.query.get("done") == "saved";
  values["to_find"] = !typed.interpreter.empty() && !wants_interpreter(family.situation());
  values["faulty"] = fault.has_value();
  if (fault) values["faults"] = Value::List{Value::Map{{"field", std::string(fault->field)}, {"words", fault->words}}};
  return kernel_.pages.page(request, "parents_evening/needs", say.say("What do you need?"), values, fault ? 400 : 200);
}

Response NeedsPage::show(const Request& request) const {
  const auto family = find_family(kernel_, appointments_, request.actor, request.parts.get("evening"));
  if (!family) return kernel_.pages.sorry(request, 404);
  if (is_over(*family)) return stage_page(kernel_, request, *family);
  return form(request, *family, family->situation().needs, std::nullopt);
}

Response NeedsPage::save(const Request& request) const {
  return as_it_is([&] { return save_once(request); });
}

std::optional<Response> NeedsPage::save_once(const Request& request) const {
  const auto family = find_family(kernel_, appointments_, request.actor, request.parts.get("evening"));
  if (!family) return kernel_.pages.sorry(request, 404);
  if (is_over(*family)) return stage_page(kernel_, request, *family);
  const auto needs = read_needs(request.form, family->situation().needs);
  if (const auto fault = unfit(*request.say, needs)) return form(request, *family, needs, fault);
  const auto sealed = sealed_needs(kernel_, request.actor.person, family->situation(), needs);
  const bool kept = kernel_.database.write([&](Transaction& transaction) { return keep_needs(kernel_, transaction, request.actor, family->situation(), needs, sealed); });
  if (!kept) return std::nullopt;
  return Response::see_other(evening_link(family->evening(), "/needs?done=saved"));
}

}  // namespace lodge::parents_evening
