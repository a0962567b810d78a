-- mark: a message takes the mark of those that are equal to it, when nobody has it, or only who is seen to have lost it.
--
-- KEYS[1] mq:unique:{name}:<digest>   string  who has it, a blank, and since when (ms); a blank and a word after that: 'made' when made.lua has
-- been here, 'requeued' when the message had ended
-- ARGV[1] the message's id, ARGV[2] who may be replaced ('' for nobody), ARGV[3] seconds it is kept, ARGV[4] the word ('' for none)
--
-- Returns {''} when it has the mark now, else {who has it, how long ago it took it (ms; a clock that was set back tells no age), its word}.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local holder, since, word = string.match(redis.call('GET', KEYS[1]) or '', '^(%S+) (%d+) ?(.*)$')
if holder and holder ~= ARGV[1] and holder ~= ARGV[2] then return {holder, math.abs(now - since), word} end
if holder ~= ARGV[1] or ARGV[4] ~= '' then
  redis.call('SET', KEYS[1], ARGV[1] .. ' ' .. string.format('%d', now) .. (ARGV[4] ~= '' and ' ' .. ARGV[4] or ''), 'EX', ARGV[3])
end
return {''}
