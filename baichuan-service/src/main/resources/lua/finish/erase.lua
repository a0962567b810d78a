-- erase: messages are deleted, unless they are in a state in which they must stay.
--
-- KEYS[i] mq:msg:<id>
-- ARGV[1] the states in which they may be deleted, a blank between them; then for each key the
--   created_at that it must have, '' for any
--
-- Returns for each key {handler, the status it had, 1 when it was deleted, its unique_key, its
-- restart}, or {} when there is no such message.
local function erase(key, createdAt)
  local status, origin, created, unique, restart =
    unpack(redis.call('HMGET', key, 'status', 'origin', 'created_at', 'unique_key', 'restart'))
  if not origin then
    redis.call('DEL', key) -- perhaps the two fields that the Python service leaves behind
    return {}
  end
  local isOfState = string.find(' ' .. ARGV[1] .. ' ', ' ' .. (status or '?') .. ' ', 1, true)
  local may = isOfState and (createdAt == '' or createdAt == created)
  return {origin, status, may and redis.call('DEL', key) or 0, unique or '', restart or ''}
end

local answers = {}
for i, key in ipairs(KEYS) do answers[i] = erase(key, ARGV[1 + i]) end
return answers
