#include "pages/frame.h"

namespace lodge::pages {
namespace {

std::vector<TemplateRoot> roots(const FrameOptions& options) {
  std::vector<TemplateRoot> all{{"host", options.folder / "templates"}, {"parents/notices", options.folder / "notices"}};
  for (const auto& plugin : options.plugins) {
    all.push_back({plugin.name, plugin.folder / "pages"});
    all.push_back({plugin.name + "/notices", plugin.folder / "notices"});
  }
  return all;
}

struct Apology {
  std::string title, sentence;
};

Apology apology(const Say& say, int status) {
  switch (status) {
    case 400:
      return {say.say("That did not work"), say.say("Something in the address or the form was not right. Go back and try once more.")};
    case 403:
      return {say.say("This page is not for you"), say.say("Your sign-in does not open this page. Ask the school office if it should.")};
    case 404:
      return {say.say("We could not find that page"), say.say("It may have been moved or cancelled, or the address may have a slip in it.")};
    case 409:
      return {say.say("That cannot be done now"), say.say("What you asked for has changed since you looked. Look again and choose anew.")};
    case 503:
      return {say.say("Back in a moment"), say.say("Lodge cannot reach its records just now. Nothing is lost. Please try again in a minute.")};
    default:
      return {say.say("Something went wrong"), say.say("It was not your doing. Please try again; if it stays, tell the school office.")};
  }
}

}  // namespace

Frame::Frame(FrameOptions options, const Access& access, const CatalogueLanguages& languages)
    : options_(std::move(options)),
      access_(access),
      languages_(languages),
      assets_(options_.folder),
      templates_(roots(options_), languages.all()) {}

std::vector<const Say*> Frame::languages() const {
  auto all = languages_.all();
  std::erase_if(all, [](const Say* say) { return say->language() == kPseudo; });  // nobody speaks it
  return all;
}

Value::List Frame::navigation(const Request& request) const {
  Value::List entries;
  for (const auto& entry : navigation_) {
    if (!access_.may(request.actor, entry.permission)) continue;
    entries.push_back(Value::Map{{"href", entry.href},
                                 {"words", request.say->say(entry.words)},
                                 {"current", request.path == entry.href}});
  }
  return entries;
}

Value Frame::who(const Request& request) const {
  if (request.actor.by == Actor::By::nobody) return {};
  const auto name = options_.shown_name(request.actor);
  return Value::Map{{"name", name.empty() ? request.say->say("Account") : name},
                    {"account", options_.account_page},
                    {"sign_out", options_.sign_out_action},
                    {"form_token", request.form_token}};
}

Response Frame::framed(const Request& request, std::string_view title, std::string_view html, int status) const {
  const auto& say = *request.say;
  return Response::html(templates_.filled(say, "host/frame",
                                          Value::Map{{"title", title},
                                                     {"content", html},
                                                     {"language", say.language()},
                                                     {"direction", say.right_to_left() ? "rtl" : "ltr"},
                                                     {"site", options_.site_name(request.actor.site)},
                                                     {"icon", assets_.address("icon.svg")},
                                                     {"style", assets_.address("lodge.css")},
                                                     {"script", assets_.address("main.js")},
                                                     {"navigation", navigation(request)},
                                                     {"who", who(request)}}),
                        status);
}

std::string Frame::part(const Say& say, std::string_view name, const Value& values) const {
  return templates_.filled(say, name, values);
}

Response Frame::page(const Request& request, std::string_view name, std::string_view title, const Value& values,
                     int status) const {
  return framed(request, title, part(*request.say, name, values), status);
}

Response Frame::sorry(const Request& request, int status, std::string_view sentence) const {
  const auto words = apology(*request.say, status);
  const bool nobody = request.actor.by == Actor::By::nobody;
  const Value values = Value::Map{{"sentence", sentence.empty() ? std::string_view(words.sentence) : sentence},
                                  {"sign_in", nobody && status == 403 ? options_.sign_in_page : ""}};
  return page(request, "host/sorry", words.title, values, status);
}

}  // namespace lodge::pages
