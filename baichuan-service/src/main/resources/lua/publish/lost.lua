-- lost: which of the ids are in no index of their handler.
-- Libraries: time indexes groups nowhere
--
-- KEYS[1…13] as in lib/indexes.lua
-- ARGV[1] a longer queue is not searched: nothing counts as lost then; ARGV[2…] the ids
--
-- Returns for each id 1 when no index has it, else 0.
local q, lost = indexesFrom(1, 13), {}
local isLong = redis.call('LLEN', q.queue) > tonumber(ARGV[1])
for i = 2, #ARGV do lost[i - 1] = not isLong and isNowhere(q, ARGV[i]) and 1 or 0 end
return lost
