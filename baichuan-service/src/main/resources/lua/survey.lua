-- survey: what a queue's indexes leave to recovery; delayed ids that are due enter the queue here and now.
--
-- KEYS[1] mq:pending:{name}  KEYS[2] mq:lease:{name}  KEYS[3] mq:delayed:{name}  KEYS[4] mq:queue:{name}  KEYS[5] mq:ending:{name}
-- KEYS[6] mq:finished:{name}  KEYS[7] mq:failed:{name}
-- ARGV[1] how long an announced id is the publisher's business (ms)
-- ARGV[2] how many ids of each kind at most
--
-- Returns {time (ms), how many delayed ids entered the queue, stale announced ids, ids whose lease ran out, ids that owe an on_finish}.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local due = redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', now, 'LIMIT', 0, ARGV[2])
for _, id in ipairs(due) do
  redis.call('RPUSH', KEYS[4], id)
  redis.call('ZREM', KEYS[3], id)
end
redis.call('ZREMRANGEBYSCORE', KEYS[6], '-inf', time[1])
redis.call('ZREMRANGEBYSCORE', KEYS[7], '-inf', time[1])
return {now, #due,
  redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[1], 'LIMIT', 0, ARGV[2]),
  redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, ARGV[2]),
  redis.call('ZRANGEBYSCORE', KEYS[5], '-inf', 0, 'LIMIT', 0, ARGV[2])}
