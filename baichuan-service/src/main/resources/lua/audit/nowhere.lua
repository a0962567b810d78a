-- nowhere: see lib/nowhere.lua.
-- Libraries: time indexes groups nowhere
--
-- KEYS[1…13] as in lib/indexes.lua
-- ARGV[1] the id
--
-- Returns 1 when no index has it.
return isNowhere(indexesFrom(1, 13), ARGV[1]) and 1 or 0
