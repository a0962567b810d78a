-- heartbeat: prolongs the registration of a worker. One that is gone is not made again in part.
--
-- KEYS[1] mq:worker:host:port:pid   hash
-- ARGV[1] the time as text, ARGV[2] seconds until it is forgotten
--
-- Returns 1 when it is registered and has not left.
if redis.call('HEXISTS', KEYS[1], 'birth') == 0 then return 0 end
if redis.call('HEXISTS', KEYS[1], 'death') == 1 then return 0 end
redis.call('HSET', KEYS[1], 'last_heartbeat', ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
return 1
