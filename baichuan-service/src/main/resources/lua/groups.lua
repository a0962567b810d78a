-- groups: not a script but a beginning of scripts that move ids; after it come their other keys.
--
-- KEYS[1] mq:queue:{name}   list  ids that may be claimed        KEYS[2] mq:delayed:{name}  zset  id -> when it is due (ms)
-- KEYS[3] mq:place:{name}   hash  id -> where it belongs, for those that do not belong at the back of the queue
-- KEYS[4] mq:urgent:{name}  zset  id -> rank                     KEYS[5] mq:turns:{name}    zset  group -> its last turn
-- KEYS[6] mq:group:{name}:  how many ids wait in groups, and prefix of their lists     KEYS[7] mq:running:{name}: prefix of sets of ids in somebody's hand
-- KEYS[8] mq:rules:{name}   hash  the queue's limits
-- Returns nothing: it defines time, now, placesOf, takeTurns, release.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function placesOf(ids)
  if #ids == 0 or redis.call('EXISTS', KEYS[3]) == 0 then return {} end
  return redis.call('HMGET', KEYS[3], unpack(ids))
end
local function takeTurns(group, at) -- it takes turns while it has messages and room
  local room = tonumber(redis.call('HGET', KEYS[8], 'group_concurrency') or 1) - redis.call('SCARD', KEYS[7] .. group)
  if room > 0 and redis.call('EXISTS', KEYS[6] .. group) == 1 then
    local last = redis.call('ZRANGE', KEYS[5], -1, -1, 'WITHSCORES')[2] -- later than now when the clock was set back
    redis.call('ZADD', KEYS[5], 'NX', last and tonumber(last) >= at and last + 1 or at, group)
  else
    redis.call('ZREM', KEYS[5], group)
  end
end
local function release(id, place) -- from a hand
  local group = place and string.match(place, '^=(.*)$')
  if group and redis.call('SREM', KEYS[7] .. group, id) == 1 then
    takeTurns(group, time[1] * 1000000 + time[2])
  end
end
