-- pick: takes ids from a queue with rules: urgent ones first, then the queue and each of its
-- groups in turn.
-- Libraries: time indexes groups room
--
-- KEYS[1…17] as in lib/indexes.lua
-- ARGV[1] how many at most, ARGV[2] lease (ms)
--
-- Returns {when their lease runs out (ms), the ids}.
local q = indexesFrom(1, 17)

local function ofGroup(nth)
  local group = redis.call('ZPOPMIN', q.turns)[1]
  local id = group and redis.call('LPOP', q.group .. group)
  if id then redis.call('DECR', q.group) end
  -- an id without a place has ended
  if id and redis.call('HEXISTS', q.place, id) == 1 then
    redis.call('SADD', q.running .. group, id)
  end
  if group then takeTurns(q, group, micros + nth) end
  return id
end

local taken, wanted, isGroupsTurn = {}, room(q, tonumber(ARGV[1])), true
while #taken < wanted do
  local id = redis.call('ZPOPMIN', q.urgent)[1]
  if not id and isGroupsTurn then id = ofGroup(#taken) end
  id = id or redis.call('LPOP', q.queue) or ofGroup(#taken)
  isGroupsTurn = not isGroupsTurn
  if not id then break end
  if redis.call('ZADD', q.lease, 'NX', now + ARGV[2], id) == 1 then
    redis.call('ZADD', q.wip, seconds + 3600, id)
    taken[#taken + 1] = id
  end
end
pay(q, #taken)
return {now + ARGV[2], taken}
