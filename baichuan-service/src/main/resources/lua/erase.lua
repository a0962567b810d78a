-- erase: messages go, unless they are in a state that they must not go in.
--
-- KEYS[i] mq:msg:<id>
-- ARGV[1] the states in which they may, a blank between them; then for each key the created_at that it must have, '' for any
--
-- Returns for each key {handler, the status it had, 1 when it went, its unique_key, its restart}, or {} when there is no such message.
local erased = {}
for i, key in ipairs(KEYS) do
  local status, origin, created, unique, restart = unpack(redis.call('HMGET', key, 'status', 'origin', 'created_at', 'unique_key', 'restart'))
  if not origin then
    redis.call('DEL', key) -- perhaps the two fields that the original leaves behind
    erased[i] = {}
  else
    local may = string.find(' ' .. ARGV[1] .. ' ', ' ' .. (status or '?') .. ' ', 1, true) and (ARGV[1 + i] == '' or ARGV[1 + i] == created)
    erased[i] = {origin, status, may and redis.call('DEL', key) or 0, unique or '', restart or ''}
  end
end
return erased
