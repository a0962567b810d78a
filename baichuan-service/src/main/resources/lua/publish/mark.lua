-- mark: a message takes the mark of its equals when no message has it, or only the one that may
-- be replaced.
-- Libraries: time
--
-- KEYS[1] mq:unique:{name}:<digest>   string  '<holder> <since (ms)>', and perhaps a blank and a
--   flag: 'made' when made.lua has been here, 'requeued' when the holder had ended before
-- ARGV[1] the message's id, ARGV[2] which holder may be replaced ('' for none), ARGV[3] seconds
--   it is kept,
-- ARGV[4] the flag ('' for none)
--
-- Returns {''} when it has the mark now, else {the holder, since how long (ms), its flag}. A
-- clock that was set back makes no age negative.
local holder, since, flag = string.match(redis.call('GET', KEYS[1]) or '', '^(%S+) (%d+) ?(.*)$')
if holder and holder ~= ARGV[1] and holder ~= ARGV[2] then
  return {holder, math.abs(now - since), flag}
end
if holder ~= ARGV[1] or ARGV[4] ~= '' then
  local mark = ARGV[1] .. ' ' .. string.format('%d', now)
  if ARGV[4] ~= '' then mark = mark .. ' ' .. ARGV[4] end
  redis.call('SET', KEYS[1], mark, 'EX', ARGV[3])
end
return {''}
