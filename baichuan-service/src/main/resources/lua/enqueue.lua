-- enqueue: announced messages whose hash exists become claimable, each once. Begins with groups.lua and places.lua.
--
-- KEYS[1…8] as in groups.lua
-- KEYS[9] mq:pending:{name}   zset  id -> when it was announced (ms)
-- KEYS[10] mq:lease:{name}    zset  ids that we gave away: their hands will let go of them
-- ARGV pairs: id, when it is due (ms, 0 for now); every id once
--
-- Returns how many ids became claimable.
local ids, entering = {}, {}
for i = 1, #ARGV, 2 do ids[#ids + 1] = ARGV[i] end
local announced = redis.call('ZMSCORE', KEYS[9], unpack(ids))
local held = redis.call('ZMSCORE', KEYS[10], unpack(ids))
for i, id in ipairs(ids) do
  if announced[i] and not held[i] then
    local due = tonumber(ARGV[2 * i])
    if due > now then
      redis.call('ZADD', KEYS[2], due, id)
    else
      entering[#entering + 1] = id
    end
  end
end
redis.call('ZREM', KEYS[9], unpack(ids))
enter(entering, false)
return #entering
