-- start: queued messages become started, each under a lease token of its own. Needs time.lua.
--
-- KEYS    none of its own
-- Returns nothing: it defines start.
local FIELDS = {'status', 'data', 'timeout', 'attempt', 'max_attempts', 'trace_id', 'result_ttl',
  'run', 'not_before', 'ttl', 'ended_at', 'retries'}

-- A message of the Python service has no max_attempts: it has no enforced timeout either.
local function startOne(key, token, taker)
  local status, data, timeout, attempt, most, trace, keep, run, due, ttl, ended, retries =
    unpack(redis.call('HMGET', key, unpack(FIELDS)))
  if not data then return {'gone'} end
  if status ~= 'queued' then return {status == 'started' and 'busy' or 'ended'} end
  if ttl and tonumber(redis.call('HGET', key, 'expires_at') or now + 1) <= now then
    return {'expired'}
  end
  timeout = most and tonumber(timeout) or -1
  local lasting = tonumber(taker.lease)
  if timeout > 0 then lasting = math.min(lasting, timeout * 1000) end
  local deadline = string.format('%.0f', now + lasting)
  redis.call('HSET', key, 'status', 'started', 'handle_worker', taker.worker,
    'started_at', taker.at, 'started_us', string.format('%.0f', micros), 'lease', token,
    'lease_until', deadline, 'cost', '0.000000', 'result_ttl', keep or taker.keep,
    'run', run and run + 1 or '1')
  if not attempt then redis.call('HSET', key, 'attempt', '1') end
  if due then redis.call('HDEL', key, 'not_before') end
  if ttl or ended then redis.call('PERSIST', key) end -- both have an expiry
  return {'started', data, timeout, (attempt or 1) + (retries or 0), trace or '', deadline,
    (most or 3) + (retries or 0)}
end

-- For each key {'started', data, timeout, number of this execution, trace_id, lease_until, number
-- of the last execution that may be lost}, {'busy'} when another worker has it, {'over'} when
-- enough data was started before, {'expired'}, {'gone'} or {'ended'}; and the bytes of data that
-- were started.
-- taker: worker, at (time as text), lease (ms), keep (default of result_ttl), room (bytes of data)
local function start(keys, tokens, taker)
  local answers, length = {}, 0
  for i, key in ipairs(keys) do
    answers[i] = length < taker.room and startOne(key, tokens[i], taker) or {'over'}
    length = length + (answers[i][2] and #answers[i][2] or 0)
  end
  return answers, length
end
