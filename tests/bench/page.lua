-- wrk: one page, with the headers given as arguments ("Name: value").
function init(arguments)
  for _, line in ipairs(arguments) do
    local name, value = line:match("^([^:]+): (.*)$")
    wrk.headers[name] = value
  end
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests - errors.status, summary.duration, latency:percentile(50),
    latency:percentile(99), errors.status + errors.read + errors.write + errors.connect + errors.timeout))
end
