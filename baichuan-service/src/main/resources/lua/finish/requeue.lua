-- requeue: a started message becomes queued again: given back by its holder, or taken from a
-- holder whose lease ran out or who is gone.
-- Libraries: time lease
--
-- KEYS[i] mq:msg:<id>
-- ARGV[1] the time as text; then four for each key: token ('@' and the name of a Python worker),
--   lease_until it must still have ('' for any), the counter to raise (attempt, retries, or ''
--   for none), delay (ms). One that was given back for now has waited since it was enqueued before.
--
-- Returns for each key {'OK', handler, when it is due (ms, 0 for now), when its lease would have
-- run out (ms)}, {'ERR_LEASE_LOST'}, {'ERR_MSG_NOT_EXIST'}, or {'ERR_MSG_CANCELLED'}: it is to end
-- instead.
local function requeue(key, token, seen, counter, delay)
  local status, lease, till, origin, cancel, by, attempt = unpack(redis.call('HMGET', key,
    'status', 'lease', 'lease_until', 'origin', 'cancel', 'handle_worker', 'attempt'))
  local refusal = refusalOf(origin, status, lease, by, till, token, seen)
  if refusal then return {refusal} end
  if cancel then return {'ERR_MSG_CANCELLED'} end
  local due = tonumber(delay) > 0 and now + delay or 0
  redis.call('HSET', key, 'status', 'queued', 'handle_worker', '', 'cost', '0.000000',
    'attempt', attempt or 1)
  if counter ~= '' or due > 0 then redis.call('HSET', key, 'enqueued_at', ARGV[1]) end
  redis.call('HDEL', key, 'lease', 'lease_until', 'started_at', 'started_us')
  if counter ~= '' then redis.call('HINCRBY', key, counter, 1) end
  redis.call('HINCRBY', key, 'run', 1)
  if due > 0 then redis.call('HSET', key, 'not_before', due) end
  return {'OK', origin, due, till or '0'}
end

local answers = {}
for i, key in ipairs(KEYS) do answers[i] = requeue(key, unpack(ARGV, 4 * i - 2, 4 * i + 1)) end
return answers
