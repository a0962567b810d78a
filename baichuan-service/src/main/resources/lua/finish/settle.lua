-- settle: ids leave mq:ending, because what was to follow on their ends is done. One that was
-- announced again meanwhile stays: its score says that it has not ended.
--
-- KEYS[1] mq:ending:{name}
-- ARGV the ids
--
-- Returns how many ids left.
local left, scores = 0, redis.call('ZMSCORE', KEYS[1], unpack(ARGV))
for i, id in ipairs(ARGV) do
  if scores[i] and tonumber(scores[i]) <= 0 then left = left + redis.call('ZREM', KEYS[1], id) end
end
return left
