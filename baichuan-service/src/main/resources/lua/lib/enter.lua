-- enter: ids become claimable, each at its place. Needs time.lua and groups.lua.
--
-- KEYS    none of its own; q has the names of indexes.lua
-- Returns nothing: it defines enter.
local function enterAt(q, place, id, atFront, nth)
  local kind, value = string.match(place, '^(.)(.*)$')
  if kind == '!' then
    local rank = atFront and 0 or (now - 1.7e12) * 1000 + nth
    redis.call('ZADD', q.urgent, (9 - value) * 1e15 + rank, id)
  elseif kind == '=' then
    redis.call(atFront and 'LPUSH' or 'RPUSH', q.group .. value, id)
    redis.call('INCR', q.group)
    takeTurns(q, value, micros)
  else
    redis.call('LPUSH', q.queue, id)
  end
end

local function enter(q, ids, atFront)
  local places, plain = placesOf(q, ids), {}
  for i, id in ipairs(ids) do
    if places[i] then
      enterAt(q, places[i], id, atFront, i)
    else
      plain[#plain + 1] = id
    end
  end
  if #plain > 0 then redis.call(atFront and 'LPUSH' or 'RPUSH', q.queue, unpack(plain)) end
end
