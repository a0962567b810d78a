-- start: see lib/start.lua.
-- Libraries: time start
--
-- KEYS[i] mq:msg:<id>
-- ARGV[1] worker, ARGV[2] the time as text, ARGV[3] lease (ms), ARGV[4] default of result_ttl,
--   ARGV[5] after how many bytes of data no more are started; then one token for each key
--
-- Returns for each key what lib/start.lua says.
local taker = {worker = ARGV[1], at = ARGV[2], lease = ARGV[3], keep = ARGV[4]}
taker.room = tonumber(ARGV[5])
return (start(KEYS, {unpack(ARGV, 6)}, taker))
