-- unlease: ids under a lease of ours that a Python worker has begun belong to it: they stay
-- taken, without our lease.
--
-- KEYS[1] mq:lease:{name}   zset  id -> when the lease runs out (ms)
-- ARGV[1] ids whose lease runs out later than this (ms) are left alone; ARGV[2…] the ids
--
-- Returns how many ids lost it.
local left = 0
for i = 2, #ARGV do
  local deadline = redis.call('ZSCORE', KEYS[1], ARGV[i])
  if deadline and tonumber(deadline) <= tonumber(ARGV[1]) then
    left = left + redis.call('ZREM', KEYS[1], ARGV[i])
  end
end
return left
