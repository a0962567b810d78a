-- rewrite: a message that waits takes the parameters of one that is equal to it.
--
-- KEYS[1] mq:msg:<id>
-- ARGV[1] data, ARGV[2] trace_id, ARGV[3] when it is due now (ms, '' when that stays)
--
-- Returns 1 when it was still waiting.
if redis.call('HGET', KEYS[1], 'status') ~= 'queued' then return 0 end
redis.call('HSET', KEYS[1], 'data', ARGV[1], 'trace_id', ARGV[2], 'rewritten', 1)
if ARGV[3] ~= '' then redis.call('HSET', KEYS[1], 'not_before', ARGV[3]) end
return 1
