-- forget: announced ids that need no index any more (no hash, or ended) leave it, unless they were announced again meanwhile.
--
-- KEYS[1] mq:pending:{name}   zset  id -> when it was announced (ms)
-- KEYS[2] mq:ending:{name}    zset  ids that owe an on_finish
-- KEYS[3] mq:place:{name}     hash  ids that belong elsewhere than at the back   KEYS[4] mq:expiring:{name}   zset  ids with a ttl
-- ARGV[1] announced before this time (ms)
-- ARGV pairs: id, 1 when it has no hash and so owes nothing
--
-- Returns how many ids left.
local left = 0
for i = 2, #ARGV, 2 do
  local announced = redis.call('ZSCORE', KEYS[1], ARGV[i])
  if announced and tonumber(announced) <= tonumber(ARGV[1]) then
    left = left + redis.call('ZREM', KEYS[1], ARGV[i])
    if ARGV[i + 1] == '1' then
      redis.call('ZREM', KEYS[2], ARGV[i])
      redis.call('HDEL', KEYS[3], ARGV[i])
      redis.call('ZREM', KEYS[4], ARGV[i])
    end
  end
end
return left
