-- heartbeat: a registered worker lives on. One whose registration is gone gets no piece of a new one.
--
-- KEYS[1] mq:worker:host:port:pid   hash
-- ARGV[1] the time as text, ARGV[2] seconds until it is forgotten
--
-- Returns 1 when it is registered and has not said farewell.
if redis.call('HEXISTS', KEYS[1], 'birth') == 0 or redis.call('HEXISTS', KEYS[1], 'death') == 1 then return 0 end
redis.call('HSET', KEYS[1], 'last_heartbeat', ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
return 1
