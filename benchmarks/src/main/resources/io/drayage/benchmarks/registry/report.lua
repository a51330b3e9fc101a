-- What wrk measured, exact and on one line.
done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("MEASURED %d %d %d %d %d\n",
    summary.requests, summary.bytes, summary.duration, latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
