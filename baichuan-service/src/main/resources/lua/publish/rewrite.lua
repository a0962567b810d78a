-- rewrite: a message that waits takes the parameters of one that is equal to it, and perhaps its
-- due time.
-- Libraries: time
--
-- KEYS[1] mq:msg:<id>
-- ARGV[1] data, ARGV[2] trace_id
-- ARGV[3] when it is due now (ms, '' when that stays), ARGV[4] 'at' that Unix time, or 'in' so many
--   from now on
--
-- Returns {when it is due, 0 for now or when that stays}; {} when it does not wait any more.
if redis.call('HGET', KEYS[1], 'status') ~= 'queued' then return {} end
redis.call('HSET', KEYS[1], 'data', ARGV[1], 'trace_id', ARGV[2], 'rewritten', 1)
if ARGV[3] == '' then return {0} end
local due = ARGV[4] == 'at' and tonumber(ARGV[3]) or now + ARGV[3]
if due <= now then due = 0 end
redis.call('HSET', KEYS[1], 'not_before', due)
return {due}
