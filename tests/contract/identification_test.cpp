// Who is recognised at the door: what people type beside what the school's records hold. Whatever it is, the answer is the same.
#include "contract/parents_world.h"

#include <gmock/gmock.h>

namespace lodge::test {
namespace {

struct Attempt {
  const char *parent, *child, *born_or_class;
  const char* means;  ///< the contact's MIS id; "" when nobody is meant
};

constexpr Attempt kAttempts[] = {
    // As recorded, in another case, order or dress.
    {"Chidinma Okafor", "Maya Green", "12/11/2012", "okafor"},
    {"chidinma okafor", "maya", "9b", "okafor"},
    {"CHIDINMA OKAFOR", "MAYA GREEN", "Form 9B", "okafor"},
    {"Okafor, Chidinma", "Green, Maya", "12.11.12", "okafor"},
    {"Green Tom", "Green Maya", "12-11-2012", "green"},
    {"Mrs C. Okafor", "Maya Green", "12 Nov 2012", "okafor"},
    {"Mrs Okafor", "Maya", "2012-11-12", "okafor"},
    {"Mr Green", "Maya", "12/11/2012", "green"},
    {"T Green", "Maya", "9B", "green"},
    {"Chidinma Ngozi Okafor", "Maya", "9B", "okafor"},
    // Slips of the finger.
    {"Chidimna Okafor", "Maya", "9B", "okafor"},
    {"Chidinma Okafur", "Maya Green", "9B", "okafor"},
    {"Elizabeth OBrian", "Thomas", "8C", "obrien"},
    {"Aysha Khan", "Muhammad", "9B", "aisha"},
    // Accents and other scripts' marks.
    {"Malgorzata Zajac", "Zofia Zajac", "3/2/2015", "zajac"},
    {"MAŁGORZATA ZAJĄC", "ZOFIA", "3 lutego 2015", "zajac"},
    {"Zając Małgorzata", "Zając Zofia", "2015-02-03", "zajac"},
    {"Angharad Rhys", "Llyr ap Rhys", "8A", "rhys"},
    {"Angharad Rhys", "Llŷr", "15 Awst 2014", "rhys"},
    {"David Smith-Jones", "Chloe Smith-Jones", "9/1/2012", "jones"},
    {"Elizabeth O’Brien", "Thomas O`Connor", "30/5/2014", "obrien"},
    {"Aisha Khan", "Muhammad", "۴ مارچ ۲۰۱۳", "aisha"},
    {"Aisha Khan", "Muhammad", "۰۴/۰۳/۲۰۱۳", "aisha"},
    // Nicknames and a name's forms in other languages.
    {"Gosia Zajac", "Zofia", "7A", "zajac"},
    {"Margaret Zajac", "Zofia", "7a", "zajac"},
    {"Thomas Green", "Maya Green", "9B", "green"},
    {"Liz O'Brien", "Tom OConnor", "8C", "obrien"},
    {"Beth OBrien", "Tommy", "8c", "obrien"},
    {"Dai SmithJones", "Chloe Jones", "10d", "jones"},
    {"Hari Rhys", "Llyr Rhys", "8a", "rhys"},
    {"Aisha Khan", "Mo Khan", "9B", "aisha"},
    {"Yusuf Khan", "Mohammed Khan", "9B", "yusuf"},
    // Double barrels and names of several words.
    {"Dave Smith Jones", "Chloé", "10D", "jones"},
    {"David Jones", "Chloe Smith", "09.01.2012", "jones"},
    {"Jones-Smith David", "Leo", "7A", "jones"},
    {"Elisabeth O Brien", "Thomas James O'Connor", "30 May 2014", "obrien"},
    // Any child is enough, and each parent has a name of their own.
    {"David Smith-Jones", "Leo Smith-Jones", "21 June 2015", "jones"},
    {"Aisha Khan", "Muhammad Khan", "4/3/2013", "aisha"},
    {"Mrs Khan", "Muhammad", "04/03/13", "aisha"},
    {"Y Khan", "Muhammad", "9B", "yusuf"},
    {"Pani Zając", "Zofia Zając", "03.02.2015", "zajac"},
    {"Xin Li", "Mei Li", "9B", "li"},
    {"Li Xin", "Li Mei", "1 December 2012", "li"},
    // The wrong parent.
    {"Mr Okafor", "Maya", "9B", ""},
    {"Okafor", "Maya", "9B", ""},
    {"Ngozi Okafor", "Maya", "9B", ""},
    {"Maya Green", "Maya Green", "9B", ""},
    {"Daniel Jones", "Chloe", "10D", ""},
    {"David Smithson", "Chloe", "10D", ""},
    {"Małgorzata Zajączkowska", "Zofia", "7A", ""},
    {"Aisha Kahn", "Muhammad", "9B", ""},
    {"Xin Lu", "Mei Li", "9B", ""},
    {"Elizabeth O'Connor", "Thomas", "8C", ""},
    // The wrong child.
    {"Tom Green", "Leo", "9B", ""},
    {"Tom Green", "Muhammad Khan", "9B", ""},
    {"E. O'Brien", "T O'Connor", "8C", ""},
    {"Elizabeth O'Brien", "James O'Connor", "8C", ""},
    {"Xin Li", "Mai Li", "9B", ""},
    // The wrong date or class.
    {"Tom Green", "Maya", "11/12/2012", ""},
    {"Tom Green", "Maya", "12/11/2013", ""},
    {"Tom Green", "Maya", "9C", ""},
    {"David Smith-Jones", "Chloe", "1/9/2012", ""},
    {"David Smith-Jones", "Leo", "10D", ""},
};
static_assert(std::size(kAttempts) >= 60);

class Identification : public ParentPagesContract {
 protected:
  Identification() {
    child("maya", "Maya", "Green", "9B", "2012-11-12");
    child("zofia", "Zofia", "Zając", "7A", "2015-02-03");
    child("thomas", "Thomas James", "O'Connor", "8C", "2014-05-30");
    child("chloe", "Chloé", "Smith-Jones", "10D", "2012-01-09");
    child("leo", "Leo", "Smith-Jones", "7A", "2015-06-21");
    child("muhammad", "Muhammad", "Khan", "9B", "2013-03-04");
    child("llyr", "Llŷr", "ap Rhys", "8A", "2014-08-15");
    child("mei", "Mei", "Li", "9B", "2012-12-01");
    parent("okafor", "Mrs", "Chidinma", "Okafor", "maya");
    parent("green", "Mr", "Tom", "Green", "maya");
    parent("zajac", "Pani", "Małgorzata", "Zając", "zofia");
    parent("obrien", "Ms", "Elizabeth", "O'Brien", "thomas");
    parent("jones", "Mr", "David", "Smith-Jones", "chloe");
    parent("jones", "Mr", "David", "Smith-Jones", "leo");
    parent("aisha", "Mrs", "Aisha", "Khan", "muhammad");
    parent("yusuf", "Mr", "Yusuf", "Khan", "muhammad");
    parent("rhys", "Ms", "Angharad", "Rhys", "llyr");
    parent("li", "Ms", "Xin", "Li", "mei");
    EXPECT_TRUE(sync.apply(sync.plan(site, mis.pulled(), technician).id, technician));
    people = directory.snapshot(site);
  }

