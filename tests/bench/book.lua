-- wrk: each request books another free half-hour. Arguments: the bearer tokens with commas, the first day, the rooms' codes…
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(arguments)
  first_day = arguments[2]
  tokens = {}
  for token in arguments[1]:gmatch("[^,]+") do tokens[#tokens + 1] = token end
  rooms = {}
  for i = 3, #arguments do rooms[#rooms + 1] = arguments[i] end
  sent = 0
  local year, month, day = first_day:match("(%d+)-(%d+)-(%d+)")
  first_noon = os.time({ year = year, month = month, day = day, hour = 12 })
end

-- Thread n takes every second slot, so that no two ask for the same one.
local function slot()
  local index = sent * 2 + number
  sent = sent + 1
  local room = rooms[index % #rooms + 1]
  local half_hour = math.floor(index / #rooms)
  local day = os.date("%Y-%m-%d", first_noon + math.floor(half_hour / 24) * 86400)
  local minutes = 7 * 60 + half_hour % 24 * 30
  return room, day, minutes, tokens[index % #tokens + 1]
end

function request()
  local room, day, from, token = slot()
  local to = from + 30
  local body = string.format('{"room":"%s","starts":"%sT%02d:%02d:00Z","ends":"%sT%02d:%02d:00Z","purpose":"Bench"}',
    room, day, math.floor(from / 60), from % 60, day, math.floor(to / 60), to % 60)
  return wrk.format("POST", "/api/v1/bookings", {
    ["Authorization"] = "Bearer " .. token, ["Content-Type"] = "application/json",
    ["Idempotency-Key"] = first_day .. "-" .. room .. "-" .. day .. "-" .. from }, body)
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests - errors.status, summary.duration, latency:percentile(50),
    latency:percentile(99), errors.status + errors.read + errors.write + errors.connect + errors.timeout))
end
