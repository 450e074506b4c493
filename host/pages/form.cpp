#include "pages/form.h"

#include <algorithm>

namespace lodge::pages {
void FormFaults::add(std::string_view field, std::string sentence) {
  all_.push_back({std::string(field), std::move(sentence)});
}

void FormFaults::put_into(Value::Map& values) const {
  Value::List faults;
  for (const auto& fault : all_) {
    faults.push_back(Value::Map{{"field", fault.field}, {"words", fault.sentence}});
    values[fault.field + "_fault"] = fault.sentence;
  }
  values["faulty"] = any();
  values["faults"] = std::move(faults);
}

Value::Map form_values(const Request& request) { return {{"form_token", request.form_token}}; }

// A browser takes "//host" and "/\host" for another server.
std::string own_path(std::string_view wanted, std::string_view otherwise) {
  const bool own = wanted.size() < 2000 && wanted.starts_with('/') && !wanted.starts_with("//") &&
                   std::ranges::none_of(wanted, [](char c) { return c == '\\' || static_cast<unsigned char>(c) < 0x21; });
  return std::string(own ? wanted : otherwise);
}

std::string with_then(std::string_view path, std::string_view then) {
  return then.empty() ? std::string(path) : std::string(path) + "?then=" + percent_encoded(then, "/");
}

}  // namespace lodge::pages
