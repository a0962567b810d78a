-- announce: see lib/announce.lua.
-- Libraries: time indexes announce
--
-- KEYS[1…13] as in lib/indexes.lua
-- ARGV[1] how many of the ids enter mq:ending: they come first; ARGV[2…] the ids
--
-- Returns the time (ms): the hashes must be created soon after it.
announce(indexesFrom(1, 13), {unpack(ARGV, 2)}, tonumber(ARGV[1]))
return now
