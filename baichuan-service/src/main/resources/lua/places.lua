-- places: not a script but a beginning of scripts that make ids claimable; groups.lua comes before it.
--
-- KEYS    as in groups.lua
-- Returns nothing: it defines enter.
local function enterAt(place, id, atFront, nth)
  local kind, value = string.match(place, '^(.)(.*)$')
  if kind == '!' then
    redis.call('ZADD', KEYS[4], (9 - value) * 1e15 + (atFront and 0 or (now - 1.7e12) * 1000 + nth), id)
  elseif kind == '=' then
    redis.call(atFront and 'LPUSH' or 'RPUSH', KEYS[6] .. value, id)
    redis.call('INCR', KEYS[6])
    takeTurns(value, time[1] * 1000000 + time[2])
  else
    redis.call('LPUSH', KEYS[1], id)
  end
end
local function enter(ids, atFront)
  local places, plain = placesOf(ids), {}
  for i, id in ipairs(ids) do
    if places[i] then
      enterAt(places[i], id, atFront, i)
    else
      plain[#plain + 1] = id
    end
  end
  if #plain > 0 then redis.call(atFront and 'LPUSH' or 'RPUSH', KEYS[1], unpack(plain)) end
end
