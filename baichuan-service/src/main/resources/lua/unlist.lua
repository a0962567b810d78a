-- unlist: ids whose message has ended or gone leave indexes of their handler.
--
-- KEYS[1] mq:queue:{name}   list  ids
-- KEYS[2…]                  zsets of ids
-- ARGV[1] a longer list is not searched: who claims such an id drops it
-- ARGV[2…] the ids
--
-- Returns how many listings were found.
local found = 0
local isShort = redis.call('LLEN', KEYS[1]) <= tonumber(ARGV[1])
for i = 2, #ARGV do
  for k = 2, #KEYS do
    found = found + redis.call('ZREM', KEYS[k], ARGV[i])
  end
  if isShort then
    found = found + redis.call('LREM', KEYS[1], 0, ARGV[i])
  end
end
return found
