-- take: the first ids of a queue come into a worker's hand. What they are is read from their hashes afterwards.
--
-- KEYS[1] mq:queue:{name}   list  ids                       KEYS[2] mq:rules:{name}   KEYS[3] mq:paused:{name}   there when the queue has any
-- KEYS[4] mq:wip:{name}     zset  id -> one hour from now (s): what the original's cleaner looks at
-- KEYS[5] mq:lease:{name}   zset  id -> when the lease runs out (ms)
-- ARGV[1] how many at most
-- ARGV[2] lease (ms)
--
-- Returns the ids, or {'{'} for a queue with rules: take those with pick.lua. One that we gave away already was listed twice: it is left there.
if redis.call('EXISTS', KEYS[2], KEYS[3]) > 0 then return {'{'} end
local ids = redis.call('LPOP', KEYS[1], ARGV[1])
if not ids then return {} end
local time = redis.call('TIME')
local deadline = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[2]
local held, taken, seen, leases, hours = redis.call('ZMSCORE', KEYS[5], unpack(ids)), {}, {}, {}, {}
for i, id in ipairs(ids) do
  if not held[i] and not seen[id] then
    seen[id] = true
    taken[#taken + 1] = id
    leases[#leases + 1], leases[#leases + 2] = deadline, id
    hours[#hours + 1], hours[#hours + 2] = time[1] + 3600, id
  end
end
if #taken > 0 then redis.call('ZADD', KEYS[5], unpack(leases)) end
if #taken > 0 then redis.call('ZADD', KEYS[4], unpack(hours)) end
return taken
