#include <lodge/gzip.h>

#include <lodge/errors.h>

#include <zlib.h>

#include <limits>

namespace lodge {
namespace {

constexpr int kLevel = 6;
constexpr int kGzipFraming = 16 + MAX_WBITS;
constexpr int kMemory = 8;

}  // namespace

std::string gzip(std::string_view bytes) {
  LODGE_CHECK(bytes.size() <= std::numeric_limits<uInt>::max());
  z_stream stream{};
  LODGE_CHECK(deflateInit2(&stream, kLevel, Z_DEFLATED, kGzipFraming, kMemory, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string packed(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  LODGE_CHECK(deflate(&stream, Z_FINISH) == Z_STREAM_END);  // the bound leaves room for all of it
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

}  // namespace lodge
