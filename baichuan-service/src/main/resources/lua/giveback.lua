-- giveback: ids in somebody's hand whose hash says queued return to the front of the queue, or wait until they are due; each once.
--
-- KEYS[1] mq:wip:{name}       KEYS[2] mq:lease:{name}   zsets of ids in somebody's hand
-- KEYS[3] mq:queue:{name}     list  ids
-- KEYS[4] mq:delayed:{name}   zset  id -> when it is due (ms)
-- ARGV[1] ids whose lease runs out later than this (ms) are left: somebody has taken them meanwhile
-- then pairs: id, when it is due (ms, 0 for now)
--
-- Returns how many ids entered the queue.
local entered = 0
for i = 2, #ARGV, 2 do
  local id, due = ARGV[i], tonumber(ARGV[i + 1])
  local deadline = redis.call('ZSCORE', KEYS[2], id)
  if tonumber(deadline or 0) <= tonumber(ARGV[1]) and redis.call('ZREM', KEYS[1], id) == 1 then
    redis.call('ZREM', KEYS[2], id)
    if due > 0 then
      redis.call('ZADD', KEYS[4], due, id)
    else
      redis.call('LPUSH', KEYS[3], id)
      entered = entered + 1
    end
  end
end
return entered
