-- announce: ids that are about to get a hash enter the index first; those that owe an on_finish are noted too.
--
-- KEYS[1] mq:pending:{name}   zset  id -> when it was announced (ms)
-- KEYS[2] mq:ending:{name}    zset  id -> when it was announced (ms); 0 once it has ended
-- ARGV[1] how many of the ids owe an on_finish: they come first
-- ARGV[2…] the ids
--
-- Returns the store's time (ms): the hashes must be created soon after it.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local announced = {}
for i = 2, #ARGV do
  announced[2 * i - 3], announced[2 * i - 2] = now, ARGV[i]
end
redis.call('ZADD', KEYS[1], unpack(announced))
if tonumber(ARGV[1]) > 0 then
  redis.call('ZADD', KEYS[2], 'NX', unpack(announced, 1, 2 * ARGV[1]))
end
return now
