-- room: not a script but a beginning of pick.lua, after groups.lua: how many messages a queue's rules let go.
--
-- KEYS    as in pick.lua
-- Returns nothing: it defines room, pay.
local function tokens() -- {how many there are, how many there may be}
  local rate, period = unpack(redis.call('HMGET', KEYS[8], 'rate', 'rate_period'))
  if not rate then return nil end
  local most = math.max(1, rate / period)
  local left, at = unpack(redis.call('HMGET', KEYS[12], 'tokens', 'at'))
  if not left then return most end
  if tonumber(at) > now then -- the clock was set back, or another host's counts now
    redis.call('HSET', KEYS[12], 'at', now)
    at = now
  end
  return math.min(most, left + (now - at) / 1000 * rate / period)
end
local function room(wanted)
  if redis.call('EXISTS', KEYS[11]) == 1 then return 0 end
  local concurrency = redis.call('HGET', KEYS[8], 'concurrency')
  if concurrency then wanted = math.min(wanted, concurrency - redis.call('ZCARD', KEYS[10])) end
  return math.min(wanted, math.floor(tokens() or wanted))
end
local function pay(count)
  local left = tokens()
  if left and count > 0 then
    redis.call('HSET', KEYS[12], 'tokens', left - count, 'at', now)
  end
end
