-- erase: messages go, unless they are in a state that they must not go in.
--
-- KEYS[i] mq:msg:<id>
-- ARGV[1…] the states in which they may
--
-- Returns for each key {handler, the status it had, 1 when it went}, or {} when there is no such message.
local allowed = {}
for _, status in ipairs(ARGV) do allowed[status] = true end
local erased = {}
for i, key in ipairs(KEYS) do
  local status, origin = unpack(redis.call('HMGET', key, 'status', 'origin'))
  if not origin then
    redis.call('DEL', key) -- perhaps the two fields that the original leaves behind
    erased[i] = {}
  else
    erased[i] = {origin, status, allowed[status] and redis.call('DEL', key) or 0}
  end
end
return erased
