-- renew: the lease of a started message is prolonged by its holder, never past the timeout of the
-- execution.
-- Libraries: time
--
-- KEYS[i] mq:msg:<id>
-- ARGV[1] lease (ms), then one token for each key
--
-- Returns for each key {'OK', handler, lease_until, 1 when it is to be cancelled},
-- {'ERR_LEASE_LOST'} or {'ERR_MSG_NOT_EXIST'}.
local function renew(key, token)
  local status, lease, origin, started, timeout, most, cancel = unpack(redis.call('HMGET', key,
    'status', 'lease', 'origin', 'started_us', 'timeout', 'max_attempts', 'cancel'))
  if not origin then return {'ERR_MSG_NOT_EXIST'} end
  if status ~= 'started' or lease ~= token then return {'ERR_LEASE_LOST'} end
  local deadline = now + ARGV[1]
  if most and tonumber(timeout) > 0 then
    deadline = math.floor(math.min(deadline, started / 1000 + timeout * 1000))
  end
  redis.call('HSET', key, 'lease_until', deadline)
  return {'OK', origin, deadline, cancel and 1 or 0}
end

local answers = {}
for i, key in ipairs(KEYS) do answers[i] = renew(key, ARGV[1 + i]) end
return answers
