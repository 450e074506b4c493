#include "module.h"

#include <lodge/plugin.h>

LODGE_PLUGIN{.kind = lodge::PluginKind::booking_module,
             .name = "parents_evening",
             .version = "1.0",
             .create_booking = [](const lodge::Kernel& kernel) -> std::unique_ptr<lodge::BookingModule> {
               return std::make_unique<lodge::parents_evening::ParentsEveningModule>(kernel);
             }};
