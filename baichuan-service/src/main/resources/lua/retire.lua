-- retire: a handler that has been empty for long is not among the queues any more, and nothing is left of it.
--
-- KEYS[…] mq:queues, when it is there (on a cluster it is elsewhere), then KEYS[1…8] as in groups.lua
-- KEYS[9] mq:rate:{name}   KEYS[10] mq:totals:{name}, where the time since which it is empty is noted
-- KEYS[11…] everything else that it may have: with one of these keys it is not empty
-- ARGV[1] for how long it must have been empty (ms), ARGV[2] how many keys are before those of groups.lua
--
-- Returns 1 when it has been empty for so long; on a cluster it is yet to leave mq:queues.
local known = ARGV[2] == '1' and table.remove(KEYS, 1)
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local queue, delayed, place, urgent, turns, grouped, _, rules, rate, totals = unpack(KEYS, 1, 10)
local published, noted = unpack(redis.call('HMGET', totals, 'published', 'empty'))
local there = redis.call('EXISTS', queue, delayed, place, urgent, turns, unpack(KEYS, 11))
local waiting = tonumber(redis.call('GET', grouped) or 0)
local limits = redis.call('HLEN', rules) - redis.call('HEXISTS', rules, 'ordered')
if there > 0 or waiting > 0 or limits > 0 then
  if noted then redis.call('HDEL', totals, 'empty') end
  return 0
end
local since, count = string.match(noted or '', '^(%d+) (%d+)$')
if count ~= (published or '0') then -- it had messages between two looks
  redis.call('HSET', totals, 'empty', string.format('%.0f %s', now, published or '0'))
  return 0
end
if now - since < tonumber(ARGV[1]) then return 0 end
redis.call('DEL', totals, grouped, rules, rate)
if known then redis.call('SREM', known, queue) end
return 1
