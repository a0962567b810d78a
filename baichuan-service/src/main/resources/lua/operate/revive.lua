-- revive: failed messages become queued as if they were new; how often they ran is kept.
-- Libraries: time
--
-- KEYS[i] mq:msg:<id>
-- ARGV[1] when the ids were announced (ms), ARGV[2] for how long after that this may be done (ms)
-- ARGV[3] the time as text
--
-- Returns for each key 1 when it is queued now; nothing at all when it is too late.
if now > ARGV[1] + ARGV[2] then return {} end
local function revive(key)
  if redis.call('HGET', key, 'status') ~= 'failed' then return 0 end
  redis.call('HSET', key, 'status', 'queued', 'enqueued_at', ARGV[3], 'handle_worker', '',
    'cost', '0.000000')
  redis.call('HDEL', key, 'stat', 'result', 'exc_info', 'started_at', 'ended_at', 'not_before',
    'cancel', 'lease', 'lease_until', 'started_us', 'retries', 'expires_at', 'ttl')
  if redis.call('HEXISTS', key, 'attempt') == 1 then redis.call('HSET', key, 'attempt', 1) end
  redis.call('HINCRBY', key, 'run', 1)
  redis.call('PERSIST', key)
  return 1
end

local revived = {}
for i, key in ipairs(KEYS) do revived[i] = revive(key) end
return revived
