-- readmit: failed ids that are in nobody's hand are announced again, before their hashes become queued.
--
-- KEYS[1] mq:failed:{name}    zset  ids that have failed, and have left every hand
-- KEYS[2] mq:wip:{name}       zset  ids in somebody's hand
-- KEYS[3] mq:pending:{name}   zset  id -> when it was announced (ms)
-- KEYS[4] mq:ending:{name}    zset  id -> when it was announced (ms); 0 once it has ended
-- ARGV pairs: id, 1 when it owes an on_finish
--
-- Returns {the store's time (ms), for each id 1 when it was announced}.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local told = {now}
for i = 1, #ARGV, 2 do
  local id = ARGV[i]
  if redis.call('ZSCORE', KEYS[1], id) and not redis.call('ZSCORE', KEYS[2], id) then
    redis.call('ZADD', KEYS[3], now, id)
    if ARGV[i + 1] == '1' then redis.call('ZADD', KEYS[4], now, id) end
    told[#told + 1] = 1
  else
    told[#told + 1] = 0
  end
end
return told
