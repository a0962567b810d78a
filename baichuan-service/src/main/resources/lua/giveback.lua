-- giveback: ids in somebody's hand whose hash says queued return to the front of the queue, or wait until they are due; each once.
--
-- KEYS[1] mq:wip:{name}       KEYS[2] mq:lease:{name}   zsets of ids in somebody's hand
-- KEYS[3] mq:queue:{name}     list  ids
-- KEYS[4] mq:delayed:{name}   zset  id -> when it is due (ms)
-- ARGV pairs: id, when it is due (ms, 0 for now)
--
-- Returns how many ids entered the queue.
local entered = 0
for i = 1, #ARGV, 2 do
  local id, due = ARGV[i], tonumber(ARGV[i + 1])
  redis.call('ZREM', KEYS[2], id)
  if redis.call('ZREM', KEYS[1], id) == 1 then
    if due > 0 then
      redis.call('ZADD', KEYS[4], due, id)
    else
      redis.call('LPUSH', KEYS[3], id)
      entered = entered + 1
    end
  end
end
return entered
