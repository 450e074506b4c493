// From the future, and runs code as soon as it is loaded.
#include <lodge/plugin.h>

#include <cstdlib>

extern "C" __attribute__((visibility("default"))) const std::uint32_t lodge_plugin[2];
const std::uint32_t lodge_plugin[2] = {lodge::kAbi + 1, 3};

namespace {

const int shouted = ::setenv("LODGE_SHOUTED", "1", 1);

}  // namespace
