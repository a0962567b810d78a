-- finish: a started message ends, when its holder shows the lease. Its outcome is written once.
-- Needs time.lua, ttl.lua and lease.lua.
--
-- KEYS    none of its own
-- Returns nothing: it defines finish.
local FIELDS = {'status', 'lease', 'lease_until', 'origin', 'started_us', 'result_ttl', 'run',
  'attempt', 'on_finish', 'trace_id', 'source', 'handle_worker', 'unique_key', 'without_result'}

local function costOf(started)
  return started and string.format('%.6f', math.max(0, micros - started) / 1000000) or '0.000000'
end

-- {'OK', handler, seconds it is kept, run, cost, attempt, on_finish, trace_id, source, worker,
-- unique_key, created_at when it has an on_finish, when its lease would have run out (ms)},
-- {'ERR_LEASE_LOST'}, {'ERR_MSG_NOT_EXIST'}, or {'RETRY', retries so far, retry_backoff}: nothing
-- was written, the message is to be requeued. One with an on_finish expires later.
local function finish(key, at, token, seen, again, status, stat, result, exception)
  local was, lease, till, origin, started, ttl, run, attempt, report, trace, source, by, unique,
    without = unpack(redis.call('HMGET', key, unpack(FIELDS)))
  local refusal = refusalOf(origin, was, lease, by, till, token, seen)
  if refusal then return {refusal} end
  local failure, most, retries, backoff
  if again == '1' or status == 'failed' then
    failure, most, retries, backoff =
      unpack(redis.call('HMGET', key, 'failure_ttl', 'retry_max', 'retries', 'retry_backoff'))
  end
  retries = tonumber(retries or 0)
  if again == '1' and tonumber(most or 0) > retries then
    return {'RETRY', retries, tonumber(backoff or 1)}
  end
  local cost = costOf(started)
  redis.call('HSET', key, 'status', status, 'stat', stat, 'ended_at', at, 'cost', cost,
    'result', result)
  if exception ~= '' then redis.call('HSET', key, 'exc_info', exception) end
  redis.call('HDEL', key, 'lease', 'lease_until', 'started_us')
  local keep = keepOf(status, ttl, failure, without)
  if not report and keep >= 0 then expireIn(key, keep) end
  if not report and keep == 0 then redis.call('HDEL', key, 'result', 'exc_info') end
  return {'OK', origin, keep, run or '1', cost, attempt or '1', report or '', trace or '',
    source or '', by or '', unique or '', report and redis.call('HGET', key, 'created_at') or '',
    till or '0'}
end
