-- farewell: a registered worker leaves; its registration can be read for a while.
--
-- KEYS[1] mq:worker:host:port:pid   hash
-- ARGV[1] the time as text, ARGV[2] for how many seconds
--
-- Returns the handlers it had, comma between them; '' when it was not registered.
local queues = redis.call('HGET', KEYS[1], 'queues')
if not queues or redis.call('HEXISTS', KEYS[1], 'death') == 1 then return '' end
redis.call('HSET', KEYS[1], 'death', ARGV[1], 'state', 'dead')
redis.call('EXPIRE', KEYS[1], ARGV[2])
return queues
