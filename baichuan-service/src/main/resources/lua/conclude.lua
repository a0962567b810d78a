-- conclude: ended messages leave every hand and enter the registry of their end.
--
-- KEYS[1] mq:wip:{name}        KEYS[2] mq:lease:{name}      zsets of ids in somebody's hand
-- KEYS[3] mq:finished:{name}   KEYS[4] mq:failed:{name}     zset  id -> when the message goes (s, +inf for never)
-- KEYS[5] mq:ending:{name}     zset  id -> 0 once it has ended and owes its on_finish
-- ARGV[1] ids whose lease runs out later than this (ms) are left: somebody has taken them meanwhile
-- then triples: id, status ('' when the message is gone), seconds it is kept (-1 for ever, 0 not at all)
--
-- Returns 1.
local now = redis.call('TIME')[1]
local registries = {finished = KEYS[3], failed = KEYS[4]}
local function conclude(id, registry, keep)
  redis.call('ZREM', KEYS[1], id)
  redis.call('ZREM', KEYS[2], id)
  if registry and keep ~= 0 then
    redis.call('ZADD', registry, keep < 0 and '+inf' or now + keep, id)
  end
  if not registry then
    redis.call('ZREM', KEYS[5], id)
  elseif redis.call('ZSCORE', KEYS[5], id) then
    redis.call('ZADD', KEYS[5], 0, id)
  end
end
for i = 2, #ARGV, 3 do
  if tonumber(redis.call('ZSCORE', KEYS[2], ARGV[i]) or 0) <= tonumber(ARGV[1]) then
    conclude(ARGV[i], registries[ARGV[i + 1]], tonumber(ARGV[i + 2]))
  end
end
return 1
