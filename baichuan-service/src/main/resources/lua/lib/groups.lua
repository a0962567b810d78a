-- groups: where ids belong that do not belong at the back of the queue, and whose turn it is.
-- Needs time.lua.
--
-- KEYS    none of its own; q has the names of indexes.lua
-- Returns nothing: it defines placesOf, groupOf, takeTurns, release.

-- for each id its place code, or false; {} when the handler has no places
local function placesOf(q, ids)
  if #ids == 0 or redis.call('EXISTS', q.place) == 0 then return {} end
  return redis.call('HMGET', q.place, unpack(ids))
end

local function groupOf(place) return place and string.match(place, '^=(.*)$') end

-- a group takes turns while it has messages that wait and room for another one that runs
local function takeTurns(q, group, at)
  local running = redis.call('SCARD', q.running .. group)
  local room = tonumber(redis.call('HGET', q.rules, 'group_concurrency') or 1) - running
  if room > 0 and redis.call('EXISTS', q.group .. group) == 1 then
    -- the last turn is later than now when the clock was set back
    local last = redis.call('ZRANGE', q.turns, -1, -1, 'WITHSCORES')[2]
    redis.call('ZADD', q.turns, 'NX', last and tonumber(last) >= at and last + 1 or at, group)
  else
    redis.call('ZREM', q.turns, group)
  end
end

-- an id of a group runs no more
local function release(q, id, place)
  local group = groupOf(place)
  if group and redis.call('SREM', q.running .. group, id) == 1 then takeTurns(q, group, micros) end
end
