#pragma once
#include "office_form.h"
#include "setup.h"

namespace lodge::parents_evening {

/// What an act of the office asks before it is done, and where it leads.
struct Question {
  std::string title;
  std::string sentence{};  ///< what will happen
  std::string button;
  std::string back;        ///< the page that it came from and goes back to
  std::string done = "saved";
  bool always = false;     ///< asked even when no family is touched: what cannot be undone
  bool all_the_same = false;  ///< whether it can be done without what somebody else has
};

/// What all pages of the office share: the evening that the address names, the frame's values, and the one way in which
/// an act is looked at, confirmed and done. [any thread]
class Office {
 public:
  Office(const Kernel& the_kernel, const EveningSetup& the_setup) : kernel(the_kernel), setup(the_setup) {}

  /// The evening of the address's {evening}; nullptr when this site has none such.
  std::shared_ptr<const Plan> plan(const Request& request) const;
  Response not_found(const Request& request) const { return kernel.pages.sorry(request, 404); }
  /// The page "parents_evening/NAME"; `values` gets form_token, version, evening (its link) and its title.
  Response page(const Request& request, const Plan& plan, std::string_view name, std::string_view title, Value::Map values,
                int status = 200) const;

  /// Does the act, or shows first whom it touches and what stands in its way; shows it once more when the evening was
  /// changed since the form was made. The form's fields come again with the confirmation, so that nothing typed is lost.
  Response perform(const Request& request, const Plan& before, const Act& wished, const Question& question) const;
  Response refused(const Request& request, const Plan& plan, const SetupRefusal& why, const std::string& back) const;
  /// "Main hall is booked 4 to 6 pm, Thursday 12 November, by Mr Lowther.", each once.
  Value::List in_the_way(const Request& request, const std::vector<InTheWay>& clashes) const;
  /// The same with what that means for the evening: "The desk has a break then."
  Value::List done_without(const Request& request, const Plan& plan, const std::vector<InTheWay>& clashes) const;

  const Kernel& kernel;
  const EveningSetup& setup;

 private:
  struct Preview {
    const Plan& before;
    const Act& act;
    Outcome outcome;
    std::size_t informed = 0;  ///< families whose letter or invitation names other dates or times
    std::vector<std::string> warnings{};  ///< of how booking opens and closes then
    std::string meanwhile{};   ///< what became another since the form was made, in words
    bool tells() const {
      return outcome.families() > 0 || outcome.strains() || !outcome.left_out.empty() || informed > 0 || !warnings.empty() || !meanwhile.empty();
    }
  };
  /// The act as it would be done now; nothing where there is nothing to ask.
  std::optional<Response> look(const Request& request, const Plan& before, Act act, const Question& question, std::string meanwhile) const;
  Response show(const Request& request, const Preview& preview, const Question& question) const;
  std::size_t informed(const Plan& before, const Act& act) const;
  std::string who_has(const Request& request, const InTheWay& clash) const;
  std::string booked_words(const Request& request, const InTheWay& clash) const;
};

/// Adds a GET and, where `post` is given, a POST route of the office.
void add_office_route(Routes& routes, std::string pattern, Handler get, Handler post = nullptr);

}  // namespace lodge::parents_evening
