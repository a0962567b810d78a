-- finish: a started message ends, by the hand that holds its lease. Its outcome is written once.
--
-- KEYS[i] mq:msg:<id>
-- ARGV[1] the time as text; then six for each key: token, lease_until it must still have ('' for any), status, stat, result, exc_info
--
-- Returns for each key {'OK', handler, seconds it is kept, run, cost, attempt, on_finish, trace_id, source, worker},
-- {'ERR_LEASE_LOST'} or {'ERR_MSG_NOT_EXIST'}. A message that owes an on_finish gets its expiry when that is settled.
local time = redis.call('TIME')
local function finish(key, token, seen, status, stat, result, exception)
  local was, lease, till, origin, started, ttl, failure, run, attempt, reply, trace, source, by = unpack(redis.call('HMGET', key, 'status', 'lease',
    'lease_until', 'origin', 'started_us', 'result_ttl', 'failure_ttl', 'run', 'attempt', 'on_finish', 'trace_id', 'source', 'handle_worker'))
  if not origin then return {'ERR_MSG_NOT_EXIST'} end
  if was ~= 'started' or lease ~= token or (seen ~= '' and seen ~= till) then return {'ERR_LEASE_LOST'} end
  local cost = string.format('%.6f', (time[1] * 1000000 + time[2] - started) / 1000000)
  redis.call('HSET', key, 'status', status, 'stat', stat, 'ended_at', ARGV[1], 'cost', cost, 'result', result)
  if exception ~= '' then redis.call('HSET', key, 'exc_info', exception) end
  redis.call('HDEL', key, 'lease', 'lease_until', 'started_us')
  local keep = tonumber(status == 'failed' and failure or ttl) or 86400
  if not reply and keep > 0 then redis.call('EXPIRE', key, keep) end
  if not reply and keep == 0 then
    redis.call('HDEL', key, 'result', 'exc_info')
    redis.call('EXPIRE', key, 3600)
  end
  return {'OK', origin, keep, tonumber(run), cost, tonumber(attempt), reply or '', trace or '', source or '', by or ''}
end
local ended = {}
for i, key in ipairs(KEYS) do ended[i] = finish(key, unpack(ARGV, 6 * i - 4, 6 * i + 1)) end
return ended
