#include "cli/demo/people.h"

#include "core/encoding.h"
#include "core/login/credentials.h"
#include "core/login/login_sessions.h"
#include "core/login/throttle.h"
#include "core/login/totp.h"
#include "crypto/argon2_passwords.h"

#include <lodge/errors.h>
#include <lodge/iso8601.h>
#include <lodge/parents.h>

#include <algorithm>
#include <array>

namespace lodge::demo {
namespace {

std::string random_password() {
  const auto text = RawId::random().text();
  return text.substr(0, 5) + "-" + text.substr(5, 5) + "-" + text.substr(10, 5) + "-" + text.substr(15, 5);
}

class Maker {
 public:
  Maker(assembly::Services& services, SiteId site)
      : services_(services), site_(site), sessions_(services.access_parts), throttle_(services.stores.central(), services.clock),
        credentials_(services.access_parts, services.accounts, sessions_, passwords_, throttle_) {
    actor_.by = Actor::By::program;
    actor_.site = site;
    actor_.roles = {Role::administrator};
  }

  SignIn local(std::string role, const char* shown, Roles roles) {
    const auto person = services_.accounts.add_local(actor_, site_, role, shown, roles);
    LODGE_CHECK(person.has_value());
    return {role, role, set_password(*person), {}, {}};
  }

  // A teacher with lessons, so that the diary has something to show.
  SignIn teacher() {
    const auto people = services_.directory.people(site_);
    const auto teaches = [&](const Teacher* one) { return !people->classes_taught_by(one->id).empty(); };
    const auto found = std::ranges::find_if(people->teachers(), teaches);
    LODGE_CHECK(found != people->teachers().end());
    const auto person = same_person<PersonId>((*found)->id);
    LODGE_CHECK(services_.accounts.add_staff(actor_, site_, person, {Role::teacher}).has_value());
    return {"teacher", (*found)->email, set_password(person), {}, {}};
  }

  void add_second_factor(SignIn& sign_in) {
    const auto account = *services_.accounts.by_sign_in_name(sign_in.sign_in);
    const auto session = sessions_.fresh(account, 1);
    services_.stores.central().write([&](Transaction& transaction) { sessions_.begin(transaction, session); });
    Actor owner = actor_;
    owner.person = account.person;
    const auto enrolment = credentials_.start_enrolment(account);
    sign_in.totp_secret = enrolment.key;
    std::erase(sign_in.totp_secret, ' ');
    // The code of the half-minute before, so that the present one is still good for whoever signs in at once.
    const auto step = core::totp_step(services_.clock.now()) - 1;
    const auto code = core::totp_code(services_.cipher, *core::parse_base32(sign_in.totp_secret), step);
    auto done = credentials_.finish_enrolment(owner, session.session.id, enrolment.sealed, code, sign_in.password);
    LODGE_CHECK(done.has_value());
    sign_in.recovery_codes = std::move(done->recovery_codes);
  }

 private:
  std::string set_password(PersonId person) {
    auto password = random_password();
    const auto secret = services_.accounts.new_set_up_secret(actor_, person);
    LODGE_CHECK(secret.has_value() && credentials_.set_password_by_link(*secret, password).has_value());
    return password;
  }

  assembly::Services& services_;
  const SiteId site_;
  core::LoginSessions sessions_;
  core::Throttle throttle_;
  crypto::Argon2Passwords passwords_;
  core::Credentials credentials_;
  Actor actor_;
};

constexpr auto kLetterLives = std::chrono::days(30);

// One who answers for two children or more and has an e-mail, so that there is something to see.
const Contact* some_parent(const People& people) {
  const auto fits = [&](const Contact* one) {
    return !one->email.empty() && children_of(people, one->household).size() > 1 && people.students_of(one->id).front().priority == 1;
  };
  const auto found = std::ranges::find_if(people.contacts(), fits);
  LODGE_CHECK(found != people.contacts().end());
  return *found;
}

}  // namespace

DemoParent make_parent(assembly::Services& services, SiteId site) {
  const auto people = services.directory.people(site);
  const auto* parent = some_parent(*people);
  const auto* child = children_of(*people, parent->household).front();
  const auto codes = services.stores.central().write([&](Transaction& transaction) {
    return services.parents.letter_codes(transaction, site, "demo", std::array{parent->household}, services.clock.now() + kLetterLives);
  });
  return {parent->first_name + " " + parent->surname, child->first_name + " " + child->surname, date_text(*child->date_of_birth),
          child->registration_class, parent->email, codes.front()};
}

std::vector<SignIn> make_sign_ins(assembly::Services& services, SiteId site) {
  Maker maker(services, site);
  std::vector<SignIn> all = {maker.local("administrator", "Alex Admin", {Role::administrator}),
                             maker.local("office", "The school office", {Role::office}), maker.teacher(),
                             maker.local("technician", "Terry Technician", {Role::technician})};
  maker.add_second_factor(all.front());
  return all;
}

}  // namespace lodge::demo
