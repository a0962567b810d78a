-- enqueue: announced messages whose hash exists become claimable, each once.
--
-- KEYS[1] mq:pending:{name}   zset  id -> when it was announced (ms)
-- KEYS[2] mq:queue:{name}     list  ids
-- KEYS[3] mq:delayed:{name}   zset  id -> when it is due (ms)
-- KEYS[4] mq:lease:{name}     zset  ids that we gave away: their hands will let go of them
-- ARGV pairs: id, when it is due (ms, 0 for now)
--
-- Returns how many ids entered the queue.
local entered = 0
for i = 1, #ARGV, 2 do
  local id, due = ARGV[i], tonumber(ARGV[i + 1])
  if redis.call('ZREM', KEYS[1], id) == 1 and not redis.call('ZSCORE', KEYS[4], id) then
    if due > 0 then
      redis.call('ZADD', KEYS[3], due, id)
    else
      redis.call('RPUSH', KEYS[2], id)
      entered = entered + 1
    end
  end
end
return entered
