#include "http/head.h"

#include <gtest/gtest.h>

#include "http/decode.h"

namespace lodge::http {
namespace {

using namespace std::string_literals;

// The status that a whole head is refused with, as the server would: 200 when it is taken, 0 while it is incomplete.
int verdict(const std::string& head) {
  const auto end = find_head_end(head, 0);
  if (!end) return end.error();
  if (!*end) return 0;
  const auto parsed = parse_head(std::string_view(head).substr(0, **end));
  return parsed ? 200 : parsed.error();
}

std::string get(const std::string& target, const std::string& fields = "Host: school.example\r\n") {
  return "GET " + target + " HTTP/1.1\r\n" + fields + "\r\n";
}
std::string with(const std::string& field) { return get("/", "Host: school.example\r\n" + field + "\r\n"); }
std::string post(const std::string& fields) { return "POST / HTTP/1.1\r\nHost: school.example\r\n" + fields + "\r\n"; }

struct Case {
  const char* name;
  std::string head;
  int status;
};

class HeadTable : public testing::TestWithParam<Case> {};

TEST(Head, DecodesOnce) {
  const auto head = parse_head(get("/a%252fb?q=%2541%2527"));
  ASSERT_TRUE(head);
  EXPECT_EQ(head->path, "/a%2fb");
  EXPECT_EQ(head->query.get("q"), "%41%27");
}

TEST_P(HeadTable, IsJudged) { EXPECT_EQ(verdict(GetParam().head), GetParam().status) << GetParam().head; }

const Case kCases[] = {
    {"Plain", get("/"), 200},
    {"Http10", "GET / HTTP/1.0\r\nHost: a\r\n\r\n", 200},
    {"Incomplete", "GET / HTTP/1.1\r\nHost: a\r\n", 0},
    {"HostWithPort", get("/", "Host: school.example:8480\r\n"), 200},
    {"HostOfSixthVersion", get("/", "Host: [::1]:8480\r\n"), 200},
    {"NoHost", get("/", ""), 400},
    {"EmptyHost", get("/", "Host:\r\n"), 400},
    {"TwoHosts", get("/", "Host: a\r\nHost: a\r\n"), 400},
    {"HostWithPath", get("/", "Host: a/b\r\n"), 400},
    {"HostWithUser", get("/", "Host: me@a\r\n"), 400},
    {"HostWithLetterPort", get("/", "Host: a:http\r\n"), 400},
    {"BareLineFeed", "GET / HTTP/1.1\nHost: a\n\n", 400},
    {"BareLineFeedInside", "GET / HTTP/1.1\r\nHost: a\nX: y\r\n\r\n", 400},
    {"BareReturn", with("X: a\rb"), 400},
    {"LeadingEmptyLine", "\r\n" + get("/"), 400},
    {"FoldedLine", with("X: a\r\n b"), 400},
    {"BlankBeforeColon", with("X-In : v"), 400},
    {"NoColon", with("nonsense"), 400},
    {"EmptyName", with(": v"), 400},
    {"NameWithBrackets", with("X(y): v"), 400},
    {"NulInValue", with("X: a\0b"s), 400},
    {"NulInName", with("X\0: b"s), 400},
    {"EscapeInValue", with("X: \x1b[31m"), 400},
    {"TabInValue", with("X: a\tb"), 200},
    {"HighBytesInValue", with("X: caf\xc3\xa9"), 200},
    {"EncodedWordStaysAsItIs", with("X: =?utf-8?q?a=0D=0AInjected:_1?="), 200},
    {"Version09", "GET /\r\n\r\n", 400},
    {"Version20", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505},
    {"Version99", "GET / HTTP/9.9\r\nHost: a\r\n\r\n", 505},
    {"VersionInSmallLetters", "GET / http/1.1\r\nHost: a\r\n\r\n", 400},
    {"VersionOfMoreDigits", "GET / HTTP/1.10\r\nHost: a\r\n\r\n", 400},
    {"TwoBlanks", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
    {"TabInRequestLine", "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n", 400},
    {"Trace", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 405},
    {"Options", "OPTIONS / HTTP/1.1\r\nHost: a\r\n\r\n", 405},
    {"Connect", "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", 405},
    {"MadeUpMethod", "BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 501},
    {"MethodInSmallLetters", "get / HTTP/1.1\r\nHost: a\r\n\r\n", 501},
    {"MethodThatIsNoToken", "G@T / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
    {"AbsoluteTarget", get("http://a/"), 400},
    {"StarTarget", get("*"), 400},
    {"Fragment", get("/a#b"), 400},
    {"LongTarget", get("/" + std::string(kMaxTarget, 'a')), 414},
    {"LongestTarget", get("/" + std::string(kMaxTarget - 1, 'a')), 200},
    {"LongHead", with("X: " + std::string(kMaxHead, 'a')), 431},
    {"EndlessLine", std::string(kMaxHead, 'a'), 414},
    {"DotDot", get("/a/../b"), 400},
    {"DotDotAtTheEnd", get("/a/.."), 400},
    {"EncodedDotDot", get("/a/%2e%2E/b"), 400},
    {"Dot", get("/./a"), 400},
    {"EmptyPart", get("/a//b"), 400},
    {"EmptyFirstPart", get("//evil.example/"), 400},
    {"SlashAtTheEnd", get("/a/"), 200},
    {"EncodedSlash", get("/a%2fb"), 400},
    {"EncodedBackslash", get("/a%5cb"), 400},
    {"Backslash", get("/a\\b"), 400},
    {"EncodedNul", get("/a%00"), 400},
    {"EncodedLineEnd", get("/a%0d%0a"), 400},
    {"HalfEscape", get("/a%4"), 400},
    {"WrongEscape", get("/a%zz"), 400},
    {"PercentAlone", get("/%"), 400},
    {"EncodedUtf8", get("/caf%c3%a9"), 200},
    {"EncodedLatin1", get("/caf%e9"), 400},
    {"OverlongUtf8", get("/%c0%af"), 400},
    {"Surrogate", get("/%ed%a0%80"), 400},
    {"RawHighByte", get("/caf\xc3\xa9"), 400},
    {"QueryWithBadEscape", get("/?a=%"), 400},
    {"QueryWithNul", get("/?a=%00"), 400},
    {"QueryWithLineEnd", get("/?a=%0d%0a"), 400},
    {"QueryThatIsNoUtf8", get("/?a=%ff"), 400},
    {"PostWithoutLength", post(""), 411},
    {"PostWithLength", post("Content-Length: 5\r\n"), 200},
    {"TwoLengths", post("Content-Length: 5\r\nContent-Length: 6\r\n"), 400},
    {"TwoEqualLengths", post("Content-Length: 5\r\nContent-Length: 5\r\n"), 400},
    {"LengthList", post("Content-Length: 5, 5\r\n"), 400},
    {"NegativeLength", post("Content-Length: -1\r\n"), 400},
    {"LengthWithPlus", post("Content-Length: +5\r\n"), 400},
    {"LengthInHexadecimal", post("Content-Length: 0x5\r\n"), 400},
    {"LengthInLetters", post("Content-Length: zzz\r\n"), 400},
    {"EmptyLength", post("Content-Length:\r\n"), 400},
    {"EncodedWordAsLength", post("Content-Length: =?utf-8?q?5?=\r\n"), 400},
    {"EndlessLength", post("Content-Length: 99999999999999999999\r\n"), 400},
    {"LengthAndChunked", post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"), 400},
    {"ChunkedAndLength", post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"), 400},
    {"Chunked", post("Transfer-Encoding: chunked\r\n"), 411},
    {"ChunkedInDisguise", post("Transfer-Encoding: =?utf-8?q?chunked?=\r\n"), 501},
    {"GzipThenChunked", post("Transfer-Encoding: gzip, chunked\r\n"), 501},
    {"ChunkedWithVerticalTab", post("Transfer-Encoding: \x0b" "chunked\r\n"), 400},
    {"GetWithBody", with("Content-Length: 5"), 400},
    {"GetWithEmptyBody", with("Content-Length: 0"), 200},
    {"GetWithChunks", with("Transfer-Encoding: chunked"), 411},
    {"DeleteWithoutLength", "DELETE /a HTTP/1.1\r\nHost: a\r\n\r\n", 200},
    {"OtherExpectation", post("Content-Length: 5\r\nExpect: tea\r\n"), 417},
};

INSTANTIATE_TEST_SUITE_P(Head, HeadTable, testing::ValuesIn(kCases), [](const auto& one) { return one.param.name; });

TEST(Head, RefusesMoreThanAHundredFields) {
  std::string fields = "Host: a\r\n";
  for (std::size_t i = 1; i < kMaxFields; ++i) fields += "X-" + std::to_string(i) + ": 1\r\n";
  EXPECT_EQ(verdict(get("/", fields)), 200);
  EXPECT_EQ(verdict(get("/", fields + "X: 1\r\n")), 431);
}

TEST(Head, IsFoundInWhateverPiecesItArrives) {
  const auto bytes = with("Content-Length: 0") + "GET /next";
  const auto whole = bytes.size() - 9;
  for (std::size_t first = 0; first < whole; ++first) {
    const std::string_view seen(bytes);
    ASSERT_FALSE(find_head_end(seen.substr(0, first), 0).value());
    ASSERT_EQ(find_head_end(seen, first).value().value(), whole);
  }
}

TEST(Head, IsRefusedAtTheFirstByteThatCannotBeRight) {
  EXPECT_EQ(find_head_end("GET / HTTP/1.1\n", 0).error(), 400);
  EXPECT_EQ(find_head_end(std::string_view("\x16\x03\x01\x02", 4), 0).error(), 400);  // a TLS hello
}

TEST(Head, SaysWhatWasAsked) {
  const std::string bytes = "HEAD /rooms/caf%C3%A9?day=2026-11-12&q=a+b%26c&q=2 HTTP/1.1\r\nHost: Lodge.School.example:443\r\nX-A:  v \r\n\r\n";
  const auto head = parse_head(bytes);
  ASSERT_TRUE(head);
  EXPECT_TRUE(head->head_only);
  EXPECT_EQ(head->method, Method::get);
  EXPECT_EQ(head->path, "/rooms/café");
  EXPECT_EQ(head->query.get("q"), "a b&c");
  EXPECT_EQ(head->query.every("q").size(), 2U);
  EXPECT_EQ(head->field("x-a"), "v");
  EXPECT_EQ(host_name(head->host), "lodge.school.example");
}

TEST(Head, KeepsTheConnectionAsItsVersionDoes) {
  EXPECT_TRUE(parse_head(get("/"))->keep_alive);
  const std::string closing = with("Connection: TE, Close"), old = "GET / HTTP/1.0\r\nHost: a\r\n\r\n",
                    kept = "GET / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n";
  EXPECT_FALSE(parse_head(closing)->keep_alive);
  EXPECT_FALSE(parse_head(old)->keep_alive);
  EXPECT_TRUE(parse_head(kept)->keep_alive);
}

TEST(Form, KeepsLineEndsThatAQueryMayNotHave) {
  EXPECT_EQ(decode_form("note=a%0D%0Ab", Lines::allowed)->get("note"), "a\r\nb");
  EXPECT_FALSE(decode_form("note=a%0D%0Ab", Lines::refused));
  EXPECT_FALSE(decode_form("note=%00", Lines::allowed));
}

TEST(Form, BringsWhatWasTypedIntoFormNfc) {
  EXPECT_EQ(decode_form("name=Zaja%CC%A8c", Lines::allowed)->get("name"), "Zając");
}

TEST(Form, RefusesMoreFieldsThanAnyPageHas) {
  std::string many;
  for (int i = 0; i < 2001; ++i) many += "a=1&";
  EXPECT_FALSE(decode_form(many, Lines::allowed));
}

TEST(Cookies, AreReadAsTheyCome) {
  const auto cookies = decode_cookies("a=1; b=x=y;c=; ; d");
  EXPECT_EQ(cookies.get("a"), "1");
  EXPECT_EQ(cookies.get("b"), "x=y");
  EXPECT_TRUE(cookies.has("c"));
  EXPECT_FALSE(cookies.has("d"));
}

}  // namespace
}  // namespace lodge::http
