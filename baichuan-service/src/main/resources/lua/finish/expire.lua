-- expire: queued messages that should have been started by now fail.
-- Libraries: time
--
-- KEYS[i] mq:msg:<id>
-- ARGV[1] the time as text, ARGV[2] stat, ARGV[3] result, ARGV[4] exc_info
--
-- Returns for each key 'expired', 'ended', 'gone', or the time (ms) at which to look again. The
-- hash gets its expiry when its end is settled.
local function expire(key)
  local status, origin, expires, till =
    unpack(redis.call('HMGET', key, 'status', 'origin', 'expires_at', 'lease_until'))
  if not origin then return 'gone' end
  if status == 'started' then return math.max(tonumber(till or 0), now + 1000) end
  if status ~= 'queued' or not expires then return 'ended' end
  if tonumber(expires) > now then return tonumber(expires) end
  redis.call('HSET', key, 'status', 'failed', 'stat', ARGV[2], 'ended_at', ARGV[1],
    'result', ARGV[3], 'exc_info', ARGV[4])
  redis.call('HDEL', key, 'not_before')
  redis.call('PERSIST', key)
  return 'expired'
end

local answers = {}
for i, key in ipairs(KEYS) do answers[i] = expire(key) end
return answers
