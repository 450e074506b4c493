#pragma once
#include <lodge/web.h>

#include <string>
#include <string_view>
#include <vector>

namespace lodge::pages {

/// What is wrong with a form, field by field: a summary with links on top, and each sentence at its field. A template
/// shows them by "host/faults", and by {{NAME_fault}} at the field of that name. [one thread]
class FormFaults {
 public:
  void add(std::string_view field, std::string sentence);
  bool any() const { return !all_.empty(); }
  void put_into(Value::Map& values) const;

 private:
  struct Fault {
    std::string field, sentence;
  };
  std::vector<Fault> all_;
};

/// What every form carries: the form's token.
Value::Map form_values(const Request& request);
/// A path of this server that a form or an address named, or `otherwise`: never another host, never a script.
std::string own_path(std::string_view wanted, std::string_view otherwise);
/// `path?then=…`, so that the way goes on where it came from.
std::string with_then(std::string_view path, std::string_view then);

}  // namespace lodge::pages
