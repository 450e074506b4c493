#pragma once
// How Reader::rows turns cells into C++ values. Included by database.h; nobody else needs it.
#include <lodge/database.h>
#include <lodge/errors.h>

namespace lodge::detail {

template <>
struct Column<std::int64_t> {
  static constexpr ColumnType kType = ColumnType::integer;
  static std::int64_t read(const Cell& cell) {
    const auto* value = std::get_if<std::int64_t>(&cell);
    LODGE_CHECK(value != nullptr);
    return *value;
  }
};

template <>
struct Column<bool> {
  static constexpr ColumnType kType = ColumnType::integer;
  static bool read(const Cell& cell) { return Column<std::int64_t>::read(cell) != 0; }
};

template <>
struct Column<std::string> {
  static constexpr ColumnType kType = ColumnType::text;
  static std::string read(const Cell& cell) {
    const auto* value = std::get_if<std::string>(&cell);
    LODGE_CHECK(value != nullptr);
    return *value;
  }
};

template <>
struct Column<Instant> {
  static constexpr ColumnType kType = ColumnType::integer;
  static Instant read(const Cell& cell) {
    return Instant(std::chrono::microseconds(Column<std::int64_t>::read(cell)));
  }
};

template <class Tag>
struct Column<Id<Tag>> {
  static constexpr ColumnType kType = ColumnType::text;
  static Id<Tag> read(const Cell& cell) {
    auto id = Id<Tag>::parse(Column<std::string>::read(cell));
    LODGE_CHECK(id.has_value());
    return *id;
  }
};

template <class T>
struct Column<std::optional<T>> {
  static constexpr ColumnType kType = Column<T>::kType;
  static std::optional<T> read(const Cell& cell) {
    return std::holds_alternative<std::nullptr_t>(cell) ? std::nullopt : std::optional<T>(Column<T>::read(cell));
  }
};

}  // namespace lodge::detail
