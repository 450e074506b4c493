#pragma once
#include <ctemplate/template_dictionary_interface.h>

#include <lodge/value.h>

#include <deque>
#include <string>

namespace lodge::pages {

/// Shows a Value to ctemplate as it stands, without copying it. A name is looked for here, then in what
/// encloses it. A section of a list shows its items; of a text, itself when it is not empty. [one thread]
class ValueDictionary final : public ctemplate::TemplateDictionaryInterface {
 public:
  /// `value` and `around` outlive it.
  explicit ValueDictionary(const Value& value, const ValueDictionary* around = nullptr);

 protected:
  ctemplate::TemplateString GetValue(const ctemplate::TemplateString& variable) const override;
  bool IsHiddenSection(const ctemplate::TemplateString& name) const override;
  bool IsUnhiddenSection(const ctemplate::TemplateString& name) const override { return !IsHiddenSection(name); }
  Iterator* CreateSectionIterator(const ctemplate::TemplateString& section) const override;
  bool IsHiddenTemplate(const ctemplate::TemplateString&) const override { return true; }
  const char* GetIncludeTemplateName(const ctemplate::TemplateString&, int) const override { return ""; }
  Iterator* CreateTemplateIterator(const ctemplate::TemplateString&) const override;
  void DumpToString(std::string*, int) const override {}

 private:
  class Items;  ///< walks a section's items
  const Value& find(std::string_view name) const;
  const Value& value_;
  const ValueDictionary* around_;
  mutable std::deque<std::string> numbers_;  ///< numbers as text, as long as ctemplate may look at them
};

}  // namespace lodge::pages
