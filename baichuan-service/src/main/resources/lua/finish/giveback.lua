-- giveback: held ids whose hash says queued return to the front of their queue, or wait until
-- they are due; each once.
-- Libraries: time indexes groups enter
--
-- KEYS[1…13] as in lib/indexes.lua
-- ARGV triples: id, when it is due (ms, 0 for now), an id whose lease runs out later than this
--   (ms) is left alone: another worker has taken it meanwhile
--
-- Returns how many ids became claimable.
local q, ids, entering = indexesFrom(1, 13), {}, {}
for i = 1, #ARGV, 3 do ids[#ids + 1] = ARGV[i] end
local places = placesOf(q, ids)
for i, id in ipairs(ids) do
  local due, lapsedBy = tonumber(ARGV[3 * i - 1]), tonumber(ARGV[3 * i])
  local deadline = tonumber(redis.call('ZSCORE', q.lease, id) or 0)
  if deadline <= lapsedBy and redis.call('ZREM', q.wip, id) == 1 then
    redis.call('ZREM', q.lease, id)
    redis.call('ZREM', q.pending, id) -- it is listed here and now
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
