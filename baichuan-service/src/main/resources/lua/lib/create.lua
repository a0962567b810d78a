-- create: writes the hash of every new message; one that exists is left alone.
--
-- KEYS    from a given place on: mq:msg:<id>
-- ARGV    from a given place on, for each key: seconds after which it goes (0 for never), a
--   count, and as many values: field, value, field, value, …
--
-- Returns nothing: it defines create.

-- for each key '' when it was created now, else the status it has
local function create(firstKey, firstArg)
  local found, at = {}, firstArg
  for k = firstKey, #KEYS do
    local count = tonumber(ARGV[at + 1])
    local status, origin = unpack(redis.call('HMGET', KEYS[k], 'status', 'origin'))
    if origin then
      found[#found + 1] = status or ''
    else
      -- the Python service leaves a hash of two fields when a message is deleted while it runs
      if status then redis.call('DEL', KEYS[k]) end
      redis.call('HSET', KEYS[k], unpack(ARGV, at + 2, at + 1 + count))
      if ARGV[at] ~= '0' then redis.call('EXPIRE', KEYS[k], ARGV[at]) end
      found[#found + 1] = ''
    end
    at = at + count + 2
  end
  return found
end
