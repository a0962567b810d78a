-- python: what Python workers have taken: they put ids into mq:wip, and have no leases.
--
-- KEYS    none of its own; q has the names of indexes.lua
-- Returns nothing: it defines takenByPython.
local MOST = 1000

-- ids and their scores in turn, the oldest first; and whether these are all
local function takenByPython(q)
  if redis.call('ZCARD', q.wip) <= redis.call('ZCARD', q.lease) then return {}, true end
  local taken, ids, theirs = redis.call('ZRANGE', q.wip, 0, MOST - 1, 'WITHSCORES'), {}, {}
  for i = 1, #taken, 2 do ids[#ids + 1] = taken[i] end
  local ours = #ids > 0 and redis.call('ZMSCORE', q.lease, unpack(ids)) or {}
  for i, id in ipairs(ids) do
    if not ours[i] then theirs[#theirs + 1], theirs[#theirs + 2] = id, taken[2 * i] end
  end
  return theirs, #ids < MOST
end
