-- lost: which of the ids are in no index of their handler. A step of it is nowhere.lua.
--
-- KEYS    as in nowhere.lua
-- ARGV[1] a longer queue is not searched: nothing is lost in it
-- ARGV[2…] the ids
--
-- Returns for each id 1 when nothing has it, else 0.
local lost = {}
local isLong = redis.call('LLEN', KEYS[1]) > tonumber(ARGV[1])
for i = 2, #ARGV do lost[i - 1] = isLong and 0 or nowhere(KEYS, {ARGV[i]}) end
return lost
