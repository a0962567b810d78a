-- forget: announced ids that need no index any more (no hash, or ended) leave it, unless they
-- were announced again meanwhile.
-- Libraries: indexes
--
-- KEYS[1…16] as in lib/indexes.lua
-- ARGV[1] announced before this time (ms), then pairs: id, 1 when it has no hash, so that it
--   needs no report
--
-- Returns how many ids left.
local q, left = indexesFrom(1, 16), 0
for i = 2, #ARGV, 2 do
  local id = ARGV[i]
  local announced = redis.call('ZSCORE', q.pending, id)
  if announced and tonumber(announced) <= tonumber(ARGV[1]) then
    left = left + redis.call('ZREM', q.pending, id)
    if ARGV[i + 1] == '1' then
      redis.call('ZREM', q.ending, id)
      redis.call('HDEL', q.place, id)
      redis.call('ZREM', q.expiring, id)
    end
  end
end
return left
