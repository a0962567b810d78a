-- enqueue: see lib/enqueue.lua.
-- Libraries: time indexes groups enter enqueue
--
-- KEYS[1…13] as in lib/indexes.lua
-- ARGV pairs: id, when it is due (ms, 0 for now); every id once
--
-- Returns how many ids became claimable.
local ids, dues = {}, {}
for i = 1, #ARGV, 2 do ids[#ids + 1], dues[#dues + 1] = ARGV[i], ARGV[i + 1] end
return enqueue(indexesFrom(1, 13), ids, dues, false)
