-- extend: the index follows the lease that a hash has. An id that is in nobody's hand any more is left alone.
--
-- KEYS[1] mq:wip:{name}     zset  id -> one hour from now (s)
-- KEYS[2] mq:lease:{name}   zset  id -> when the lease runs out (ms)
-- ARGV pairs: id, when the lease runs out (ms)
--
-- Returns how many ids were found.
local hour = redis.call('TIME')[1] + 3600
local found = 0
for i = 1, #ARGV, 2 do
  if redis.call('ZSCORE', KEYS[2], ARGV[i]) then
    redis.call('ZADD', KEYS[2], ARGV[i + 1], ARGV[i])
    redis.call('ZADD', KEYS[1], 'XX', hour, ARGV[i])
    found = found + 1
  end
end
return found
