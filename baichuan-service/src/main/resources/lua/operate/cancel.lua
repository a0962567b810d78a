-- cancel: a queued message ends without being executed; a started one is marked, and its holder
-- learns of it. An ended one stays as it is.
-- Libraries: ttl
--
-- KEYS[i] mq:msg:<id>
-- ARGV[1] the time as text, ARGV[2] stat, ARGV[3] result, ARGV[4] exc_info
--
-- Returns for each key {handler, the status it had}, or {} when there is no such message. A
-- message with an on_finish gets its expiry when that is settled.
local function cancel(key)
  local status, origin, ttl, failure, without, report = unpack(redis.call('HMGET', key,
    'status', 'origin', 'result_ttl', 'failure_ttl', 'without_result', 'on_finish'))
  if not origin then return {} end
  if status == 'started' then
    redis.call('HSET', key, 'cancel', 1)
  elseif status == 'queued' then
    redis.call('HSET', key, 'status', 'failed', 'stat', ARGV[2], 'ended_at', ARGV[1],
      'result', ARGV[3], 'exc_info', ARGV[4])
    redis.call('HDEL', key, 'not_before')
    local keep = keepOf('failed', ttl, failure, without)
    if report or keep < 0 then redis.call('PERSIST', key) else expireIn(key, keep) end
  end
  return {origin, status}
end

local answers = {}
for i, key in ipairs(KEYS) do answers[i] = cancel(key) end
return answers
