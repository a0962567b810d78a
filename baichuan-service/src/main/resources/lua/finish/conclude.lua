-- conclude: see lib/conclude.lua.
-- Libraries: time indexes groups conclude
--
-- KEYS[1…16] as in lib/indexes.lua
-- ARGV[1] ids whose lease runs out later than this (ms) are left alone
-- then triples: id, status ('' when the message is gone), seconds it is kept (-1 for ever)
--
-- Returns 1 when the queue has limits, so that a claim may have waited for this, else 0.
local ids, ends = {}, {}
for i = 2, #ARGV, 3 do
  ids[#ids + 1] = ARGV[i]
  ends[ARGV[i]] = {ARGV[i + 1], ARGV[i + 2]}
end
return conclude(indexesFrom(1, 16), ids, ends, tonumber(ARGV[1]))
