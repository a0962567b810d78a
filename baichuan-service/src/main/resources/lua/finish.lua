-- finish: a started message ends, by the hand that holds its lease. Its outcome is written once. Begins with ttl.lua.
--
-- KEYS[i] mq:msg:<id>
-- ARGV[1] the time as text; then seven for each key: token, lease_until it must still have ('' for any), 1 when it may be retried, status, stat,
-- result, exc_info
-- Returns for each key {'OK', handler, seconds it is kept, run, cost, attempt, on_finish, trace_id, source, worker, unique_key,
-- created_at when it owes an on_finish}, {'ERR_LEASE_LOST'}, {'ERR_MSG_NOT_EXIST'}, or {'RETRY', retries so far, retry_backoff}: requeue it.
-- One that owes an on_finish expires later.
local time = redis.call('TIME')
local function finish(key, token, seen, again, status, stat, result, exception)
  local was, lease, till, origin, started, ttl, run, attempt, reply, trace, source, by, unique, without = unpack(redis.call('HMGET', key,
    'status', 'lease', 'lease_until', 'origin', 'started_us', 'result_ttl', 'run', 'attempt', 'on_finish', 'trace_id', 'source',
    'handle_worker', 'unique_key', 'without_result'))
  if not origin then return {'ERR_MSG_NOT_EXIST'} end
  if was ~= 'started' or (lease or '@' .. (by or '')) ~= token or (seen ~= '' and seen ~= till) then return {'ERR_LEASE_LOST'} end
  local failure, most, retries, backoff
  if again == '1' or status == 'failed' then
    failure, most, retries, backoff = unpack(redis.call('HMGET', key, 'failure_ttl', 'retry_max', 'retries', 'retry_backoff'))
  end
  if again == '1' and tonumber(most or 0) > tonumber(retries or 0) then return {'RETRY', tonumber(retries or 0), tonumber(backoff or 1)} end
  local cost = started and string.format('%.6f', math.max(0, time[1] * 1000000 + time[2] - started) / 1000000) or '0.000000'
  redis.call('HSET', key, 'status', status, 'stat', stat, 'ended_at', ARGV[1], 'cost', cost, 'result', result)
  if exception ~= '' then redis.call('HSET', key, 'exc_info', exception) end
  redis.call('HDEL', key, 'lease', 'lease_until', 'started_us')
  local keep = keepOf(status, ttl, failure, without)
  if not reply and keep >= 0 then redis.call('EXPIRE', key, keep > 0 and keep or 3600) end
  if not reply and keep == 0 then redis.call('HDEL', key, 'result', 'exc_info') end
  return {'OK', origin, keep, run or '1', cost, attempt or '1', reply or '', trace or '', source or '', by or '', unique or '',
    reply and redis.call('HGET', key, 'created_at') or ''}
end
local ended = {}
for i, key in ipairs(KEYS) do ended[i] = finish(key, unpack(ARGV, 7 * i - 5, 7 * i + 1)) end
return ended
