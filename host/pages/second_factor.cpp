#include "pages/access_pages.h"

#include "core/access/access_table.h"
#include "pages/form.h"
#include "pages/login_cookies.h"
#include "pages/qr_code.h"

namespace lodge::pages {
namespace {

using core::Credentials;
using core::kSignedIn;

Response show_enrolment(const AccessPages& on, const Request& request, const core::Account& account,
                        const Credentials::Enrolment& enrolment, const FormFaults& faults, int status) {
  const auto drawn = qr_code(enrolment.uri);
  auto values = form_values(request);
  values["then"] = own_path((request.method == Method::get ? request.query : request.form).get("then"), "");
  values["key"] = enrolment.key;
  values["sealed"] = enrolment.sealed;
  values["size"] = drawn.size;
  values["path"] = drawn.path();
  values["must"] = on.accounts.needs_second_factor(account) && !account.has_second_factor();
  values["again"] = account.has_second_factor();
  faults.put_into(values);
  return on.pages.page(request, "host/second_factor", request.say->say("Set up your second factor"), values, status);
}

// Shown in the answer to the form and nowhere else, so that no address leads to the codes again.
Response show_codes(const AccessPages& on, const Request& request, const std::vector<std::string>& codes,
                    std::string then, bool enrolled) {
  Value::List shown;
  for (const auto& code : codes) shown.push_back(Value::Map{{"code", code}});
  Value::Map values{{"codes", std::move(shown)}, {"then", std::move(then)}, {"enrolled", enrolled}};
  return on.pages.page(request, "host/recovery_codes", request.say->say("Your recovery codes"), values);
}

Response begin(const AccessPages& on, const Request& request) {
  const auto account = on.accounts.find(request.actor.person);
  if (!account) return on.pages.sorry(request, 403);
  return show_enrolment(on, request, *account, on.credentials.start_enrolment(*account), {}, 200);
}

Response enrol(const AccessPages& on, const Request& request) {
  const auto account = on.accounts.find(request.actor.person);
  const auto& form = request.form;
  if (!account) return on.pages.sorry(request, 403);
  const auto done = on.credentials.finish_enrolment(request.actor, login_session_of(request), form.get("sealed"),
                                                    form.get("code"), form.get("password"));
  if (done) return with_login(show_codes(on, request, done->recovery_codes, own_path(form.get("then"), "/"), true), done->secret);
  FormFaults faults;
  const bool code = done.error().kind == core::CredentialFault::Kind::wrong_code;
  faults.add(code ? "code" : "password", fault_words(*request.say, done.error()));
  const auto same = on.credentials.resume_enrolment(*account, form.get("sealed"));
  return show_enrolment(on, request, *account, same ? *same : on.credentials.start_enrolment(*account), faults, 422);
}

Response show_new_codes(const AccessPages& on, const Request& request, const FormFaults& faults, int status) {
  auto values = form_values(request);
  faults.put_into(values);
  return on.pages.page(request, "host/new_codes", request.say->say("New recovery codes"), values, status);
}

Response new_codes(const AccessPages& on, const Request& request) {
  const auto codes = on.credentials.new_codes(request.actor, request.form.get("password"));
  if (codes) return show_codes(on, request, *codes, "/account", false);
  FormFaults faults;
  faults.add("password", fault_words(*request.say, codes.error()));
  return show_new_codes(on, request, faults, 422);
}

}  // namespace

void add_second_factor_routes(Routes& routes, const AccessPages& on) {
  routes.add({Method::get, "/account/second-factor", kSignedIn, [on](const Request& request) { return begin(on, request); }});
  routes.add({Method::post, "/account/second-factor", kSignedIn, [on](const Request& request) { return enrol(on, request); }});
  routes.add({Method::get, "/account/recovery-codes", kSignedIn, [on](const Request& request) {
    return show_new_codes(on, request, {}, 200);
  }});
  routes.add({Method::post, "/account/recovery-codes", kSignedIn, [on](const Request& request) { return new_codes(on, request); }});
}

}  // namespace lodge::pages
