-- take: the first ids of a queue come into a worker's hand. What they are is read from their hashes afterwards.
--
-- KEYS[1] mq:queue:{name}   list  ids
-- KEYS[2] mq:wip:{name}     zset  id -> one hour from now (s): what the original's cleaner looks at
-- KEYS[3] mq:lease:{name}   zset  id -> when the lease runs out (ms)
-- ARGV[1] how many at most
-- ARGV[2] lease (ms)
--
-- Returns the ids. One that we gave away already was listed twice: it is left in that hand.
local ids = redis.call('LPOP', KEYS[1], ARGV[1])
if not ids then return {} end
local time = redis.call('TIME')
local deadline = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[2]
local held = redis.call('ZMSCORE', KEYS[3], unpack(ids))
local taken, seen, leases, hours = {}, {}, {}, {}
for i, id in ipairs(ids) do
  if not held[i] and not seen[id] then
    seen[id] = true
    taken[#taken + 1] = id
    leases[#leases + 1], leases[#leases + 2] = deadline, id
    hours[#hours + 1], hours[#hours + 2] = time[1] + 3600, id
  end
end
if #taken > 0 then
  redis.call('ZADD', KEYS[3], unpack(leases))
  redis.call('ZADD', KEYS[2], unpack(hours))
end
return taken
