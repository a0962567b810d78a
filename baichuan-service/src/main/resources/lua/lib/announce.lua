-- announce: ids that are about to get a hash enter mq:pending; those whose end something follows
-- (an on_finish, or the expiry of a message that waits for it) enter mq:ending too. Needs time.lua.
--
-- KEYS    none of its own; q has the names of indexes.lua
-- Returns nothing: it defines announce.

-- followed: how many of the ids have an end that something follows; they come first
local function announce(q, ids, followed)
  local announced = {}
  for i, id in ipairs(ids) do announced[2 * i - 1], announced[2 * i] = now, id end
  redis.call('ZADD', q.pending, unpack(announced))
  if followed > 0 then
    redis.call('ZADD', q.ending, 'NX', unpack(announced, 1, 2 * followed))
  end
end
