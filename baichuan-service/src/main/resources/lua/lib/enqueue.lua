-- enqueue: announced messages whose hash exists become claimable, each once. Needs time.lua,
-- groups.lua and enter.lua.
--
-- KEYS    none of its own; q has the names of indexes.lua
-- Returns nothing: it defines enqueue.

-- dues: for each id when it is due (ms, 0 for now); {} when all are due now
-- areNew: whether their hashes were created just now. Then an id that a worker holds stays
--   announced: its holder only knows that an earlier message of the id is gone.
-- Returns how many are claimable
local function enqueue(q, ids, dues, areNew)
  local entering, listed = {}, {}
  local announced = redis.call('ZMSCORE', q.pending, unpack(ids))
  local held = redis.call('ZMSCORE', q.lease, unpack(ids))
  for i, id in ipairs(ids) do
    if not held[i] or not areNew then listed[#listed + 1] = id end
    if announced[i] and not held[i] then -- a worker that holds it lets go of it later
      local due = tonumber(dues[i] or 0)
      if due > now then
        redis.call('ZADD', q.delayed, due, id)
      else
        entering[#entering + 1] = id
      end
    end
  end
  if #listed > 0 then redis.call('ZREM', q.pending, unpack(listed)) end
  enter(q, entering, false)
  return #entering
end
