#include "core/parents/codes.h"
#include "core/parents/names.h"

#include <gmock/gmock.h>

namespace lodge::core {
namespace {

using std::chrono::year;

constexpr LocalDate kToday = year(2026) / 11 / 22;

struct NearMiss {
  const char* typed;
  KnownName known;
  bool means;
};

class ContactNames : public testing::TestWithParam<NearMiss> {};

TEST_P(ContactNames, AreUnderstoodAsPeopleTypeThem) {
  const auto& [typed, known, means] = GetParam();
  EXPECT_EQ(means_contact(typed, known), means) << typed << " for " << known.first_name << " " << known.surname;
}

constexpr KnownName kOkafor{"Mrs", "Chidinma", "Okafor"}, kJones{"Mr", "David", "Smith-Jones"}, kZajac{"Pani", "Małgorzata", "Zając"},
    kBrien{"", "Elizabeth", "O'Brien"}, kLi{"Ms", "Mei", "Li"};

INSTANTIATE_TEST_SUITE_P(Typed, ContactNames, testing::Values(
    NearMiss{"Chidinma Okafor", kOkafor, true}, NearMiss{"chidinma okafor", kOkafor, true},
    NearMiss{"Okafor, Chidinma", kOkafor, true}, NearMiss{"Mrs Chidinma Okafor", kOkafor, true},
    NearMiss{"Mrs. C. Okafor", kOkafor, true}, NearMiss{"Mrs Okafor", kOkafor, true},
    NearMiss{"Mr Okafor", kOkafor, false}, NearMiss{"Okafor", kOkafor, false},
    NearMiss{"Chidimna Okafor", kOkafor, true}, NearMiss{"Chidinma Okafur", kOkafor, true},
    NearMiss{"Chidinma Ngozi Okafor", kOkafor, true}, NearMiss{"Ngozi Okafor", kOkafor, false},
    NearMiss{"Chidinma Okoro", kOkafor, false}, NearMiss{"", kOkafor, false}, NearMiss{"Mrs", kOkafor, false},
    NearMiss{"David Smith-Jones", kJones, true}, NearMiss{"Dave Smith Jones", kJones, true},
    NearMiss{"Dai SmithJones", kJones, true}, NearMiss{"David Jones", kJones, true}, NearMiss{"David Smith", kJones, true},
    NearMiss{"Jones-Smith David", kJones, true}, NearMiss{"Daniel Jones", kJones, false},
    NearMiss{"Gosia Zajac", kZajac, true}, NearMiss{"Malgorzata Zając", kZajac, true}, NearMiss{"Margaret Zajac", kZajac, true},
    NearMiss{"Liz O’Brien", kBrien, true}, NearMiss{"Beth OBrien", kBrien, true}, NearMiss{"Elisabeth O Brien", kBrien, true},
    NearMiss{"Ben O'Brien", kBrien, false}, NearMiss{"Mei Li", kLi, true}, NearMiss{"Mei Lu", kLi, false},
    NearMiss{"Li Mei", kLi, true}));

TEST(StudentNames, NeedAFirstNameAndMayLackTheSurname) {
  const KnownName maya{"", "Maya", "Green"}, tom{"", "Thomas James", "O'Connor"};
  EXPECT_TRUE(means_student("Maya Green", maya));
  EXPECT_TRUE(means_student("Maya", maya));
  EXPECT_TRUE(means_student("Green Maya", maya));
  EXPECT_TRUE(means_student("Tom OConnor", tom));
  EXPECT_TRUE(means_student("Tommy", tom));
  EXPECT_FALSE(means_student("Leo Green", maya));
  EXPECT_FALSE(means_student("M Green", maya));
  EXPECT_FALSE(means_student("Green", maya));
  EXPECT_FALSE(means_student("Maya Brown", maya));
}

TEST(NearlySame, AllowsOneSlipInFiveLettersAndTwoInEight) {
  EXPECT_TRUE(nearly_same("green", "greem"));
  EXPECT_TRUE(nearly_same("green", "grene"));
  EXPECT_FALSE(nearly_same("gren", "grem"));
  EXPECT_TRUE(nearly_same("kowalska", "kovalska"));
  EXPECT_TRUE(nearly_same("kowalczyk", "kovalchyk"));
  EXPECT_FALSE(nearly_same("okafor", "okoro"));
}

TEST(TypedDates, AreReadAsPeopleWriteThem) {
  constexpr LocalDate born = year(2014) / 11 / 12;
  for (const char* typed : {"12/11/2014", "12.11.14", "12-11-2014", "2014-11-12", "2014/11/12", "12 Nov 2014", "12th November 2014",
                            "12 of nov. 14", "November 12, 2014", "12Nov2014", "12112014", "121114", "12 Tachwedd 2014",
                            "12 listopada 2014 r.", " 12 / 11 / 2014 ", "2014 Nov 12", "۱۲/۱۱/۲۰۱۴", "١٢-١١-٢٠١٤", "۱۲ نومبر ۲۰۱۴", "12\u00a0Nov\u00a02014"}) {
    EXPECT_EQ(parse_typed_date(typed, kToday), born) << typed;
  }
  EXPECT_EQ(parse_typed_date("11/25/2014", kToday), year(2014) / 11 / 25);
  EXPECT_EQ(parse_typed_date("1 may 99", kToday), year(1999) / 5 / 1);
}

TEST(TypedDates, RefuseWhatIsNone) {
  for (const char* typed : {"", "9B", "31/02/2014", "12/11", "99999999999", "12/13/14/15", "12 Nov", "Nov", "00/00/0000"}) {
    EXPECT_EQ(parse_typed_date(typed, kToday), std::nullopt) << typed;
  }
}

TEST(RegistrationClasses, AreTheSameHoweverTyped) {
  for (const char* typed : {"9B", "9b", "9 b", "9-B", "Form 9B", "Year 9 B", "Y9B", "class 9B."}) EXPECT_EQ(plain_class(typed), "9b") << typed;
  EXPECT_EQ(plain_class("۹B"), "9b");
  EXPECT_NE(plain_class("9A"), "9b");
}

TEST(LetterCodes, AreReadHoweverTyped) {
  const auto code = new_letter_code();
  EXPECT_EQ(parse_letter_code(shown_letter_code(code)), code);
  EXPECT_EQ(shown_letter_code("7k3m9qxd2f"), "7k3m-9qxd-2f");
  EXPECT_EQ(parse_letter_code(" 7K3M 9qxd-2F "), "7k3m9qxd2f");
  EXPECT_EQ(parse_letter_code("OIL0-0000-00"), "0110000000");
  EXPECT_EQ(parse_letter_code("\u200e۷k۳m-۹qxd-۲f\u200e"), "7k3m9qxd2f");
  for (const char* typed : {"", "7k3m-9qxd-2", "7k3m-9qxd-2ff", "7k3m-9qxd-2u", "7k3m9qxd2f\n"}) EXPECT_EQ(parse_letter_code(typed), std::nullopt);
}

TEST(SixDigits, MayBePastedWithSpaces) {
  EXPECT_EQ(parse_six_digits(" 123 456 "), "123456");
  EXPECT_EQ(parse_six_digits("۱۲۳ ۴۵۶"), "123456");
  EXPECT_EQ(parse_six_digits("١٢٣\u00a0٤٥٦\u200f"), "123456");
  EXPECT_EQ(parse_six_digits("12345"), std::nullopt);
  EXPECT_EQ(parse_six_digits("1234567"), std::nullopt);
  EXPECT_EQ(parse_six_digits("12345a"), std::nullopt);
}

}  // namespace
}  // namespace lodge::core
