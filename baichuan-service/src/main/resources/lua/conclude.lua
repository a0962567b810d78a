-- conclude: ended messages leave every hand and enter the registry of their end.
--
-- KEYS[1] mq:wip:{name}        KEYS[2] mq:lease:{name}      zsets of ids in somebody's hand
-- KEYS[3] mq:finished:{name}   KEYS[4] mq:failed:{name}     zset  id -> when the message goes (s, +inf for never)
-- KEYS[5] mq:ending:{name}     zset  id -> 0 once it has ended and owes its on_finish
-- ARGV[1] ids whose lease runs out later than this (ms) are left: somebody has taken them meanwhile
-- then triples: id, status ('' when the message is gone), seconds it is kept (-1 for ever, 0 not at all)
--
-- Returns 1.
local now, ids, leaving = redis.call('TIME')[1], {}, {}
local kept = {finished = {}, failed = {}}
for i = 2, #ARGV, 3 do ids[#ids + 1] = ARGV[i] end
local held = redis.call('ZMSCORE', KEYS[2], unpack(ids))
local owed = redis.call('ZMSCORE', KEYS[5], unpack(ids))
for i, id in ipairs(ids) do
  if tonumber(held[i] or 0) <= tonumber(ARGV[1]) then
    local registry, keep = kept[ARGV[3 * i]], tonumber(ARGV[3 * i + 1])
    leaving[#leaving + 1] = id
    if registry and keep ~= 0 then registry[#registry + 1], registry[#registry + 2] = keep < 0 and '+inf' or now + keep, id end
    if owed[i] and registry then redis.call('ZADD', KEYS[5], 0, id) elseif owed[i] then redis.call('ZREM', KEYS[5], id) end
  end
end
if #leaving > 0 then redis.call('ZREM', KEYS[1], unpack(leaving)) end
if #leaving > 0 then redis.call('ZREM', KEYS[2], unpack(leaving)) end
if #kept.finished > 0 then redis.call('ZADD', KEYS[3], unpack(kept.finished)) end
if #kept.failed > 0 then redis.call('ZADD', KEYS[4], unpack(kept.failed)) end
return 1
