-- conclude: see lib/conclude.lua.
-- Libraries: time indexes groups conclude
--
-- KEYS[1…16] as in lib/indexes.lua
-- ARGV fours: id, status ('' when the message is gone), seconds it is kept (-1 for ever), an id
--   whose lease runs out later than this (ms) is left alone
--
-- Returns 1 when the queue has limits, so that a claim may have waited for this, else 0.
local ids, ends = {}, {}
for i = 1, #ARGV, 4 do
  ids[#ids + 1] = ARGV[i]
  ends[ARGV[i]] = {unpack(ARGV, i + 1, i + 3)}
end
return conclude(indexesFrom(1, 16), ids, ends)
