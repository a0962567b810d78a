-- unlist: see lib/unlist.lua; the ids leave some zsets too.
-- Libraries: time indexes groups unlist
--
-- KEYS[1…13] as in lib/indexes.lua   KEYS[14…] zsets of ids
-- ARGV[1] a longer queue is not searched, ARGV[2…] the ids
--
-- Returns how many listings were found.
local ids = {unpack(ARGV, 2)}
local found = unlist(indexesFrom(1, 13), ids, tonumber(ARGV[1]))
for k = 14, #ids > 0 and #KEYS or 0 do found = found + redis.call('ZREM', KEYS[k], unpack(ids)) end
return found
