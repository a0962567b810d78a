-- unmark: a message that has ended gives its mark away, if it still has it.
--
-- KEYS[1] mq:unique:{name}:<digest>   string  who has it, a blank, and since when (ms)
-- ARGV[1] the message's id
--
-- Returns 1 when it had the mark.
local holder = string.match(redis.call('GET', KEYS[1]) or '', '^(%S+) ')
return holder == ARGV[1] and redis.call('DEL', KEYS[1]) or 0
