-- mark: a message takes the mark of those that are equal to it, when nobody has it, or only who is seen to have lost it.
--
-- KEYS[1] mq:unique:{name}:<digest>   string  who has it, a blank, and since when (ms); ' made' after that when made.lua has been here
-- ARGV[1] the message's id, ARGV[2] who may be replaced ('' for nobody), ARGV[3] seconds it is kept
--
-- Returns {''} when it has the mark now, else {who has it, for how long (ms), ' made' or ''}.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local holder, since, made = string.match(redis.call('GET', KEYS[1]) or '', '^(%S+) (%d+)(.*)$')
if holder and holder ~= ARGV[1] and holder ~= ARGV[2] then return {holder, now - since, made} end
if holder ~= ARGV[1] then redis.call('SET', KEYS[1], ARGV[1] .. ' ' .. string.format('%d', now), 'EX', ARGV[3]) end
return {''}
