-- giveback: ids in somebody's hand whose hash says queued return to the front, or wait until they are due; each once. Begins with groups.lua
-- and places.lua.
--
-- KEYS[1…8] as in groups.lua
-- KEYS[9] mq:wip:{name}       KEYS[10] mq:lease:{name}   zsets of ids in somebody's hand
-- ARGV[1] ids whose lease runs out later than this (ms) are left: somebody has taken them meanwhile
-- then pairs: id, when it is due (ms, 0 for now)
--
-- Returns how many ids became claimable.
local ids, entering = {}, {}
for i = 2, #ARGV, 2 do ids[#ids + 1] = ARGV[i] end
local places = placesOf(ids)
for i, id in ipairs(ids) do
  local due = tonumber(ARGV[2 * i + 1])
  local deadline = redis.call('ZSCORE', KEYS[10], id)
  if tonumber(deadline or 0) <= tonumber(ARGV[1]) and redis.call('ZREM', KEYS[9], id) == 1 then
    redis.call('ZREM', KEYS[10], id)
    release(id, places[i])
    if due > now then
      redis.call('ZADD', KEYS[2], due, id)
    else
      entering[#entering + 1] = id
    end
  end
end
enter(entering, true)
return #entering
