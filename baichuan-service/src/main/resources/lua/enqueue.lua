-- enqueue: announced messages whose hash exists become claimable, each once.
--
-- KEYS[1] mq:pending:{name}   zset  id -> when it was announced (ms)
-- KEYS[2] mq:queue:{name}     list  ids
-- KEYS[3] mq:delayed:{name}   zset  id -> when it is due (ms)
-- KEYS[4] mq:lease:{name}     zset  ids that we gave away: their hands will let go of them
-- ARGV pairs: id, when it is due (ms, 0 for now); every id once
--
-- Returns how many ids entered the queue.
local ids, entering = {}, {}
for i = 1, #ARGV, 2 do ids[#ids + 1] = ARGV[i] end
local announced = redis.call('ZMSCORE', KEYS[1], unpack(ids))
local held = redis.call('ZMSCORE', KEYS[4], unpack(ids))
for i, id in ipairs(ids) do
  if announced[i] and not held[i] then
    local due = tonumber(ARGV[2 * i])
    if due > 0 then
      redis.call('ZADD', KEYS[3], due, id)
    else
      entering[#entering + 1] = id
    end
  end
end
redis.call('ZREM', KEYS[1], unpack(ids))
if #entering > 0 then redis.call('RPUSH', KEYS[2], unpack(entering)) end
return #entering
