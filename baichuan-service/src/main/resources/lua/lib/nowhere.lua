-- nowhere: whether an id is in no index of its handler. Needs groups.lua.
--
-- KEYS    none of its own; q has the names of indexes.lua
-- Returns nothing: it defines isNowhere.
local function isNowhere(q, id)
  for _, key in ipairs({q.urgent, q.pending, q.delayed, q.wip, q.lease}) do
    if redis.call('ZSCORE', key, id) then return false end
  end
  local group = groupOf(redis.call('HGET', q.place, id))
  if group and redis.call('LPOS', q.group .. group, id) then return false end
  return not redis.call('LPOS', q.queue, id)
end
