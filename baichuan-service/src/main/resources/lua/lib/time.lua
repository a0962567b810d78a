-- time: the clock of Redis, read once a script.
--
-- KEYS    none
-- Returns nothing: it defines seconds, now (ms), micros.
-- Lua reads locals faster than globals
local redis, KEYS, ARGV, unpack, ipairs = redis, KEYS, ARGV, unpack, ipairs
local clock = redis.call('TIME')
local seconds = tonumber(clock[1])
local now = seconds * 1000 + math.floor(clock[2] / 1000)
local micros = seconds * 1000000 + clock[2]
