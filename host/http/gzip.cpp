#include "http/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <stdexcept>

#include "http/head.h"

namespace lodge::http {
namespace {

constexpr int kGzipWindow = 15 + 16;  // zlib's sign for a gzip frame

// zlib reads its input only, whatever its types say.
Bytef* readable(std::string_view bytes) { return const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data())); }

}  // namespace

std::string gzip(std::string_view bytes, int level) {
  z_stream stream{};
  if (deflateInit2(&stream, level, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK) throw std::runtime_error("zlib");
  std::string packed(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = readable(bytes);
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const int result = deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  if (result != Z_STREAM_END) throw std::runtime_error("zlib");
  return packed;
}

std::string gunzip(std::string_view bytes, std::size_t limit) {
  z_stream stream{};
  if (inflateInit2(&stream, kGzipWindow) != Z_OK) throw std::runtime_error("zlib");
  std::string plain;
  stream.next_in = readable(bytes);
  stream.avail_in = static_cast<uInt>(bytes.size());
  int result = Z_OK;
  while (result == Z_OK && plain.size() < limit) {
    const auto had = plain.size();
    plain.resize(std::min(limit, std::max<std::size_t>(had * 2, bytes.size() * 4 + 1024)));
    stream.next_out = reinterpret_cast<Bytef*>(plain.data() + had);
    stream.avail_out = static_cast<uInt>(plain.size() - had);
    result = inflate(&stream, Z_NO_FLUSH);
    plain.resize(stream.total_out);
  }
  inflateEnd(&stream);
  if (result != Z_STREAM_END) throw std::runtime_error("not a gzip stream");
  return plain;
}

bool accepts_gzip(std::string_view accept_encoding) {
  while (!accept_encoding.empty()) {
    const auto end = std::min(accept_encoding.find(','), accept_encoding.size());
    const auto coding = accept_encoding.substr(0, end);
    accept_encoding.remove_prefix(std::min(end + 1, accept_encoding.size()));
    const auto semicolon = std::min(coding.find(';'), coding.size());
    if (!lists_word(coding.substr(0, semicolon), "gzip")) continue;
    const auto weight = coding.substr(semicolon);
    const auto value = weight.substr(std::min(weight.find('=') + 1, weight.size()));
    return semicolon == coding.size() || value.find_first_of("123456789") != std::string_view::npos;
  }
  return false;
}

}  // namespace lodge::http
