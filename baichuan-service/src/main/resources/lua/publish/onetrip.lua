-- onetrip: create, announce and enqueue in one script, for messages that are due now and have no
-- ttl. Nothing comes between the steps, so the hash may come first: an id that has one already is
-- not listed again.
-- Libraries: time indexes groups enter announce create enqueue
--
-- KEYS[1] mq:queues   KEYS[2…14] as in lib/indexes.lua   KEYS[15…] mq:msg:<id>
-- ARGV[1] how many of the ids enter mq:ending: they come first
-- ARGV[2…] as in lib/create.lua; at the end the ids
--
-- Returns for each hash '' when it was created now, else the status it has.
local q = indexesFrom(2, 13)
local found = create(15, 2)
local new, followed = {}, 0
for i, id in ipairs({unpack(ARGV, #ARGV - #found + 1)}) do
  if found[i] == '' then
    new[#new + 1] = id
    if i <= tonumber(ARGV[1]) then followed = followed + 1 end
  end
end
if #new > 0 then
  redis.call('SADD', KEYS[1], q.queue)
  announce(q, new, followed)
  enqueue(q, new, {}, true)
end
return found
