-- made: notes in the mark that its holder exists, so that the mark may outlive the message.
--
-- KEYS[1] mq:unique:{name}:<digest>   as in mark.lua
-- ARGV[1] the message's id
--
-- Returns 1 when it has the mark.
local holder = string.match(redis.call('GET', KEYS[1]) or '', '^(%S+) %d+$')
if holder ~= ARGV[1] then return 0 end
redis.call('APPEND', KEYS[1], ' made')
return 1
