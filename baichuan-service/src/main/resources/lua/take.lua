-- take: the first ids of a queue come into a worker's hand. What they are is read from their hashes afterwards.
--
-- KEYS[1] mq:queue:{name}   list  ids
-- KEYS[2] mq:wip:{name}     zset  id -> one hour from now (s): what the original's cleaner looks at
-- KEYS[3] mq:lease:{name}   zset  id -> when the lease runs out (ms)
-- ARGV[1] how many at most
-- ARGV[2] lease (ms)
--
-- Returns the ids. One that we gave away already was listed twice: it is left in that hand.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local taken = {}
for _, id in ipairs(redis.call('LPOP', KEYS[1], ARGV[1]) or {}) do
  if redis.call('ZADD', KEYS[3], 'NX', now + ARGV[2], id) == 1 then
    redis.call('ZADD', KEYS[2], time[1] + 3600, id)
    taken[#taken + 1] = id
  end
end
return taken
