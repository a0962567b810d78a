-- giveback: held ids whose hash says queued return to the front of their queue, or wait until
-- they are due; each once.
-- Libraries: time indexes groups enter
--
-- KEYS[1…13] as in lib/indexes.lua
-- ARGV[1] ids whose lease runs out later than this (ms) are left alone: another worker has taken
--   them meanwhile
-- then pairs: id, when it is due (ms, 0 for now)
--
-- Returns how many ids became claimable.
local q, ids, entering = indexesFrom(1, 13), {}, {}
for i = 2, #ARGV, 2 do ids[#ids + 1] = ARGV[i] end
local places = placesOf(q, ids)
for i, id in ipairs(ids) do
  local due, deadline = tonumber(ARGV[2 * i + 1]), redis.call('ZSCORE', q.lease, id)
  if tonumber(deadline or 0) <= tonumber(ARGV[1]) and redis.call('ZREM', q.wip, id) == 1 then
    redis.call('ZREM', q.lease, id)
    release(q, id, places[i])
    if due > now then
      redis.call('ZADD', q.delayed, due, id)
    else
      entering[#entering + 1] = id
    end
  end
end
enter(q, entering, true)
return #entering
