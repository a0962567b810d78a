-- conclude: ended messages leave the indexes of held ids and enter the registry of their end.
-- Needs time.lua and groups.lua.
--
-- KEYS    none of its own; q has the names of indexes.lua
-- Returns nothing: it defines conclude.

-- the ids whose lease does not run out later than the caller knows: a later one is a new start of
-- the same id
local function lapsed(q, ids, ends)
  local left, held = {}, redis.call('ZMSCORE', q.lease, unpack(ids))
  for i, id in ipairs(ids) do
    if tonumber(held[i] or 0) <= tonumber(ends[id][3]) then left[#left + 1] = id end
  end
  return left
end

-- ends: for each id {status ('' when the message is gone), seconds it is kept (-1 for ever), ids
-- whose lease runs out later than this (ms) are left alone}
local function register(q, ids, ends)
  local registries = {finished = {}, failed = {}}
  local reports = redis.call('ZMSCORE', q.ending, unpack(ids))
  for i, id in ipairs(ids) do
    local registry, keep = registries[ends[id][1]], tonumber(ends[id][2])
    if registry and keep ~= 0 then
      registry[#registry + 1], registry[#registry + 2] = keep < 0 and '+inf' or seconds + keep, id
    end
    if reports[i] and registry then redis.call('ZADD', q.ending, 0, id) end
    if reports[i] and not registry then redis.call('ZREM', q.ending, id) end
  end
  for status, entries in pairs(registries) do
    if #entries > 0 then redis.call('ZADD', q[status], unpack(entries)) end
  end
end

-- returns 1 when the queue has limits, so that a claim may have waited for this, else 0
local function conclude(q, ids, ends)
  local left = lapsed(q, ids, ends)
  if #left > 0 then
    register(q, left, ends)
    local places = placesOf(q, left)
    for i, id in ipairs(left) do release(q, id, places[i]) end
    if next(places) then redis.call('HDEL', q.place, unpack(left)) end
    for _, key in ipairs({q.wip, q.lease, q.expiring}) do redis.call('ZREM', key, unpack(left)) end
  end
  return redis.call('EXISTS', q.rules)
end
