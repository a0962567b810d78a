-- made: the message that has the mark of its equals exists.
--
-- KEYS[1] mq:unique:{name}:<digest>   string  who has it, a blank, and since when (ms); ' made' after that
-- ARGV[1] the message's id
--
-- Returns 1 when it has the mark.
local holder = string.match(redis.call('GET', KEYS[1]) or '', '^(%S+) %d+$')
if holder ~= ARGV[1] then return 0 end
redis.call('APPEND', KEYS[1], ' made')
return 1
