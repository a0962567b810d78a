-- conclude: ended messages leave every hand and enter the registry of their end. Begins with groups.lua.
--
-- KEYS[1…8] as in groups.lua
-- KEYS[9] mq:wip:{name}         KEYS[10] mq:lease:{name}    zsets of ids in somebody's hand
-- KEYS[11] mq:finished:{name}   KEYS[12] mq:failed:{name}   zset  id -> when the message goes (s, +inf for never)
-- KEYS[13] mq:ending:{name}     zset  id -> 0 once it has ended and owes its on_finish
-- KEYS[14] mq:expiring:{name}   zset  id -> when it should have been started (ms)
-- ARGV[1] ids whose lease runs out later than this (ms) are left; then triples: id, status ('' when gone), seconds it is kept (-1 for ever)
-- Returns 1 when the queue has limits, so that somebody may have waited for this, else 0.
local ids, left, kept = {}, {}, {finished = {}, failed = {}}
for i = 2, #ARGV, 3 do ids[#ids + 1] = ARGV[i] end
local held, owed = redis.call('ZMSCORE', KEYS[10], unpack(ids)), redis.call('ZMSCORE', KEYS[13], unpack(ids))
for i, id in ipairs(ids) do
  if tonumber(held[i] or 0) <= tonumber(ARGV[1]) then
    local registry, keep = kept[ARGV[3 * i]], tonumber(ARGV[3 * i + 1])
    left[#left + 1] = id
    if registry and keep ~= 0 then registry[#registry + 1], registry[#registry + 2] = keep < 0 and '+inf' or time[1] + keep, id end
    if owed[i] and registry then redis.call('ZADD', KEYS[13], 0, id) elseif owed[i] then redis.call('ZREM', KEYS[13], id) end
  end
end
local places = placesOf(left)
for i, id in ipairs(left) do release(id, places[i]) end
if next(places) then redis.call('HDEL', KEYS[3], unpack(left)) end
for _, key in ipairs(#left > 0 and {KEYS[9], KEYS[10], KEYS[14]} or {}) do redis.call('ZREM', key, unpack(left)) end
if #kept.finished > 0 then redis.call('ZADD', KEYS[11], unpack(kept.finished)) end
if #kept.failed > 0 then redis.call('ZADD', KEYS[12], unpack(kept.failed)) end
return redis.call('EXISTS', KEYS[8])
