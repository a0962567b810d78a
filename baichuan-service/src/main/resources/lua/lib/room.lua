-- room: how many messages a queue's limits let go now. Needs time.lua.
--
-- KEYS    none of its own; q has the names of indexes.lua
-- Returns nothing: it defines room, pay.

-- how many tokens the rate has left; nil for a queue without a rate
local function tokens(q)
  local rate, period = unpack(redis.call('HMGET', q.rules, 'rate', 'rate_period'))
  if not rate then return nil end
  local most = math.max(1, rate / period)
  local left, at = unpack(redis.call('HMGET', q.rate, 'tokens', 'at'))
  if not left then return most end
  if tonumber(at) > now then -- the clock was set back, or another server's clock counts now
    redis.call('HSET', q.rate, 'at', now)
    at = now
  end
  return math.min(most, left + (now - at) / 1000 * rate / period)
end

local function room(q, wanted)
  if redis.call('EXISTS', q.paused) == 1 then return 0 end
  local concurrency = redis.call('HGET', q.rules, 'concurrency')
  if concurrency then wanted = math.min(wanted, concurrency - redis.call('ZCARD', q.lease)) end
  return math.min(wanted, math.floor(tokens(q) or wanted))
end

local function pay(q, count)
  local left = tokens(q)
  if left and count > 0 then redis.call('HSET', q.rate, 'tokens', left - count, 'at', now) end
end
