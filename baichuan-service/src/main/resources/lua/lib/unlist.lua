-- unlist: ids whose message has ended or gone leave the indexes of claimable ids. Needs time.lua
-- and groups.lua.
--
-- KEYS    none of its own; q has the names of indexes.lua
-- Returns nothing: it defines unlist.

-- Returns how many listings were found. A queue longer than this is not searched: who claims such
-- an id drops it.
local function unlist(q, ids, longest)
  local found, places = 0, placesOf(q, ids)
  local isShort = redis.call('LLEN', q.queue) <= longest
  for i, id in ipairs(ids) do
    local group = groupOf(places[i])
    local waiting = group and redis.call('LREM', q.group .. group, 0, id) or 0
    if waiting > 0 then redis.call('DECRBY', q.group, waiting) end
    release(q, id, places[i])
    found = found + waiting + redis.call('HDEL', q.place, id)
      + redis.call('ZREM', q.delayed, id) + redis.call('ZREM', q.urgent, id)
    if isShort then found = found + redis.call('LREM', q.queue, 0, id) end
  end
  return found
end