  /// Asks for a code at the door and answers the ticket; the job has looked.
  std::string knock_at_the_door(const Attempt& attempt) {
    central().write([](Transaction& t) { t.execute("delete from throttle"); });  // each of these comes from somewhere else
    const auto asked = ask(Method::post, "/parents/sign-in", fields({{"parent", attempt.parent}, {"child", attempt.child}, {"born_or_class", attempt.born_or_class}}));
    EXPECT_EQ(asked.status, 303);
    outbox.posted.clear();
    knocks.look(site);
    return ticket_in(header(asked, "Location"));
  }
  std::vector<PersonId> mailed() const {
    std::vector<PersonId> all;
    for (const auto& message : outbox.posted) all.push_back(message.recipient);
    return all;
  }

 private:
  void child(const char* id, const char* first, const char* surname, std::string form, const char* born) {
    const auto year = form.substr(0, form.size() - 1);
    mis.students.push_back({{}, id, first, surname, std::move(form), born, year});
  }
  void parent(std::string id, const char* title, const char* first, const char* surname, const char* of) {
    mis.contacts.push_back({{}, id, title, first, surname, id + "@home.example", of, "Parent", "yes", "1"});
  }
};

TEST_P(Identification, EachAttemptReachesWhomItMeansAndNobodyElse) {
  for (const auto& attempt : kAttempts) {
    SCOPED_TRACE(std::string(attempt.parent) + " | " + attempt.child + " | " + attempt.born_or_class);
    knock_at_the_door(attempt);
    std::vector<PersonId> meant;
    if (*attempt.means != '\0') meant.push_back(same_person<PersonId>(contact(attempt.means)));
    EXPECT_EQ(mailed(), meant);
  }
}

TEST_P(Identification, EveryAttemptIsAnsweredAlikeToTheByte) {
  std::set<std::string> shown, refused;
  for (const auto& attempt : kAttempts) {
    const auto ticket = knock_at_the_door(attempt);
    const auto without = [&](std::string body) { return body.replace(body.find(ticket), ticket.size(), ticket.size(), 'T'); };
    const auto page = ask(Method::get, "/parents/code", fields({{"ticket", ticket}}));
    const auto wrong = ask(Method::post, "/parents/code", fields({{"ticket", ticket}, {"code", "000000"}}));
    EXPECT_EQ(page.status, 200);
    EXPECT_EQ(wrong.status, 422) << "or the digits are 000000, once in a million";
    shown.insert(without(page.body));
    refused.insert(without(wrong.body));
  }
  EXPECT_EQ(shown.size(), 1U);
  EXPECT_EQ(refused.size(), 1U);
}

LODGE_ON_BOTH_ENGINES(Identification);

}  // namespace
}  // namespace lodge::test
