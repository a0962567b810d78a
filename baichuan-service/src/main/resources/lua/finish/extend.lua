-- extend: the index follows the leases that hashes have. An id that is held no more is left alone.
-- Libraries: time indexes
--
-- KEYS[1…5] as in lib/indexes.lua
-- ARGV pairs: id, when the lease runs out (ms)
--
-- Returns how many ids were found.
local q, found = indexesFrom(1, 5), 0
for i = 1, #ARGV, 2 do
  if redis.call('ZSCORE', q.lease, ARGV[i]) then
    redis.call('ZADD', q.lease, ARGV[i + 1], ARGV[i])
    redis.call('ZADD', q.wip, 'XX', seconds + 3600, ARGV[i])
    found = found + 1
  end
end
return found
