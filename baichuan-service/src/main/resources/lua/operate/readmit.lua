-- readmit: failed ids that no worker holds are announced again, before their hashes become queued.
-- Libraries: time indexes
--
-- KEYS[1…16] as in lib/indexes.lua
-- ARGV pairs: id, 1 when it has an on_finish
--
-- Returns {the time (ms), for each id 1 when it was announced}.
local q, answer = indexesFrom(1, 16), {now}
for i = 1, #ARGV, 2 do
  local id = ARGV[i]
  local may = redis.call('ZSCORE', q.failed, id) and not redis.call('ZSCORE', q.wip, id)
  if may then
    redis.call('ZADD', q.pending, now, id)
    if ARGV[i + 1] == '1' then redis.call('ZADD', q.ending, now, id) end
  end
  answer[#answer + 1] = may and 1 or 0
end
return answer
