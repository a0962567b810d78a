-- retire: a handler that has been empty for long is no queue any more, and nothing is left of it.
-- Libraries: time indexes
--
-- KEYS[1…19] as in lib/indexes.lua   KEYS[20] mq:queues, on a cluster missing: it is in another
--   slot
-- ARGV[1] for how long it must have been empty (ms)
--
-- Returns 1 when it has been empty for so long; on a cluster it must leave mq:queues afterwards.
local q = indexesFrom(1, 19)
local published, noted = unpack(redis.call('HMGET', q.totals, 'published', 'empty'))
local there = redis.call('EXISTS', q.queue, q.delayed, q.place, q.urgent, q.turns, q.pending,
  q.lease, q.ending, q.expiring, q.wip, q.finished, q.failed, q.returned, q.paused)
local waiting = tonumber(redis.call('GET', q.group) or 0)
local limits = redis.call('HLEN', q.rules) - redis.call('HEXISTS', q.rules, 'ordered')
if there > 0 or waiting > 0 or limits > 0 then
  if noted then redis.call('HDEL', q.totals, 'empty') end
  return 0
end
local since, count = string.match(noted or '', '^(%d+) (%d+)$')
if count ~= (published or '0') then -- it had messages between two looks
  redis.call('HSET', q.totals, 'empty', string.format('%.0f %s', now, published or '0'))
  return 0
end
if now - since < tonumber(ARGV[1]) then return 0 end
redis.call('DEL', q.totals, q.group, q.rules, q.rate)
if KEYS[20] then redis.call('SREM', KEYS[20], q.queue) end
return 1
