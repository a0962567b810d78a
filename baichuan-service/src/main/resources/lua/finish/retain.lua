-- retain: an ended message whose on_finish is settled gets its expiry; one that keeps no result
-- becomes an empty hash for an hour.
-- Libraries: ttl
--
-- KEYS[i] mq:msg:<id>
--
-- Returns for each key 1 when it was found, else 0.
local found = {}
for i, key in ipairs(KEYS) do
  local status, ttl, failure, without =
    unpack(redis.call('HMGET', key, 'status', 'result_ttl', 'failure_ttl', 'without_result'))
  found[i] = 0
  if status == 'finished' or status == 'failed' then
    found[i] = 1
    local keep = keepOf(status, ttl, failure, without)
    if keep >= 0 then expireIn(key, keep) end
    if keep == 0 then redis.call('HDEL', key, 'result', 'exc_info') end
  end
end
return found
