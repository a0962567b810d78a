-- bury: deletes counters that a Python worker wrote after its registration had expired; they
-- never expire.
--
-- KEYS[1] mq:worker:host:port:pid   hash
-- ARGV[1] a heartbeat since then (time as text) is a sign of life: such a hash stays
--
-- Returns 1 when it was deleted.
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
if redis.call('HEXISTS', KEYS[1], 'birth') == 1 then return 0 end
local heartbeat = redis.call('HGET', KEYS[1], 'last_heartbeat')
if heartbeat and heartbeat >= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
