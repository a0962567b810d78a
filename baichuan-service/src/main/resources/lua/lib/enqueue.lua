-- enqueue: announced messages whose hash exists become claimable, each once. Needs time.lua,
-- groups.lua and enter.lua.
--
-- KEYS    none of its own; q has the names of indexes.lua
-- Returns nothing: it defines enqueue.

-- dues: for each id when it is due (ms, 0 for now); {} when all are due now. Returns how many are
-- claimable
local function enqueue(q, ids, dues)
  local entering = {}
  local announced = redis.call('ZMSCORE', q.pending, unpack(ids))
  local held = redis.call('ZMSCORE', q.lease, unpack(ids))
  for i, id in ipairs(ids) do
    if announced[i] and not held[i] then -- a worker that holds it lets go of it later
      local due = tonumber(dues[i] or 0)
      if due > now then
        redis.call('ZADD', q.delayed, due, id)
      else
        entering[#entering + 1] = id
      end
    end
  end
  redis.call('ZREM', q.pending, unpack(ids))
  enter(q, entering, false)
  return #entering
end
