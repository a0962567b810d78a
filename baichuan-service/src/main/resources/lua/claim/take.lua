-- take: see lib/take.lua. What the ids are is read from their hashes afterwards.
-- Libraries: time indexes take
--
-- KEYS[1…5] as in lib/indexes.lua
-- ARGV[1] how many at most, ARGV[2] lease (ms)
--
-- Returns {when their lease runs out (ms), the ids}, or {'{'} for a queue with rules: take those
-- with pick.lua.
local ids = take(indexesFrom(1, 5), ARGV[1], ARGV[2])
return ids and {now + ARGV[2], ids} or {'{'}
