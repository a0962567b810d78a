-- publish: create.lua, announce.lua and enqueue.lua in one go, for messages that are due at once and have no time to live. As nothing comes
-- between, the hash may come first: an id that has one already is not listed again, whoever publishes it at the same time.
--
-- KEYS[1…10] as in enqueue.lua   KEYS[11] mq:ending:{name}   KEYS[12] mq:queues   KEYS[13…] mq:msg:<id>
-- ARGV[1] how many of the ids owe an on_finish: they come first
-- ARGV[2…] as in create.lua, and at the end the ids
--
-- Returns as create.lua.
local count, owing = #KEYS - 12, tonumber(ARGV[1])
local ids, new, due = {unpack(ARGV, #ARGV - count + 1)}, {0}, {}
ARGV[1] = 2 ^ 52 -- never too late
local found = create({unpack(KEYS, 13)}, ARGV)
for i, id in ipairs(ids) do
  if found[i] == '' then
    if i <= owing then new[1] = new[1] + 1 end
    new[#new + 1] = id
    due[#due + 1], due[#due + 2] = id, 0
  end
end
if #due > 0 then
  redis.call('SADD', KEYS[12], KEYS[1])
  announce({KEYS[9], KEYS[11]}, new)
  enqueue(KEYS, due)
end
return found
