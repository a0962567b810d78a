-- expire: queued messages that should have been started by now fail.
--
-- KEYS[i] mq:msg:<id>
-- ARGV[1] the time as text, ARGV[2] stat, ARGV[3] result, ARGV[4] exc_info
--
-- Returns for each key 'expired', 'ended', 'gone', or the time (ms) at which to look again. Its expiry is given when its end is settled.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local found = {}
for i, key in ipairs(KEYS) do
  local status, origin, expires, till = unpack(redis.call('HMGET', key, 'status', 'origin', 'expires_at', 'lease_until'))
  if not origin then
    found[i] = 'gone'
  elseif status == 'started' then
    found[i] = math.max(tonumber(till or 0), now + 1000)
  elseif status ~= 'queued' or not expires then
    found[i] = 'ended'
  elseif tonumber(expires) > now then
    found[i] = tonumber(expires)
  else
    redis.call('HSET', key, 'status', 'failed', 'stat', ARGV[2], 'ended_at', ARGV[1], 'result', ARGV[3], 'exc_info', ARGV[4])
    redis.call('HDEL', key, 'not_before')
    redis.call('PERSIST', key)
    found[i] = 'expired'
  end
end
return found
