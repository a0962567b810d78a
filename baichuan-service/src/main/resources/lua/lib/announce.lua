-- announce: ids that are about to get a hash enter mq:pending; those with an on_finish enter
-- mq:ending too. Needs time.lua.
--
-- KEYS    none of its own; q has the names of indexes.lua
-- Returns nothing: it defines announce.

-- withReport: how many of the ids have an on_finish; they come first
local function announce(q, ids, withReport)
  local announced = {}
  for i, id in ipairs(ids) do announced[2 * i - 1], announced[2 * i] = now, id end
  redis.call('ZADD', q.pending, unpack(announced))
  if withReport > 0 then
    redis.call('ZADD', q.ending, 'NX', unpack(announced, 1, 2 * withReport))
  end
end
