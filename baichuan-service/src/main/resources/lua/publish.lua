-- publish: announce.lua, create.lua and enqueue.lua in one go, for messages that are due at once and have no time to live.
--
-- KEYS[1…10] as in enqueue.lua   KEYS[11] mq:ending:{name}   KEYS[12] mq:queues   KEYS[13…] mq:msg:<id>
-- ARGV[1] how many of the ids owe an on_finish: they come first
-- ARGV[2…] as in create.lua, and at the end the ids
--
-- Returns as create.lua.
local count = #KEYS - 12
local ids, due = {unpack(ARGV, #ARGV - count + 1)}, {}
for i, id in ipairs(ids) do due[2 * i - 1], due[2 * i] = id, 0 end
redis.call('SADD', KEYS[12], KEYS[1])
ARGV[1] = announce({KEYS[9], KEYS[11]}, {ARGV[1], unpack(ids)})
local found = create({unpack(KEYS, 13)}, ARGV)
enqueue(KEYS, due)
return found
