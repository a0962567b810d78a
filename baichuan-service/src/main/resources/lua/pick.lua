-- pick: as take.lua, for a queue with rules: urgent ids first, then the queue and each of its groups in turn. Begins with groups.lua and room.lua.
--
-- KEYS[1…8] as in groups.lua
-- KEYS[9] mq:wip:{name}       KEYS[10] mq:lease:{name}   as in take.lua
-- KEYS[11] mq:paused:{name}   string, there when nothing is to be taken
-- KEYS[12] mq:rate:{name}     hash  what the rate leaves, and when that was (ms)
-- ARGV[1] how many at most, ARGV[2] lease (ms)
-- Returns the ids.
local function ofGroup(nth)
  local group = redis.call('ZPOPMIN', KEYS[5])[1]
  local id = group and redis.call('LPOP', KEYS[6] .. group)
  if id then redis.call('DECR', KEYS[6]) end
  if id and redis.call('HEXISTS', KEYS[3], id) == 1 then redis.call('SADD', KEYS[7] .. group, id) end -- else it has ended
  if group then takeTurns(group, time[1] * 1000000 + time[2] + nth) end
  return id
end
local taken, wanted, isGroupsTurn = {}, room(tonumber(ARGV[1])), true
while #taken < wanted do
  local id = redis.call('ZPOPMIN', KEYS[4])[1]
  if not id and isGroupsTurn then id = ofGroup(#taken) end
  id = id or redis.call('LPOP', KEYS[1]) or ofGroup(#taken)
  isGroupsTurn = not isGroupsTurn
  if not id then break end
  if redis.call('ZADD', KEYS[10], 'NX', now + ARGV[2], id) == 1 then
    redis.call('ZADD', KEYS[9], time[1] + 3600, id)
    taken[#taken + 1] = id
  end
end
pay(#taken)
return taken
