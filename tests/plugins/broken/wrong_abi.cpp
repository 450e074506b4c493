// A plugin from the future: what follows the two first members is not what this host knows.
#include <lodge/plugin.h>

extern "C" __attribute__((visibility("default"))) const std::uint32_t lodge_plugin[2];
const std::uint32_t lodge_plugin[2] = {lodge::kAbi + 1, 3};
