-- preview: some fields of some messages, each cut short.
--
-- KEYS[i] mq:msg:<id>
-- ARGV[1] how many bytes of each, ARGV[2…] the fields beside the parameters
--
-- Returns for each key {length of the parameters, their first bytes, then each field ('' when it
-- is missing)}, or {} when there is no such message.
local function preview(key)
  local data = redis.call('HGET', key, 'data')
  if not data or redis.call('HEXISTS', key, 'origin') == 0 then return {} end
  local answer = {#data, string.sub(data, 1, ARGV[1])}
  local fields = redis.call('HMGET', key, unpack(ARGV, 2))
  for i = 1, #ARGV - 1 do answer[i + 2] = string.sub(fields[i] or '', 1, ARGV[1]) end
  return answer
end

local answers = {}
for i, key in ipairs(KEYS) do answers[i] = preview(key) end
return answers
