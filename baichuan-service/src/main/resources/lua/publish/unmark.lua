-- unmark: a message gives the mark of its equals back, if it still has it.
--
-- KEYS[1] mq:unique:{name}:<digest>   as in mark.lua
-- ARGV[1] the message's id
--
-- Returns 1 when it had the mark.
local holder = string.match(redis.call('GET', KEYS[1]) or '', '^(%S+) ')
return holder == ARGV[1] and redis.call('DEL', KEYS[1]) or 0
