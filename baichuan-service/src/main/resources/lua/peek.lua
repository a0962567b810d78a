-- peek: some fields of some messages, all of them cut short.
--
-- KEYS[i] mq:msg:<id>
-- ARGV[1] how many bytes of each, ARGV[2…] the fields beside the parameters
--
-- Returns for each key {length of the parameters, the first bytes of them, then each field ('' when it is not there)}, or {} when there is no
-- such message.
local seen = {}
for i, key in ipairs(KEYS) do
  local data = redis.call('HGET', key, 'data')
  seen[i] = {}
  if data and redis.call('HEXISTS', key, 'origin') == 1 then
    local fields = redis.call('HMGET', key, unpack(ARGV, 2))
    seen[i] = {#data, string.sub(data, 1, ARGV[1])}
    for k = 1, #ARGV - 1 do seen[i][k + 2] = string.sub(fields[k] or '', 1, ARGV[1]) end
  end
end
return seen
