-- create: writes the hash of every new message; one that is already there is left alone.
--
-- KEYS[i] mq:msg:<id>
-- ARGV[1] when the ids were announced (ms)
-- ARGV[2] for how long after that a hash may be created (ms): recovery forgets an announced id without a hash some time later
-- then for each key the seconds after which it goes (0 for never), a count and as many values: field, value, field, value, …
--
-- Returns for each key '' when it was created now, else the status it has; nothing at all when it is too late.
local time = redis.call('TIME')
if time[1] * 1000 + math.floor(time[2] / 1000) > ARGV[1] + ARGV[2] then
  return {}
end
local found, at = {}, 3
for i, key in ipairs(KEYS) do
  local count = tonumber(ARGV[at + 1])
  local status, origin = unpack(redis.call('HMGET', key, 'status', 'origin'))
  if origin then
    found[i] = status or ''
  else
    if status then redis.call('DEL', key) end -- the original leaves hashes of two fields behind when a message is deleted while it runs
    redis.call('HSET', key, unpack(ARGV, at + 2, at + 1 + count))
    if ARGV[at] ~= '0' then redis.call('EXPIRE', key, ARGV[at]) end
    found[i] = ''
  end
  at = at + count + 2
end
return found
