-- start: queued messages become started, each under a lease token of its own.
--
-- KEYS[i] mq:msg:<id>
-- ARGV[1] worker, ARGV[2] the time as text, ARGV[3] lease (ms), ARGV[4] default of result_ttl
-- ARGV[5] after how many bytes of data no more are started, then one token for each key
--
-- Returns for each key {'started', data, timeout, number of this execution, trace_id, lease_until, number of the last one it may lose}, {'busy'}
-- when somebody has it, {'over'} when it was not looked at, {'expired'}, {'gone'}, or {'ended'}. A message of the Python service has no
-- attempts and no enforced timeout.
local time = redis.call('TIME')
local now, us = time[1] * 1000 + math.floor(time[2] / 1000), string.format('%.0f', time[1] * 1000000 + time[2])
local lasting = string.format('%.0f', now + ARGV[3])
local length = 0
local function start(key, token)
  if length >= tonumber(ARGV[5]) then return {'over'} end
  local status, data, timeout, attempt, ours, trace, keep, run, due, ttl, ended, retries = unpack(redis.call('HMGET', key, 'status', 'data',
    'timeout', 'attempt', 'max_attempts', 'trace_id', 'result_ttl', 'run', 'not_before', 'ttl', 'ended_at', 'retries'))
  if not data then return {'gone'} end
  if status ~= 'queued' then return {status == 'started' and 'busy' or 'ended'} end
  if ttl and tonumber(redis.call('HGET', key, 'expires_at') or now + 1) <= now then return {'expired'} end
  timeout = ours and tonumber(timeout) or -1
  local deadline = lasting
  if timeout > 0 and timeout * 1000 < tonumber(ARGV[3]) then deadline = string.format('%.0f', now + timeout * 1000) end
  redis.call('HSET', key, 'status', 'started', 'handle_worker', ARGV[1], 'started_at', ARGV[2], 'started_us', us,
    'lease', token, 'lease_until', deadline, 'cost', '0.000000', 'result_ttl', keep or ARGV[4], 'run', run and run + 1 or '1')
  if not attempt then redis.call('HSET', key, 'attempt', '1') end
  if due then redis.call('HDEL', key, 'not_before') end
  if ttl or ended then redis.call('PERSIST', key) end -- both have an expiry
  length = length + #data
  return {'started', data, timeout, (attempt or 1) + (retries or 0), trace or '', deadline, (ours or 3) + (retries or 0)}
end
local started = {}
for i, key in ipairs(KEYS) do started[i] = start(key, ARGV[5 + i]) end
return started
