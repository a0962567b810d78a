-- expire: queued messages that should have been started by now fail.
-- Libraries: time ttl
--
-- KEYS[i] mq:msg:<id>
-- ARGV[1] the time as text, ARGV[2] stat, ARGV[3] result, ARGV[4] exc_info
--
-- Returns for each key 'expired', 'ended', 'gone', or the time (ms) at which to look again. A
-- message with an on_finish gets its expiry when that is settled.
local function expire(key)
  local status, origin, expires, till, ttl, failure, without, report = unpack(redis.call('HMGET',
    key, 'status', 'origin', 'expires_at', 'lease_until',
    'result_ttl', 'failure_ttl', 'without_result', 'on_finish'))
  if not origin then return 'gone' end
  if status == 'started' then return math.max(tonumber(till or 0), now + 1000) end
  if status ~= 'queued' or not expires then return 'ended' end
  if tonumber(expires) > now then return tonumber(expires) end
  redis.call('HSET', key, 'status', 'failed', 'stat', ARGV[2], 'ended_at', ARGV[1],
    'result', ARGV[3], 'exc_info', ARGV[4])
  redis.call('HDEL', key, 'not_before')
  local keep = keepOf('failed', ttl, failure, without)
  if report or keep < 0 then redis.call('PERSIST', key) else expireIn(key, keep) end
  return 'expired'
end

local answers = {}
for i, key in ipairs(KEYS) do answers[i] = expire(key) end
return answers
