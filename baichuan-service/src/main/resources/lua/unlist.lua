-- unlist: ids whose message has ended or gone leave indexes of their handler. Begins with groups.lua.
--
-- KEYS[1…8] as in groups.lua
-- KEYS[9…]  zsets of ids
-- ARGV[1] a longer queue is not searched: who claims such an id drops it
-- ARGV[2…] the ids
--
-- Returns how many listings were found.
local ids, found = {unpack(ARGV, 2)}, 0
local isShort = redis.call('LLEN', KEYS[1]) <= tonumber(ARGV[1])
local places = placesOf(ids)
for i, id in ipairs(ids) do
  local group = places[i] and string.match(places[i], '^=(.*)$')
  local waiting = group and redis.call('LREM', KEYS[6] .. group, 0, id) or 0
  if waiting > 0 then redis.call('DECRBY', KEYS[6], waiting) end
  release(id, places[i])
  found = found + waiting + redis.call('HDEL', KEYS[3], id) + redis.call('ZREM', KEYS[2], id) + redis.call('ZREM', KEYS[4], id)
  for k = 9, #KEYS do
    found = found + redis.call('ZREM', KEYS[k], id)
  end
  if isShort then
    found = found + redis.call('LREM', KEYS[1], 0, id)
  end
end
return found
