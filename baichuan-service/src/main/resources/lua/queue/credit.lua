-- credit: adds what a worker did to its registration. One that is gone is not made again.
--
-- KEYS[1] mq:worker:host:port:pid   hash
-- ARGV[1] successful messages, ARGV[2] failed ones, ARGV[3] seconds of work
--
-- Returns 1 when the worker is registered.
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HINCRBY', KEYS[1], 'successful_msg_count', ARGV[1])
redis.call('HINCRBY', KEYS[1], 'failed_msg_count', ARGV[2])
redis.call('HINCRBYFLOAT', KEYS[1], 'total_working_time', ARGV[3])
return 1
