-- take: the first ids of a queue without rules are given to a worker. Needs time.lua.
--
-- KEYS    none of its own; q has the names of indexes.lua
-- Returns nothing: it defines take.
local AN_HOUR = 3600 -- scores of mq:wip are for the cleaner of the Python service

-- The ids; nil for a queue that has rules or is paused. An id that is held already was listed
-- twice: the second listing is dropped.
local function take(q, limit, leaseMillis)
  if redis.call('EXISTS', q.rules, q.paused) > 0 then return nil end
  local ids = redis.call('LPOP', q.queue, limit)
  if not ids then return {} end
  local held = redis.call('ZMSCORE', q.lease, unpack(ids))
  local taken, seen, leases, hours = {}, {}, {}, {}
  for i, id in ipairs(ids) do
    if not held[i] and not seen[id] then
      seen[id] = true
      taken[#taken + 1] = id
      leases[#leases + 1], leases[#leases + 2] = now + leaseMillis, id
      hours[#hours + 1], hours[#hours + 2] = seconds + AN_HOUR, id
    end
  end
  if #taken > 0 then
    redis.call('ZADD', q.lease, unpack(leases))
    redis.call('ZADD', q.wip, unpack(hours))
  end
  return taken
end
