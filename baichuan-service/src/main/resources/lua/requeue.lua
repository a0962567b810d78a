-- requeue: a started message becomes queued again: given back by its holder, or taken from a holder whose lease ran out.
--
-- KEYS[i] mq:msg:<id>
-- ARGV[1] the time as text; then four for each key: token, lease_until it must still have ('' for any), attempts to count, delay (ms)
--
-- Returns for each key {'OK', handler, when it is due (ms, 0 for now)}, {'ERR_LEASE_LOST'}, {'ERR_MSG_NOT_EXIST'}, or
-- {'ERR_MSG_CANCELLED'}: it shall end instead.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function requeue(key, token, seen, lost, delay)
  local status, lease, till, origin, cancel = unpack(redis.call('HMGET', key, 'status', 'lease', 'lease_until', 'origin', 'cancel'))
  if not origin then return {'ERR_MSG_NOT_EXIST'} end
  if status ~= 'started' or lease ~= token or (seen ~= '' and seen ~= till) then return {'ERR_LEASE_LOST'} end
  if cancel then return {'ERR_MSG_CANCELLED'} end
  local due = tonumber(delay) > 0 and now + delay or 0
  redis.call('HSET', key, 'status', 'queued', 'enqueued_at', ARGV[1], 'handle_worker', '', 'cost', '0.000000')
  redis.call('HDEL', key, 'lease', 'lease_until', 'started_at', 'started_us')
  redis.call('HINCRBY', key, 'attempt', lost)
  redis.call('HINCRBY', key, 'run', 1)
  if due > 0 then redis.call('HSET', key, 'not_before', due) end
  return {'OK', origin, due}
end
local requeued = {}
for i, key in ipairs(KEYS) do requeued[i] = requeue(key, unpack(ARGV, 4 * i - 2, 4 * i + 1)) end
return requeued
